"""The cue lists of `pages.yaml` in the folders of languages: what pages print around an article, and what tells the language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from overtone.data import languages, read_part

_EDGES = " \t\u3000.。,，、:：;；!！?？|｜·•>＞»›<«‹-–—…()（）[]【】〔〕《》\"'“”‘’#*_/\\=+~"
_SHORT = 60
_LETTERS = 100  # the same for English, whose words are longer


class Pages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file. `words` are its most frequent words, those of its neighbours left out; `letters` its own script, as the

    ranges of a character class. The rest is what pages print: whole lines, openings and endings of lines, notices, and headings of what
    follows an article.
    """

    words: str = ""
    letters: str = ""
    line: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


class Cues(NamedTuple):
    """The cue lists of all languages together, case-folded."""

    line: frozenset[str]
    opening: tuple[str, ...]
    ending: tuple[str, ...]
    notice: tuple[str, ...]
    closing: frozenset[str]


def bare(line: str) -> str:
    """`line` without spaces and punctuation at its ends, case-folded."""
    return line.strip(_EDGES).casefold()


def is_short(line: str) -> bool:
    """Is the line short enough to be furniture rather than prose?"""
    return len(line) <= (_LETTERS if line.isascii() else _SHORT)


def is_furniture(line: str) -> bool:
    """Is this line something that a page prints around an article?"""
    core, given = bare(line), cues()
    if not core or is_notice(line) or core in given.line:
        return True
    if not is_short(line):
        return False
    start = line.strip().casefold()
    if start.startswith(given.opening) or core.endswith(given.ending):
        return True
    parts = [part for raw in line.replace("|", " ").replace("｜", " ").split() if (part := bare(raw))]
    return all(part in given.line or part.isdigit() for part in parts) and any(not part.isdigit() for part in parts)


def is_notice(line: str) -> bool:
    """Does the line begin as a notice of rights or origin?"""
    return line.strip().casefold().lstrip("*#[（(【 ").startswith(cues().notice)


def is_closing(line: str) -> bool:
    """Does the line head what follows an article: comments, further reading?"""
    return bare(line) in cues().closing


@cache
def pages() -> Mapping[str, Pages]:
    """The file of each language that has one."""
    read = {code: read_part(Pages, code, "pages.yaml") for code in languages()}
    return MappingProxyType({code: file for code, file in read.items() if file is not None})


@cache
def cues() -> Cues:
    """The lists of all languages, read once."""
    joined = {key: [cue.casefold() for each in pages().values() for cue in getattr(each, key)] for key in Cues._fields}
    return Cues(
        frozenset(map(bare, joined["line"])),
        tuple(joined["opening"]),
        tuple(joined["ending"]),
        tuple(joined["notice"]),
        frozenset(map(bare, joined["closing"])),
    )
