"""Tokens and dependency trees: the common form in which every language hands a sentence to the coder.

Tags and relations are those of Universal Dependencies (https://universaldependencies.org), so that one coder serves all.
"""

from __future__ import annotations

from typing import NamedTuple


class Token(NamedTuple):
    """One word: half-open character offsets into the document, its lemma and universal part of speech.

    `mention` is the index of the actor mention that was merged into this one token, or −1.
    """

    start: int
    end: int
    form: str
    lemma: str
    tag: str
    mention: int = -1


class Tree(NamedTuple):
    """A sentence's dependency tree: for each token the index of its head (−1 for the root) and the relation to it."""

    tokens: tuple[Token, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]

    def children(self) -> list[list[int]]:
        """The dependents of each token, in the order of the text."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for token, head in enumerate(self.heads):
            if head >= 0:
                below[head].append(token)
        return below
