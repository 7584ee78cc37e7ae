"""One address and its moods: too many requests, failures, silence, other dialects, garbage. Each ends in a reply or in one clear line."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest

from chat_server import Behaviour, Request, Response, in_turn, reading, saying
from overtone.coding.second import complaints, endpoint
from overtone.coding.second.endpoint import LARGEST, retry_after
from overtone.errors import InputError

from .conftest import NOW, Pauses, Result, Runs, analysed, second_reader

TEXT = "China sanctioned Orbis."
KEY = "sk-very-secret-0123456789"
MUTE = reading(lambda sentence: [])


def failing(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    return lambda request: Response(body, status, {name.replace("_", "-"): value for name, value in headers.items()})


def complaint(result: Result, language: str = "en") -> str:
    """The one line in which the endpoint's failure is told."""
    (line,) = complaints(result.report, language)
    assert "\n" not in line
    assert result.server.url in line
    return line


# --- what may pass


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_what_may_pass_is_tried_again(run: Runs, status: int) -> None:
    result = run(TEXT, in_turn(failing(status), failing(status), MUTE))
    assert (result.report.unanswered, result.report.retries, result.report.calls) == (0, 2, 3)
    assert result.pauses == [0.75, 1.5], "doubled each time, and shortened by chance (here always one half)"


@pytest.mark.parametrize(
    ("header", "pause"), [("7", 7.5), ("0", 0.5), (format_datetime(NOW + timedelta(seconds=20), usegmt=True), 20.5)]
)
def test_the_server_says_how_long_to_wait(run: Runs, header: str, pause: float) -> None:
    result = run(TEXT, in_turn(failing(429, Retry_After=header), MUTE))
    assert result.pauses == [pause]


def test_who_is_told_to_wait_for_long_gives_up(run: Runs) -> None:
    result = run(TEXT, failing(429, b'{"error": {"message": "quota"}}', Retry_After="86400"))
    assert (result.pauses, result.report.unanswered) == ([], 1)
    assert "too many requests (429 quota)" in complaint(result)
    assert "请求过多（429 quota）" in complaint(result, "zh")


def test_pauses_have_an_end(run: Runs) -> None:
    result = run(TEXT, failing(500), attempts=6, longest_pause=3.0)
    assert result.pauses == [0.75, 1.5, 2.25, 2.25, 2.25]
    assert "the server fails (500)" in complaint(result)


def test_an_endpoint_that_keeps_failing_is_left_alone(run: Runs) -> None:
    texts = [f"China sanctioned {name}." for name in ("Orbis", "Moreau", "Weiss", "Lindqvist", "the European Union")]
    result = run(texts, failing(500), attempts=1, batch=1, give_up_after=2)
    assert len(result.server.requests) == 2
    assert result.report.stopped
    assert complaint(result).endswith("the rest is left to the first reader")
    assert complaint(result, "zh").endswith("其余句子只由第一判读者判读")


def test_silence(run: Runs) -> None:
    never = threading.Event()
    result = run(TEXT, lambda request: saying("{}")._replace(hold=never), timeout=0.1, attempts=2, batch=1)
    never.set()
    assert len(result.server.requests) == 2
    assert "does not answer in 0.1 s" in complaint(result)
    assert result.report.tokens_in > 0, "the server may have worked on it, and charge it"


# --- what will not pass


@pytest.mark.parametrize(
    ("status", "english", "chinese"),
    [
        (401, "the key is not accepted (401); set OVERTONE_LLM_KEY", "密钥不被接受（401）"),
        (403, "the key is not accepted (403)", "密钥不被接受（403）"),
        (404, "no such address or model (404 no model test-model)", "没有该地址或模型"),
        (302, "points elsewhere (https://elsewhere.example/v1)", "转向别处"),
    ],
)
def test_what_will_not_pass_is_tried_once(run: Runs, status: int, english: str, chinese: str) -> None:
    said = b'{"error": {"message": "no model test-model"}}'
    result = run([TEXT, "美国批评中国。"], failing(status, said, Location="https://elsewhere.example/v1"))
    assert len(result.server.requests) == 1
    assert result.report.stopped
    assert english in complaint(result)
    assert chinese in complaint(result, "zh")
    assert len(result.events) == 2, "the first reader's events are there all the same"


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_nobody_there() -> None:
    pauses = Pauses()
    reader = second_reader(f"http://127.0.0.1:{closed_port()}/v1", pauses=pauses)
    assert len(reader.revise(analysed([TEXT]))[0]) == 1
    (line,) = complaints(reader.report, "en")
    assert "cannot be reached" in line
    assert pauses.taken == [], "waiting does not make a server"


def test_a_name_that_nobody_knows() -> None:
    reader = second_reader("http://no-such-host.invalid/v1")
    reader.revise(analysed([TEXT]))
    assert "cannot be reached" in complaints(reader.report, "en")[0]


def test_no_encryption_where_it_was_asked_for(run: Runs) -> None:
    from chat_server import chat_server

    with chat_server(MUTE) as server:
        reader = second_reader(server.url.replace("http://", "https://"))
        reader.revise(analysed([TEXT]))
    assert "its certificate is not accepted" in complaints(reader.report, "en")[0]
    assert "证书不被接受" in complaints(reader.report, "zh")[0]
    assert len(complaints(reader.report, "en")) == 1


@pytest.fixture
def rude() -> Iterator[str]:
    """A server that hangs up on everybody after the first bytes of an answer."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{")

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    listener.close()


def test_a_server_that_hangs_up(rude: str) -> None:
    pauses = Pauses()
    reader = second_reader(rude, pauses=pauses, batch=1)
    reader.revise(analysed([TEXT]))
    assert "the server fails" in complaints(reader.report, "en")[0]
    assert len(pauses.taken) == 3


# --- dialects


def refusing(*words: str) -> Behaviour:
    """A server that refuses requests with a key that it does not know."""

    def behave(request: Request) -> Response:
        for word in words:
            if word in request.body or word == request.body.get("response_format", {}).get("type"):
                return Response(
                    json.dumps({"error": {"message": f"Unsupported parameter: '{word}'", "param": word}}).encode(), 400
                )
        return MUTE(request)

    return behave


@pytest.mark.parametrize(
    ("words", "calls"),
    [
        ((), 1),
        (("json_schema",), 2),
        (("json_schema", "json_object"), 3),
        (("max_tokens",), 2),
        (("temperature",), 2),
        (("max_tokens", "temperature", "json_schema"), 4),
    ],
)
def test_servers_differ_in_what_they_accept(run: Runs, words: tuple[str, ...], calls: int) -> None:
    result = run([TEXT, "美国批评中国。"], refusing(*words))
    assert result.report.unanswered == 0
    assert len(result.server.requests) == calls + 1, "what was found out once is remembered"


def test_a_request_that_is_refused_for_good(run: Runs) -> None:
    result = run(TEXT, failing(400, b'{"detail": "the context is too long"}'), batch=1)
    assert len(result.server.requests) == 1, "its form is not to blame"
    assert "the request is refused (400 the context is too long)" in complaint(result)


def test_what_a_request_holds(run: Runs) -> None:
    result = run(TEXT, MUTE, key=KEY)
    (request,) = result.server.requests
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body["model"] == "test-model"
    assert request.body["temperature"] == 0
    assert request.body["response_format"]["json_schema"]["strict"] is True
    assert request.body["max_tokens"] < 1000
    assert "authorization" not in run(TEXT, MUTE).server.requests[0].headers


# --- garbage


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Welcome</html>",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": null}]}',
        b'{"choices": "none"}',
        b"\xff\xfe\x00",
        b"[" * 200_000,
        b'{"choices": [{"message": {"content": ' + b"[" * 200_000,
        b"x" * (LARGEST + 1),
    ],
    ids=lambda body: repr(body[:20]),
)
def test_a_body_that_is_no_completion(run: Runs, body: bytes) -> None:
    result = run(TEXT, lambda request: Response(body), batch=1)
    assert result.report.unanswered == 1
    assert "the reply is no chat completion" in complaint(result)
    assert "答复不是对话补全的格式" in complaint(result, "zh")


def test_a_body_that_claims_to_be_packed(run: Runs) -> None:
    result = run(TEXT, lambda request: Response(b"no gzip", 200, {"Content-Encoding": "gzip"}), batch=1)
    assert "the server fails" in complaint(result)


def test_words_of_the_server_are_printed_on_one_line_without_control_characters_or_the_key(run: Runs) -> None:
    said = json.dumps({"error": {"message": f"\x1b[31mbad\r\nkey {KEY}\u202e!" + "x" * 500}}).encode()
    for status in (400, 404, 429, 500):
        line = complaint(run(TEXT, failing(status, said), key=KEY, attempts=1, batch=1))
        assert "bad key …" in line
        assert line.isprintable()
        assert KEY not in line
        assert len(line) < 400


# --- settings


@pytest.mark.parametrize(
    "url",
    ["", "localhost:11434", "ftp://a.example", "http://", "http://[::1", "https://a.example:99999/v1", "file:///etc/passwd"],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(InputError, match="no http or https address"):
        endpoint(url, "m", None)


@pytest.mark.parametrize(
    "url", [f"https://me:{KEY}@a.example/v1", f"https://a.example/v1?key={KEY}", f"https://a.example/v1#{KEY}"]
)
def test_secrets_in_the_address_are_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(InputError) as error:
        endpoint(url, "m", None)
    assert KEY not in str(error.value)


@pytest.mark.parametrize("key", ["two words", "sk-\n1", "密钥", "sk-\x00"])
def test_a_key_that_is_none(key: str) -> None:
    with pytest.raises(InputError) as error:
        endpoint("https://a.example/v1", "m", key)
    assert key not in str(error.value)


def test_a_model_has_to_be_named() -> None:
    for model in (None, "", "  "):
        with pytest.raises(InputError, match="--model"):
            endpoint("https://a.example/v1", model, None)


@pytest.mark.parametrize("url", ["https://a.example/v1", "https://a.example/v1/", "https://a.example/v1/chat/completions"])
def test_the_address_that_is_called(url: str) -> None:
    assert endpoint(url, "m", None).address == "https://a.example/v1/chat/completions"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("3", 3.0),
        ("1.5", 1.5),
        ("-4", 0.0),
        ("nan", 0.0),
        ("inf", 1e9),
        ("１２", None),
        (format_datetime(NOW + timedelta(minutes=2)), 120.0),
        (format_datetime(NOW - timedelta(minutes=2)), 0.0),
        ("Fri, 99 Foo 2025 00:00:00 GMT", None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


def test_the_machine_trusts_no_proxy_for_itself(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    assert run(TEXT, MUTE).report.unanswered == 0


def test_certificates_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "no-such-file.pem")
    reader = second_reader("https://no-such-host.invalid/v1")
    reader.revise(analysed([TEXT]))
    assert len(complaints(reader.report, "en")) == 1
    assert ssl.create_default_context() is not None
