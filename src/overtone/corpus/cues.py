"""The cue lists of `cues/*.yaml`: what pages print around an article, by language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import yaml

_EDGES = " \t\u3000.。,，、:：;；!！?？|｜·•>＞»›<«‹-–—…()（）[]【】〔〕《》\"'“”‘’#*_/\\=+~"
_SHORT = 60
_LETTERS = 100  # the same for English, whose words are longer


class Cues(msgspec.Struct, frozen=True):
    """All cue lists together, case-folded."""

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
def cues() -> Cues:
    """The lists of all languages, read once."""
    folder = files(__package__) / "cues"
    read = [yaml.safe_load(path.read_text("utf-8")) for path in (folder / "zh.yaml", folder / "en.yaml")]
    joined = {key: [str(cue).casefold() for lists in read for cue in lists[key]] for key in Cues.__struct_fields__}
    return Cues(
        frozenset(map(bare, joined["line"])),
        tuple(joined["opening"]),
        tuple(joined["ending"]),
        tuple(joined["notice"]),
        frozenset(map(bare, joined["closing"])),
    )
