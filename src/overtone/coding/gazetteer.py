"""Finding known actors: one automaton over all names of a theatre, in both languages and every form.

Matching is by characters, so a name is found wherever it stands; Latin names are held to word boundaries and to capitals, one-character
Chinese forms to the contexts that the language lists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from overtone.language.base import Language
from overtone.language.letters import is_letter
from overtone.language.matching import lower
from overtone.model import Actor, Party, Reference, Span, Theatre
from overtone.theatre import traps
from overtone.theatre.cache import fingerprint, kept

NameForm = Literal["name", "adjective", "metonym", "short"]

# Of names that cover the same span, the fuller form wins.
_FORMS: tuple[NameForm, ...] = ("name", "metonym", "adjective", "short")
_RANK = {form: rank for rank, form in enumerate(_FORMS)}


class Hit(NamedTuple):
    """A name found: where, in which form, and whose it may be (indices of actors, best first)."""

    span: Span
    form: NameForm
    actors: tuple[int, ...]


def _wordish(character: str) -> bool:
    """Latin, Greek or Cyrillic letters and digits make words; Han characters do not."""
    return character.isalnum() and character < "\u2e80"


def _exact(name: str) -> bool:
    """Names that are words in lower case («US», «WHO», «Meta») count only as they are written."""
    return name.isascii() and (len(name) <= 4 or name.isupper())


class Names(NamedTuple):
    """The names of a theatre, compiled: keys in the form in which text is compared, whose each is, and how each is spelt.

    Spellings are kept of Latin names only: others may stand in the text as they like. The last keys are traps, which are nobody's.
    """

    keys: list[str]
    owners: list[tuple[NameForm, tuple[int, ...]]]
    spellings: list[tuple[str, ...]]
    automaton: bytes


_MANY = 1000  # actors: the names of fewer are compiled sooner than they are looked up


def names_of(theatre: Theatre, language: Language) -> Names:
    """The theatre's names compiled for a language, from the user's cache where they are many."""
    if len(theatre.actors) < _MANY:
        return _compiled(theatre, language)
    room, tongue = Path(__file__).parent, Path(__file__).parents[1] / "language"
    code = [*room.glob("gazetteer.py"), *tongue.glob("*.py"), *(tongue / language.code).glob("*.*")]
    key = fingerprint(code, msgspec.msgpack.encode((theatre.actors, traps(), language.code)))
    name = hashlib.sha256(theatre.id.encode()).hexdigest()[:16]
    return kept(f"names-{language.code}-{name}", key, Names, lambda: _compiled(theatre, language))


def _compiled(theatre: Theatre, language: Language) -> Names:
    import daachorse

    owners: dict[str, list[tuple[int, int]]] = {}
    spellings: dict[str, list[str]] = {}
    for number, actor in enumerate(theatre.actors):
        for form, name in _forms(actor):
            key = lower(language.normalise(name))
            if key in owners:
                owners[key].append((_RANK[form], number))
                spellings[key].append(name)  # «NVIDIA» and «Nvidia» are one key, but either may be written
            elif key and not key.isspace():
                owners[key] = [(_RANK[form], number)]
                spellings[key] = [name]
    # Traps are names of nobody: they take their place in the text, so that no shorter name is found there.
    keys = [*owners, *(key for trap in traps() if (key := lower(language.normalise(trap))) not in owners)]
    return Names(
        keys,
        [_best(each) for each in owners.values()],
        [tuple(spellings[key]) if is_letter(key[0]) else () for key in owners],
        daachorse.CharwiseDoubleArrayAhoCorasick(keys).serialize() if keys else b"",
    )


class Gazetteer:
    """All names of a theatre's actors, made ready to be found in texts of a language."""

    def __init__(self, theatre: Theatre, language: Language) -> None:
        import daachorse

        self.actors: tuple[Actor, ...] = theatre.actors
        self.index = {actor.id: i for i, actor in enumerate(theatre.actors)}
        self._normalise = language.normalise
        self._all_names: dict[int, tuple[str, ...]] = {}  # looked up once an actor
        self._parties: dict[tuple[int, date | None], Party] = {}
        names = names_of(theatre, language)
        self._owners, self._spellings = names.owners, names.spellings
        self._lookup = dict(zip(names.keys, names.owners, strict=False))  # without the traps behind them
        automaton = daachorse.CharwiseDoubleArrayAhoCorasick
        self._automaton = automaton.deserialize(names.automaton) if names.automaton else None

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
        if key >= len(self._owners):
            return Hit((start, end), "name", ())
        surface = text[start:end]
        if is_letter(surface[0]):
            spellings = self._spellings[key]
            if all(_exact(name) for name in spellings):
                if surface not in spellings:
                    return None
            elif surface[0].islower() and surface not in spellings:
                return None
        form, actors = self._owners[key]
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


def _best(owners: list[tuple[int, int]]) -> tuple[NameForm, tuple[int, ...]]:
    """Of the actors who have a name, with the rank of the form in which each has it: the fullest form, and who has it in that."""
    fullest = min(owners)[0]
    return _FORMS[fullest], tuple(dict.fromkeys(actor for rank, actor in owners if rank == fullest))
