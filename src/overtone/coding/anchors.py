"""Anchors in a sentence: where constructions may have been used.

English anchors match lemmas, Chinese ones characters, since no segmentation keeps every trigger whole. All matches form a lattice; one that
lies inside a longer one is dropped, and what is left competes by the score of its triple.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from overtone.coding.constructions import Element, Pattern, patterns
from overtone.coding.grammar import Grammar, grammar
from overtone.coding.slots import View
from overtone.language.tree import Token

_WORD_GAP = 8
_CHARACTER_GAP = 22
_SKIPPED_TAGS = frozenset({"DET", "ADJ", "ADV", "NUM", "PART", "AUX"})
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


class Anchor(NamedTuple):
    """A pattern found: the token of each element in order; `heads` are those whose dependents fill the slots.

    `first` and `last` are the leftmost and the rightmost token.
    """

    pattern: Pattern
    tokens: tuple[int, ...]
    heads: tuple[int, ...]
    first: int
    last: int

    @property
    def head(self) -> int:
        """The token whose place in the tree decides status and clause."""
        return self.heads[0]


_ALONE = ""
"""Stands for the second word of patterns that have but one element; it counts as being in every sentence."""


@cache
def _by_word(language: str) -> dict[str, list[int]]:
    """First word → the numbers of the patterns that begin with it."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, pattern in enumerate(patterns(language)):
        for word in pattern.elements[0].words:
            index[word].append(number)
    return dict(index)


@cache
def _by_second(language: str, first: str) -> dict[str, list[int]]:
    """Second word → the numbers of the patterns that begin with a word and go on with it."""
    index: dict[str, list[int]] = defaultdict(list)
    for number in _by_word(language).get(first, ()):
        elements = patterns(language)[number].elements
        for word in elements[1].words if len(elements) > 1 else (_ALONE,):
            index[word].append(number)
    return dict(index)


@cache
def _further(language: str) -> tuple[tuple[frozenset[str], ...], ...]:
    """For each pattern the words of its elements behind the second."""
    return tuple(tuple(frozenset(element.words) for element in pattern.elements[2:]) for pattern in patterns(language))


def _possible(language: str, first: str, present: set[str]) -> Iterator[Pattern]:
    """The patterns that begin with a word, in order, of whose every element a word is `present` in the sentence: few of very many."""
    seconds = _by_second(language, first)
    further, known = _further(language), patterns(language)
    for number in sorted({number for word in seconds.keys() & present for number in seconds[word]}):
        if not (further[number] and any(map(present.isdisjoint, further[number]))):
            yield known[number]


@cache
def _automaton(language: str) -> tuple[tuple[str, ...], Any]:
    """The words of all elements of all patterns, and what finds them."""
    import daachorse

    words = tuple(dict.fromkeys(word for pattern in patterns(language) for element in pattern.elements for word in element.words))
    return words, daachorse.CharwiseDoubleArrayAhoCorasick(list(words))


def find(view: View, language: str) -> list[Anchor]:
    """All anchors of the sentence in order, without those that a more specific one covers."""
    found = _find_characters(view, language) if grammar(language).by_characters else _find_words(view, language)
    return _outermost(found)


def _outermost(found: list[Anchor]) -> list[Anchor]:
    """Those that no more specific one covers, in the order of the text; of equals the row goes first whose id does, whatever its file."""
    by_token: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in found:
        for token in set(anchor.tokens):
            by_token[token].append(anchor)
    kept = []
    for anchor in found:
        tokens, weight = set(anchor.tokens), anchor.pattern.weight
        rivals = by_token[anchor.tokens[0]]
        if not any(
            other.pattern.weight > weight
            and tokens <= set(other.tokens)
            and len(other.pattern.elements) >= len(anchor.pattern.elements)
            for other in rivals
        ):
            kept.append(anchor)
    return sorted(kept, key=lambda anchor: (anchor.first, -anchor.pattern.weight, anchor.pattern.row.id, anchor.tokens))


def _find_words(view: View, language: str) -> list[Anchor]:
    index, found = _by_word(language), []
    present: set[str] | None = None
    for position, token in enumerate(view.tokens):
        if token.mention >= 0 or token.lemma not in index:
            continue
        untagged = not token.tag  # where nothing tags, a word may be either
        nominal, verbal = untagged or token.tag in _NOMINAL, untagged or _verbal(view, position)
        if not (nominal or verbal):
            continue
        present = _words(view) if present is None else present
        for pattern in _possible(language, token.lemma, present):
            if nominal if pattern.nominal else verbal:
                tokens = _follow_words(view, pattern, position)
                if tokens is not None:
                    found.append(_anchor(pattern, tokens))
    return found


def _words(view: View) -> set[str]:
    """Every word of the sentence by which an element can be found in it: as what its tokens count, and the lemma of each."""
    return {
        _ALONE,
        *(token.lemma for token in view.tokens),
        *(word for token in view.tokens for word in _counts_as(token, view.grammar)),
    }


def _verbal(view: View, position: int) -> bool:
    """Is the word a verb, or one that the tagger took for a noun («UK scraps tariffs») or adjective («would lower duties»)?"""
    tag = view.tokens[position].tag
    if tag in _VERBAL:
        return True
    if tag == "ADJ":
        return view.child(position, "aux", "nsubj") is not None
    return tag in ("NOUN", "PROPN", "ADV") and position > 0 and view.tokens[position - 1].mention >= 0


def _anchor(pattern: Pattern, tokens: tuple[int, ...]) -> Anchor:
    light = [token for token, element in zip(tokens, pattern.elements, strict=True) if element.light]
    return Anchor(pattern, tokens, tuple(dict.fromkeys((tokens[0], *light))), min(tokens), max(tokens))


def _follow_words(view: View, pattern: Pattern, position: int) -> tuple[int, ...] | None:
    tokens = [position]
    for element in pattern.elements[1:]:
        at = _next_word(view, element, tokens[-1], pattern) or _moved(view, element, position) or _far(view, element, position)
        if at is None:
            return None
        tokens.append(at)
    return tuple(tokens)


def _next_word(view: View, element: Element, after: int, pattern: Pattern) -> int | None:
    """The element's token behind `after`: adjacent but for articles and adverbs, or within the gap inside the segment."""
    segment = view.segments[after]
    limit = min(len(view.tokens), after + 2 + (_WORD_GAP if element.loose else 3))
    for at in range(after + 1, limit):
        token = view.tokens[at]
        if _lists(view, at):
            segment = view.segments[at + 1]
            continue
        if view.segments[at] != segment or token.form in view.grammar.breaks:
            return None
        if _is(token, element, view.grammar):
            infinitive = element.loose and token.lemma == "to" and token.tag == "PART" and pattern.row.act != "REQUEST"
            if infinitive and len(pattern.elements) == 2:
                return None  # «welcomed firms to invest»: the construction ends in a preposition, this is an infinitive's
            clause = token.tag == "VERB" and view.child(at, "nsubj", "nsubj:pass") is not None and view.heads[after] != at
            return None if clause else at  # a verb with a subject of its own opens another clause, but for «will not accept»
        if not element.loose and token.tag not in _SKIPPED_TAGS and token.form.lower() not in view.grammar.articles:
            return None
    return None


def _lists(view: View, at: int) -> bool:
    """Is the token a comma between two actors («told Intel, Qualcomm and Arm to stop»)?"""
    neighbours = view.tokens[at - 1 : at + 2]
    actors = len(neighbours) == 3 and neighbours[0].mention >= 0 and neighbours[2].mention >= 0
    return actors and view.tokens[at].form == "," and view.relations[at + 1] == "conj"


def _is(token: Token, element: Element, grammar: Grammar) -> bool:
    """Is the token one of the element's words?"""
    said = _counts_as(token, grammar)
    return bool(said) and (said[0] in element.words or said[1] in element.words)


def _counts_as(token: Token, grammar: Grammar) -> tuple[str, ...]:
    """The two words as which a token counts, if any; a merged actor as its phrase's head («Ukrainian soldiers in Bakhmut»: soldiers)."""
    if token.mention < 0:
        return token.lemma, token.form.lower()
    if " " not in token.form:
        return ()
    words = token.form.lower().partition(",")[0].split()
    ends = (at for at in range(1, len(words) - 1) if words[at] in grammar.phrase_ends)
    head = words[next(ends, len(words)) - 1] if words else ""
    return head, head.removesuffix("s")


def _far(view: View, element: Element, verb: int) -> int | None:
    """A preposition further on that marks a phrase of the verb's own («returned a bust of the emperor Marcus Aurelius to Algeria»)."""
    if not element.loose:
        return None
    own = [phrase for phrase in view.children[verb] if phrase > verb]
    inner = [c for phrase in own if view.relations[phrase] == "obj" for c in view.children[phrase] if view.relations[c] == "nmod"]
    phrases = [phrase for phrase in own if view.relations[phrase] == "obl"] + inner
    marks = (c for phrase in phrases for c in view.children[phrase])
    near = (c for c in marks if view.relations[c] == "case" and view.segments[c] == view.segments[verb])
    return next((c for c in near if view.tokens[c].lemma in element.words), None)


def _moved(view: View, element: Element, verb: int) -> int | None:
    """The object in front of its verb: as passive subject, or as the noun that a participle or relative clause modifies."""
    if not element.loose:
        return None
    places = [c for c in view.children[verb] if view.relations[c] == "nsubj:pass" or (view.relations[c] == "obj" and c < verb)]
    if view.relations[verb] in ("acl", "acl:relcl"):
        places.append(view.heads[verb])
    for place in list(places):
        places += [c for c in view.children[place] if view.relations[c] in ("conj", "compound", "nmod")]
    return next((place for place in places if view.tokens[place].lemma in element.words), None)


def _find_characters(view: View, language: str) -> list[Anchor]:
    if not view.tokens or not patterns(language):
        return []
    words, automaton = _automaton(language)
    base = view.tokens[0].start
    text, owner = _characters(view, base)
    places = automaton.find_overlapping(text)
    present = {_ALONE, *(words[word] for _, _, word in places)}
    found = []
    for start, end, word in places:
        if view.tokens[owner[start]].mention >= 0:
            continue
        for pattern in _possible(language, words[word], present):
            spans = _follow_characters(view, pattern, text, (start, end), present)
            if spans is not None and _ends_words(view, owner, spans, base):
                tokens = tuple(_highest(view, owner[s], owner[e - 1]) for s, e in spans)
                found.append(_anchor(pattern, tokens))
    return found


def _highest(view: View, first: int, last: int) -> int:
    """Of the tokens that an element covers, the one whose head lies outside."""
    return next((t for t in range(first, last + 1) if not first <= view.heads[t] <= last), first)


def _characters(view: View, base: int) -> tuple[str, list[int]]:
    """The sentence's normalised characters, with the token that each belongs to; gaps between tokens are spaces."""
    text: list[str] = []
    owner: list[int] = []
    for number, token in enumerate(view.tokens):
        while len(text) < token.start - base:
            text.append(" ")
            owner.append(number)
        inside = number in view.quoted and token.form in view.grammar.breaks
        text.extend("·" * len(token.form) if inside else token.form)
        owner.extend([number] * (token.end - token.start))
    return "".join(text), owner


def _ends_words(view: View, owner: list[int], spans: list[tuple[int, int]], base: int) -> bool:
    """Does no element end inside a longer word that it begins («出口» in «出口商»), unless the next element goes on in that word?"""
    for (start, end), following in zip(spans, [*spans[1:], (-1, -1)], strict=True):
        last = view.tokens[owner[end - 1]]
        if last.end - base > end and last.start - base <= start and not end <= following[0] < last.end - base:
            return False
    return True


def _follow_characters(
    view: View, pattern: Pattern, text: str, first: tuple[int, int], present: set[str]
) -> list[tuple[int, int]] | None:
    """The place of each element, the first of them at `first`; `present` are the words that the text has at all."""
    spans = [first]
    for element in pattern.elements[1:]:
        after = spans[-1][1]
        window = _window(view, text, after, _CHARACTER_GAP if element.loose else 3)
        places = [(at, word) for word in element.words if word in present and (at := text.find(word, after, after + window)) >= 0]
        if not places and element.loose and len(spans) == 1 and (before := _fronted(view, element, text, first)) is not None:
            spans.append(before)
            continue
        if not places:
            return None
        at, word = min(places, key=lambda place: (place[0], -len(place[1])))
        if not element.loose and at > after and not set(text[after:at]) <= view.grammar.fillers | {" "}:
            return None
        spans.append((at, at + len(word)))
    return spans


def _fronted(view: View, element: Element, text: str, verb: tuple[int, int]) -> tuple[int, int] | None:
    """The object in front of its verb, in the verb's segment: 「将反制措施搁置」, 「协议已于19日签署」, 「禁令被取消」."""
    low = verb[0]
    if low and text[low - 1] in view.grammar.owner_marks:
        return None  # 「把关税翻倍的威胁」
    while low > 0 and text[low - 1] not in view.grammar.breaks and verb[0] - low < _CHARACTER_GAP:
        low -= 1
    for word in element.words:
        at = text.rfind(word, low, verb[0]) if len(word) > 1 else -1
        if at >= 0 and (_fronts(view, text[at + len(word) : verb[0]]) or view.grammar.patients & set(text[low:at])):
            return at, at + len(word)
    return None


def _fronts(view: View, between: str) -> bool:
    """Does what stands between an object and the verb behind it say that it was put in front?"""
    return any(between.startswith(mark) for mark in view.grammar.fronting)


def _window(view: View, text: str, after: int, gap: int) -> int:
    """How many characters an element may lie ahead: the gap and the longest word, but not past the segment."""
    limit = min(len(text), after + gap + 6)
    for at in range(after, limit):
        if text[at] in view.grammar.breaks:
            return at - after
    return limit - after
