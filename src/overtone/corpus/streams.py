"""A stream whose first bytes were already taken to see what it is."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from overtone.corpus.sniffing import HEAD


class Rest(io.RawIOBase):
    """`head` again, then the rest of `stream`; read once from the front."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        part = self._head[:size] if self._head else self._stream.read(size)
        self._head = self._head[size:]
        buffer[: len(part)] = part
        return len(part)


def whole_again(head: bytes, stream: BinaryIO) -> BinaryIO:
    """A buffered stream that begins with `head`."""
    return io.BufferedReader(Rest(head, stream))


def first(stream: BinaryIO) -> bytes:
    """The first bytes, enough to see what a stream is; pipes give theirs in pieces."""
    parts, size = [], 0
    while size < HEAD and (part := stream.read(HEAD - size)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def first_unpacked(head: bytes) -> bytes:
    """What the first bytes of a gzip stream unpack to, within bounds."""
    try:
        return zlib.decompressobj(31).decompress(head, HEAD)
    except zlib.error:
        return b""
