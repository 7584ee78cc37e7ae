"""What is wrong with a pack beyond its schema: ids that lead nowhere, contradictions in time, and names that would be misread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from overtone.errors import InputError
from overtone.model import ACTS, STATUSES, Actor, Baseline, Event, Period, Product, RecordedFigure, Theatre
from overtone.theatre.merge import merged
from overtone.theatre.nouns import LANGUAGES
from overtone.theatre.pack import SHELF, WORLD, Pack, Placed, duplicates, folder_of, read_pack
from overtone.theatre.rows import Row, parse_yaml, read_text


class Finding(NamedTuple):
    """One thing to mend: where it stands (file, line, key), what is wrong, and what to do about it."""

    file: str
    line: int
    key: str
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.problem}; {self.mend}"


class _Wordlist(NamedTuple):
    """Words that are no names, by language; the shortest length of a name; names accepted all the same; strings that only contain a name."""

    words: dict[str, frozenset[str]]
    shortest: dict[str, int]
    accepted: frozenset[str]
    traps: tuple[str, ...]


class _Known(NamedTuple):
    """What rows may refer to: actors by id, and the ids of dimensions, of the pack and of the world pack below it."""

    actors: dict[str, Actor]
    dimensions: frozenset[str]


def check(path: str | Path) -> list[Finding]:
    """The findings of a pack, read on top of the world pack, in the order of file and line. Raises InputError if it is none."""
    folder = folder_of(path)
    findings: list[Finding] = []
    pack = read_pack(folder, lambda error: findings.append(_of_error(error)))
    world = read_pack(SHELF / WORLD).theatre() if folder.resolve() != (SHELF / WORLD).resolve() else None
    try:
        own = pack.theatre()
    except InputError:  # ids stated twice, which are findings of their own
        own = Theatre(id=pack.header.id, title={}, actors=tuple(item.noun for item in (*pack.placed["actors"], *pack.derived)))
    whole = merged(own, world) if world else own
    known = _Known({actor.id: actor for actor in whole.actors}, frozenset(each.id for each in whole.dimensions))
    for finder in (_header, _duplicates, _actors, _others):
        findings += finder(pack, known)
    findings += _shared_names(pack, whole)
    return sorted(set(findings), key=lambda finding: finding[:3])


def _of_error(error: InputError) -> Finding:
    file, _, line = error.place.rpartition(":")
    place, number = (file, int(line)) if file and line.isdigit() else (error.place, 1)
    return Finding(place, number, error.problem.split(":")[0] if ":" in error.problem else "", error.problem, error.mend)


def _at(item: Placed[Any], key: str, problem: str, mend: str) -> Finding:
    return Finding(item.row.file, item.row.lines.get(key, item.row.line), key, problem, mend)


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
            yield _at(
                second, "id", f"«{second.noun.id}» stands already at {first.row.place()}", "keep one row, or give another id"
            )


def _actors(pack: Pack, known: _Known) -> Iterator[Finding]:
    ids = known.actors
    for item in pack.placed["actors"]:
        actor: Actor = item.noun
        for affiliation in actor.parties:
            if affiliation.party not in ids:
                yield _at(item, "parties", f"unknown party «{affiliation.party}»", "add that actor or mend the id")
            yield from _period(item, "parties", affiliation.period)
        for role in actor.roles:
            if role.of not in ids:
                yield _at(item, "roles", f"unknown actor «{role.of}» in «of»", "add that actor or mend the id")
            if not any(role.title.values()):
                yield _at(item, "roles", "a role without title", "write title: {en: …, zh: …}")
            yield from _period(item, "roles", role.period)
        yield from _contradictions(item, actor)
        yield from _names(item, actor, ids)


def _contradictions(item: Placed[Any], actor: Actor) -> Iterator[Finding]:
    for one, other in combinations(actor.roles, 2):
        if one.of == other.of and one.title == other.title and _overlap(one.period, other.period):
            title = next(iter(one.title.get("en", ())), "")
            yield _at(item, "roles", f"two overlapping terms as {title} of {one.of}", "join them or mend the dates")
    for here, there in combinations(actor.parties, 2):
        if here.party != there.party and here.period == there.period:
            yield _at(item, "parties", f"«{here.party}» and «{there.party}» at the same time", "date them, or keep one")
        elif here.party == there.party and _overlap(here.period, there.period):
            yield _at(item, "parties", f"two overlapping periods with «{here.party}»", "join them or mend the dates")


def _names(item: Placed[Any], actor: Actor, ids: dict[str, Actor]) -> Iterator[Finding]:
    whole = ids[actor.id]
    if not any(_is_han(name) for name in whole.names.get("zh", ())):
        yield _at(item, "names", "no Chinese name", "add «zh: …»")
    if not actor.name.strip() or any(_is_han(character) for character in actor.name):
        yield _at(item, "name", "the canonical name is not English", "write the name in Latin letters and the Chinese one in zh")
    lists = wordlist()
    for field, language, name in _stated(actor):
        problem = _misread(lists, field, language, name)
        if problem:
            yield _at(item, field, f"«{name}» {problem}", "use a longer form, or move it to adjectives, metonyms or short")


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
        yield from _event(item, item.noun, ids)
    for item in pack.placed["products"]:
        product: Product = item.noun
        if product.maker is not None and product.maker not in ids:
            yield _at(item, "maker", f"unknown actor «{product.maker}»", "add that actor or mend the id")
        yield from _period(item, "period", product.period)
    for item in pack.placed["baselines"]:
        baseline: Baseline = item.noun
        if baseline.actor not in ids:
            yield _at(item, "actor", f"unknown actor «{baseline.actor}»", "add that actor or mend the id")
        if baseline.dimension not in known.dimensions:
            yield _at(
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
            yield _at(item, "whose", f"unknown actor «{figure.whose}»", "add that actor or mend the id")
        yield from _sourced(item, figure.citations)


def _event(item: Placed[Any], event: Event, ids: dict[str, Actor]) -> Iterator[Finding]:
    for key in ("source", "target"):
        id_ = getattr(event, key)
        if id_ is not None and id_ not in ids:
            yield _at(item, key, f"unknown actor «{id_}»", "add that actor or mend the id")
    act = ACTS.get(event.act)
    if act is None:
        yield _at(item, "act", f"unknown act «{event.act}»", f"acts are {', '.join(ACTS)}")
    else:
        if event.mode is not None and event.mode not in act.modes:
            yield _at(item, "mode", f"{act.id} has no mode «{event.mode}»", f"modes are {', '.join(act.modes)}")
        if event.target is None and not act.solitary:
            yield _at(item, "target", f"{act.id} needs a target", "add the actor on the other side")
    if event.status not in STATUSES:
        yield _at(item, "status", f"unknown status «{event.status}»", f"statuses are {', '.join(STATUSES)}")
    if event.when is None:
        yield _at(item, "when", "no date", "add «day: YYYY-MM-DD» or «when: [first, last]»")
    elif event.when[0] > event.when[1]:
        yield _at(item, "when", "the first day is after the last", "swap them")
    yield from _sourced(item, event.citations)


def _sourced(item: Placed[Any], citations: tuple[Any, ...]) -> Iterator[Finding]:
    if not citations:
        yield _at(item, "citations", "no citation", "add «citations: [{publisher: …, date: …}]»")
    elif any(not citation.publisher for citation in citations):
        yield _at(item, "citations", "a citation without publisher", "name the publisher")


def _period(item: Placed[Any], key: str, period: Period) -> Iterator[Finding]:
    if period.since and period.until and period.since > period.until:
        yield _at(item, key, f"ends ({period.until}) before it begins ({period.since})", "swap or mend the dates")


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
                    yield _at(
                        item, field, f"«{name}» is also a name of «{other.id}»", "drop it from one, or date both actors' roles"
                    )


def _folded(name: str) -> str:
    # Short names and capitals are matched as written («US» is not «us»), so only longer ones are compared without case.
    return name if len(name) <= 4 or name.isupper() else name.casefold()


def _overlap_of(one: Actor, other: Actor) -> bool:
    return any(_overlap(first, second) for first in _terms(one) for second in _terms(other))


def _terms(actor: Actor) -> Iterable[Period]:
    return [role.period for role in actor.roles] or [affiliation.period for affiliation in actor.parties] or [Period()]


def _overlap(one: Period, other: Period) -> bool:
    starts_in_time = one.since is None or other.until is None or one.since <= other.until
    return starts_in_time and (other.since is None or one.until is None or other.since <= one.until)


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


__all__ = ["Finding", "Row", "check", "traps", "wordlist"]
