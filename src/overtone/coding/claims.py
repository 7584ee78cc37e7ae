"""Statements of position: who is for or against what. Precision first: what only reports is no claim.

A frame is found by a cue («oppose», «urge», «say»), its holder by the slots of the cue in the tree and by the order of words, its stance by
the cue itself or by what the content judges, and its topic from the object or, where it only points back, from what was said before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from overtone.coding.analysis import Analysis, Mention
from overtone.coding.contents import (
    before_cue,
    behind_addressee,
    object_of,
    ordered,
    points_back,
    statement,
    verb_of,
    without_mark,
)
from overtone.coding.cues import cues, phrases
from overtone.coding.holders import holder_of
from overtone.coding.lines import Line, Run
from overtone.coding.positions import Position, PositionWords, demanded, norm, position, position_words
from overtone.coding.status import scoping, verdict
from overtone.coding.topics import TURNED, Running, Topic, TopicWords, aligned, quoted, topic_of, topic_words
from overtone.model import Claim, Span, Stance

Kind = Literal["neutral", "for", "against", "noun-for", "noun-against", "naming", "calling", "demand", "speech", "source"]


class Frame(NamedTuple):
    """A cue found: its kind and its tokens."""

    kind: Kind
    run: Run


class ClaimWords(NamedTuple):
    """A language's cues of claims, compiled, in the order in which they win where they overlap."""

    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    any: re.Pattern[str]
    never: re.Pattern[str]
    also: re.Pattern[str]
    about: re.Pattern[str]
    orders: re.Pattern[str]
    somebody: re.Pattern[str]
    back: re.Pattern[str]
    negation: re.Pattern[str]
    positions: PositionWords
    topics: TopicWords


@cache
def _words(language: str) -> ClaimWords | None:
    data, positions, topics = cues(language), position_words(language), topic_words(language)
    if data is None or positions is None or topics is None:
        return None
    c = data.claims
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("neutral", c.neutral),
        ("naming", c.naming),
        ("against", c.stance.get("against", ())),
        ("for", c.stance.get("for", ())),
        ("noun-against", c.nouns.get("against", ())),
        ("noun-for", c.nouns.get("for", ())),
        ("demand", c.demand),
        ("calling", c.calling),
        ("source", c.source),
        ("speech", c.speech),
    )
    every = tuple(word for _, words in kinds for word in words)
    return ClaimWords(
        kinds=tuple((kind, phrases(words)) for kind, words in kinds if words),
        any=phrases(every),
        never=phrases(c.never),
        also=phrases(c.also),
        about=phrases(c.about),
        orders=phrases(c.orders),
        somebody=phrases(c.somebody),
        back=phrases(c.back),
        negation=positions.negation,
        positions=positions,
        topics=topics,
    )


def claims(analysis: Analysis) -> tuple[Claim, ...]:
    """The claims of a document in the order of the text; the same position of the same holder once."""
    words = _words(analysis.document.language)
    if words is None:
        return ()
    reader = _Reader(analysis, words)
    found: list[Claim] = []
    seen: set[tuple[str, str, str]] = set()
    for number in range(len(analysis.sentences)):
        for claim in reader.sentence(number):
            key = (claim.holder.key, claim.topic.lower(), claim.stance)
            if key not in seen:
                seen.add(key)
                found.append(claim)
    return tuple(found)


class _Reader:
    """Reads the sentences of one document in order; keeps what was spoken of before."""

    def __init__(self, analysis: Analysis, words: ClaimWords) -> None:
        self.analysis, self.words = analysis, words
        self.language = analysis.document.language
        self.running = Running()
        self.last: tuple[Line, Mention | None] | None = None

    def sentence(self, number: int) -> Iterator[Claim]:
        """The claims of a sentence."""
        sentence = self.analysis.sentences[number]
        if not sentence.tree.tokens or (not sentence.mentions and self.last is None):
            return
        line = Line(sentence, self.words.never)
        speaker: Mention | None = None
        if self.words.any.search(line.text) and not line.text.rstrip("”\"' ").endswith(("?", "？")):
            claimed: list[tuple[str, Stance, Run]] = []
            frames = self._frames(line)
            for frame in frames:
                holder = holder_of(line, frame.run, frame.kind, self.last[1] if self.last else None)
                if holder is None or self._unknown(line, frame, holder) or not self._asserted(line, frame):
                    continue
                speaker = speaker or holder
                claim = self._claim(number, line, frame, holder, claimed, frames)
                if claim is not None:
                    yield claim
        self.last = (line, speaker or (self.last[1] if self.last else None))

    def _frames(self, line: Line) -> list[Frame]:
        """The cues of a sentence; where they overlap the kind that says more wins, of one kind the longer."""
        taken: set[int] = set()
        frames = []
        for kind, pattern in self.words.kinds:
            for run in line.all(pattern, (0, len(line.tokens))):
                tokens = set(range(*run))
                if tokens & taken or not _fits(line, kind, run):
                    continue
                taken |= tokens
                frames.append(Frame(kind, run))
        return sorted(frames, key=lambda frame: frame.run)

    def _asserted(self, line: Line, frame: Frame) -> bool:
        """Is it said that the holder takes the position (not asked, feared or wished)? Its own negation is another matter."""
        if frame.kind in ("neutral", "source", "naming") or self._negated(line, frame):
            return True
        head = verb_of(line, frame.run)
        if not line.joined and line.view.relations[head] in ("advcl", "acl"):
            marks = (line.tokens[child].lemma for child in line.view.children[head] if line.view.relations[child] == "mark")
            if "to" in marks:
                return False  # «stormed the parliament to oppose a bill»: a purpose, not a statement
        above = line.view.heads[head]
        if 0 <= above < frame.run[0] and any(line.tokens[token].form in ";；" for token in range(above, frame.run[0])):
            return True  # a semicolon starts anew, whatever the tree says
        return verdict(line.view, head, frame.run[0], scoping(self.language)) not in ("drop", "denied", "considered")

    def _unknown(self, line: Line, frame: Frame, holder: Mention) -> bool:
        """Does somebody unknown speak («有议员就称»), not the actor named before?"""
        first = line.segment(frame.run[0])[0]
        named = first <= _place(line, holder, -1) < frame.run[0]
        return not named and line.find(self.words.somebody, (first, frame.run[0])) is not None

    def _negated(self, line: Line, frame: Frame) -> bool:
        """Is the cue itself negated («does not support», 不支持)?"""
        if frame.kind not in ("for", "against", "noun-for", "noun-against", "demand"):
            return False
        start = line.starts[frame.run[0]]
        near = self.words.negation.finditer(line.text, max(0, start - (2 if line.joined else 8)), start)
        return any(match.end() >= start - 1 for match in near)

    def _claim(
        self, number: int, line: Line, frame: Frame, holder: Mention, claimed: list[tuple[str, Stance, Run]], frames: list[Frame]
    ) -> Claim | None:
        content = _up_to_next(frame, self._content(line, frame, holder), frames)
        found = self._position(line, frame, content, holder)
        if found is None:
            return None
        run = found.about or content
        if any(who == holder.reference.key and said == found.stance and _overlap(run, other) for who, said, other in claimed):
            return None  # the same said twice in one breath: «反驳说指控毫无根据»
        topic, stance = self._topic(number, line, frame, found, holder)
        if topic is None:
            return None
        if frame.kind in ("speech", "source") and not topic.named:
            return None
        claimed.append((holder.reference.key, found.stance, (min(run[0], content[0]), max(run[1], content[1]))))
        running = self.running.near(number)
        topic, stance = aligned(topic, stance, running, self._also(line, frame), self.words.topics)
        self.running.note(topic, stance, holder.reference.party.name, number)
        evidence = self._evidence(line, frame, content, holder)
        amounts = tuple(a for a in line.sentence.amounts if evidence[0] <= a.span[0] and a.span[1] <= evidence[1])
        return Claim(
            document=self.analysis.document.id,
            evidence=evidence,
            holder=holder.reference,
            topic=topic.text,
            stance=stance,
            amounts=amounts,
        )

    def _also(self, line: Line, frame: Frame) -> bool:
        """Does the holder join in what was said before (也, «also»)?"""
        before = line.text[: line.starts[frame.run[0]]]
        return self.words.also.search(before[-6 if line.joined else -20 :]) is not None

    # What is said

    def _content(self, line: Line, frame: Frame, holder: Mention) -> Run:
        """The tokens of what is said, opposed or asked for."""
        first, last = frame.run
        if frame.kind in ("speech", "source"):
            return statement(line, frame.run)
        segment = line.segment(first)
        after = (last, without_mark(line, segment)[1])
        before = line.find(self.words.about, (segment[0], first))
        rest = line.said(after)
        if before is not None and line.said(before)[-1:] in ("此", "这"):
            return before
        if before is not None and (not rest.strip("了的”“ ") or self.words.back.match(rest.lstrip("的了"))):
            return before_cue(line, (before[1], first), self.words.any)
        if line.joined:
            return after
        return object_of(line, frame.run, after)

    def _position(self, line: Line, frame: Frame, content: Run, holder: Mention) -> Position | None:
        known = self.words.positions
        if frame.kind == "neutral":
            return Position("neutral", content if content[0] < content[1] else (line.segment(frame.run[0])[0], frame.run[0]))
        if frame.kind in ("for", "against", "noun-for", "noun-against"):
            stance: Stance = "for" if frame.kind.endswith("for") else "against"
            if self._negated(line, frame):
                stance = "against" if stance == "for" else "neutral"
            undone = demanded(line, content, known) if stance == "for" and line.joined else None
            if undone is not None and undone.stance == "against":
                return undone
            return Position(stance, content)
        if frame.kind == "naming":
            return Position("against", None)
        if frame.kind == "demand":
            if self.words.orders.search(line.said(frame.run)) and ordered(line, frame.run, holder):
                return None
            found = demanded(line, behind_addressee(line, content), known)
            return found._replace(stance=TURNED[found.stance]) if found is not None and self._negated(line, frame) else found
        if frame.kind == "calling":
            judged = position(line, content, known, holder)
            target = line.view.child(verb_of(line, frame.run), "obj")
            about = _called(line, line.subtree(target), known) if target is not None else None
            return Position(judged.stance, about) if judged is not None else None
        return position(line, content, known, holder) or norm(line, content, known)

    # What it is about

    def _topic(self, number: int, line: Line, frame: Frame, found: Position, holder: Mention) -> tuple[Topic | None, Stance]:
        known = self.words.topics
        running = self.running.near(number)
        about = found.about
        if about is not None:
            back = points_back(line, about)
            topic = None if back else topic_of(line, about, known, holder)
            if topic is not None:
                return topic, found.stance
            if found.conditional:
                return running, self._by_condition(line, about, found.stance, running)
            if frame.kind == "demand" and found.stance == "for":
                return None, found.stance  # asking for something that is no known matter is an act, not a position
            if running is not None and self._also(line, frame):
                return running, found.stance
            own = quoted(line, about)
            if own is not None and frame.kind not in ("speech", "source") and not back:
                return Topic(own), found.stance
        if frame.kind in ("speech", "source") and running is None:
            return None, found.stance
        if running is not None and self.running.sentence == number:
            return running, found.stance  # «called the fees unfair and said they would hurt»
        return self._before(number, line, frame, holder) or running, found.stance

    def _by_condition(self, line: Line, about: Run, stance: Stance, running: Topic | None) -> Stance:
        """The stance on the running topic of who says what follows if somebody gets what they want.

        What they want is known from their own claims; a firm is otherwise taken to want its goods to go.
        """
        wishers = [line.places[token] for token in range(*about) if token in line.places]
        for mention in reversed(wishers):
            side = self.running.sides.get(mention.reference.party.name)
            if side is not None and running is not None:
                wants = side[1] if side[0] == running.kind else TURNED[side[1]]
                return stance if wants == "for" else TURNED[stance]
            if mention.reference.kind == "firm" and running is not None and running.kind == "restriction":
                return TURNED[stance]
        return stance

    def _before(self, number: int, line: Line, frame: Frame, holder: Mention) -> Topic | None:
        """The topic of what stands before the holder in the sentence, else of the sentence before."""
        known = self.words.topics
        own = (0, frame.run[0])
        if own[1] > 1 and (topic := topic_of(line, own, known, holder)) is not None:
            return topic
        if self.last is not None and number - 1 >= 0:
            before = self.last[0]
            topic = topic_of(before, (0, len(before.tokens)), known, holder)
            if topic is not None:
                return topic
            said = quoted(before, (0, len(before.tokens)))
            return Topic(said) if said else None
        return None

    def _evidence(self, line: Line, frame: Frame, content: Run, holder: Mention) -> Span:
        """From the holder, if it stands near, to the end of what is said."""
        first, last = frame.run
        place = _place(line, holder, first)
        near = place < first and abs(line.view.segments[place] - line.view.segments[first]) <= 1
        run = (min(place if near else first, content[0] if content[1] > content[0] else first), max(last, content[1]))
        while run[1] - run[0] > 1 and line.tokens[run[1] - 1].tag == "PUNCT" and line.tokens[run[1] - 1].form not in '”"』」':
            run = (run[0], run[1] - 1)
        return line.span(run)


def _up_to_next(frame: Frame, content: Run, frames: list[Frame]) -> Run:
    """What is said, up to the next cue that takes a position of its own."""
    if frame.kind not in ("speech", "source"):
        return content
    own = (
        other.run[0]
        for other in frames
        if other.kind not in ("speech", "source") and other.run[0] > max(frame.run[0], content[0])
    )
    return content[0], min([content[1], *own])


def _overlap(one: Run, other: Run) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _fits(line: Line, kind: Kind, run: Run) -> bool:
    """Is the cue used as what it is: verbs as verbs where a language tells them apart?"""
    if kind in ("neutral", "source"):
        return True
    if line.joined:
        return kind != "demand" or any(line.tokens[token].tag == "VERB" for token in range(*run))
    tag = line.tokens[run[0]].tag
    if kind.startswith("noun"):
        return tag in ("NOUN", "PROPN", "ADJ")
    before = line.tokens[run[0] - 1] if run[0] else None
    describes = before is not None and (
        before.tag == "DET" or before.lemma in line.view.grammar.owner_marks
    )  # «the disputed border»
    return tag in ("VERB", "AUX") and line.view.relations[run[0]] != "amod" and not describes


def _called(line: Line, run: Run, known: PositionWords) -> Run:
    """What is called something, without what it is called («called the fees "discriminatory"»)."""
    quote = next((token for token in range(run[0] + 1, run[1]) if line.tokens[token].form in '"“'), run[1])
    judged = min((hit[0] for pattern in (known.good, known.bad) for hit in line.all(pattern, run)), default=run[1])
    return run[0], max(run[0] + 1, min(quote, judged))


def _place(line: Line, holder: Mention, default: int) -> int:
    return next((token for token, mention in line.places.items() if mention.span == holder.span), default)
