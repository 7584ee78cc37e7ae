"""Which sentences are put to the second reader, and what it is told of each."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from overtone.coding.analysis import Analysis, Sentence
from overtone.coding.anchors import find
from overtone.coding.events import Reading
from overtone.coding.second.policy import Policy
from overtone.model import Document, EventMention, Reference, Span

Reason = Literal["signal", "near", "silent"]
Place = tuple[str, Span, str]
"""A sentence: the document's id, its characters there, and what it says (ids of callers need not be unique)."""
Told = tuple[Reading | None, list[EventMention]]
"""What the first reader made of one sentence."""

_BEFORE = 300  # characters of the sentence before that are shown


class Question(NamedTuple):
    """One sentence for the second reader. `actors` stand in its order under the ids a1, a2 …; the last may be of the sentence before."""

    document: Document
    number: int
    sentence: Sentence
    reading: Reading
    first: tuple[EventMention, ...]
    reason: Reason
    actors: tuple[Reference, ...]
    before: str

    @property
    def place(self) -> Place:
        """Where the sentence stands."""
        return place(self.document, self.sentence)

    @property
    def text(self) -> str:
        """The sentence."""
        return self.document.text[slice(*self.sentence.span)]

    def asked(self) -> dict[str, Any]:
        """What the second reader is told: nothing of what the first reader made of it."""
        published = self.document.published
        actors = [{"id": f"a{n}", "text": actor.mention, "name": actor.name} for n, actor in enumerate(self.actors, 1)]
        return {
            "published": published.isoformat() if published is not None else None,
            "before": self.before,
            "text": self.text,
            "actors": actors,
        }


def place(document: Document, sentence: Sentence) -> Place:
    """Where a sentence stands."""
    return document.id, sentence.span, document.text[slice(*sentence.span)]


def log_odds(mention: EventMention) -> float:
    """The first reader's score of an event, from its confidence."""
    p = min(max(mention.confidence, 1e-9), 1 - 1e-9)
    return math.log(p / (1 - p))


def unsure(mention: EventMention, policy: Policy) -> bool:
    """Does the event lie within the margin of the threshold?"""
    return log_odds(mention) <= policy.margin


def questions(analysis: Analysis, told: Sequence[Told], policy: Policy, telling: Collection[Span] = ()) -> Iterator[Question]:
    """The sentences of a document to be read a second time; those with a passage of `telling` because a top signal rests on it."""
    text = analysis.document.text
    before = ""
    for number, (sentence, (reading, first)) in enumerate(zip(analysis.sentences, told, strict=True)):
        start, end = sentence.span
        if reading is not None:
            signal = any(start < span[1] and span[0] < end for span in telling)
            reason = _reason(reading, first, analysis.document.language, policy, signal)
            if reason is not None:
                actors = _actors(sentence, reading)
                yield Question(analysis.document, number, sentence, reading, tuple(first), reason, actors, before)
        before = text[max(start, end - _BEFORE) : end]


def _reason(reading: Reading, first: list[EventMention], language: str, policy: Policy, signal: bool) -> Reason | None:
    if signal:
        return "signal"
    below = (dropped.triple.score for dropped in reading.dropped if dropped.why == "score")
    if any(unsure(mention, policy) for mention in first) or any(score >= -policy.margin for score in below):
        return "near"
    if policy.silent and not first and len({mention.reference.key for mention in reading.scene.mentions}) > 1:
        return "silent" if find(reading.scene.view, language) else None
    return None


def urgency(question: Question) -> tuple[int, float]:
    """What goes first where not all can be sent: top signals, then the nearest to the threshold, then the rest."""
    order: tuple[Reason, ...] = ("signal", "near", "silent")
    scores = [log_odds(mention) for mention in question.first]
    scores += [dropped.triple.score for dropped in question.reading.dropped if dropped.why == "score"]
    return order.index(question.reason), min(map(abs, scores), default=math.inf)


def _actors(sentence: Sentence, reading: Reading) -> tuple[Reference, ...]:
    """The actors of the sentence, plurals by their members, and the one before whom it may leave out."""
    found = [actor for m in sentence.mentions for actor in (m.members or (m.reference,))]
    topic = reading.scene.topic
    if topic is not None and topic.reference.key not in {actor.key for actor in found}:
        found.append(topic.reference)
    return tuple({(actor.span, actor.key): actor for actor in found}.values())
