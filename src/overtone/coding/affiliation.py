"""Whose people are: parties of persons whom nobody knows, from the office beside their name or the state spoken of before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from overtone.coding.analysis import Mention
from overtone.model import Party, Reference

_BESIDE = re.compile(r",\s+(?:(?:an?|the|then|its)\s+)?")
_CLOSED = re.compile(r"\s*(?:[,.;:)—–]|$)")
_OWNERS = frozenset({"state", "agency", "bloc"})


def apposed(normal: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions with name and office made one person: «Peru's port regulator, Miguel Prieto, …», «Anna Lund, Denmark's envoy, …»."""
    result = list(mentions)
    for at in range(len(result) - 1):
        one, two = result[at], result[at + 1]
        if not _BESIDE.fullmatch(normal, one.span[1], two.span[0]) or not _CLOSED.match(normal, two.span[1]):
            continue
        name, office = (two, one) if one.found == "role" else (one, two)
        if office.found != "role" or not _unknown(name):
            continue
        person = _person(name.reference, office.reference.party)
        result[at], result[at + 1] = (_as(one, person), _as(two, person))
    return result


def in_office(normal: str, formed: Sequence[Mention], named: Sequence[Mention], posts: re.Pattern[str]) -> list[Mention]:
    """The mentions by form; persons whose title is a post of a state («Trade Minister Lin Guang») are of the state spoken of most before."""
    result: list[Mention] = []
    spoken: Counter[Party] = Counter()
    for mention in sorted([*formed, *named], key=lambda mention: mention.span):
        reference = mention.reference
        title = normal[mention.span[0] : mention.span[1]].rpartition(" ")[0]
        own = mention.found == "form" and reference.kind == "person" and reference.party.name == reference.name
        if own and not mention.owners and spoken and posts.search(title):
            mention = _as(mention, _person(reference, spoken.most_common(1)[0][0]))
        elif reference.kind in _OWNERS and reference.party.kind == "state":
            spoken[reference.party] += 1
        if mention.found in ("form", "role") or mention in formed:
            result.append(mention)
    return result


def _unknown(mention: Mention) -> bool:
    reference = mention.reference
    return reference.id is None and mention.found == "form" and reference.kind in ("other", "person") and " " in reference.name


def _person(reference: Reference, party: Party) -> Reference:
    return Reference(None, reference.name, reference.mention, reference.span, reference.names, party, "person")


def _as(mention: Mention, person: Reference) -> Mention:
    """The mention as this person, under its own words."""
    span, words = mention.reference.span, mention.reference.mention
    return mention._replace(reference=Reference(None, person.name, words, span, person.names, person.party, "person"))
