"""Passages shortened where they support a statement, and documents cut into pieces where every quote is marked in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from overtone.brief.structure import Quote

# Passages longer than this are shortened where they support a statement; the whole stands in the document below.
EXCERPT = 220


def excerpt(text: str, length: int = EXCERPT) -> str:
    """A passage on one line, shortened in the middle where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length * 2 // 3].rstrip()} … {line[-length // 3 :].lstrip()}"


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text, or the beginning, resumption or end of a marked quote.

    Quotes that cross are closed and resumed, so that marks nest: the pieces of text inside a quote's marks are its text.
    """

    kind: Literal["text", "open", "resume", "pause", "close"]
    text: str = ""
    quote: Quote | None = None


def pieces(text: str, quotes: Sequence[Quote]) -> Iterator[Piece]:
    """The document with its quotes (offsets inside `text`) as properly nested marks."""
    pending = sorted(quotes, key=lambda quote: (quote.start, -quote.end))
    edges = sorted({0, len(text), *(quote.start for quote in quotes), *(quote.end for quote in quotes)})
    stack: list[Quote] = []
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        yield from _closing(stack, start)
        while pending and pending[0].start == start:
            stack.append(pending.pop(0))
            yield Piece("open", quote=stack[-1])
        if start < end:
            yield Piece("text", text=text[start:end])


def _closing(stack: list[Quote], place: int) -> Iterator[Piece]:
    """Close what ends at `place`; what lies above it in the stack and goes on is paused and resumed."""
    ending = [index for index, quote in enumerate(stack) if quote.end == place]
    if not ending:
        return
    above = stack[ending[0] :]
    del stack[ending[0] :]
    for quote in reversed(above):
        yield Piece("close" if quote.end == place else "pause", quote=quote)
    for quote in above:
        if quote.end != place:
            stack.append(quote)
            yield Piece("resume", quote=quote)
