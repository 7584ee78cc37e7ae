"""Chinese text cut into words by rjieba, as the parser's training text was; letters and digits in runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overtone.language.tokens import weave
from overtone.language.tree import Token
from overtone.language.zh.normal import normalise
from overtone.model import Span


def tokens(text: str, sentence: Span, merged: Sequence[Span]) -> list[Token]:
    """The sentence's tokens; each span of `merged` is one."""
    return weave(normalise(text), sentence, merged, cut)


def cut(normal: str, start: int, end: int) -> Iterator[Span]:
    """The words between two places of normalised text."""
    if start >= end:
        return
    import rjieba

    place = start
    for word in rjieba.cut(normal[start:end]):
        begin, place = place, place + len(word)
        if word[0] == "地" and len(word) == 2 and len(rjieba.cut(word, hmm=False)) == 2:
            yield begin, begin + 1  # 「没有避讳地问」: no word 地问, but an adverb's ending and a verb
            begin += 1
        if not word.isspace():
            yield begin, place
