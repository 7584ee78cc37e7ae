"""How well is it coded? Gold records against coded documents, by the codebook's rules.

An event matches when act and both ends match, ends at the party or as named; matching is a maximum matching over a record, so that no
order of the lists matters. Gold marked optional costs nothing if missed and nothing if found.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from overtone.model import ACTS, Claim, CodedDocument, EventMention, Party, Reference

Level = Literal["party", "actor", "act"]
_DAYS = 2  # coders differ by this much on «about a week ago» and «late January»


class PRF(NamedTuple):
    """Counts of right, wrong and missed, with precision, recall and F1 between 0 and 1."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: PRF) -> PRF:  # type: ignore[override]
        return PRF(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Of what was coded, the share that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Of what is in the gold, the share that was coded."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Share(NamedTuple):
    """How many of how many."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:  # type: ignore[override]
        return Share(self.right + other.right, self.of + other.of)

    @property
    def value(self) -> float:
        """The share, 0 where there is none to count."""
        return self.right / self.of if self.of else 0.0


class Scores(NamedTuple):
    """All scores over a set of records. Status, mode and date are shares of the events matched by party."""

    party: PRF = PRF()
    actor: PRF = PRF()
    act: PRF = PRF()
    claim: PRF = PRF()
    status: Share = Share()
    mode: Share = Share()
    date: Share = Share()

    def __add__(self, other: Scores) -> Scores:  # type: ignore[override]
        return Scores(
            self.party + other.party,
            self.actor + other.actor,
            self.act + other.act,
            self.claim + other.claim,
            self.status + other.status,
            self.mode + other.mode,
            self.date + other.date,
        )


def score(records: Iterable[dict[str, Any]], coded: dict[str, CodedDocument]) -> Scores:
    """Scores of coded documents (by id) against gold records in the form of the codebook."""
    total = Scores()
    for record in records:
        total += score_record(record, coded.get(record["id"], CodedDocument(id=record["id"], language="")))
    return total


def score_record(record: dict[str, Any], coded: CodedDocument) -> Scores:
    """The scores of one record."""
    gold, events = record.get("events", []), coded.events
    counts = {}
    for level in ("party", "actor", "act"):
        pairs = matched(gold, events, level)
        right = sum(not gold[i].get("optional") for i, _ in pairs)
        wanted = sum(not event.get("optional") for event in gold)
        counts[level] = PRF(right, len(events) - len(pairs), wanted - right)
    pairs = matched(gold, events, "party")
    moded = [(i, j) for i, j in pairs if gold[i].get("mode")]
    dated = [(i, j) for i, j in pairs if gold[i].get("date")]
    return Scores(
        **counts,
        claim=_claims(record["claims"], coded.claims) if "claims" in record else PRF(),
        status=Share(sum(_status(gold[i]) == events[j].status for i, j in pairs), len(pairs)),
        mode=Share(sum(gold[i]["mode"] == events[j].mode for i, j in moded), len(moded)),
        date=Share(sum(_same_days(gold[i], events[j]) for i, j in dated), len(dated)),
    )


def matched(gold: Sequence[dict[str, Any]], events: Sequence[EventMention], level: Level) -> list[tuple[int, int]]:
    """Pairs (gold, coded): a maximum matching, required gold first, pairs that agree in status, mode and date before others."""
    order = sorted(range(len(gold)), key=lambda i: bool(gold[i].get("optional")))
    edges = {
        i: [
            j
            for j, event in enumerate(events)
            if event.act == gold[i]["act"] and (level == "act" or ends_match(gold[i], event.source, event.target, level))
        ]
        for i in order
    }
    owner: dict[int, int] = {}
    for wanted in (3, 2, 1):
        for i in order:
            if i in owner.values():
                continue
            j = next((j for j in edges[i] if j not in owner and _agreement(gold[i], events[j]) >= wanted), None)
            if j is not None:
                owner[j] = i
    for i in order:
        if i not in owner.values():
            _place(i, edges, owner, set())
    return [(i, j) for j, i in owner.items()]


def _place(i: int, edges: dict[int, list[int]], owner: dict[int, int], seen: set[int]) -> bool:
    """Find a partner for `i`, moving others to other partners if need be (augmenting paths)."""
    for j in edges[i]:
        if j not in seen:
            seen.add(j)
            if j not in owner or _place(owner[j], edges, owner, seen):
                owner[j] = i
                return True
    return False


def fold(name: str) -> str:
    """Case, width, spacing, full stops and a leading article do not tell names apart."""
    text = " ".join(unicodedata.normalize("NFKC", name).casefold().replace(".", "").split())
    return text.removeprefix("the ")


def _wanted(names: str | None) -> frozenset[str]:
    return frozenset(fold(part) for part in (names or "").split("|") if part.strip())


def _named(actor: Reference | Party | None) -> frozenset[str]:
    if actor is None:
        return frozenset()
    mention = (actor.mention,) if isinstance(actor, Reference) else ()
    return frozenset(fold(name) for name in (actor.name, *mention, *actor.names) if name)


def ends_match(gold: dict[str, Any], source: Reference, target: Reference | None, level: Level) -> bool:
    """Do source and target match those of a gold event, rolled up to their parties or as named?"""

    def want(end: str) -> frozenset[str]:
        return (_wanted(gold.get(f"{end}_party")) if level == "party" else frozenset()) or _wanted(gold.get(end))

    def have(actor: Reference | None) -> frozenset[str]:
        return _named(actor.party if actor is not None and level == "party" else actor)

    def same(wanted: frozenset[str], had: frozenset[str]) -> bool:
        return bool(wanted & had) if wanted else not had

    straight = same(want("source"), have(source)) and same(want("target"), have(target))
    return straight or (ACTS[gold["act"]].symmetric and same(want("source"), have(target)) and same(want("target"), have(source)))


def _status(gold: dict[str, Any]) -> str:
    return gold.get("status") or "actual"


def _same_days(gold: dict[str, Any], event: EventMention) -> bool:
    wanted = gold.get("date")
    if not wanted or not event.when:
        return not wanted and not event.when
    return all(abs((date.fromisoformat(day) - had).days) <= _DAYS for day, had in zip(wanted, event.when, strict=True))


def _agreement(gold: dict[str, Any], event: EventMention) -> int:
    return (_status(gold) == event.status) + ((gold.get("mode") or None) == event.mode) + _same_days(gold, event)


def _claims(gold: Sequence[dict[str, Any]], claims: Sequence[Claim]) -> PRF:
    left, right, missed = list(claims), 0, 0
    for wanted in gold:
        hit = next((c for c in left if _wanted(wanted["holder"]) & _named(c.holder) and c.stance == wanted["stance"]), None)
        if hit is not None:
            left.remove(hit)
        right += hit is not None and not wanted.get("optional")
        missed += hit is None and not wanted.get("optional")
    return PRF(right, len(left), missed)
