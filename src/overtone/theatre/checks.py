"""What is wrong with a pack beyond its schema: ids that lead nowhere, contradictions, and names that would be misread."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from overtone.errors import InputError
from overtone.model import ACTS, STATUSES, Actor, Baseline, Event, Period, Product, RecordedFigure, Theatre
from overtone.theatre.contradictions import contradictions, overlap
from overtone.theatre.findings import Finding, at, of_error
from overtone.theatre.merge import merged
from overtone.theatre.nouns import LANGUAGES
from overtone.theatre.pack import SHELF, WORLD, Pack, Placed, duplicates, folder_of, read_pack
from overtone.theatre.rows import parse_yaml, read_text


class _Wordlist(NamedTuple):
    """Words that are no names, by language; the shortest length of a name; names accepted all the same; strings that only contain a name."""

    words: dict[str, frozenset[str]]
    shortest: dict[str, int]
    accepted: frozenset[str]
    traps: tuple[str, ...]


class _Known(NamedTuple):
    """What rows may refer to: actors by id, ids of dimensions, names of products, of the pack and of the world pack below it."""

    actors: dict[str, Actor]
    dimensions: frozenset[str]
    themes: frozenset[str]


def check(path: str | Path) -> list[Finding]:
    """The findings of a pack, read on top of the world pack, in the order of file and line. Raises InputError if it is none."""
    folder = folder_of(path)
    findings: list[Finding] = []
    pack = read_pack(folder, lambda error: findings.append(of_error(error)))
    world = read_pack(SHELF / WORLD).theatre() if folder.resolve() != (SHELF / WORLD).resolve() else None
    try:
        own = pack.theatre()
    except InputError:  # ids stated twice, which are findings of their own
        own = Theatre(id=pack.header.id, title={}, actors=tuple(item.noun for item in (*pack.placed["actors"], *pack.derived)))
    whole = merged(own, world) if world else own
    known = _Known(
        {actor.id: actor for actor in whole.actors},
        frozenset(each.id for each in whole.dimensions),
        frozenset(product.name for product in (*whole.products, *(item.noun for item in pack.placed["products"]))),
    )
    for finder in (_header, _duplicates, _actors, _others, _patterns):
        findings += finder(pack, known)
    findings += _shared_names(pack, whole)
    findings += contradictions(pack, whole)
    return sorted(set(findings), key=lambda finding: finding[:3])


def _header(pack: Pack, known: _Known) -> Iterator[Finding]:
    file = str(pack.folder / "theatre.yaml")
    for key, table in (("title", pack.header.title), ("summary", pack.header.summary)):
        for language in LANGUAGES:
            if not table.get(language):
                yield Finding(file, 1, key, f"no {key} in {language}", f"add «{key}: {{{language}: …}}»")
    for side in pack.header.sides:
        if side not in known.actors:
            yield Finding(file, 1, "sides", f"unknown actor «{side}»", "add the actor or mend the id")


def _duplicates(pack: Pack, known: _Known) -> Iterator[Finding]:
    for placed in pack.placed.values():
        for first, second in duplicates(placed):
            yield at(
                second, "id", f"«{second.noun.id}» stands already at {first.row.place()}", "keep one row, or give another id"
            )


def _actors(pack: Pack, known: _Known) -> Iterator[Finding]:
    ids = known.actors
    for item in pack.placed["actors"]:
        actor: Actor = item.noun
        for affiliation in actor.parties:
            if affiliation.party not in ids:
                yield at(item, "parties", f"unknown party «{affiliation.party}»", "add that actor or mend the id")
            yield from _period(item, "parties", affiliation.period)
        for role in actor.roles:
            if role.of not in ids:
                yield at(item, "roles", f"unknown actor «{role.of}» in «of»", "add that actor or mend the id")
            if not any(role.title.values()):
                yield at(item, "roles", "a role without title", "write title: {en: …, zh: …}")
            yield from _period(item, "roles", role.period)
        yield from _contradictions(item, actor)
        yield from _names(item, actor, ids)


def _contradictions(item: Placed[Any], actor: Actor) -> Iterator[Finding]:
    for one, other in combinations(actor.roles, 2):
        if one.of == other.of and one.title == other.title and overlap(one.period, other.period):
            title = next(iter(one.title.get("en", ())), "")
            yield at(item, "roles", f"two overlapping terms as {title} of {one.of}", "join them or mend the dates")
    for here, there in combinations(actor.parties, 2):
        if here.party != there.party and here.period == there.period:
            yield at(item, "parties", f"«{here.party}» and «{there.party}» at the same time", "date them, or keep one")
        elif here.party == there.party and overlap(here.period, there.period):
            yield at(item, "parties", f"two overlapping periods with «{here.party}»", "join them or mend the dates")


def _names(item: Placed[Any], actor: Actor, ids: dict[str, Actor]) -> Iterator[Finding]:
    whole = ids[actor.id]
    if not any(_is_han(name) for name in whole.names.get("zh", ())):
        yield at(item, "names", "no Chinese name", "add «zh: …»")
    if not actor.name.strip() or any(_is_han(character) for character in actor.name):
        yield at(item, "name", "the canonical name is not English", "write the name in Latin letters and the Chinese one in zh")
    lists = wordlist()
    for field, language, name in _stated(actor):
        problem = _misread(lists, field, language, name)
        if problem:
            yield at(item, field, f"«{name}» {problem}", "use a longer form, or move it to adjectives, metonyms or short")


def _stated(actor: Actor) -> Iterator[tuple[str, str, str]]:
    yield "name", "en", actor.name
    for field in ("names", "metonyms", "adjectives"):
        for language, names in getattr(actor, field).items():
            yield from ((field, language, name) for name in names)


def _misread(lists: _Wordlist, field: str, language: str, name: str) -> str:
    if not name.strip() or name != name.strip():
        return "is empty or has blanks at its ends"
    kind = "zh" if _is_han(name[0]) else "en"
    if name in lists.accepted:
        return ""
    if len(name) < lists.shortest.get(kind, 2):
        return "is too short to be found safely"
    folded = name if kind == "zh" else name.lower()
    # A capital marks an English name apart from the word, except for the words that begin sentences and titles.
    return "is a common word" if field != "adjectives" and folded in lists.words.get(kind, frozenset()) else ""


def _others(pack: Pack, known: _Known) -> Iterator[Finding]:
    ids = known.actors
    for item in pack.placed["chronicle"]:
        yield from _event(item, item.noun, known)
    for item in pack.placed["products"]:
        product: Product = item.noun
        if product.maker is not None and product.maker not in ids:
            yield at(item, "maker", f"unknown actor «{product.maker}»", "add that actor or mend the id")
        yield from _period(item, "period", product.period)
    for item in pack.placed["baselines"]:
        baseline: Baseline = item.noun
        if baseline.actor not in ids:
            yield at(item, "actor", f"unknown actor «{baseline.actor}»", "add that actor or mend the id")
        if baseline.dimension not in known.dimensions:
            yield at(
                item,
                "dimension",
                f"unknown dimension «{baseline.dimension}»",
                f"dimensions are {', '.join(sorted(known.dimensions))}",
            )
        yield from _sourced(item, baseline.citations)
        yield from _period(item, "period", baseline.period)
    for item in pack.placed["figures"]:
        figure: RecordedFigure = item.noun
        if figure.whose not in ids:
            yield at(item, "whose", f"unknown actor «{figure.whose}»", "add that actor or mend the id")
        yield from _sourced(item, figure.citations)


def _event(item: Placed[Any], event: Event, known: _Known) -> Iterator[Finding]:
    for key in ("source", "target"):
        id_ = getattr(event, key)
        if id_ is not None and id_ not in known.actors:
            yield at(item, key, f"unknown actor «{id_}»", "add that actor or mend the id")
    act = ACTS.get(event.act)
    if act is None:
        yield at(item, "act", f"unknown act «{event.act}»", f"acts are {', '.join(ACTS)}")
    else:
        if event.mode is not None and event.mode not in act.modes:
            yield at(item, "mode", f"{act.id} has no mode «{event.mode}»", f"modes are {', '.join(act.modes)}")
        if event.target is None and not act.solitary:
            yield at(item, "target", f"{act.id} needs a target", "add the actor on the other side")
    if event.status not in STATUSES:
        yield at(item, "status", f"unknown status «{event.status}»", f"statuses are {', '.join(STATUSES)}")
    if event.when is None:
        yield at(item, "when", "no date", "add «day: YYYY-MM-DD» or «when: [first, last]»")
    elif event.when[0] > event.when[1]:
        yield at(item, "when", "the first day is after the last", "swap them")
    elif (named := _day_of(event.id)) and not event.when[0] <= named <= event.when[1]:
        yield at(item, "id", f"the id names {named}, the row {event.when[0]}", "mend the one that is wrong")
    for theme in event.theme:
        if theme not in known.themes:
            near = difflib.get_close_matches(theme, known.themes, 1)
            yield at(item, "theme", f"unknown product «{theme}»", f"write «{near[0]}»" if near else "add it to products")
    yield from _sourced(item, event.citations)


def _day_of(id_: str) -> date | None:
    """The day with which an id begins, if it begins with one («2024-10-30-duties»)."""
    match = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", id_)
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _patterns(pack: Pack, known: _Known) -> Iterator[Finding]:
    """States that a pattern or a group names and this pack does not hold: no agency would be made for them."""
    states = {item.noun.id for item in pack.placed["actors"] if item.noun.kind == "state"}
    for row in pack.tables:
        named = row.value.get("states")
        for id_ in map(str, named) if isinstance(named, list) else ():
            if id_ not in states:
                yield Finding(
                    row.file,
                    row.lines.get("states", row.line),
                    "states",
                    f"no state «{id_}» in this pack",
                    "add it or mend the id",
                )


def _sourced(item: Placed[Any], citations: tuple[Any, ...]) -> Iterator[Finding]:
    if not citations:
        yield at(item, "citations", "no citation", "add «citations: [{publisher: …, date: …}]»")
    elif any(not citation.publisher for citation in citations):
        yield at(item, "citations", "a citation without publisher", "name the publisher")


def _period(item: Placed[Any], key: str, period: Period) -> Iterator[Finding]:
    if period.since and period.until and period.since > period.until:
        yield at(item, key, f"ends ({period.until}) before it begins ({period.since})", "swap or mend the dates")


def _shared_names(pack: Pack, whole: Theatre) -> Iterator[Finding]:
    """Names that another actor bears too at the same time, told at the row of the pack that states them."""
    owners: dict[str, list[Actor]] = defaultdict(list)
    for actor in whole.actors:
        for name in {_folded(name) for _, _, name in _stated(actor)}:
            owners[name].append(actor)
    accepted = {_folded(name) for name in wordlist().accepted}
    for item in pack.placed["actors"]:
        for field, _, name in _stated(item.noun):
            key = _folded(name)
            for other in owners[key] if key not in accepted else ():
                if other.id != item.noun.id and _overlap_of(item.noun, other):
                    yield at(
                        item, field, f"«{name}» is also a name of «{other.id}»", "drop it from one, or date both actors' roles"
                    )


def _folded(name: str) -> str:
    # Short names and capitals are matched as written («US» is not «us»), so only longer ones are compared without case.
    return name if len(name) <= 4 or name.isupper() else name.casefold()


def _overlap_of(one: Actor, other: Actor) -> bool:
    return any(overlap(first, second) for first in _terms(one) for second in _terms(other))


def _terms(actor: Actor) -> Iterable[Period]:
    return [role.period for role in actor.roles] or [affiliation.period for affiliation in actor.parties] or [Period()]


def _is_han(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@cache
def wordlist() -> _Wordlist:
    """The lists of words.yaml."""
    path = Path(__file__).parent / "words.yaml"
    value, _, _ = parse_yaml(read_text(path), str(path))
    return _Wordlist(
        {language: frozenset(" ".join(lines).split()) for language, lines in value["words"].items()},
        dict(value["shortest"]),
        frozenset(value["accepted"]),
        (*" ".join(value["traps"]["zh"]).split(), *(trap for line in value["traps"]["en"] for trap in line)),
    )


def traps() -> tuple[str, ...]:
    """Strings in which a name stands by accident («发展中国家») or as part of a place or currency: no name is read inside them."""
    return wordlist().traps


__all__ = ["check", "traps", "wordlist"]
