"""Many phrases as one regular expression that leaves a place in the text at the first character that no phrase has there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

_Trie: TypeAlias = "dict[str, _Trie]"
_END = ""


def trie(phrases: Iterable[Sequence[str]]) -> str:
    """Phrases, each given as the pieces of a pattern, as one pattern; of two that begin alike the longer is tried first.

    It matches what the alternation of the phrases would, the longer ones first, in a fraction of the time. No phrases match nothing.
    """
    root: _Trie = {}
    for phrase in phrases:
        node = root
        for piece in phrase:
            node = node.setdefault(piece, {})
        node[_END] = {}
    return _joined(root) or "(?!)"


def _joined(node: _Trie) -> str:
    """A trie as a pattern; what goes on is tried before what ends."""
    branches = [piece + _joined(rest) for piece, rest in node.items() if piece != _END]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and _END not in node else f"(?:{'|'.join(branches)})"
    return f"{body}?" if _END in node else body


def spelled(phrase: str) -> list[str]:
    """The pieces of a phrase in which every blank stands for white space of any width."""
    return [r"\s+" if character == " " else re.escape(character) for character in phrase]


def lower(text: str) -> str:
    """Lower case that keeps the length, so that offsets stay those of the text."""
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def found(exact: re.Pattern[str], text: str, possible: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
    """The matches of `exact` in `text`, not overlapping, looked for only where `possible` matches the text in lower case.

    `possible` must match wherever `exact` does; then this is `exact.finditer(text)`.
    """
    at = 0
    while start := possible.search(folded, at):
        match = exact.match(text, start.start())
        if match is not None:
            yield match
        at = match.end() if match is not None else start.start() + 1
