"""For or against: what the content of a statement says about its topic, by predicates that are good or bad, norms and conditions."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from overtone.coding.analysis import Mention
from overtone.coding.cues import ClaimCues, cues, phrases
from overtone.coding.lines import MASK, Line, Run
from overtone.coding.topics import TURNED
from overtone.model import Stance

_FOR: Stance = "for"
_AGAINST: Stance = "against"
_NEAR = {True: 4, False: 16}  # characters in front of a word in which a negation counts
_BENEFICIARY = re.compile(
    rf"对.{{1,8}}?(?:而言|{MASK}{{2,}})|^(?:这|此举|此|它|其|它们)|[是个属为一“\"‘]"
)  # «对美国来说是个»: no subject
_FIRST = 5  # tokens of a demand in which the verb that undoes stands


class PositionWords(NamedTuple):
    """A language's words of position, compiled."""

    data: ClaimCues
    good: re.Pattern[str]
    bad: re.Pattern[str]
    gain: re.Pattern[str]
    lose: re.Pattern[str]
    must: re.Pattern[str]
    undo: re.Pattern[str]
    negation: re.Pattern[str]
    avoid: re.Pattern[str]
    concede: re.Pattern[str]
    condition: re.Pattern[str]


class _Judgement(NamedTuple):
    """The tokens of a word that judges, and which way."""

    run: Run
    stance: Stance


class Position(NamedTuple):
    """A stance, the tokens that it is about (None: what was said before), and whether these are a condition."""

    stance: Stance
    about: Run | None
    conditional: bool = False


@cache
def position_words(language: str) -> PositionWords | None:
    """The words of a language, or None if it has no file."""
    data = cues(language)
    if data is None:
        return None
    c = data.claims
    lists = (c.good, c.bad, c.gain, c.lose, c.must, c.undo, c.negation, c.avoid, c.concede, c.condition)
    return PositionWords(c, *(phrases(words) for words in lists))


def position(line: Line, content: Run, known: PositionWords, holder: Mention) -> Position | None:
    """What the content of a statement says; None if it judges nothing."""
    condition: Run | None = None
    for segment in line.segments(content):
        start = line.said(segment)[: 6 if line.joined else 12].lstrip("“\"'‘「 ")
        if known.concede.match(start):
            continue
        opener = known.condition.match(start)
        judged = _judged(line, segment, known, holder)
        if opener and condition is None:
            condition = segment
            continue
        if judged is None:
            continue
        hit, stance = judged
        if condition is not None:
            return Position(stance, condition, True)
        return Position(stance, _about(line, content, segment, hit, stance), False)
    return None


def _judged(line: Line, segment: Run, known: PositionWords, holder: Mention) -> _Judgement | None:
    """The judgement of a segment: in English the first, in Chinese, where the predicate comes last, the last."""
    hits: list[_Judgement] = []
    for pattern, stance in ((known.good, _FOR), (known.bad, _AGAINST)):
        runs = list(line.all(pattern, segment))
        if line.joined:
            # The predicate closes a Chinese clause: what stands before 的 or a noun only describes, and praises nothing by itself.
            runs = [run for run in runs if not _describes(line, run, segment[1])] or (runs if stance == _AGAINST else [])
        hits += [_Judgement(run, _turned(line, segment, run, stance, known, pattern)) for run in runs]
    for pattern, gains in ((known.gain, True), (known.lose, False)):
        for run in line.all(pattern, segment):
            sided = _sided(line, segment, run, holder, gains)
            if sided is not None:
                hits.append(_Judgement(run, _turned(line, segment, run, sided, known, pattern)))
    if not hits:
        return None
    if line.joined:
        return max(hits, key=lambda hit: (hit.run[0], hit.run[1]))
    return min(hits, key=lambda hit: (hit.run[0], -hit.run[1]))


def _describes(line: Line, run: Run, end: int) -> bool:
    """Does the word stand in front of a noun (错误做法, 重要的市场)?"""
    if run[1] >= end:
        return False
    following = line.tokens[run[1]]
    if following.form == "的":
        return run[1] + 1 < end and line.tokens[run[1] + 1].tag != "PUNCT"  # «…是正确的» closes the clause
    if following.tag in ("NOUN", "PROPN"):
        return True
    head = line.view.heads[run[1] - 1]  # «必要反制措施»: a modifier of something later
    return head >= run[1] and line.view.relations[run[1] - 1] in ("amod", "nmod", "compound", "acl", "nsubj")


def _turned(line: Line, segment: Run, run: Run, stance: Stance, known: PositionWords, pattern: re.Pattern[str]) -> Stance:
    """The stance, turned round by a negation right before the word, or by «avoid» anywhere before it in the segment."""
    start = line.starts[run[0]]
    if (match := pattern.search(line.said(run))) is not None:
        start += match.start()  # a token may hold its negation (不可持续)
    near = line.text[max(line.starts[segment[0]], start - _NEAR[line.joined]) : start]
    if known.negation.search(near):
        stance = TURNED[stance]
    if known.avoid.search(line.text[line.starts[segment[0]] : start]):
        stance = TURNED[stance]
    return stance


def _sided(line: Line, segment: Run, run: Run, holder: Mention, gains: bool) -> Stance | None:
    """Whether it is good that somebody gains: for the holder's own side yes, for another state or its firms no."""
    before = [line.places[token] for token in range(segment[0], run[0]) if token in line.places]
    winner = next(
        (mention for mention in reversed(before) if mention.reference.kind in ("state", "bloc", "firm", "agency")), None
    )
    if winner is None:
        return None
    own = winner.reference.party.name == holder.reference.party.name
    return "for" if own == gains else "against"


def _about(line: Line, content: Run, segment: Run, hit: Run, stance: Stance) -> Run | None:
    """What is judged: the subject of the predicate, else what stands before it in its segment, else in the content before."""
    if not line.joined and (subject := _subject(line, hit[0])) is not None and content[0] <= subject[0]:
        return subject
    before = (segment[0], hit[0])
    said = line.said(before)
    bare = _BENEFICIARY.sub("", said).strip(" 既更都也可以" + MASK) if line.joined else said.strip()
    if bare:
        copula = next((token for token in range(hit[0] - 1, segment[0], -1) if line.tokens[token].lemma == "be"), None)
        return before if line.joined or copula is None else (segment[0], copula)
    return (content[0], segment[0]) if segment[0] > content[0] else None


def _subject(line: Line, token: int) -> Run | None:
    """The subject of the clause that a predicate stands in."""
    view = line.view
    for _ in range(4):
        subject = view.child(token, "nsubj", "csubj", "nsubj:pass")
        if subject is not None:
            run = line.subtree(subject)
            pronoun = run[1] - run[0] == 1 and line.tokens[subject].tag == "PRON" and subject not in line.places
            return None if pronoun else run
        if view.heads[token] < 0 or view.relations[token] in ("ccomp", "parataxis"):
            return None
        token = view.heads[token]
    return None


def demanded(line: Line, content: Run, known: PositionWords) -> Position | None:
    """What a demand or norm is for: its content, or against what it wants ended."""
    window = (content[0], min(content[1], content[0] + 2 * _FIRST))
    undo = line.find(known.undo, window)
    if undo is not None:
        negated = known.negation.search(
            line.text[max(line.starts[content[0]], line.starts[undo[0]] - _NEAR[line.joined]) : line.starts[undo[0]]]
        )
        rest = (undo[1], content[1])
        if rest[0] < rest[1] or content[0] < undo[0]:
            return Position("for" if negated else "against", rest if rest[0] < rest[1] else (content[0], undo[0]))
    return Position("for", content) if content[0] < content[1] else None


def norm(line: Line, content: Run, known: PositionWords) -> Position | None:
    """What should be done: «must stop its threats» is against the threats, «should be lifted» against what is lifted."""
    for segment in line.segments(content):
        must = line.find(known.must, segment)
        if must is None:
            continue
        after = (must[1], segment[1])
        said = line.said((must[1], min(must[1] + 1, segment[1])))
        before = line.text[max(0, line.starts[must[0]] - 2) : line.starts[must[0]]]
        negated = bool(
            known.negation.match(said.lstrip())
            or (line.joined and (known.negation.search(before) or known.negation.match(line.said(must))))
        )
        found = demanded(line, (after[0] + (1 if negated and not line.joined else 0), after[1]), known)
        if found is None:
            return None
        passive = line.find(known.undo, (after[0], min(after[1], after[0] + 3)))
        if passive is not None and not line.joined and line.tokens[passive[0] - 1].lemma == "be":
            found = Position("against", (segment[0], must[0]))
        elif not line.joined and any(line.tokens[token].lemma == "be" for token in range(after[0], min(after[1], after[0] + 2))):
            found = Position("for", (segment[0], must[0]))  # «the controls must be tightened»
        return found._replace(stance=TURNED[found.stance]) if negated else found
    return None
