"""Contrasts with the past that a text itself states: «一反常态», «unlike his January trip», «往常…这一次却…», numbered lists of them.

Three things make a departure: words of contrast, a respect in which things differ (its dimension), and, where the text gives it, the passage
that says what was usual. All words are data (`cues.yaml` of the language).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from overtone.coding.analysis import Analysis
from overtone.coding.cues import cues, phrases
from overtone.coding.grammar import grammar
from overtone.coding.passages import Passage, Passages, acts, passages, shortened, trimmed
from overtone.language import language
from overtone.language.matching import lower
from overtone.model import Departure, Span

_QUOTE, _QUOTE_HAN = 240, 90  # characters of a quote; Chinese says the same in fewer
_BACK = 3  # sentences back in which a baseline may stand
_SHORT = 32  # characters of a clause that only opens the next («For the first time since 2019, …»)
_LAST_ITEM = 3  # paragraphs that the last point of a list may have
_STRONG, _WEAK, _HEADING = 2, 1, 2

# How sure the text is that it is a departure; of several in one dimension for one actor the surest is kept.
_LISTED, _CONTRASTED, _STATED, _HINTED = 4, 3, 2, 1


class _Words(NamedTuple):
    """A language's cue words, compiled."""

    now: re.Pattern[str]
    usual: re.Pattern[str]
    contrast: re.Pattern[str]
    new: re.Pattern[str]
    opposed: re.Pattern[str]
    altered: re.Pattern[str]
    announce: re.Pattern[str]
    moment: re.Pattern[str]
    same: re.Pattern[str]
    not_new: re.Pattern[str]
    occasions: re.Pattern[str]
    item: re.Pattern[str]
    any: re.Pattern[str]
    dimensions: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]
    dated: frozenset[str]


class _Found(NamedTuple):
    """A departure with its strength and the number of the sentence that it stands in."""

    dimension: str
    evidence: Span
    baseline: Span | None
    strength: int
    sentence: int


@cache
def _words(language: str) -> _Words | None:
    data = cues(language)
    if data is None:
        return None
    d = data.departures
    triggers = phrases((*d.now, *d.new, *d.opposed, *d.altered, *d.announce, *d.moment))
    dimensions = tuple((name, phrases(each.strong), phrases(each.weak)) for name, each in d.dimensions.items())
    return _Words(
        now=phrases(d.now),
        usual=phrases(d.usual),
        contrast=phrases(d.contrast),
        new=phrases(d.new),
        opposed=phrases(d.opposed),
        altered=phrases(d.altered),
        announce=phrases(d.announce),
        moment=phrases(d.moment),
        same=phrases(d.same),
        not_new=phrases(d.not_new),
        occasions=phrases(d.occasions),
        item=re.compile(d.item, re.IGNORECASE),
        any=triggers,
        dimensions=dimensions,
        dated=frozenset(name for name, each in d.dimensions.items() if each.dated),
    )


def departures(analysis: Analysis) -> tuple[Departure, ...]:
    """The departures that a document states, in the order of the text; one for each dimension of each actor."""
    words = _words(analysis.document.language)
    if words is None:
        return ()
    normal = language(analysis.document.language).normalise(analysis.document.text)
    if not words.any.search(lower(normal)):
        return ()
    text = passages(analysis)
    found = list(_listed(text, words))
    taken = {number for _, numbers in found for number in numbers}
    single = [each for passage in text.sentences if passage.number not in taken for each in _single(text, passage, words)]
    kept = _best(text, [each for each, _ in found if each is not None] + single)
    limit = _QUOTE_HAN if grammar(analysis.document.language).by_characters else _QUOTE
    return tuple(
        Departure(
            document=analysis.document.id,
            dimension=each.dimension,
            text=shortened(text.text, each.evidence, limit, text.sentences[each.sentence].clauses),
            evidence=each.evidence,
            baseline=each.baseline,
        )
        for each in sorted(kept, key=lambda each: each.evidence)
    )


def _best(text: Passages, found: list[_Found]) -> list[_Found]:
    """The surest departure in each dimension of each actor; what has a baseline before what has none, then the first.
    A passage that names nobody may be about anybody.

    A mere hint counts only where nothing surer is said of its dimension.
    """
    kept: list[tuple[_Found, str | None]] = []
    for each in sorted(found, key=lambda each: (-each.strength, each.baseline is None, each.evidence)):
        if text.actor(each.sentence, each.evidence) is None:
            continue  # about nobody
        named = text.named(each.sentence, each.evidence)
        rivals = [other for other, who in kept if other.dimension == each.dimension and (None in (who, named) or who == named)]
        hint = each.strength == _HINTED and any(other.dimension == each.dimension for other, _ in kept)
        if not rivals and not hint:
            kept.append((each, named))
    return [each for each, _ in kept]


def _dimension(
    words: _Words, passage: str, heading: str = "", least: int = _STRONG, besides: frozenset[str] = frozenset()
) -> str | None:
    """The dimension whose words weigh most; ties go to the one named first. A heading counts double."""
    best: tuple[int, int] | None = None
    name = None
    for dimension, strong, weak in words.dimensions:
        if dimension in besides:
            continue
        score, place = 0, len(passage)
        for part, factor in ((heading, _HEADING), (passage, 1)):
            for pattern, weight in ((strong, _STRONG), (weak, _WEAK)):
                hits = {match[0]: match.start() for match in pattern.finditer(part)}
                score += weight * factor * len(hits)
                place = min([place, *hits.values()])
        if score >= least and (best is None or (score, -place) > best):
            best, name = (score, -place), dimension
    return name


# Numbered points


def _listed(text: Passages, words: _Words) -> Iterator[tuple[_Found | None, range]]:
    """Departures told as numbered points under a sentence that announces them, each with the sentences that it takes up."""
    number = 0
    while number < len(text.sentences):
        passage = text.sentences[number]
        number += 1
        said = text.part(passage.span)
        if not (words.announce.search(said) or (words.opposed.search(said) and words.now.search(said))):
            continue
        items = _items(text, number, words)
        if len(items) < 2:
            continue
        end = _end_of_list(text, items[-1])
        fallback = (_announced_baseline(text, passage, words), _earlier_occasions(text, range(items[0], end), words))
        for start, stop in zip(items, [*items[1:], end], strict=True):
            yield _point(text, range(start, stop), words, fallback), range(start, stop)
            number = stop


def _items(text: Passages, start: int, words: _Words) -> list[int]:
    """The sentences that open points 1, 2, 3 … in order, the first of them right after the announcement."""
    items: list[int] = []
    for number in range(start, len(text.sentences)):
        passage = text.sentences[number]
        fresh = number == 0 or text.sentences[number - 1].paragraph != passage.paragraph
        if fresh and words.item.match(text.part(passage.span)):
            items.append(number)
        elif not items and number - start > 1:
            break
    return items


def _end_of_list(text: Passages, last: int) -> int:
    """Where the last point ends: at a heading (a short line without a full stop), or after a few paragraphs."""
    first = text.sentences[last].paragraph
    for number in range(last + 1, len(text.sentences)):
        passage = text.sentences[number]
        heading = passage.span[1] - passage.span[0] <= 4
        if heading or passage.paragraph - first >= _LAST_ITEM:
            return number
    return len(text.sentences)


def _announced_baseline(text: Passages, passage: Passage, words: _Words) -> Span | None:
    """What the announcement compares with: the sentence before it that tells the past, or its own phrase of comparison."""
    if passage.number and text.sentences[passage.number - 1].paragraph == passage.paragraph:
        before = text.sentences[passage.number - 1]
        if before.sentence.dates or words.usual.search(text.part(before.span)):
            return trimmed(text.normal, before.span)
    return next((clause for clause in passage.clauses if words.opposed.search(text.part(clause))), None)


def _earlier_occasions(text: Passages, block: range, words: _Words) -> Span | None:
    """The clause of a list that tells what the earlier occasions consisted of («这两次都是参加年会»)."""
    for passage in text.sentences[block.start : block.stop]:
        said = text.part(passage.span)
        match = words.occasions.search(said)
        if match is not None and not words.now.search(said):
            return _from_clause(text, passage, passage.span[0] + match.start())
    return None


def _point(text: Passages, block: range, words: _Words, fallback: tuple[Span | None, Span | None]) -> _Found | None:
    """One numbered point: what is new, and what was usual: from its own paragraphs; else, where it is about when, from the
    announcement, which says when it was before; else what earlier occasions consisted of.
    """
    head = text.sentences[block[0]]
    mark = words.item.match(text.part(head.span))
    heading = trimmed(text.normal, (head.span[0] + (mark.end() if mark else 0), head.span[1]))
    pair = next((found for number in block for found in _pairs(text, text.sentences[number], words, block[0])), None)
    evidence, baseline, sentence = (pair[0], pair[1], pair[2]) if pair is not None else (heading, None, block[0])
    dimension = _dimension(words, text.part(evidence), text.part(heading), _WEAK)
    if baseline is None:
        baseline = next((span for number in block[1:] if (span := _usual_clause(text, text.sentences[number], words))), None)
    if baseline is None:
        announced, earlier = fallback
        baseline = announced if announced is not None and (earlier is None or dimension in words.dated) else earlier or announced
    return _Found(dimension, evidence, baseline, _LISTED, sentence) if dimension else None


def _usual_clause(text: Passages, passage: Passage, words: _Words) -> Span | None:
    """The clauses of a sentence from the one that tells what was usual on, if there is one and nothing in it is new."""
    said = text.part(passage.span)
    match = words.usual.search(said)
    if match is None or words.now.search(said) or words.opposed.search(said):
        return None
    return _from_clause(text, passage, passage.span[0] + match.start())


def _from_clause(text: Passages, passage: Passage, place: int) -> Span:
    """From the clause that holds `place` to the end of the sentence."""
    start = next((clause[0] for clause in passage.clauses if clause[0] <= place < clause[1]), passage.span[0])
    return trimmed(text.normal, (start, passage.span[1]))


# Contrasts in running text


def _pairs(text: Passages, passage: Passage, words: _Words, first: int = 0) -> Iterator[tuple[Span, Span, int]]:
    """What was usual and then what is so now: in one sentence, or in this one and one of those shortly before."""
    said = text.part(passage.span)
    now = words.now.search(said)
    if now is None or words.same.search(said):
        return
    place = passage.span[0] + now.start()
    usual = words.usual.search(said)
    contrasted = bool(words.contrast.search(said) or words.new.search(said) or words.altered.search(said))
    if usual is not None and usual.start() < now.start():
        evidence = _from_clause(text, passage, place)
        if evidence[0] <= passage.span[0] + usual.start():  # both in one clause: the contrast word parts them
            joint = words.contrast.search(said, usual.end(), now.start() + 1)
            evidence = trimmed(text.normal, (passage.span[0] + (joint.start() if joint else now.start()), passage.span[1]))
        baseline = trimmed(text.normal, (_clause_start(passage, passage.span[0] + usual.start()), evidence[0]))
        yield evidence, baseline, passage.number
    elif contrasted:
        for back in range(passage.number - 1, max(first - 1, passage.number - 1 - _BACK), -1):
            before = text.sentences[back]
            if back < 0 or passage.paragraph - before.paragraph > 1:
                return
            baseline_of = _usual_clause(text, before, words)
            if baseline_of is not None:
                yield _from_clause(text, passage, place), baseline_of, passage.number
                return


def _clause_start(passage: Passage, place: int) -> int:
    return next((clause[0] for clause in passage.clauses if clause[0] <= place < clause[1]), passage.span[0])


def _single(text: Passages, passage: Passage, words: _Words) -> Iterator[_Found]:
    """The departures of one sentence outside a numbered list."""
    said = text.part(passage.span)
    if not words.any.search(said) or said.rstrip("”\"'’ ").endswith(("?", "？")):
        return
    for evidence, baseline, number in _pairs(text, passage, words):
        yield from _by_clause(text, words, evidence, baseline, number, _CONTRASTED)
    yield from _opposed(text, passage, words)
    yield from _stated(text, passage, words)
    yield from _announced(text, passage, words)
    if match := words.moment.search(said):
        place = passage.span[0] + match.start()
        clause = next((clause for clause in passage.clauses if clause[0] <= place < clause[1]), passage.span)
        whole = clause if clause[0] < place - 3 else _from_clause(text, passage, place)  # «Days after demanding that …, he met …»
        yield _Found("timing", whole, None, _HINTED, passage.number)


def _by_clause(
    text: Passages, words: _Words, evidence: Span, baseline: Span | None, number: int, strength: int
) -> Iterator[_Found]:
    """One departure for each dimension that the clauses of the evidence name."""
    clauses = [clause for clause in text.sentences[number].clauses if clause[0] < evidence[1] and evidence[0] < clause[1]]
    named = [
        (dimension, clause)
        for clause in clauses
        if (dimension := _dimension(words, text.subjectless(clause, text.sentences[number])))
    ]
    if len({dimension for dimension, _ in named}) > 1:
        for dimension, clause in named:
            yield _Found(dimension, (max(clause[0], evidence[0]), min(clause[1], evidence[1])), baseline, strength, number)
        return
    said = text.subjectless(evidence, text.sentences[number])
    dimension = _dimension(words, said)
    if (
        dimension is None
        and baseline
        and (weak := _dimension(words, said, least=_WEAK)) == _dimension(words, text.part(baseline))
    ):
        dimension = weak  # a weak word that the baseline bears out
    if dimension is not None:
        yield _Found(dimension, evidence, baseline, strength, number)


def _opposed(text: Passages, passage: Passage, words: _Words) -> Iterator[_Found]:
    """A phrase that names the baseline («unlike …», 有别于…, 一改…): what is left of the sentence is what is new."""
    said, start = text.part(passage.span), passage.span[0]
    match = words.opposed.search(said) or words.altered.search(said)
    if match is None:
        return
    place = start + match.start()
    clause = next((clause for clause in passage.clauses if clause[0] <= place < clause[1]), passage.span)
    before = trimmed(text.normal, (clause[0], place))
    behind_other = before[1] - before[0] > 1 and not words.altered.match(said, match.start()) and passage.clauses[0] != clause
    if behind_other or _leads(text, passage, before):
        baseline = trimmed(text.normal, (place, clause[1]))  # «He wore a suit instead of his usual jacket»
        evidence = before if before[1] > before[0] else clause
    else:
        rest = _main_clause(text, passage, place, words)
        if rest is None:
            return
        baseline, evidence = trimmed(text.normal, (place, rest)), trimmed(text.normal, (rest, passage.span[1]))
    yield from _by_clause(text, words, evidence, baseline, passage.number, _CONTRASTED)


def _leads(text: Passages, passage: Passage, before: Span) -> bool:
    """Does what stands before the phrase of comparison hold a verb, so that it is the new thing itself?"""
    return any(before[0] <= token.start < before[1] and token.tag == "VERB" for token in passage.sentence.tree.tokens)


def _main_clause(text: Passages, passage: Passage, place: int, words: _Words) -> int | None:
    """Where the main clause begins behind a fronted phrase of comparison: where it points to the present, or at its actor."""
    behind = [clause for clause in passage.clauses if clause[0] > place]
    for clause in behind:
        if words.now.search(text.part(clause)):
            return clause[0]
    heads = {mention.span[0] for mention in passage.sentence.mentions if acts(mention)}
    starting = [clause for clause in behind if heads & {clause[0], clause[0] + 1}]
    return (starting or behind)[-1 if starting else 0][0] if behind else None


def _stated(text: Passages, passage: Passage, words: _Words) -> Iterator[_Found]:
    """A word that says by itself that it is new («首次», «no longer»), in a clause that also says in what."""
    for clause in passage.clauses:
        said = text.part(clause)
        if not words.new.search(said) or words.not_new.search(said):
            continue
        if clause[1] - clause[0] <= _SHORT and (following := next((c for c in passage.clauses if c[0] >= clause[1]), None)):
            clause, said = (clause[0], following[1]), said + text.subjectless(following, passage)
        dimension = _dimension(words, said)
        if dimension is None:
            continue
        near = (text.sentences[n] for n in range(passage.number - 1, max(-1, passage.number - 3), -1))
        same = (each for each in near if passage.paragraph - each.paragraph <= 1)
        baseline = next((span for each in same if (span := _usual_clause(text, each, words))), None)
        yield _Found(dimension, clause, baseline, _STATED, passage.number)


def _announced(text: Passages, passage: Passage, words: _Words) -> Iterator[_Found]:
    """An announcement («这一次却一反常态»): the clauses after it that name a dimension are the departures."""
    match = words.announce.search(text.part(passage.span))
    if match is None:
        return
    baseline = None
    for back in range(passage.number - 1, max(-1, passage.number - 1 - _BACK), -1):
        before = text.sentences[back]
        if baseline is None and passage.paragraph - before.paragraph <= 1:
            baseline = _usual_clause(text, before, words)
    place, taken = passage.span[0] + match.start(), set[str]()
    following = [passage, *(p for p in text.paragraph(passage.paragraph) if 0 < p.number - passage.number <= 2)]
    for each in following:
        usual = baseline
        for clause in each.clauses:
            said = text.part(clause)
            if clause[1] <= place:
                continue
            if words.usual.search(said):
                usual = clause  # what was usual, told right before what is new
            elif dimension := _dimension(words, said, besides=frozenset(taken)):
                taken.add(dimension)
                yield _Found(dimension, clause, usual, _STATED, each.number)
                usual = baseline
