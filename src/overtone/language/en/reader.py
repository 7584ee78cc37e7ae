"""English, as the coder reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from overtone.language.base import DateMention, Language
from overtone.language.names import Known, NameForm
from overtone.language.tree import Token, Tree
from overtone.model import Amount, Span


class English:
    """The parts of `overtone.language.base.Language`; each loads its data when it is first used."""

    code = "en"

    def normalise(self, text: str) -> str:
        """Half-width characters and plain apostrophes."""
        from overtone.language.en.normal import normalise

        return normalise(text)

    def short_allowed(self, text: str, position: int) -> bool:
        """English has no short forms of one character."""
        return False

    def sentences(self, text: str) -> list[Span]:
        """See `overtone.language.en.sentences`."""
        from overtone.language.en.sentences import sentences

        return sentences(text)

    def tokens(self, text: str, sentence: Span, merged: Sequence[Span]) -> list[Token]:
        """See `overtone.language.en.words`."""
        from overtone.language.en.words import tokens

        return tokens(text, sentence, merged)

    def parse(self, sentences: Sequence[Sequence[Token]]) -> list[Tree]:
        """The parser's trees, with lemmas."""
        from overtone.language.en.lemmas import lemma
        from overtone.language.parser import Parser

        return [_gerunds(tree) for tree in Parser.load(Path(__file__).with_name("parser.npz")).parse(sentences, lemma)]

    def names(self, text: str, known: list[Known]) -> list[NameForm]:
        """See `overtone.language.en.names`."""
        from overtone.language.en.names import names

        return names(text, known)

    def dates(self, text: str, published: date | None) -> list[DateMention]:
        """See `overtone.language.en.dates`."""
        from overtone.language.en.dates import dates

        return dates(text, published)

    def amounts(self, text: str, dates: Sequence[Span] | None = None) -> list[Amount]:
        """See `overtone.language.en.amounts`."""
        from overtone.language.en.amounts import amounts

        return amounts(text, dates)


def _gerunds(tree: Tree) -> Tree:
    """The tree with words in -ing that have an object read as verbs («considering sanctioning Huawei»)."""
    from overtone.language.en.lemmas import lemma

    governing = {head for head, relation in zip(tree.heads, tree.relations, strict=True) if relation == "obj"}
    if not any(tree.tokens[at].tag == "NOUN" and tree.tokens[at].form.endswith("ing") for at in governing if at >= 0):
        return tree
    tokens = tuple(
        token._replace(tag="VERB", lemma=lemma(token.form, "VERB"))
        if at in governing and token.tag == "NOUN" and token.form.endswith("ing") and token.mention < 0
        else token
        for at, token in enumerate(tree.tokens)
    )
    return Tree(tokens, tree.heads, tree.relations)


READER: Language = English()
