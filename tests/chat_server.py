"""A language model's server as tests need it: a real one on this machine that speaks OpenAI's chat completions, and does as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

Sentence = dict[str, Any]
Events = list[dict[str, Any]]


class Request(NamedTuple):
    """What the server was asked: the whole body, its headers in lower case, and the sentences in it."""

    body: dict[str, Any]
    headers: Mapping[str, str]
    number: int

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences that are to be read."""
        found: list[Sentence] = json.loads(self.body["messages"][1]["content"])["sentences"]
        return found


class Response(NamedTuple):
    """What the server answers; not before `hold` is set, where one is given."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = {}
    hold: threading.Event | None = None


Behaviour = Callable[[Request], Response]


def saying(content: Any, **more: Any) -> Response:
    """A chat completion with this text."""
    message = {"role": "assistant", "content": content, **more.pop("message", {})}
    usage = more.pop("usage", {"prompt_tokens": 100, "completion_tokens": 10})
    tree = {"id": "c", "object": "chat.completion", "choices": [{"index": 0, "message": message, **more}], "usage": usage}
    return Response(json.dumps(tree).encode())


def reading(read: Callable[[Sentence], Events]) -> Behaviour:
    """A model that reads every sentence it is asked about with `read`."""

    def behave(request: Request) -> Response:
        answers = [{"id": each["id"], "events": read(each)} for each in request.sentences]
        return saying(json.dumps({"sentences": answers}, ensure_ascii=False))

    return behave


def knowing(events: Mapping[str, Events]) -> Behaviour:
    """A model that knows the events of sentences that hold these words; ends are told by the actors' names."""
    return reading(lambda sentence: [event for words, told in events.items() if words in sentence["text"] for event in told])


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """The first behaviour for the first request, and so on; the last from there on."""
    return lambda request: behaviours[min(request.number, len(behaviours) - 1)](request)


def event(
    quote: str, source: str, act: str, target: str | None, status: str = "actual", mode: str | None = None
) -> dict[str, Any]:
    """One event as a model puts it."""
    return {"quote": quote, "source": source, "act": act, "mode": mode, "target": target, "status": status}


class ChatServer:
    """The server while it runs: its address, and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[Request] = []

    @property
    def asked(self) -> list[str]:
        """The sentences that were asked about, in order."""
        return [sentence["text"] for request in self.requests for sentence in request.sentences]


@contextmanager
def chat_server(behave: Behaviour) -> Iterator[ChatServer]:
    """A server on a free port of this machine."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                request = Request(body, {name.lower(): value for name, value in self.headers.items()}, len(running.requests))
                running.requests.append(request)
            response = behave(request)
            if response.hold is not None:
                response.hold.wait(30)
            try:
                self.send_response(response.status)
                for name, value in response.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(response.body)))
                self.end_headers()
                self.wfile.write(response.body)
            except OSError:
                self.close_connection = True  # who asked has gone

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    running = ChatServer(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
