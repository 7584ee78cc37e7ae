"""Spans of text, for every language: tokens around merged names, whose boundaries always cut, and spans without white space around."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from overtone.language.tree import Token
from overtone.model import Span

Cut = Callable[[str, int, int], Iterable[Span]]
"""The words of text[start:end] as spans of the text, in order; white space is in none."""


def weave(normal: str, sentence: Span, merged: Sequence[Span], cut: Cut) -> list[Token]:
    """The tokens of a sentence of normalised text, each span of `merged` (in order) one token, the rest as `cut` cuts it.

    What of a name lies outside the sentence, or inside the name before it, is left out. The lemma is the form until a tag is known.
    """
    tokens: list[Token] = []
    place, stop = sentence
    for number, (start, end) in enumerate(merged):
        start, end = max(start, place), min(end, stop)
        if start >= end:
            continue
        for a, b in cut(normal, place, start):
            tokens.append(Token(a, b, (form := normal[a:b]), form, ""))
        name = normal[start:end]
        form = name if name.isprintable() else name.translate(_BREAKS)
        tokens.append(Token(start, end, form, form, "PROPN", number))
        place = end
    for a, b in cut(normal, place, stop):
        tokens.append(Token(a, b, (form := normal[a:b]), form, ""))
    return tokens


_BREAKS = str.maketrans("\n\r\t\v\f", "     ")


def add_trimmed(text: str, start: int, end: int, spans: list[Span]) -> None:
    """Appends the span without the white space at its ends, if anything is left of it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
