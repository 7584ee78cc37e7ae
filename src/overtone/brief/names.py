"""What actors and themes are called in the language of the brief."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from overtone.brief.structure import Name
from overtone.brief.words import Words
from overtone.model import Actor, Event, Reference, Theatre

_HAN = re.compile(r"[㐀-鿿]")
# Kinds that people and firms are not: only these take an article in a sentence.
_WITH_ARTICLE = {"state", "agency", "organisation", "bloc"}


class Names:
    """Actors by id and by the names that the documents use. Built once for a brief, never changed afterwards."""

    def __init__(self, theatre: Theatre, events: Iterable[Event], words: Words) -> None:
        self.words = words
        self._actors: dict[str, Actor] = {actor.id: actor for actor in theatre.actors}
        self._references: dict[str, Reference] = {}
        for event in events:
            for mention in event.mentions:
                for reference in (mention.source, mention.target, mention.reporter):
                    if reference is not None:
                        self._references.setdefault(reference.key, reference)
        self._named = {actor.name: actor for actor in theatre.actors}
        self._themes = {
            name.casefold(): product
            for product in theatre.products
            for name in (product.name, *(name for names in product.names.values() for name in names))
        }

    def of(self, key: str) -> str:
        """The printed name of the actor with this id or key («~name» where it has no id)."""
        if key in self._actors:
            return self._actors[key].label(self.words.language)
        if key in self._references:
            return self._fitting(self._references[key].name, self._references[key].names)
        return key.removeprefix("~")

    def kind(self, key: str) -> str:
        """What kind of actor it is; «other» where nobody knows."""
        if key in self._actors:
            return self._actors[key].kind
        return self._references[key].kind if key in self._references else "other"

    def spoken(self, key: str) -> str:
        """The name as a sentence has it: in English some take the article."""
        name = self.of(key)
        if self.kind(key) in _WITH_ARTICLE and not name.casefold().startswith("the ") and "’s " not in name and "'s " not in name:
            definite = set(self.words.raw("definite"))
            if definite & set(re.findall(r"\w+", name)):
                return f"the {name}"
        return name

    def entry(self, reference: Reference) -> Name:
        """An actor with the party behind it, for the fields of an entry."""
        name = self.of(reference.key)
        party = self.party(reference)
        return Name(reference.id, name, None if party == name else party)

    def party(self, reference: Reference) -> str:
        """The party that the passage's actor rolls up to."""
        if reference.party.id in self._actors:
            return self._actors[reference.party.id].label(self.words.language)
        return self._fitting(reference.party.name, reference.party.names)

    def party_of(self, key: str, day: date | None) -> str:
        """The printed name of the party behind an actor on a day; the actor's own where it is not known."""
        return self.of(self.party_key(key, day))

    def party_key(self, key: str, day: date | None) -> str:
        """The id of the party behind an actor on a day; the key itself where it is not known."""
        actor = self._actors.get(key)
        return actor.party_on(day) if actor is not None else key

    def called(self, name: str) -> str:
        """Whoever has this English name (a party of a topic, a medium that a text names) in the language of the brief."""
        actor = self._named.get(name)
        return actor.label(self.words.language) if actor is not None else name

    def theme(self, theme: str) -> str:
        """A theme in the language of the brief where the theatre knows it, else as the text has it."""
        product = self._themes.get(theme.casefold())
        if product is None:
            return theme
        if self.words.language == "en":
            return product.name
        return next(iter(product.names.get(self.words.language, ())), product.name)

    def _fitting(self, name: str, names: Sequence[str]) -> str:
        """The first of the names in the script of the brief's language."""
        wanted = self.words.language == "zh"
        found = next((each for each in (name, *names) if bool(_HAN.search(each)) == wanted), None)
        # A Chinese name inside an English sentence stands in quotation marks, as the text has it.
        return found or (name if wanted else f"“{name}”")
