"""Trees from the order of words alone: for languages whose words are tagged and that have no parser yet.

The rule is subject, verb, object, with prepositions: names before the verb of their clause are its subject, names behind it its object,
what a preposition opens hangs on the verb, or on the noun right before it; a verb that follows a verb depends on it. It suffices for the
plain sentences of news, and leaves to a parser what it cannot know.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from overtone.language.tree import Token, Tree

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_LINKS = {"CCONJ": "conj", "PUNCT": "parataxis", "SCONJ": "ccomp"}
"""What parts two clauses, and how the second then hangs on the first."""
_MODIFIERS = {"AUX": "aux", "ADV": "advmod", "PART": "advmod", "SCONJ": "mark", "DET": "det", "ADJ": "amod", "NUM": "nummod"}


def ordered(tokens: Sequence[Token]) -> Tree:
    """The tree of a sentence whose tokens have their tags; without a verb, all words stand beside the first."""
    verbs = [at for at, token in enumerate(tokens) if token.tag == "VERB"]
    root = verbs[0] if verbs else 0
    heads = [root if at != root else -1 for at in range(len(tokens))]
    relations = ["dep" if at != root else "root" for at in range(len(tokens))]
    clause = [root] * len(tokens)
    for verb, following in pairwise(verbs):
        link, start = _link(tokens, verb, following)
        heads[following], relations[following] = verb, link
        clause[start:] = [following] * (len(tokens) - start)
    for at, token in enumerate(tokens):
        if not verbs or token.tag == "VERB":
            continue
        if token.tag in _NOMINAL:
            heads[at], relations[at] = _nominal(tokens, at, clause[at])
        elif token.tag == "ADP" and (noun := _noun_behind(tokens, at)) is not None:
            heads[at], relations[at] = noun, "case"
        elif token.tag in _MODIFIERS:
            own = next((verb for verb in verbs if at < verb and clause[verb] == clause[at]), clause[at])
            heads[at], relations[at] = own, _MODIFIERS[token.tag]
        elif token.tag == "PUNCT":
            relations[at] = "punct"
    return Tree(tuple(tokens), tuple(heads), tuple(relations))


def _link(tokens: Sequence[Token], verb: int, following: int) -> tuple[str, int]:
    """How a verb hangs on the one before it, and where its clause begins."""
    for at in range(following - 1, verb, -1):
        tag = tokens[at].tag
        listed = (
            tag in ("CCONJ", "PUNCT") and at + 1 < following and tokens[at + 1].tag in _NOMINAL and tokens[at - 1].tag in _NOMINAL
        )
        if tag in _LINKS and not (listed and _joins_names(tokens, at, following)):
            return _LINKS[tag], at
    return "xcomp", following


def _joins_names(tokens: Sequence[Token], at: int, verb: int) -> bool:
    """Does a joiner at `at` between two names go on a list, rather than open a clause with a subject of its own?"""
    return verb - at > 2 and tokens[at + 2].tag in ("CCONJ", "PUNCT")


def _noun_behind(tokens: Sequence[Token], at: int) -> int | None:
    """The noun of the phrase that a preposition opens."""
    for place in range(at + 1, min(at + 5, len(tokens))):
        if tokens[place].tag in _NOMINAL:
            return place
        if tokens[place].tag not in ("DET", "ADJ", "NUM"):
            return None
    return None


def _nominal(tokens: Sequence[Token], at: int, verb: int) -> tuple[int, str]:
    """Head and relation of a noun or name: by the preposition before it, the list that it goes on, or its side of the verb."""
    before = at - 1
    while before >= 0 and tokens[before].tag in ("DET", "ADJ", "NUM"):
        before -= 1
    tag, previous = (tokens[before].tag, before - 1) if before >= 0 else ("", -1)
    if tag in ("CCONJ", "PUNCT") and previous >= 0 and tokens[previous].tag in _NOMINAL and (previous < verb) == (at < verb):
        return previous, "conj"
    if tag == "ADP":
        attached = previous >= 0 and tokens[previous].tag in _NOMINAL and tokens[previous].mention < 0
        return (previous, "nmod") if attached else (verb, "obl")
    return verb, "nsubj" if at < verb else "obj"
