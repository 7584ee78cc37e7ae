"""Which marks of quotes stand behind which statement: no statement carries a run of marks that a reader would skip."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from overtone.brief.structure import Line, Quote

# Marks behind one statement; the others are counted, and lead to the entry that has them all.
MOST = 3


class Marks(msgspec.Struct, frozen=True):
    """The marks to print, how many more there are, and the entry that shows them (None where none is left out)."""

    shown: tuple[str, ...]
    more: int = 0
    entry: str | None = None


def marks(ids: Sequence[str], quotes: dict[str, Quote], most: int = MOST) -> Marks:
    """The first of a statement's marks, and where the others stand: under the event, or whatever else cites them."""
    if len(ids) <= most:
        return Marks(tuple(ids))
    rest = [quotes[id].cited_by for id in ids[most:]]
    common = [part for part in rest[0] if all(part in parts for parts in rest)] or list(rest[0])
    return Marks(tuple(ids[:most]), len(ids) - most, next((part for part in common if part.startswith("e")), common[0]))


def cited_once(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Statements in a row that rest on the same passages: the marks stand behind the last of them."""
    following = (*lines[1:], Line(""))
    return tuple(
        msgspec.structs.replace(each, quotes=()) if each.quotes == after.quotes and not each.record else each
        for each, after in zip(lines, following, strict=True)
    )


def beyond(lines: Sequence[Line], own: Sequence[str]) -> tuple[Line, ...]:
    """Reasons under an entry without the marks that its heading has."""
    return tuple(
        msgspec.structs.replace(each, quotes=tuple(quote for quote in each.quotes if quote not in own)) for each in lines
    )
