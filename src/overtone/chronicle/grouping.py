"""Which mentions tell one happening.

Mentions of the same act, mode and ends whose days meet are one. What gives no day, a wide span of days, or only denies, joins the
nearest happening that it can speak of, and otherwise those like it that were published with it: it never binds two happenings
into one. Then a happening told of parties only («China received Huang»), or without a mode, joins the one more exact happening that it
fits; where it fits several, it stays by itself. Nothing depends on the order of the documents, and the work grows with the number of mentions
(times its logarithm), since only happenings of neighbouring days are compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from overtone.chronicle.telling import NEARBY, SLACK, Told, either_way, ends, exactness, is_party, meet, parties
from overtone.model import ACTS, EventMention, Reference

Cluster = list[Told]

_EXACT = timedelta(days=31)
"""A mention of more days than these («in 2024») says too little to tell which happening it means."""

_EXACTEST = 3  # source, target and mode
_BIN = 32
_WIDEST = 40
"""Happenings are looked up by stretches of 32 days; one wider than 40 of them is looked up under «at any time»."""


def happenings(told: Iterable[Told]) -> list[Cluster]:
    """The mentions, each in exactly one cluster."""
    groups: dict[tuple[str, ...], Cluster] = defaultdict(list)
    for each in told:
        groups[(each.mention.act, each.mention.mode or "", *ends(each.mention))].append(each)
    return _joined([cluster for key in sorted(groups) for cluster in _split(groups[key])])


class _Core(NamedTuple):
    """A dated happening: its days, whether anybody tells it as done, and its mentions."""

    first: date
    last: date
    done: bool
    told: Cluster


def _split(group: Cluster) -> list[Cluster]:
    """Mentions of the same act, mode and ends in happenings."""
    cores = _cores([told for told in group if _dated(told)])
    starts = [core.first for core in cores]
    longest = max((core.last - core.first for core in cores), default=timedelta(0))
    loose: Cluster = []
    joining: dict[int, Cluster] = defaultdict(list)
    for told in group:
        if not _dated(told):
            number = _nearest(told, cores, starts, longest)
            (loose if number is None else joining[number]).append(told)
    return [core.told + joining[number] for number, core in enumerate(cores)] + _together(loose)


def _dated(told: Told) -> bool:
    when = told.mention.when
    return when is not None and told.mention.status != "denied" and when[1] - when[0] <= _EXACT


def _core(told: Cluster) -> _Core | None:
    """The dated mentions among these as a core; None where there are none."""
    days = [each.mention.when for each in told if each.mention.when is not None and _dated(each)]
    if not days:
        return None
    done = any(each.mention.status == "actual" for each in told)
    return _Core(min(first for first, _ in days), max(last for _, last in days), done, told)


def _cores(dated: Iterable[Told]) -> list[_Core]:
    """Chains of mentions whose days meet, in order of time."""
    chains: list[Cluster] = []
    reach = date.min
    with_days = [(told.mention.when, told) for told in dated if told.mention.when is not None]
    for when, told in sorted(with_days, key=lambda pair: (pair[0], pair[1].order)):
        if chains and when[0] <= reach:
            chains[-1].append(told)
        else:
            chains.append([told])
            reach = when[1]
        reach = max(reach, when[1])
    return [core for chain in chains if (core := _core(chain)) is not None]


def _nearest(told: Told, cores: Sequence[_Core], starts: Sequence[date], longest: timedelta) -> int | None:
    """The core that a mention can speak of and that lies nearest to its day, the earlier of two; None where there is none."""
    window = told.window
    if window is None:
        return _same_document(told, cores)
    about = told.mention.when[0] if told.mention.when is not None else told.published or window[1]
    near: list[tuple[timedelta, int]] = []
    number = bisect_left(starts, window[0] - longest if window[0] - date.min > longest else date.min)
    while number < len(cores) and starts[number] <= window[1]:
        core = cores[number]
        if _speaks_of(told, core):
            near.append((max(core.first - about, about - core.last, timedelta(0)), number))
        number += 1
    return min(near)[1] if near else None


def _same_document(told: Told, cores: Sequence[_Core]) -> int | None:
    """Without any day to go by, only the document itself can tell: the one happening that it speaks of."""
    document = told.mention.document
    found = [number for number, core in enumerate(cores) if any(each.mention.document == document for each in core.told)]
    return found[0] if len(found) == 1 else None


def _speaks_of(told: Told, core: _Core) -> bool:
    """Can the mention mean this dated happening? What was done before the news is not what the news plans."""
    if not meet(told.window, (core.first, core.last)):
        return False
    if told.plan and core.done and told.mention.when is None and told.published is not None:
        return core.last + SLACK >= told.published
    return True


def _together(loose: Cluster) -> list[Cluster]:
    """What no dated happening takes: by days where there are wide ones, else by news of the same time; background apart from news."""
    by_kind: dict[tuple[bool, object], Cluster] = defaultdict(list)
    for told in sorted(loose, key=_begins):
        background = told.mention.status == "historical" and told.mention.when is None
        unplaced = told.mention.document if told.window is None else ""
        wide = told.mention.when if told.mention.when is not None and told.mention.status != "denied" else None
        by_kind[background, wide or unplaced].append(told)
    return [cluster for key in sorted(by_kind, key=repr) for cluster in _anchored(by_kind[key])]


def _begins(told: Told) -> tuple[date, tuple[object, ...]]:
    if told.mention.when is not None:
        return told.mention.when[0], told.order
    return told.published or date.max, told.order


def _anchored(told: Sequence[Told]) -> Iterator[Cluster]:
    """Runs of mentions within the time of the first: a run does not creep on from day to day."""
    run: Cluster = []
    for each in told:
        broken = run and all(_denied_before(other, each) for other in run)
        if run and (broken or _begins(each)[0] - _begins(run[0])[0] > NEARBY):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _denied_before(denial: Told, deed: Told) -> bool:
    """Was it denied before anybody told it as done? Then the denial is no view of that deed: it is a word that did not hold."""
    if denial.mention.status != "denied" or deed.mention.status == "denied":
        return False
    return _begins(deed)[0] - _begins(denial)[0] > SLACK


def _joined(clusters: list[Cluster]) -> list[Cluster]:
    """Happenings told of parties only, or without a mode, joined to the single more exact one that they fit."""
    shelves: dict[tuple[object, ...], list[int]] = defaultdict(list)
    places = [_shelves(cluster) for cluster in clusters]
    for number, keys in enumerate(places):
        for key in keys:
            shelves[key].append(number)
    views = [(cluster[0].mention, _few(cluster), _core(cluster)) for cluster in clusters]
    root = list(range(len(clusters)))
    # The most exact first, so that whatever a happening may join has itself been placed.
    for number in sorted(root, key=lambda n: -exactness(views[n][0])):
        mention, few, core = views[number]
        if exactness(mention) == _EXACTEST:
            continue
        near = {other for key in places[number] for other in shelves[key]}
        fitting = {
            root[other] for other in near if more_exact(views[other][0], mention) and _compatible(*views[other][1:], few, core)
        }
        if len(fitting) == 1:
            root[number] = fitting.pop()
    joined: dict[int, Cluster] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        joined[root[number]] += cluster
    return list(joined.values())


def _shelves(cluster: Cluster) -> set[tuple[object, ...]]:
    """Where a cluster is looked up: its act and parties, with the stretches of days that it can speak of."""
    place = parties(cluster[0].mention)
    found: set[tuple[object, ...]] = set()
    for told in cluster:
        if told.window is None:
            found.add((*place, told.mention.document))
            continue
        first, last = (day.toordinal() // _BIN for day in told.window)
        found.update((*place, stretch) for stretch in range(first, min(last, first + _WIDEST) + 1))
    return found


def _few(cluster: Cluster) -> Cluster:
    """Mentions that differ in what merging looks at: a thousand reports of one day are as good as one of them."""
    return list({(told.window, told.mention.status, told.mention.when is None): told for told in cluster}.values())


def _compatible(exact: Cluster, exact_core: _Core | None, general: Cluster, general_core: _Core | None) -> bool:
    """May two clusters be one happening? Their days meet, and neither plans what the other tells as done before."""
    if not any(_meeting(one, other) for one in exact for other in general):
        return False
    pairs = ((exact_core, general), (general_core, exact))
    return all(_speaks_of(told, core) for core, others in pairs if core is not None for told in others if told.plan)


def _meeting(a: Told, b: Told) -> bool:
    undated = a.mention.when is None and b.mention.when is None
    if undated and a.mention.status != b.mention.status and "historical" in (a.mention.status, b.mention.status):
        return False
    if _denied_before(a, b) or _denied_before(b, a):
        return False
    if a.window is None or b.window is None:
        return a.mention.document == b.mention.document
    return meet(a.window, b.window)


def more_exact(exact: EventMention, general: EventMention) -> bool:
    """Does `exact` name a mode or an end more exactly than `general`, and nothing otherwise?"""
    if general.mode and general.mode != exact.mode:
        return False
    turned = (general.mode is None and ACTS[exact.act].symmetric) or either_way(exact.act, exact.mode)
    pairs = list(zip(_references(exact, turned), _references(general, turned), strict=True))
    if any(not _fits(e, g) for e, g in pairs):
        return False
    finer = any(e.key != g.key for e, g in pairs if e is not None and g is not None)
    return finer or (general.mode is None and exact.mode is not None)


def _fits(exact: Reference | None, general: Reference | None) -> bool:
    if exact is None or general is None:
        return exact is None and general is None
    return exact.key == general.key or (is_party(general) and not is_party(exact))


def _references(mention: EventMention, turned: bool) -> list[Reference | None]:
    """Source and target; in the order of their parties where either may be which."""
    found = [mention.source, mention.target]
    if turned and mention.target is not None:
        return sorted(found, key=lambda end: (end.party.name, end.key) if end is not None else ("", ""))
    return found
