"""Finding known actors: one automaton over all names of a theatre, in both languages and every form.

Matching is by characters, so a name is found wherever it stands; Latin names are held to word boundaries and to capitals, one-character
Chinese forms to the contexts that the language lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, NamedTuple

from overtone.language.letters import is_letter
from overtone.model import Actor, Party, Reference, Span, Theatre
from overtone.theatre import traps

NameForm = Literal["name", "adjective", "metonym", "short"]

# Of names that cover the same span, the fuller form wins.
_RANK: dict[NameForm, int] = {"name": 0, "metonym": 1, "adjective": 2, "short": 3}


class Hit(NamedTuple):
    """A name found: where, in which form, and whose it may be (indices of actors, best first)."""

    span: Span
    form: NameForm
    actors: tuple[int, ...]


def lower(text: str) -> str:
    """Lower case that keeps the length, so that offsets stay those of the text."""
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _wordish(character: str) -> bool:
    """Latin, Greek or Cyrillic letters and digits make words; Han characters do not."""
    return character.isalnum() and character < "\u2e80"


def _exact(name: str) -> bool:
    """Names that are words in lower case («US», «WHO», «Meta») count only as they are written."""
    return name.isascii() and (len(name) <= 4 or name.isupper())


class Gazetteer:
    """All names of a theatre's actors, compiled. `normalise` maps text to the form in which names are compared (same length)."""

    def __init__(self, theatre: Theatre, normalise: Callable[[str], str]) -> None:
        import daachorse

        self.actors: tuple[Actor, ...] = theatre.actors
        self.index = {actor.id: i for i, actor in enumerate(theatre.actors)}
        self._normalise = normalise
        self._all_names: dict[int, tuple[str, ...]] = {}  # looked up once an actor
        self._parties: dict[tuple[int, date | None], Party] = {}
        entries: dict[str, dict[NameForm, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._spelling: dict[str, set[str]] = defaultdict(set)
        for i, actor in enumerate(theatre.actors):
            for form, name in _forms(actor):
                key = lower(normalise(name))
                if not key.strip():
                    continue
                self._spelling[key].add(name)  # «NVIDIA» and «Nvidia» are one key, but either may be written
                if i not in entries[key][form]:
                    entries[key][form].append(i)
        self._keys = list(entries)
        self._entries = [_best(entries[key]) for key in self._keys]
        self._lookup = dict(zip(self._keys, self._entries, strict=True))
        # Traps are names of nobody: they take their place in the text, so that no shorter name is found there.
        self._keys += [key for trap in traps() if (key := lower(normalise(trap))) not in entries]
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self._keys) if self._keys else None

    def hits(self, text: str, short_allowed: Callable[[str, int], bool]) -> list[Hit]:
        """The names in `text`, leftmost, longest first, not overlapping.

        `short_allowed(text, position)` says whether the one character there may stand for its state.
        """
        if self._automaton is None:
            return []
        normal = self._normalise(text)
        found = [
            hit
            for start, end, key in self._automaton.find_overlapping(lower(normal))
            if (hit := self._accept(normal, start, end, key, short_allowed))
        ]
        found.sort(key=lambda hit: (hit.span[0], -hit.span[1], _RANK[hit.form]))
        kept: list[Hit] = []
        for hit in found:
            if not kept or hit.span[0] >= kept[-1].span[1]:
                kept.append(hit)
        return [hit for hit in kept if hit.actors]

    def find(self, name: str, day: date | None) -> int | None:
        """The actor who has exactly this name, or None."""
        entry = self._lookup.get(lower(self._normalise(" ".join(name.split()))))
        return self.choose(Hit((0, 0), *entry), day) if entry else None

    def _accept(self, text: str, start: int, end: int, key: int, short_allowed: Callable[[str, int], bool]) -> Hit | None:
        if start and _wordish(text[start]) and _wordish(text[start - 1]):
            return None
        if end < len(text) and _wordish(text[end - 1]) and _wordish(text[end]):
            return None
        if key >= len(self._entries):
            return Hit((start, end), "name", ())
        surface = text[start:end]
        if is_letter(surface[0]):
            spellings = self._spelling[self._keys[key]]
            if all(_exact(name) for name in spellings):
                if surface not in spellings:
                    return None
            elif surface[0].islower() and surface not in spellings:
                return None
        form, actors = self._entries[key]
        if form == "short" and not short_allowed(text, start):
            return None
        return Hit((start, end), form, actors)

    def reference(self, index: int, mention: str, span: Span, day: date | None) -> Reference:
        """The actor as a reference with its party on `day`."""
        actor = self.actors[index]
        return Reference(
            id=actor.id,
            name=actor.name,
            mention=mention,
            span=span,
            names=self._names(index),
            party=self._party(index, day),
            kind=actor.kind,
        )

    def _names(self, index: int) -> tuple[str, ...]:
        if index not in self._all_names:
            self._all_names[index] = all_names(self.actors[index])
        return self._all_names[index]

    def _party(self, index: int, day: date | None) -> Party:
        key = (index, day)
        if key not in self._parties:
            self._parties[key] = self.party(self.actors[index], day)
        return self._parties[key]

    def party(self, actor: Actor, day: date | None) -> Party:
        """Follow affiliations to the last party: an official to the agency to the state."""
        seen = {actor.id}
        while True:
            above = actor.party_on(day)
            if above in seen or above not in self.index:
                return Party(actor.id, actor.name, all_names(actor), actor.kind)
            seen.add(above)
            actor = self.actors[self.index[above]]

    def choose(self, hit: Hit, day: date | None) -> int:
        """Of actors that share a name, the first that has an affiliation or role on `day`, else the first."""
        for index in hit.actors:
            actor = self.actors[index]
            periods = [a.period for a in actor.parties] + [r.period for r in actor.roles]
            if not periods or any(period.covers(day) for period in periods):
                return index
        return hit.actors[0]


def all_names(actor: Actor) -> tuple[str, ...]:
    """Every name of an actor in every language and form, without repeats."""
    return tuple(dict.fromkeys(name for _, name in _forms(actor)))


def _forms(actor: Actor) -> Iterable[tuple[NameForm, str]]:
    yield "name", actor.name
    for names in actor.names.values():
        yield from (("name", name) for name in names)
    for form, table in (("metonym", actor.metonyms), ("adjective", actor.adjectives), ("short", actor.short)):
        for names in table.values():
            yield from ((form, name) for name in names)  # type: ignore[misc]


def _best(forms: dict[NameForm, list[int]]) -> tuple[NameForm, tuple[int, ...]]:
    form = min(forms, key=_RANK.__getitem__)
    return form, tuple(forms[form])
