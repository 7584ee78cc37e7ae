"""Who is named where: known names, names by form, titles, short forms that the text introduces, and words that refer back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from overtone.coding.affiliation import apposed, in_office
from overtone.coding.analysis import Mention
from overtone.coding.anaphora import posts, referring, whose
from overtone.coding.gazetteer import Gazetteer, Hit
from overtone.coding.home import Homes
from overtone.coding.places import places
from overtone.language.base import Language
from overtone.language.names import Known, NameForm
from overtone.model import ActorKind, Document, GivenEntity, Party, Reference, Span, Theatre

_OPENING = r"[（(]\s*(?:(?:以下)?(?:简称|下称|称)(?:为)?|hereinafter|or|known as)?\s*[\"'“「‘]?"
_SHORT_FORM = re.compile(_OPENING + r"(?P<short>[A-Z][A-Za-z&-]{1,9}|[\u4e00-\u9fff]{2,5})[\"'”」’]?\s*[)）]")

_MISSION = re.compile("(?:大?使[馆館]|[总總]?[领領]事?[馆館]|使[领領][馆館]|代表[团團处處]|使[团團])")
_MISSION_END = re.compile("(?:使[馆館]|[领領]事?[馆館]|代表[团團处處])$")
_MARKING = "对對向与與同给給从從为為在于於"
People: TypeAlias = dict[str, list[tuple[int, Reference]]]
"""The people named, by the name of their party: where each name ends, and whose it is, in order."""

_NEAR = 60  # characters between a state and an agency that is taken for its own
_SENTENCE_END = re.compile(r"[。！？!?\n]|\.\s")
_LOWER_RANKS = frozenset({"deputy", "vice", "assistant", "former", "ex", "then", "shadow", "under", "junior"})
"""A deputy or former minister is not the minister."""
_LEADING = frozenset({"leader", "president", "premier", "minister", "executive", "chief", "领导人", "总统", "总理", "首相"})
"""Offices by whose name a person named before is spoken of again («the Russian leader»)."""


class Linker:
    """Finds the mentions of a theatre's actors, and of actors that nobody knows yet, in documents of one language."""

    def __init__(self, theatre: Theatre, language: Language) -> None:
        self.language = language
        self.gazetteer = Gazetteer(theatre, language)
        self._homes = Homes(self.gazetteer, language.code)
        self._products = {
            name.lower() for product in theatre.products for names in (*product.names.values(), (product.name,)) for name in names
        }
        self._holders: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, actor in enumerate(theatre.actors):
            for role in actor.roles:
                for titles in role.title.values():
                    for title in titles:
                        self._holders[(role.of, title.lower())].append(number)

    def _a_product(self, name: str) -> bool:
        """A product's name, or a code such as «MI308», which names no actor."""
        return name.lower() in self._products or (" " not in name and any(character.isdigit() for character in name))

    def link(self, document: Document, sentences: Sequence[Span]) -> list[Mention]:
        """The document's mentions in order, not overlapping. `sentences` bound what words that refer back may mean."""
        text, day = document.text, document.published
        normal = self.language.normalise(text)
        named = [self._given(text, entity, day) for entity in document.entities if 0 <= entity.start < entity.end <= len(text)]
        named += [self._known(text, hit, day) for hit in self.gazetteer.hits(text, self.language.short_allowed)]
        named += self._places(text, normal, day)
        named = [
            self._of_context(normal, m, before, day)
            for m, before in _with_before(self._joined_agencies(text, normal, _apart(named), day))
        ]
        named = self._homes.named(text, normal, named, day)
        known, people = [_as_known(mention) for mention in named], _people(named)
        formed = [
            mention
            for form in self.language.names(normal, known)
            if (mention := self._formed(text, normal, form, named, people, day)) is not None
        ]
        formed = apposed(normal, sorted(formed, key=lambda mention: mention.span))
        formed = in_office(normal, formed, named, posts(self.language.code))
        mentions = _apart([*_surnames(normal, formed, named), *named])
        mentions = _apart([*mentions, *_opening_surnames(text, normal, sentences, mentions)])
        mentions = _apart([*mentions, *_introduced(text, normal, mentions)])
        back = [_quoted(text, mention) for mention in referring(normal, mentions, sentences, self.language.code)]
        return _apart([*(m for m in mentions if not whose(m)), *back, *mentions])

    def _given(self, text: str, entity: GivenEntity, day: date | None) -> Mention:
        span = (entity.start, entity.end)
        surface = text[slice(*span)]
        number = self.gazetteer.find(entity.name or surface, day)
        if number is not None:
            return Mention(span, self.gazetteer.reference(number, surface, span, day), "given")
        name = entity.name or surface
        head = self._head(surface, day) if entity.kind == "other" else None
        if head is None:
            party, kind = Party(None, name, (name, surface), entity.kind), entity.kind
        else:
            party, kind = head
        return Mention(span, _reference(name, surface, span, party, kind), "given")

    def _head(self, surface: str, day: date | None) -> tuple[Party, ActorKind] | None:
        """Party and kind of an actor whom the caller only marks, from the names inside its phrase: the one that ends it is its head;
        a phrase that only says whose it is («Iraqi government troops») is a group."""
        known = [self._known(surface, hit, day) for hit in self.gazetteer.hits(surface, self.language.short_allowed)]
        forms = self.language.names(self.language.normalise(surface), [_as_known(mention) for mention in known])
        formed = [
            made for form in forms if (made := self._formed(surface, surface, form, known, _people(known), day)) is not None
        ]
        inside = _apart([*formed, *known])
        end = len(surface.rstrip(" )）"))
        head = next((mention for mention in inside if mention.span[1] >= end and not mention.adjective), None)
        if head is not None:
            return head.reference.party, head.reference.kind
        return (inside[0].reference.party, "group") if inside else None

    def _places(self, text: str, normal: str, day: date | None) -> list[Mention]:
        """Places that stand for their states."""
        found = []
        for span, state in places(normal, self.language.code):
            number = self.gazetteer.index.get(state)
            if number is not None:
                reference = self.gazetteer.reference(number, text[slice(*span)], span, day)
                found.append(Mention(span, reference, "name", place=True))
        return found

    def _known(self, text: str, hit: Hit, day: date | None) -> Mention:
        number = self.gazetteer.choose(hit, day)
        reference = self.gazetteer.reference(number, text[slice(*hit.span)], hit.span, day)
        place = hit.form == "metonym" or reference.kind == "state"
        return Mention(hit.span, reference, "name", place=place, adjective=hit.form == "adjective", seat=hit.form == "metonym")

    def _joined_agencies(self, text: str, normal: str, named: list[Mention], day: date | None) -> list[Mention]:
        """A state right before an agency's bare name owns it: 「洪都拉斯外交部」 is not the foreign ministry that the bare name means."""
        joined: list[Mention] = []
        for mention in named:
            owner = joined[-1] if joined else None
            post = self._post(text, owner, mention, day) if owner is not None else None
            if post is not None:
                joined[-1] = post
            elif (
                owner is not None
                and owner.reference.kind == "state"
                and mention.reference.kind == "agency"
                and normal[owner.span[1] : mention.span[0]] in ("", " ", "'s ", "’s ")
                and mention.reference.party.id != owner.reference.party.id
            ):
                joined[-1] = self._owned(text, normal, owner, mention, day)
            else:
                joined.append(mention)
        return joined

    def _post(self, text: str, owner: Mention, place: Mention, day: date | None) -> Mention | None:
        """The mission of one state in another, which is the first one's (「俄罗斯驻英国大使馆」)."""
        if owner.reference.kind != "state" or text[owner.span[1] : place.span[0]] not in ("驻", "駐"):
            return None
        match = _MISSION.match(text, place.span[1]) if place.reference.kind == "state" else _MISSION_END.search(text, *place.span)
        if match is None or match.end() < place.span[1]:
            return None
        span = (owner.span[0], match.end())
        surface = text[slice(*span)]
        names = (self.gazetteer.find(name + "大使馆", day) for name in _in_script(owner.reference.party, surface))
        number = next((found for found in names if found is not None), None)
        if number is not None:
            return Mention(span, self.gazetteer.reference(number, surface, span, day), "name", (owner.reference,))
        return Mention(span, _reference(surface, surface, span, owner.reference.party, "agency"), "form", (owner.reference,))

    def _of_context(self, normal: str, mention: Mention, before: Mention | None, day: date | None) -> Mention:
        """An agency named without its state («财政部») is that of the state spoken of right before, where that state has one."""
        reference = mention.reference
        if reference.kind != "agency" or before is None or before.reference.party.id in (None, reference.party.id):
            return mention
        near = mention.span[0] - before.span[1] < _NEAR and not _SENTENCE_END.search(normal, before.span[1], mention.span[0])
        marked = normal[max(0, before.span[0] - 1) : before.span[0]]
        if marked and marked in _MARKING:  # 「对美加征关税，商务部则…」: the state is whom it is done to
            return mention
        if not near or before.reference.kind not in ("state", "person", "agency") or _says_whose(reference, normal):
            return mention
        for name in _in_script(before.reference.party, reference.mention):
            number = self.gazetteer.find(name + reference.mention, day)
            if number is not None:
                return Mention(mention.span, self.gazetteer.reference(number, reference.mention, mention.span, day), "name")
        return mention

    def _owned(self, text: str, normal: str, owner: Mention, agency: Mention, day: date | None) -> Mention:
        span = (owner.span[0], agency.span[1])
        surface, rest = text[slice(*span)], normal[owner.span[1] : agency.span[1]]
        for name in _in_script(owner.reference.party, rest):
            number = self.gazetteer.find(name + rest, day)
            if number is not None:
                return Mention(span, self.gazetteer.reference(number, surface, span, day), "name", (owner.reference,))
        name = normal[slice(*span)]
        return Mention(span, _reference(name, surface, span, owner.reference.party, "agency"), "form", (owner.reference,))

    def _formed(
        self, text: str, normal: str, form: NameForm, named: list[Mention], people: People, day: date | None
    ) -> Mention | None:
        surface, owners = text[slice(*form.span)], tuple(named[i].reference for i in form.owners)
        whole, core = normal[slice(*form.span)], normal[slice(*form.name)]
        if form.same >= 0:
            same = named[form.same].reference
            return Mention(form.span, _moved(same, surface, form.span), "name", owners)
        if form.role:
            holder = self._holder(owners[0], core, day)
            if holder is not None:
                return Mention(form.span, self.gazetteer.reference(holder, surface, form.span, day), "role", owners)
            party = owners[0].party
            named_before = _last_of(people.get(party.name, []), form.span[0])
            if named_before is not None and core.lower().split()[-1] in _LEADING:
                return Mention(form.span, _moved(named_before, surface, form.span), "pronoun", owners)
            return Mention(form.span, _reference(whole, surface, form.span, party, "person"), "role", owners)
        if form.kind == "other" and (self._a_product(core) or (_sentence_initial(normal, form.span[0]) and " " not in core)):
            return None
        number = self._composed(normal, form, named, day)
        if number is not None:
            return Mention(form.span, self.gazetteer.reference(number, surface, form.span, day), "name", owners)
        party = (
            owners[0].party
            if owners and form.kind in ("person", "agency", "group")
            else Party(None, core, (core, surface), form.kind)
        )
        name = whole if form.kind in ("agency", "group") else core
        return Mention(form.span, _reference(name, surface, form.span, party, form.kind, (core,)), "form", owners)

    def _holder(self, owner: Reference, title: str, day: date | None) -> int | None:
        """The actor who holds the office on the day, if the theatre knows."""
        words = title.lower().split()
        if words[0] in _LOWER_RANKS:
            return None
        for of in dict.fromkeys((owner.id, owner.party.id)):
            for start in range(len(words)):
                for number in self._holders.get((of or "", " ".join(words[start:])), ()):
                    roles = self.gazetteer.actors[number].roles
                    if any(role.of == of and role.period.covers(day) for role in roles):
                        return number
        return None

    def _composed(self, normal: str, form: NameForm, named: list[Mention], day: date | None) -> int | None:
        """A known actor under a name that the text puts together («Beijing's commerce ministry» is «China's commerce ministry»)."""
        if form.kind != "agency" or not form.owners:
            return self.gazetteer.find(normal[slice(*form.name)], day)
        owner = named[form.owners[0]]
        if owner.reference.party.id is None:
            return None
        rest = normal[owner.span[1] : form.span[1]]
        for name in _in_script(owner.reference.party, rest):
            number = self.gazetteer.find(name + rest, day)
            if number is not None:
                return number
        return None


def _surnames(normal: str, formed: list[Mention], named: list[Mention]) -> list[Mention]:
    """Names by form; a single word that ends or opens a known person's name in the same text is that person («Huang», «Ms Meng»)."""
    full = [(m.reference, normal[slice(*m.span)]) for m in [*named, *formed] if m.reference.kind == "person"]
    people = {person.name.partition(" ")[0]: person for person, _ in full if " " in person.name}
    people |= {name.rpartition(" ")[2]: person for person, words in full for name in (person.name, words)}
    meant = []
    for mention in formed:
        known = people.get(mention.reference.name) if mention.reference.kind in ("other", "person") else None
        if known is not None and mention.reference.name != known.name and mention.found == "form":
            mention = mention._replace(reference=_moved(known, mention.reference.mention, mention.span))
        meant.append(mention)
    return meant


def _people(named: Sequence[Mention]) -> People:
    found: People = defaultdict(list)
    for mention in named:
        if mention.reference.kind == "person":
            found[mention.reference.party.name].append((mention.span[1], mention.reference))
    return found


def _last_of(people: list[tuple[int, Reference]], place: int) -> Reference | None:
    """The last of some people who is named before a place."""
    at = bisect_right(people, place, key=lambda person: person[0])
    return people[at - 1][1] if at else None


_FIRST_WORD = re.compile(r"([A-Z][\w-]{2,})(?=['’]s\s| [a-z])")


def _opening_surnames(text: str, normal: str, sentences: Sequence[Span], mentions: list[Mention]) -> list[Mention]:
    """Surnames as the first word of a sentence, where a capital alone says nothing: of people named in full before («Huang came»)."""
    full: dict[str, Mention] = {}  # by surname, who is first named so
    for mention in mentions:
        first, _, surname = normal[slice(*mention.span)].rpartition(" ")
        if mention.reference.kind == "person" and first:
            full.setdefault(surname, mention)
    found = []
    for start, end in sentences:
        word = _FIRST_WORD.match(normal, start, end)
        if word is None:
            continue
        known = full.get(word[1])
        if known is not None and known.span[1] <= start:
            surface = text[slice(*word.span(1))]
            found.append(Mention(word.span(1), _moved(known.reference, surface, word.span(1)), "form"))
    return found


def _with_before(mentions: Sequence[Mention]) -> list[tuple[Mention, Mention | None]]:
    return list(zip(mentions, [None, *mentions], strict=False))


def _in_script(party: Party, text: str) -> list[str]:
    """The party's names in the script of the text, the first forty."""
    return [name for name in party.names if name.isascii() == text.isascii()][:40]


def _says_whose(reference: Reference, normal: str) -> bool:
    """Does the agency's name, as it stands in the text, say whose it is?"""
    said = normal[slice(*reference.span)]
    return any(len(name) > 1 and name in said for name in reference.party.names)


def _as_known(mention: Mention) -> Known:
    return Known(mention.span, mention.reference.kind, not mention.adjective)


def _reference(name: str, surface: str, span: Span, party: Party, kind: str, more: tuple[str, ...] = ()) -> Reference:
    names = tuple(dict.fromkeys((name, surface, *more)))
    return Reference(None, name, surface, span, names, party, kind)  # type: ignore[arg-type]


def _moved(reference: Reference, surface: str, span: Span) -> Reference:
    return Reference(reference.id, reference.name, surface, span, reference.names, reference.party, reference.kind)


def _quoted(text: str, mention: Mention) -> Mention:
    """The mention as it stands in the text, not in its normal form, and so those that a plural stands for."""
    reference, *members = (_moved(each, text[slice(*each.span)], each.span) for each in (mention.reference, *mention.members))
    return mention._replace(reference=reference, members=tuple(members))


def _sentence_initial(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \"“'‘")
    return not before or before[-1] in ".!?:\n。！？："


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    """In order and not overlapping: what stands first in the list wins over a later one that overlaps it."""
    taken: list[tuple[int, int]] = []
    kept = []
    for mention in mentions:
        at = bisect_left(taken, mention.span)
        if (at < len(taken) and taken[at][0] < mention.span[1]) or (at > 0 and taken[at - 1][1] > mention.span[0]):
            continue
        taken.insert(at, mention.span)
        kept.append(mention)
    return sorted(kept, key=lambda mention: mention.span)


def _introduced(text: str, normal: str, mentions: list[Mention]) -> list[Mention]:
    """Mentions by the short form that the text gave a name: «the Bureau of Industry and Security (BIS)», 「（下称中芯）」."""
    ending = {mention.span[1]: mention for mention in mentions}
    found: list[Mention] = []
    taken: set[str] = set()
    for match in _SHORT_FORM.finditer(normal):
        owner = next((ending[at] for at in range(match.start(), max(-1, match.start() - 3), -1) if at in ending), None)
        short = match["short"]
        if owner is None or owner.adjective or short in taken:
            continue
        taken.add(short)  # whom a short form is given first, they have it to the end
        place = normal.find(short, match.end())
        while place >= 0:
            span = (place, place + len(short))
            found.append(Mention(span, _moved(owner.reference, text[slice(*span)], span), "name", owner.owners))
            place = normal.find(short, span[1])
    return found
