"""What a position is about: a short phrase in English where the words allow it, else the text's own words."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from overtone.coding.analysis import Mention
from overtone.coding.cues import cues, phrases, written
from overtone.coding.lines import Line, Run
from overtone.model import Stance

_WORDS = 9  # words of a topic in the text's own words
_HAN = 24  # characters of one
_VAGUE = "measures"  # the head of «step», «move», 做法: named only where nothing clearer is
_STOPS = frozenset({",", ";", ":", "—", "–", "--", "that", "which", "who"})
_FUNCTION = frozenset({"DET", "PUNCT", "ADP", "SCONJ", "CCONJ", "PART", "AUX"})
_STATES = ("state", "bloc")
TURNED: dict[Stance, Stance] = {"for": "against", "against": "for", "neutral": "neutral"}


class Topic(NamedTuple):
    """A topic in words; its kind (flow of goods, restriction of one, other), the products in it, and where the goods go.

    `named` says that it was understood, not only quoted.
    """

    text: str
    kind: str = "other"
    products: frozenset[str] = frozenset()
    destination: str = ""
    named: bool = False


class TopicWords(NamedTuple):
    """A language's topic heads: one pattern, and what each word is."""

    pattern: re.Pattern[str]
    heads: tuple[tuple[re.Pattern[str], str, str], ...]
    policies: frozenset[str]
    generic: frozenset[str]
    destination: re.Pattern[str]


@cache
def topic_words(language: str) -> TopicWords | None:
    """The topic heads of a language, or None if it has no file."""
    data = cues(language)
    if data is None:
        return None
    c = data.claims
    heads = tuple((re.compile(f"(?:{written(head.words)})$", re.IGNORECASE), head.name, head.kind) for head in c.topics)
    return TopicWords(
        phrases(tuple(word for head in c.topics for word in head.words)),
        heads,
        frozenset(head.name.lower() for head in c.topics),
        frozenset(name.lower() for name in c.generic),
        re.compile(f"(?:{written(c.destination)})\\s*(?:the\\s*)?$", re.IGNORECASE),
    )


def topic_of(line: Line, run: Run, known: TopicWords, holder: Mention | None = None) -> Topic | None:
    """The topic that some tokens name; None if they name none that can be understood."""
    said = line.said(run)
    matches = list(known.pattern.finditer(said))
    span = line.span(run) if run[0] < run[1] else (0, 0)
    themes = [hit.name for hit in line.sentence.themes if span[0] <= hit.span[0] < span[1]]
    products = [name for name in themes if name.lower() not in known.policies and not _policy(name, known)]
    if not matches and not themes:
        return None
    name, kind = _head(matches, known) if matches else ("", "other")
    if not name:
        policies = [theme for theme in themes if theme not in products]
        name = policies[-1] if policies else ""
    chosen = next((match for match in reversed(matches) if _named(match, known)[0] != _VAGUE), matches[-1] if matches else None)
    head = line.token(line.starts[run[0]] + chosen.end() - 1) if chosen is not None else run[1]
    destination, owner = _parties(line, run, head, known, holder)
    own = quoted(line, run)
    if not line.joined and own is not None:
        long = matches and run[1] - run[0] > _WORDS
        text = (quoted(line, line.subtree(head)) or own) if long else own
    elif line.joined and not name and own is not None:
        text = own
    else:
        text = _composed(name, kind, products, destination, owner)
    return Topic(text, kind, frozenset(products), destination, True) if text else None


def _head(matches: list[re.Match[str]], known: TopicWords) -> tuple[str, str]:
    """The head that decides: a restriction of a flow is a restriction; otherwise the last named."""
    found = [_named(match, known) for match in matches]
    clear = [each for each in found if each[0] != _VAGUE] or found
    return next((each for each in reversed(clear) if each[1] == "restriction"), clear[-1])


def _named(match: re.Match[str], known: TopicWords) -> tuple[str, str]:
    return next((name, kind) for pattern, name, kind in known.heads if pattern.search(match[0]))


def _policy(name: str, known: TopicWords) -> bool:
    return any(pattern.search(name.lower()) for pattern, _, kind in known.heads if kind != "flow")


def _parties(line: Line, run: Run, head: int, known: TopicWords, holder: Mention | None) -> tuple[str, str]:
    """The state that goods go to or that a measure is against, and who else is named in the topic."""
    destination = owner = ""
    for token in range(*run):
        mention = line.places.get(token)
        if mention is None or (holder is not None and mention.reference.key == holder.reference.key):
            continue
        name = mention.reference.party.name if mention.reference.kind in ("agency", *_STATES) else mention.reference.name
        before = line.text[max(0, line.starts[token] - 12) : line.starts[token]]
        if mention.reference.kind in _STATES and known.destination.search(before):
            destination = destination or name
        elif not owner and token < head:
            owner = name
    return destination, owner


def _composed(name: str, kind: str, products: list[str], destination: str, owner: str) -> str:
    """«H20 exports to China», «export controls by Japan on South Korea», «tariffs»."""
    product = next((each for each in products if each.lower() not in ("technology",)), "")
    if not name:
        return f"{product} ({owner})" if product and owner else product
    short = (
        product[:-1] if product.endswith("s") and " " not in product else product.removesuffix("s") if " " in product else product
    )
    parts = [f"{short} {name}".strip()]
    if owner and kind != "flow":
        parts.append(f"by {owner}")
    if destination:
        parts.append(f"{'to' if kind == 'flow' else 'on'} {destination}")
    return " ".join(parts)


def _actor(line: Line, token: int) -> bool:
    return token in line.places and line.places[token].found != "pronoun"


def quoted(line: Line, run: Run) -> str | None:
    """The tokens in the text's own words, without an article in front; None if they say nothing by themselves."""
    first, last = run
    owned = ("nmod:poss", "det:poss")
    while (
        first < last - 1
        and not _actor(line, first)
        and (line.tokens[first].tag in _FUNCTION or line.view.relations[first] in owned)
    ):
        first += 1
    while (
        first < last and (line.tokens[last - 1].tag in ("PUNCT", "ADP", "CCONJ", "SCONJ", "PART")) and last - 1 not in line.places
    ):
        last -= 1
    if first >= last or all(line.tokens[token].tag in ("PRON", "DET", "PUNCT") for token in range(first, last)):
        return None
    if not line.joined:
        stop = next((token for token in range(first + 1, last) if line.tokens[token].form in _STOPS), last)
        last = min(stop, first + _WORDS)
        while last > first and line.tokens[last - 1].tag in ("PUNCT", "ADP", "CCONJ", "SCONJ", "PART", "DET", "AUX"):
            last -= 1
    pieces = [
        ("" if token == first or line.tokens[token - 1].end == line.tokens[token].start else " ") + line.tokens[token].form
        for token in range(first, last)
    ]
    text = "".join(pieces)
    return text[:_HAN] if line.joined else text


class Running:
    """The topic that a document is at, and who took which side: what «also» and a bare condition refer to."""

    def __init__(self) -> None:
        self.topic: Topic | None = None
        self.sentence = -9
        self.sides: dict[str, tuple[str, Stance]] = {}

    def near(self, sentence: int) -> Topic | None:
        """The topic, if it is not long ago."""
        return self.topic if sentence - self.sentence <= 4 else None

    def note(self, topic: Topic, stance: Stance, party: str, sentence: int) -> None:
        """Remember a claim."""
        if topic.named:
            self.topic, self.sentence = topic, sentence
            self.sides.setdefault(party, (topic.kind, stance))


def aligned(topic: Topic, stance: Stance, running: Topic | None, also: bool, known: TopicWords) -> tuple[Topic, Stance]:
    """The position restated on the running topic, where both are about the same goods, one about letting them go and one about holding them.

    Who holds export controls to be right is against the exports; a debate is told on one topic, so that its sides can be compared.
    """
    if running is None or {topic.kind, running.kind} != {"flow", "restriction"}:
        return topic, stance
    general = {name for name in topic.products if name.lower() in known.generic}
    same = bool(topic.products & running.products) or (also and topic.products == general)
    return (running, TURNED[stance]) if same and also else (topic, stance)
