"""Two readings of one sentence set against each other: what the second adds, confirms, corrects, and does not find.

The rule of an event says who told it: `second:MODEL` alone where only the second reader did, else behind the first reader's rule with
`+` for confirmed, `>` for corrected, and `-` for not found and kept with less confidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec.structs import replace

from overtone.coding.circumstances import amounts_of
from overtone.coding.second.answer import Checked, Heard, told
from overtone.coding.second.policy import Policy
from overtone.coding.second.question import Question, log_odds, unsure
from overtone.coding.status import settled
from overtone.model import ACTS, Days, EventMention, Reference, Span, Status

Change = Literal["added", "confirmed", "corrected", "rejected"]
MARKS: dict[Change, str] = {"confirmed": "+", "corrected": ">", "rejected": "-"}

_HARMLESS = frozenset({"duplicate", "mode"})
"""Reasons for which a statement is thrown away that say nothing of whether the answer is whole."""


class Changed(NamedTuple):
    """What became of one event: as it was, as it is now (None where it was dropped)."""

    change: Change
    before: EventMention | None
    after: EventMention | None


class Compared(NamedTuple):
    """The sentence's events after both readings, in the order of the text, and what the second reader changed."""

    events: tuple[EventMention, ...]
    changes: tuple[Changed, ...]


def compare(question: Question, answer: Checked, policy: Policy, model: str) -> Compared:
    """Both readings put together as the policy says.

    An event of which the first reader was sure is never rejected, nor is any where something was thrown away of the answer: it may have
    been that event, with a quote that was not exact.
    """
    left = list(answer.events)
    rejecting = not answer.discarded.keys() - _HARMLESS
    events: list[EventMention] = []
    changes: list[Changed] = []
    partners = _partners(question.first, left)
    for number, mention in enumerate(question.first):
        partner = partners.get(number)
        if partner is not None:
            changed = _changed(question, mention, partner, policy, model)
        else:
            changed = _rejected(mention, policy, model) if rejecting and unsure(mention, policy) else None
        if changed is not None:
            changes.append(changed)
        after = mention if changed is None else changed.after
        if after is not None:
            events.append(after)
    known = {told(event.act, event.source, event.target) for event in events}
    for each in left:
        if told(each.act, each.source, each.target) not in known:
            added = _added(question, each, policy, model)
            changes.append(Changed("added", None, added))
            events.append(added)
    return Compared(tuple(sorted(events, key=lambda event: event.evidence)), tuple(changes))


def _partners(first: Sequence[EventMention], left: list[Heard]) -> dict[int, Heard]:
    """For each event of the first reader the one that means the same, taken from `left`: the most alike first."""
    partners: dict[int, Heard] = {}
    for alike in (_same, _same_parties, _otherwise):
        for number, mention in enumerate(first):
            if number not in partners:
                found = next((each for each in left if alike(mention, each)), None)
                if found is not None:
                    partners[number] = found
                    left.remove(found)
    return partners


def _same(mention: EventMention, heard: Heard) -> bool:
    return told(mention.act, mention.source, mention.target) == told(heard.act, heard.source, heard.target)


def _same_parties(mention: EventMention, heard: Heard) -> bool:
    return mention.act == heard.act and _sides(mention) == _sides(heard)


def _otherwise(mention: EventMention, heard: Heard) -> bool:
    """Do the two tell the same words otherwise: the act with one end in common, or turned round, or another act of the same ends?"""
    if not (mention.evidence[0] < heard.evidence[1] and heard.evidence[0] < mention.evidence[1]):
        return False
    mine, theirs = _ends(mention), _ends(heard)
    if mention.act == heard.act:
        return bool(set(mine) & set(theirs) - {""})
    return mine == theirs


def _party(actor: Reference | None) -> str:
    return (actor.party.id or actor.party.name) if actor is not None else ""


def _ends(event: EventMention | Heard) -> tuple[str, str]:
    return _party(event.source), _party(event.target)


def _sides(event: EventMention | Heard) -> tuple[str, ...]:
    return tuple(sorted(_ends(event))) if ACTS[event.act].symmetric else _ends(event)


def _changed(question: Question, mention: EventMention, heard: Heard, policy: Policy, model: str) -> Changed | None:
    """What becomes of an event of the first reader that the second tells too, or otherwise; None if it stays as it was."""
    status = _status(question, heard, date_of(question, heard.evidence, denied=heard.status == "denied"))
    if _same_parties(mention, heard) and mention.status == status:
        after = _weighed(mention, "confirmed", log_odds(mention) + policy.weights.confirmed, model)
        return Changed("confirmed", mention, after)
    if policy.corrections == "ignore" or (policy.corrections == "unsure" and not unsure(mention, policy)):
        return None
    if _same_parties(mention, heard):
        after = replace(mention, status=status)
    else:
        after = replace(_mention(question, heard), reporter=mention.reporter, rule=mention.rule)
    return Changed("corrected", mention, _weighed(after, "corrected", policy.weights.corrected, model))


def _rejected(mention: EventMention, policy: Policy, model: str) -> Changed:
    if policy.rejections == "ignore":
        return Changed("rejected", mention, mention)
    if policy.rejections == "drop":
        return Changed("rejected", mention, None)
    return Changed("rejected", mention, _weighed(mention, "rejected", log_odds(mention) + policy.weights.rejected, model))


def _added(question: Question, heard: Heard, policy: Policy, model: str) -> EventMention:
    """An event that the first reader did not code; where it had only not dared to, its rule and score are kept."""
    mention = _mention(question, heard)
    key = told(heard.act, heard.source, heard.target)
    for dropped in question.reading.dropped:
        triple = dropped.triple
        row, target = triple.anchor.pattern.row, triple.target
        ends = triple.source.mention.reference, target.mention.reference if target is not None else None
        if dropped.why == "score" and told(row.act, *ends) == key:
            rule = f"{question.document.language}.{row.id}"
            near = replace(mention, rule=rule, mode=mention.mode or row.mode)
            return _weighed(near, "confirmed", max(policy.weights.added, triple.score + policy.weights.confirmed), model)
    return _weighed(mention, "added", policy.weights.added, model)


def _weighed(mention: EventMention, change: Change, odds: float, model: str) -> EventMention:
    rule = f"{mention.rule}{MARKS[change]}second:{model}" if change in MARKS else f"second:{model}"
    return replace(mention, rule=rule, confidence=1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))))


def _mention(question: Question, heard: Heard) -> EventMention:
    when = date_of(question, heard.evidence, denied=heard.status == "denied")
    return EventMention(
        document=question.document.id,
        evidence=heard.evidence,
        source=heard.source,
        act=heard.act,
        rule="",
        target=heard.target,
        mode=heard.mode,
        status=_status(question, heard, when),
        when=when,
        theme=_themes(question, heard.evidence),
        amounts=amounts_of(question.sentence, heard.evidence),
    )


def _themes(question: Question, evidence: Span) -> tuple[str, ...]:
    """Products, goods and policies named in a passage."""
    hits = question.sentence.themes
    return tuple(dict.fromkeys(hit.name for hit in hits if evidence[0] <= hit.span[0] and hit.span[1] <= evidence[1]))


def _status(question: Question, heard: Heard, when: Days | None) -> Status:
    """The status told, unless the date says that it is still to come or long past."""
    return settled(heard.status, when, question.document.published, background=False) or heard.status


def date_of(question: Question, evidence: Span, *, denied: bool) -> Days | None:
    """The day of what a passage tells: the only date in it, else the only one of the sentence; that of a denial is not its own."""
    dated = [date for date in question.sentence.dates if date.days]
    inside = [date for date in dated if evidence[0] <= date.span[0] and date.span[1] <= evidence[1]]
    found = inside or ([] if denied else dated)
    return found[0].days if len(found) == 1 else None
