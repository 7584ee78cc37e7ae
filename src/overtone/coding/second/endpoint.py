"""One address that answers in the manner of OpenAI's chat completions: a call, tried again where that may help, and its reply.

Whatever the server does ends in a `Reply` or a `Failure`; nothing that it sends is more than data. The clock, pauses and chance are
handed in.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import urlsplit

import msgspec

from overtone.coding.second.budget import Budget, Usage, estimate
from overtone.coding.second.policy import Policy
from overtone.coding.second.prompt import Message, schema
from overtone.errors import InputError

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

LARGEST = 2 * 2**20
"""Bytes of a reply that are read."""

Kind = Literal["connect", "tls", "key", "address", "redirect", "timeout", "busy", "server", "request", "reply"]
_FINAL: frozenset[Kind] = frozenset({"connect", "tls", "key", "address", "redirect"})
_AGAIN: frozenset[Kind] = frozenset({"timeout", "busy", "server", "connect"})
_PATH = "/chat/completions"
_MOST_TOKENS = 10**9


class Endpoint(NamedTuple):
    """Where the model is asked: an address up to /v1 or so, the model's name, and the key if it wants one."""

    url: str
    model: str
    key: str | None = None

    @property
    def address(self) -> str:
        """The address that is called."""
        base = self.url.rstrip("/")
        return base if base.endswith(_PATH) else base + _PATH

    @property
    def local(self) -> bool:
        """Does it lie on this machine?"""
        host = (urlsplit(self.url).hostname or "").lower()
        return host in ("localhost", "::1") or host.startswith("127.")


def endpoint(url: str, model: str | None, key: str | None) -> Endpoint:
    """The endpoint of these settings. Raises InputError, which never holds the key."""
    parts = None
    try:
        parts = urlsplit(url)
        bad = parts.scheme not in ("http", "https") or not parts.hostname or (parts.port or 1) < 1
    except ValueError:
        bad = True
    if bad or parts is None:
        raise InputError("--second-reader", "is no http or https address", "give one such as http://localhost:11434/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError(
            "--second-reader", "the address carries a name, a password or a query", "put the key into OVERTONE_LLM_KEY"
        )
    if not model or not model.strip():
        raise InputError("--model", "no model is named", "name one that the server has, or set OVERTONE_LLM_MODEL")
    key = (key or "").strip() or None
    if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
        raise InputError("OVERTONE_LLM_KEY", "holds characters that no key has", "set it to the key alone")
    return Endpoint(url, model.strip(), key)


class Outside(NamedTuple):
    """What is not ours to decide: seconds that only rise, the time of day, pauses, and chance between 0 and 1."""

    clock: Callable[[], float]
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    chance: Callable[[], float]


class Reply(NamedTuple):
    """What the model said. `refused`: it would not; `cut`: it was not allowed to finish."""

    content: str
    refused: bool = False
    cut: bool = False


class Failure(Exception):  # noqa: N818  (an outcome that is reported, no error of the program)
    """A call that came to nothing: `detail` as it may be printed, `said` whole. `wait`: seconds until the server would be asked again."""

    def __init__(self, kind: Kind, detail: str, wait: float | None = None, said: str = "") -> None:
        super().__init__(kind)
        self.kind, self.detail, self.wait, self.said = kind, detail, wait, said

    @property
    def final(self) -> bool:
        """Is every further call in vain?"""
        return self.kind in _FINAL


class OverBudget(Exception):  # noqa: N818  (an outcome, too)
    """The limits of the run allow no further call."""


class _Choice(msgspec.Struct):
    message: dict[str, Any]
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: Any = None


class Dialect(NamedTuple):
    """How a server is spoken to; servers differ in what they accept."""

    form: Literal["schema", "object", "none"] = "schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    settled: bool = True
    """Temperature and seed are given, so that the same question has the same answer."""

    def plainer(self, complaint: str) -> Dialect | None:
        """What to try after a request was refused; None if nothing is left, or the trouble is its length."""
        if self.limit in complaint and self.limit == "max_tokens":
            return self._replace(limit="max_completion_tokens")
        if self.settled and ("temperature" in complaint or "seed" in complaint):
            return self._replace(settled=False)
        if self.form == "none" or "context" in complaint:
            return None
        return self._replace(form="object" if self.form == "schema" else "none")


class Caller:
    """Asks one endpoint; remembers how it wants to be spoken to."""

    def __init__(self, at: Endpoint, policy: Policy, budget: Budget, outside: Outside) -> None:
        self._at, self._policy, self._budget, self._outside = at, policy, budget, outside
        self._dialect = Dialect()
        self._answered = False
        self.retries = 0

    def client(self) -> httpx.AsyncClient:
        """A client for the calls of one run. A proxy of the environment is used, but not for this machine. Raises Failure."""
        import httpx

        try:
            direct = {f"all://{urlsplit(self._at.url).netloc}": None} if self._at.local else None
            return httpx.AsyncClient(timeout=self._policy.timeout, follow_redirects=False, mounts=direct)
        except (OSError, ValueError, ImportError) as error:  # a proxy or a file of certificates that cannot be used
            raise Failure("tls" if isinstance(error, OSError) else "connect", self._shown(str(error))) from None

    async def ask(self, client: httpx.AsyncClient, messages: list[Message], answers: int) -> Reply:
        """The reply to these messages, in which so many sentences are to be answered. Raises Failure and OverBudget."""
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        attempts = AsyncRetrying(
            stop=stop_after_attempt(self._policy.attempts),
            wait=self._pause,
            sleep=self._outside.sleep,
            retry=retry_if_exception(self._may_pass),
            before_sleep=self._count,
            reraise=True,
        )
        return await attempts(self._spoken, client, messages, answers)

    def _may_pass(self, error: BaseException) -> bool:
        if not isinstance(error, Failure) or error.kind not in _AGAIN:
            return False
        if error.kind == "connect" and not self._answered:
            return False  # nothing listens there: waiting does not help
        left = self._budget.left
        longest = self._policy.longest_pause if left is None else min(left, self._policy.longest_pause)
        return error.wait is None or error.wait <= longest

    def _pause(self, state: RetryCallState) -> float:
        """As long as the server says, else twice as long after each attempt, by chance between half and all of it."""
        error = state.outcome.exception() if state.outcome is not None else None
        told = error.wait if isinstance(error, Failure) else None
        longest = min(self._policy.longest_pause, self._policy.first_pause * 2.0 ** min(30, state.attempt_number - 1))
        spread = longest * (0.5 + 0.5 * self._outside.chance())
        return spread if told is None else told + min(1.0, self._policy.first_pause) * self._outside.chance()

    def _count(self, state: RetryCallState) -> None:
        self.retries += 1

    async def _spoken(self, client: httpx.AsyncClient, messages: list[Message], answers: int) -> Reply:
        """One attempt, in plainer and plainer dialects where the server refuses the request."""
        while True:
            dialect = self._dialect
            try:
                return await self._once(client, messages, answers, dialect)
            except Failure as failure:
                if failure.kind != "request":
                    raise
                plainer = dialect.plainer(failure.said.lower())
                if plainer is None:
                    raise
                if self._dialect == dialect:  # else a call beside this one has found out already
                    self._dialect = plainer

    async def _once(self, client: httpx.AsyncClient, messages: list[Message], answers: int, dialect: Dialect) -> Reply:
        most = self._policy.answer_tokens * answers + 64
        expected = Usage(sum(estimate(message["content"]) for message in messages), most, True)
        if not self._budget.enter(expected):
            raise OverBudget
        used = None
        try:
            status, headers, data = await self._post(client, _body(self._at.model, messages, most, dialect))
            if status != 200:
                raise self._refused(status, headers, data)
            reply, used = _read(data, expected)
            self._answered = True
            return reply
        except TimeoutError:
            used = Usage(expected.tokens_in, 0, True)  # it may well have been worked on, and be charged
            raise Failure("timeout", f"{self._policy.timeout:g}") from None
        finally:
            self._budget.settle(expected, used)

    async def _post(self, client: httpx.AsyncClient, body: dict[str, Any]) -> tuple[int, httpx.Headers, bytes]:
        import httpx

        headers = {"Authorization": f"Bearer {self._at.key}"} if self._at.key is not None else {}
        data = bytearray()
        try:
            async with (
                asyncio.timeout(self._policy.timeout),
                client.stream("POST", self._at.address, json=body, headers=headers) as answer,
            ):
                async for chunk in answer.aiter_bytes():
                    data += chunk
                    if len(data) > LARGEST:
                        raise Failure("reply", f"larger than {LARGEST // 2**20} MiB")
                return answer.status_code, answer.headers, bytes(data)
        except httpx.TimeoutException:
            raise TimeoutError from None
        except TimeoutError:
            raise
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, OSError) as error:
            tls = _of_tls(error)
            begun = isinstance(error, httpx.ReadError | httpx.WriteError | httpx.RemoteProtocolError | httpx.DecodingError)
            kind: Kind = "tls" if tls else "server" if begun else "connect"
            raise Failure(kind, self._shown(str(tls or error) or type(error).__name__)) from None

    def _refused(self, status: int, headers: httpx.Headers, data: bytes) -> Failure:
        said = _complaint(data)
        detail = f"{status} {self._shown(said)}".strip()
        if status in (401, 403):
            return Failure("key", str(status))
        if status in (404, 405):
            return Failure("address", detail)
        if 300 <= status < 400:
            return Failure("redirect", self._shown(headers.get("location", str(status))))
        if status in (408, 409, 425, 429) or status >= 500:
            wait = retry_after(headers.get("retry-after"), self._outside.now())
            return Failure("busy" if status == 429 else "server", detail, wait)
        return Failure("request", detail, said=said)

    def _shown(self, text: str) -> str:
        """Words of the server as they may be printed: on one short line, and without the key."""
        if self._at.key:
            text = text.replace(self._at.key, "…")
        line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
        return line if len(line) <= 160 else line[:159] + "…"


def _body(model: str, messages: list[Message], most: int, dialect: Dialect) -> dict[str, Any]:
    body: dict[str, Any] = {"model": model, "messages": messages, "stream": False, dialect.limit: most}
    if dialect.settled:
        body |= {"temperature": 0, "seed": 0}
    if dialect.form == "schema":
        form = {"name": "events", "strict": True, "schema": schema()}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
    elif dialect.form == "object":
        body["response_format"] = {"type": "json_object"}
    return body


def _read(data: bytes, expected: Usage) -> tuple[Reply, Usage]:
    """The reply and its tokens. Raises Failure where it is no chat completion."""
    try:
        completion = msgspec.json.decode(data, type=_Completion)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Failure("reply", " ".join(str(error).split())[:100]) from None
    if not completion.choices:
        raise Failure("reply", "choices is empty")
    choice = completion.choices[0]
    content = _content(choice.message.get("content"))
    refused = bool(choice.message.get("refusal")) or choice.finish_reason == "content_filter"
    reply = Reply(content, refused and not content.strip().startswith("{"), choice.finish_reason == "length")
    return reply, _usage(completion.usage, expected, content)


def _content(content: Any) -> str:
    """The text of a message: a string, or parts of which some are text."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return ""


def _usage(usage: Any, expected: Usage, content: str) -> Usage:
    counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")] if isinstance(usage, dict) else []
    told = [count for count in counts if isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= _MOST_TOKENS]
    return Usage(told[0], told[1]) if len(told) == 2 else Usage(expected.tokens_in, estimate(content), True)


def _complaint(data: bytes) -> str:
    """What an answer that is no success says of it, in whatever form."""
    try:
        tree = msgspec.json.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return data[:400].decode("utf-8", "replace")
    error = tree.get("error", tree) if isinstance(tree, dict) else tree
    if isinstance(error, dict):
        return " ".join(str(error[name]) for name in ("message", "param", "detail") if error.get(name))
    return str(error)


def _of_tls(error: BaseException) -> ssl.SSLError | None:
    """The failure of the encryption behind an error, if that is what it was."""
    seen: BaseException | None = error
    for _ in range(8):
        if seen is None or isinstance(seen, ssl.SSLError):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header, which gives seconds or a date; None if it says nothing of use."""
    if not header:
        return None
    try:
        return max(0.0, min(float(header), 1e9)) if header.strip().isascii() else None
    except ValueError:
        pass
    try:
        until = parsedate_to_datetime(header)
    except (TypeError, ValueError, OverflowError):
        return None
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())
