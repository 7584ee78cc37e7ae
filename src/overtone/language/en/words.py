"""English text cut into words as the treebanks of the parser cut it (English Web Treebank; hyphenated words stay whole)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

import msgspec

from overtone.data import read
from overtone.language.en.normal import normalise
from overtone.language.tokens import weave
from overtone.language.tree import Token
from overtone.model import Span


class Abbreviations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of abbreviations.yaml, which says what they mean."""

    before: frozenset[str]
    closing: frozenset[str]
    openers: frozenset[str]


@functools.cache
def abbreviations() -> Abbreviations:
    """Abbreviations that keep their stop, and words that open a sentence."""
    return read(Abbreviations, "overtone.language", "en", "abbreviations.yaml")


_CHUNK = re.compile(r"\S+")
_REMEMBERED = 40  # characters: longer chunks are rare, and not worth the memory
_LETTERS = r"[^\W\d_]"
_WORD = re.compile(
    rf"""
    (?:https?://|www\.)\S*[\w/]                                   # addresses
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | [@\#]\w[\w-]*                  # mail, handles
  | (?i:n't|'(?:s|re|ve|ll|d|m|em|til))(?!\w)                  # what the apostrophe parts
  | {_LETTERS}+?(?i:(?=n't(?!\w))) | (?i:can(?=not(?!\w)) | (?:gon|wan)(?=na(?!\w)) | got(?=ta(?!\w)))
  | (?:US|U\.S\.|HK|NT|AU|NZ|CA|CN|[ACRS])?\$ | (?:CN|JP)?[¥￥]   # signs before a number
  | \d+(?:[.:]\d+)?(?=[ap]\.?m\b)                                 # 10am
  | (?:{_LETTERS}\.){{2,}}(?:-[^\W_]+)*                           # U.S., C.C., a.m., U.S.-made
  | [^\W_]+(?:
        [-&_][^\W_]+ | '(?=[A-Z]|clock)[^\W_]+                    # US-made, AT&T, O'Brien
      | (?<=\d)[.,:/](?=\d)\d[^\W_]* | (?<=[a-z0-9])\.(?=[a-z])[^\W_]+ | (?<=[A-Z])\.(?=[A-Z])[^\W_]*
    )*
  | \.{{2,}} | …+ | -{{2,}} | [!?]+ | \*+ | '' | `` | \S
    """,
    re.VERBOSE,
)
_INITIAL = re.compile(r"[A-Z]")


def tokens(text: str, sentence: Span, merged: Sequence[Span]) -> list[Token]:
    """The sentence's tokens: «don't» is do n't, «Nvidia's» Nvidia 's, «$5.5bn» $ 5.5bn; each span of `merged` is one token."""
    return weave(normalise(text), sentence, merged, cut)


def cut(normal: str, start: int, end: int) -> Iterator[Span]:
    """The words between two places of normalised text."""
    for chunk in _CHUNK.finditer(normal, start, end):
        place, piece = chunk.start(), chunk[0]
        if piece.isalpha() and piece not in _PARTED:
            yield place, chunk.end()
            continue
        parts = _remembered(piece) if len(piece) <= _REMEMBERED else _parts(piece)
        for a, b in parts:
            yield place + a, place + b


_PARTED = frozenset({"cannot", "Cannot", "gonna", "Gonna", "wanna", "gotta"})


def _parts(chunk: str) -> tuple[Span, ...]:
    """The words of a run of characters without white space; a stop stays with its abbreviation or initial."""
    spans: list[Span] = []
    known = abbreviations()
    place = 0
    while match := _WORD.search(chunk, place):
        start, place = match.span()
        if place < len(chunk) and chunk[place] == "." and chunk[place + 1 : place + 2] != ".":
            word = match[0]
            if word in known.before or word in known.closing or (len(word) == 1 and _INITIAL.match(word)):
                place += 1
        spans.append((start, place))
    return tuple(spans)


_remembered = functools.lru_cache(1 << 15)(_parts)
