"""A document read: sentences, mentions, dates, amounts and trees. What the extractors work on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar

from overtone.coding.analysis import Analysis, Mention, Sentence
from overtone.coding.grammar import grammar
from overtone.coding.linking import Linker
from overtone.coding.themes import Themes
from overtone.language.base import DateMention
from overtone.language.tree import Token, Tree
from overtone.model import Document, Span

T = TypeVar("T")


def analyse(documents: Sequence[Document], linker: Linker, themes: Themes) -> list[Analysis]:
    """Documents of one language, read; all their sentences are parsed at once."""
    language = linker.language
    spans = [language.sentences(document.text) for document in documents]
    mentions = [linker.link(document, sentences) for document, sentences in zip(documents, spans, strict=True)]
    apart = grammar(language.code).dates_apart
    dates = [language.dates(document.text, document.published) for document in documents]
    cut = []
    for document, sentences, found, days in zip(documents, spans, mentions, dates, strict=True):
        for sentence, inside in zip(sentences, _shared(found, sentences, lambda each: each.span), strict=True):
            tokens = language.tokens(document.text, sentence, [mention.span for mention in inside])
            cut.append(_without(tokens, [date.span for date in days]) if apart else tokens)
    trees = iter(language.parse(cut))
    return [
        _analysis(document, sentences, found, days, [next(trees) for _ in sentences], linker, themes)
        for document, sentences, found, days in zip(documents, spans, mentions, dates, strict=True)
    ]


def _analysis(
    document: Document,
    spans: Sequence[Span],
    mentions: Sequence[Mention],
    dates: Sequence[DateMention],
    trees: list[Tree],
    linker: Linker,
    themes: Themes,
) -> Analysis:
    language, text = linker.language, document.text
    amounts = language.amounts(text, [found.span for found in dates])
    hits = themes.hits(language.normalise(text))
    parts = zip(
        spans,
        trees,
        _shared(mentions, spans, lambda each: each.span),
        _shared(dates, spans, lambda each: each.span),
        _shared(amounts, spans, lambda each: each.span),
        _shared(hits, spans, lambda each: each.span),
        strict=True,
    )
    return Analysis(document, tuple(Sentence(span, tree, m, d, a, t) for span, tree, m, d, a, t in parts))


def _without(tokens: list[Token], dates: Sequence[Span]) -> list[Token]:
    """The tokens that lie in no date; mentions stay."""
    starts = [span[0] for span in dates]
    kept = []
    for token in tokens:
        at = bisect_right(starts, token.start) - 1
        if token.mention >= 0 or at < 0 or token.end > dates[at][1]:
            kept.append(token)
    return kept


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
