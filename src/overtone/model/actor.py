"""Actors: who can do something, under which names, for which party, in which role and when."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

ActorKind = Literal["state", "agency", "person", "firm", "organisation", "bloc", "group", "media", "other"]


class Period(msgspec.Struct, frozen=True):
    """Days from `since` to `until`, both included; None where open."""

    since: date | None = None
    until: date | None = None

    def covers(self, day: date | None) -> bool:
        """Does `day` lie inside? An unknown day lies in a period that has not ended."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Role(msgspec.Struct, frozen=True):
    """An office held: `title` by language («president», «总统»), `of` the id of the actor whose office it is."""

    title: dict[str, tuple[str, ...]]
    of: str
    period: Period = Period()


class Affiliation(msgspec.Struct, frozen=True):
    """The party (an actor's id) that an actor rolls up to during a period."""

    party: str
    period: Period = Period()


class Actor(msgspec.Struct, frozen=True):
    """Somebody who acts. `name` is canonical (English); `names` are all full and short names by language.

    `adjectives` («Chinese», «American») name the actor only as a modifier or in the plural; `metonyms` (capitals and seats:
    «Washington», «白宫», «the Hague») stand for it where they act and are places where somebody is; `short` are forms of one
    character («中», «美», «华») that count only in compounds and behind case markers («对华», «中美»).
    `parties` says to whom the actor rolls up: an agency or an official to its state, a person in business to the firm, a
    subsidiary to its parent. An actor without a party is its own.
    """

    id: str
    name: str
    kind: ActorKind
    names: dict[str, tuple[str, ...]] = {}
    adjectives: dict[str, tuple[str, ...]] = {}
    metonyms: dict[str, tuple[str, ...]] = {}
    short: dict[str, tuple[str, ...]] = {}
    parties: tuple[Affiliation, ...] = ()
    roles: tuple[Role, ...] = ()

    def party_on(self, day: date | None) -> str:
        """The id of the party on `day`; the last one known if none covers it; the actor itself if it has none."""
        for affiliation in self.parties:
            if affiliation.period.covers(day):
                return affiliation.party
        return self.parties[-1].party if self.parties else self.id

    def label(self, language: str) -> str:
        """The name to print in `language`."""
        if language == "en":
            return self.name
        return next(iter(self.names.get(language, ())), self.name)


class Party(msgspec.Struct, frozen=True):
    """A party as coded: who stands behind an actor on the day of the text. `id` is None for actors found by form."""

    id: str | None
    name: str
    names: tuple[str, ...] = ()
    kind: ActorKind = "other"


class Reference(msgspec.Struct, frozen=True):
    """An actor as one passage names it: `mention` is `text[span[0]:span[1]]` (half-open character offsets)."""

    id: str | None
    name: str
    mention: str
    span: tuple[int, int]
    names: tuple[str, ...]
    party: Party
    kind: ActorKind = "other"

    @property
    def key(self) -> str:
        """What identifies the actor across documents: its id, or its name where it has none."""
        return self.id or f"~{self.name}"
