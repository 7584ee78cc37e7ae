"""What a model answered, checked against the text: what does not stand there is thrown away, and counted by reason.

Nothing that is returned here rests on the model's word alone: acts, modes and statuses are the codebook's, quotes and actors are
places of the sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from overtone.coding.analysis import Mention
from overtone.coding.anaphora import anaphora
from overtone.coding.roles import able
from overtone.coding.second.question import Question
from overtone.model import ACTS, STATUSES, Party, Reference, Span, Status

MOST = 24
"""Events of one sentence that are looked at."""

_THOUGHT = "</think>"
_FENCE = re.compile(r"```[\w-]*[ \t]*\r?\n(.*?)```", re.DOTALL)
_KEPT = 100  # events of an answer that are kept, most of them surplus already
_EDGE = " \t\r\n\u3000,.;:，。；：、！？!?\"'“”‘’「」"
_LONGEST_NAME = 60


class Said(msgspec.Struct, frozen=True):
    """One event as the model put it."""

    quote: str
    source: str
    act: str
    status: str
    target: str | None = None
    mode: str | None = None


class _Answer(msgspec.Struct, frozen=True):
    id: str
    events: list[Any]


class _Answers(msgspec.Struct, frozen=True):
    sentences: list[Any]


class Heard(NamedTuple):
    """One event of the second reader that stands in the text."""

    evidence: Span
    source: Reference
    act: str
    mode: str | None
    target: Reference | None
    status: Status


class Checked(NamedTuple):
    """What of an answer holds, and how much was thrown away by reason."""

    events: tuple[Heard, ...]
    discarded: Counter[str]


def opened(content: str, ids: Sequence[str]) -> tuple[dict[str, list[Any]], Counter[str]] | None:
    """The events by sentence of a reply, unchecked, and what was thrown away; None if the reply is no answer at all.

    `content` is JSON, also in a fence or with words around it. Sentences that are left out are not in the result.
    """
    for text in _candidates(content.rpartition(_THOUGHT)[2]):
        try:
            answers = msgspec.json.decode(text.encode("utf-8", "replace"), type=_Answers)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            continue
        found: dict[str, list[Any]] = {}
        discarded: Counter[str] = Counter()
        for raw in answers.sentences:
            try:
                answer = msgspec.convert(raw, _Answer)
            except msgspec.ValidationError:
                discarded["malformed"] += 1
                continue
            if answer.id in ids and answer.id not in found:
                found[answer.id] = answer.events[:_KEPT]
            else:
                discarded["stray"] += 1
        return found, discarded
    return None


def _candidates(text: str) -> Iterator[str]:
    """Where the JSON may stand: the whole, what is fenced, and from the first brace to the last."""
    yield text.strip()
    yield from _FENCE.findall(text)
    start, end = text.find("{"), text.rfind("}")
    if 0 <= start < end:
        yield text[start : end + 1]


def checked(question: Question, events: Sequence[Any]) -> Checked:
    """The events of one sentence that hold, in the order of the text."""
    discarded: Counter[str] = Counter(surplus=max(0, len(events) - MOST))
    kept: dict[tuple[str, ...], Heard] = {}
    for raw in events[:MOST]:
        heard = _heard(question, raw, discarded)
        if isinstance(heard, str):
            discarded[heard] += 1
        elif (key := told(heard.act, heard.source, heard.target)) in kept:
            discarded["duplicate"] += 1
        else:
            kept[key] = heard
    return Checked(tuple(sorted(kept.values(), key=lambda heard: heard.evidence)), +discarded)


def told(act: str, source: Reference, target: Reference | None) -> tuple[str, ...]:
    """What makes two events one: the act and its ends, in no order where the act has none."""
    ends = [source.key, target.key if target is not None else ""]
    return act, *(sorted(ends) if ACTS[act].symmetric else ends)


def _heard(question: Question, raw: Any, discarded: Counter[str]) -> Heard | str:
    """The event if it holds, else why not."""
    try:
        said = msgspec.convert(raw, Said)
    except msgspec.ValidationError:
        return "malformed"
    if said.act not in ACTS:
        return "act"
    if said.status not in STATUSES:
        return "status"
    evidence = _place(question, said.quote)
    if evidence is None:
        return "quote"
    source = _actor(question, said.source, evidence)
    target = _actor(question, said.target, evidence) if said.target else None
    if source is None or (said.target and target is None):
        return "actor"
    if target is None and not ACTS[said.act].solitary:
        return "target"
    if target is not None and target.key == source.key:
        return "same"
    mode = said.mode if said.mode in ACTS[said.act].modes else None
    discarded["mode"] += bool(said.mode) and mode is None
    if target is not None and not able(mode, _mention(source), _mention(target)):
        return "unable"
    return Heard(evidence, source, said.act, mode, target, said.status)


def _mention(reference: Reference) -> Mention:
    return Mention(reference.span, reference, "name")


def _place(question: Question, quote: str) -> Span | None:
    """Where the quote stands in the sentence, punctuation at its edges left out; None if it does not, or says nothing."""
    words = quote.strip(_EDGE)
    at = question.text.find(words) if sum(character.isalnum() for character in words) > 1 else -1
    if at < 0 or any(words == actor.mention for actor in question.actors):
        return None
    start = question.sentence.span[0] + at
    return start, start + len(words)


def _actor(question: Question, said: str, evidence: Span) -> Reference | None:
    """The actor meant by an id of the list, by a name of one of the list, or by words of the sentence."""
    for number, actor in enumerate(question.actors, 1):
        if said == f"a{number}":
            return actor
    words = said.strip(_EDGE)
    folded = words.casefold()
    named = [actor for actor in question.actors if folded in {name.casefold() for name in (actor.mention, *actor.names)}]
    if named:
        return min(named, key=lambda actor: abs(actor.span[0] - evidence[0]))
    return _unlisted(question, words)


def _unlisted(question: Question, words: str) -> Reference | None:
    """An actor that the first reader did not recognise, by its words in the sentence: a name, and no pronoun."""
    if not 1 < len(words) <= _LONGEST_NAME or "\n" in words or not _a_name(words, question.document.language):
        return None
    found = re.search(
        rf"(?<![A-Za-z0-9]){re.escape(words)}(?![A-Za-z0-9])" if words.isascii() else re.escape(words), question.text
    )
    if found is None:
        return None
    span = (question.sentence.span[0] + found.start(), question.sentence.span[0] + found.end())
    known = (actor for actor in question.actors if actor.id is not None and span[0] <= actor.span[0] and actor.span[1] == span[1])
    if (same_end := next(known, None)) is not None:
        return same_end  # «the US Commerce Department», of which the list has the last two words
    return Reference(None, words, words, span, (words,), Party(None, words, (words,)))


def _a_name(words: str, language: str) -> bool:
    """Could these words be a name? Words that refer back are none, nor are words of a cased script without a capital."""
    if words.casefold() in anaphora(language).kinds:
        return False
    return any(character.isupper() or (character.isalpha() and not character.islower()) for character in words)
