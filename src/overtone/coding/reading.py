"""A document read: sentences, mentions, dates, amounts and trees. What the extractors work on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from overtone.coding.analysis import Analysis, Mention, Sentence
from overtone.coding.grammar import Grammar, grammar
from overtone.coding.linking import Linker
from overtone.coding.slots import View
from overtone.coding.themes import ThemeHit, Themes
from overtone.language.base import DateMention, Language
from overtone.language.letters import LETTER
from overtone.language.tree import Token, Tree
from overtone.model import Amount, Document, Span

T = TypeVar("T")
LONGEST = 500
"""Characters of a sentence that are read at once."""

_BREAK = re.compile(r"[,;:，；：、\s]")
_WORD_BEFORE = re.compile(rf"\b({LETTER}+)\s+$")


class Draft(NamedTuple):
    """A document with all that is read before its sentences are parsed: for each sentence its span, tokens and what lies in it."""

    document: Document
    spans: list[Span]
    tokens: list[list[Token]]
    mentions: list[tuple[Mention, ...]]
    dates: list[tuple[DateMention, ...]]
    amounts: list[tuple[Amount, ...]]
    themes: list[tuple[ThemeHit, ...]]


def analyse(documents: Sequence[Document], linker: Linker, themes: Themes) -> list[Analysis]:
    """Documents of one language, read; all their sentences are parsed at once."""
    language = linker.language
    drafts = [_draft(document, linker, themes) for document in documents]
    trees = iter(language.parse([tokens for draft in drafts for tokens in draft.tokens]))
    return [_analysis(draft, [next(trees) for _ in draft.tokens], grammar(language.code)) for draft in drafts]


def _draft(document: Document, linker: Linker, themes: Themes) -> Draft:
    language, text = linker.language, document.text
    spans = [piece for span in language.sentences(text) for piece in _pieces(text, span)]
    mentions = linker.link(document, spans)
    dates = language.dates(text, document.published)
    days = [found.span for found in dates]
    inside = _shared(mentions, spans, lambda each: each.span)
    apart = days if grammar(language.code).dates_apart else []
    return Draft(
        document,
        spans,
        [_tokens(language, text, span, [m.span for m in named], apart) for span, named in zip(spans, inside, strict=True)],
        inside,
        _shared(dates, spans, lambda each: each.span),
        _shared(language.amounts(text, days), spans, lambda each: each.span),
        _shared(themes.hits(language.normalise(text)), spans, lambda each: each.span),
    )


def _analysis(draft: Draft, trees: list[Tree], rules: Grammar) -> Analysis:
    views = [View(tree, rules) for tree in trees]
    parts = zip(draft.spans, views, draft.mentions, draft.dates, draft.amounts, draft.themes, strict=True)
    return Analysis(draft.document, tuple(Sentence(*each) for each in parts))


def _pieces(text: str, span: Span) -> list[Span]:
    """The sentence, in pieces if it is longer than anybody writes: what is done for a sentence may grow with its square."""
    pieces, start = [], span[0]
    while span[1] - start > LONGEST:
        marks = [match.end() for match in _BREAK.finditer(text, start + LONGEST // 2, start + LONGEST)]
        cut = marks[-1] if marks else start + LONGEST
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, span[1])]


def _tokens(language: Language, text: str, sentence: Span, mentions: Sequence[Span], dates: Sequence[Span]) -> list[Token]:
    """The sentence's tokens, mentions merged; the words of `dates` are cut out of it."""
    low, high = bisect_left(dates, sentence), bisect_left(dates, (sentence[1], 0))
    rules = grammar(language.code)
    normal = language.normalise(text)
    whole = [_marked(normal, span, rules) for span in dates[low:high] if span[1] <= sentence[1]]
    apart = [span for span in whole if span[0] >= sentence[0] and not _overlaps(span, mentions)]
    if not apart:
        return language.tokens(text, sentence, mentions)
    merged = sorted([*((span, number) for number, span in enumerate(mentions)), *((span, -1) for span in apart)])
    tokens = language.tokens(text, sentence, [span for span, _ in merged])
    numbered = (
        token if token.mention < 0 else token._replace(mention=merged[token.mention][1] if merged[token.mention][1] >= 0 else -2)
        for token in tokens
    )
    return [token for token in numbered if token.mention != -2]


def _marked(text: str, span: Span, rules: Grammar) -> Span:
    """A date with the words around it that belong to it («on late Tuesday», 5日晚)."""
    start, end = span
    while match := _WORD_BEFORE.search(text, max(0, start - 12), start):
        if match[1].lower() not in rules.date_markers:
            break
        start = match.start(1)
    tail = next((tail for tail in rules.date_tails if text.startswith(tail, end)), "")
    return start, end + len(tail)


def _overlaps(span: Span, mentions: Sequence[Span]) -> bool:
    at = bisect_left(mentions, (span[1], 0))
    return at > 0 and mentions[at - 1][1] > span[0]


def _shared(items: Sequence[T], spans: Sequence[Span], span_of: Callable[[T], Span]) -> list[tuple[T, ...]]:
    """The items that lie wholly inside each span; both in order."""
    starts = [span_of(item)[0] for item in items]
    shared = []
    for start, end in spans:
        first = bisect_left(starts, start)
        inside = []
        while first < len(items) and starts[first] < end:
            if span_of(items[first])[1] <= end:
                inside.append(items[first])
            first += 1
        shared.append(tuple(inside))
    return shared
