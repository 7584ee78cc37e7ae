"""Addresses: one page or feed over HTTP, with limits of time and size, and only from public addresses unless told otherwise.

Every hop is resolved once, its addresses are checked, and the connection goes to the checked address itself, so that a name cannot
answer differently the second time (DNS rebinding). Proxies of the environment are not used: they would resolve names on their own.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
import zlib
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import msgspec

from overtone.corpus.options import MIB, Limits, Options
from overtone.errors import InputError

if TYPE_CHECKING:
    import httpx

_HEADERS = {
    "User-Agent": "overtone/0.1 (news reader; one page at a time)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/json, text/plain, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_TRANSIENT = frozenset((429, 500, 502, 503, 504))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_STEP = 10.0  # seconds that a connection or a read may take at most


class Fetched(msgspec.Struct, frozen=True):
    """What an address gave: its bytes, unpacked, and what the server said of them."""

    data: bytes
    url: str
    content_type: str = ""
    charset: str | None = None


class _Again(Exception):  # noqa: N818  (no error for a caller, a signal between two functions)
    """The failure may pass: try once more."""


def fetch(url: str, options: Options) -> Fetched:
    """The document at `url`, after at most `limits.redirects` redirects, each of them checked.

    Raises InputError for refused schemes and addresses, errors of the server, and what exceeds the limits of time and size.
    """
    deadline = time.monotonic() + options.limits.seconds
    here = url
    for _ in range(options.limits.redirects + 1):
        answer = _patiently(here, url, options, deadline)
        if isinstance(answer, Fetched):
            return answer
        here = urljoin(here, answer)
    raise InputError(url, f"more than {options.limits.redirects} redirects", "give the address where the article really lies")


def _patiently(here: str, url: str, options: Options, deadline: float) -> Fetched | str:
    """One hop, tried again after failures that may pass: what it holds, or where it points."""
    for attempt in range(options.limits.retries + 1):
        try:
            return _hop(here, url, options, deadline)
        except _Again as passing:
            pause = 0.2 * 2**attempt
            if attempt == options.limits.retries or time.monotonic() + pause > deadline:
                raise InputError(url, str(passing), "try again later, or save the page and give the file") from None
            time.sleep(pause)
    raise AssertionError("the loop above returns or raises")


def _hop(here: str, url: str, options: Options, deadline: float) -> Fetched | str:
    import httpx

    parts = urlsplit(here)
    address = _checked(here, url, options.allow_private, deadline)
    netloc = f"[{address}]" if ":" in address else address
    host = (parts.hostname or "").encode("idna").decode()
    port = f":{parts.port}" if parts.port else ""
    target = parts._replace(netloc=netloc + port, fragment="").geturl()
    headers = {**_HEADERS, "Host": (f"[{host}]" if ":" in host else host) + port}
    left = max(0.1, min(_STEP, deadline - time.monotonic()))
    try:
        with (
            httpx.Client(timeout=left, trust_env=False, follow_redirects=False) as client,
            client.stream("GET", target, headers=headers, extensions={"sni_hostname": host}) as answer,
        ):
            return _answer(answer, here, url, options.limits, deadline)
    except httpx.TimeoutException:
        raise _Again("the server does not answer in time") from None
    except httpx.TransportError as error:
        raise _Again(f"the connection failed ({str(error)[:100] or type(error).__name__})") from None
    except (httpx.InvalidURL, httpx.HTTPError, UnicodeError) as error:
        raise InputError(url, f"the address cannot be fetched ({str(error)[:100]})", "check the address") from None


def _answer(answer: httpx.Response, here: str, url: str, limits: Limits, deadline: float) -> Fetched | str:
    if answer.status_code in _REDIRECTS and "location" in answer.headers:
        return str(answer.headers["location"])
    if answer.status_code in _TRANSIENT:
        raise _Again(f"the server answers {answer.status_code}")
    if answer.status_code != 200:
        raise InputError(url, f"the server answers {answer.status_code}", "check the address, or save the page and give the file")
    declared = answer.headers.get("content-type", "")
    kind = declared.partition(";")[0].strip().lower()
    if kind.startswith(("image/", "video/", "audio/", "font/")):
        raise InputError(url, f"the address holds {kind}, no text", "give the page of the article")
    charset = declared.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    return Fetched(_body(answer, url, limits, deadline), here, kind, charset)


def _body(answer: httpx.Response, url: str, limits: Limits, deadline: float) -> bytes:
    """The body, unpacked piece by piece, so that a small answer cannot grow without bound."""
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise InputError(url, f"the answer is packed as {encoding}", "save the page and give the file")
    unpacker = zlib.decompressobj(47) if "gzip" in encoding or encoding == "deflate" else None
    parts, size = [], 0
    for chunk in answer.iter_raw(65_536):
        if time.monotonic() > deadline:
            raise InputError(
                url, f"fetching takes longer than {limits.seconds:g} s", "try again later, or save the page and give the file"
            )
        try:
            part = unpacker.decompress(chunk, limits.max_bytes - size + 1) if unpacker else chunk
        except zlib.error:
            raise InputError(url, "the packed answer is damaged", "try again, or save the page and give the file") from None
        parts.append(part)
        size += len(part)
        if size > limits.max_bytes:
            raise InputError(url, f"the answer is larger than {limits.max_bytes // MIB} MiB", "raise the limit max_bytes")
    return b"".join(parts)


def _checked(here: str, url: str, allow_private: bool, deadline: float) -> str:
    """The address to connect to, after every address of the host was found to be allowed."""
    try:
        parts = urlsplit(here)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        host, port = None, 0
    if host is None or parts.scheme.lower() not in ("http", "https"):
        raise InputError(url, "only http and https addresses are fetched", "give an address that begins with https://")
    if parts.username or parts.password:
        raise InputError(url, "the address carries a name or a password", "give it without")
    found = _resolve(host, port, url, deadline)
    if not allow_private and (inside := next((address for address in found if not _is_public(address)), None)):
        raise InputError(
            url,
            f"{host} is a private or local address ({inside})",
            "give a public address, or allow private ones (--allow-private)",
        )
    return found[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        embedded = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if embedded is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            embedded = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if embedded is not None:
            return _is_public(str(embedded))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_unspecified)


def _resolve(host: str, port: int, url: str, deadline: float) -> list[str]:
    """All addresses of `host`. The system's resolver has no time limit of its own, so it runs beside and is left behind if it hangs."""
    found: list[str] = []
    failed: list[str] = []

    def ask() -> None:
        try:
            found.extend(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(str(error))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.1, min(_STEP, deadline - time.monotonic())))
    if not found:
        problem = f"the name {host} is not known" if failed else f"the name {host} is not resolved in time"
        raise InputError(url, problem, "check the address and the network")
    return found
