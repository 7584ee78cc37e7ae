"""Names that their form gives away: titles with a person, firms by their endings, groups of people.

What a language proposes here knows nothing of actors: it is told where known names stand, and says which spans look like names, of
what kind, and which of the known names own them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from overtone.model import Span

NameKind = Literal["state", "agency", "person", "firm", "organisation", "bloc", "group", "media", "other"]


class Known(NamedTuple):
    """A known name: where it stands, what it names, and whether it is a plain name (not an adjective or a place that stands for one)."""

    span: Span
    kind: NameKind
    plain: bool


class NameForm(NamedTuple):
    """A name found by form. `span` is all of it with title and owner, `name` its core; `owners` are indices into the known names.

    `same` is the index of the known name that it contains as its own core (a title before a known person), or −1. `role` is true of an
    office without a name («the Dutch prime minister»): its core is then the title.
    """

    span: Span
    name: Span
    kind: NameKind
    owners: tuple[int, ...] = ()
    same: int = -1
    role: bool = False


class KnownIndex:
    """Known names by where they start and end."""

    def __init__(self, known: list[Known]) -> None:
        self.known = known
        self.starting = {entry.span[0]: i for i, entry in enumerate(known)}
        self.ending = {entry.span[1]: i for i, entry in enumerate(known)}
        self._starts = [entry.span[0] for entry in known]

    def covering(self, start: int, end: int) -> list[int]:
        """Indices of the known names that overlap the span, in order."""
        from bisect import bisect_left

        at = bisect_left(self._starts, start)
        while at > 0 and self.known[at - 1].span[1] > start:
            at -= 1
        found = []
        while at < len(self.known) and self.known[at].span[0] < end:
            if self.known[at].span[1] > start:
                found.append(at)
            at += 1
        return found


def outermost(found: list[NameForm]) -> list[NameForm]:
    """Leftmost first, the longest where they overlap."""
    kept: list[NameForm] = []
    for form in sorted(found, key=lambda form: (form.span[0], -form.span[1])):
        if not kept or form.span[0] >= kept[-1].span[1]:
            kept.append(form)
    return kept
