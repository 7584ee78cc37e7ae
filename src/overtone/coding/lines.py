"""A sentence as one line of words in the form in which cues are written, with the way back to its tokens.

Chinese lines are the forms run together, lines of other languages the lemmas with blanks between them. Names of actors are masked, so that
no cue is found inside them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from overtone.coding.analysis import Mention, Sentence

MASK = "\x01"
Run = tuple[int, int]
"""Token numbers, half-open."""


class Line:
    """One sentence of a document that was read; phrases of `never` are masked as names are."""

    def __init__(self, sentence: Sentence, never: re.Pattern[str] | None = None) -> None:
        self.sentence, self.view = sentence, sentence.view
        self.tokens = sentence.view.tokens
        self.joined = self.view.grammar.by_characters
        text = "".join(self._words)
        self.text = never.sub(lambda match: MASK * len(match[0]), text) if never is not None else text

    @cached_property
    def _words(self) -> list[str]:
        """Each token as it stands in the line."""
        if self.joined:
            return [MASK if token.mention >= 0 else token.form.lower() for token in self.tokens]
        return [MASK + " " if token.mention >= 0 else token.lemma.lower() + " " for token in self.tokens]

    @cached_property
    def starts(self) -> list[int]:
        """Where each token starts in the line."""
        return [0, *accumulate(map(len, self._words[:-1]))] if self._words else []

    @cached_property
    def places(self) -> dict[int, Mention]:
        """The mention of each token that is one."""
        mentions = self.sentence.mentions
        return {number: mentions[token.mention] for number, token in enumerate(self.tokens) if 0 <= token.mention < len(mentions)}

    def token(self, position: int) -> int:
        """The number of the token at a character of the line."""
        return max(0, bisect_right(self.starts, position) - 1)

    def run(self, match: re.Match[str]) -> Run:
        """The tokens that a match covers."""
        return self.token(match.start()), self.token(max(match.start(), match.end() - 1)) + 1

    def said(self, run: Run) -> str:
        """The line's text of some tokens."""
        if run[0] >= run[1]:
            return ""
        end = self.starts[run[1]] if run[1] < len(self.starts) else len(self.text)
        return self.text[self.starts[run[0]] : end]

    def find(self, pattern: re.Pattern[str], run: Run) -> Run | None:
        """The first place of a pattern inside some tokens."""
        return next(self.all(pattern, run), None)

    def all(self, pattern: re.Pattern[str], run: Run) -> Iterator[Run]:
        """All places of a pattern inside some tokens, in order."""
        if run[0] < run[1]:
            end = self.starts[run[1]] if run[1] < len(self.starts) else len(self.text)
            for match in pattern.finditer(self.text, self.starts[run[0]], end):
                yield self.run(match)

    def segment(self, token: int) -> Run:
        """The comma-to-comma segment of a token."""
        segments, first, last = self.view.segments, token, token + 1
        while first > 0 and segments[first - 1] == segments[token]:
            first -= 1
        while last < len(segments) and segments[last] == segments[token]:
            last += 1
        return first, last

    def segments(self, run: Run) -> list[Run]:
        """The segments inside some tokens, without the marks that end them."""
        found, first = [], run[0]
        for token in range(run[0], run[1]):
            if self.tokens[token].form in self.view.grammar.breaks:
                found.append((first, token))
                first = token + 1
        found.append((first, run[1]))
        return [piece for piece in found if piece[0] < piece[1]]

    def span(self, run: Run) -> tuple[int, int]:
        """The characters of the document that some tokens cover."""
        return self.tokens[run[0]].start, self.tokens[run[1] - 1].end

    def subtree(self, token: int) -> Run:
        """The tokens from the first to the last that hang on `token`."""
        low = high = token
        todo = [token]
        while todo:
            at = todo.pop()
            low, high = min(low, at), max(high, at)
            todo += self.view.children[at]
        return low, high + 1
