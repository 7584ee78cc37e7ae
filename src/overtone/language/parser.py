"""Universal parts of speech and dependency trees for tokenised sentences, many at once."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from overtone.language.network import Floats, Ints, Network
from overtone.language.network import load as load_network
from overtone.language.spanning import arborescence, is_tree
from overtone.language.tree import Token, Tree

LONGEST = 120
"""Sentences with more tokens than this are read in pieces, each cut after a mark of punctuation where there is one."""

Lemmatise: TypeAlias = Callable[[str, str], str]
"""The lemma of a form with its universal part of speech."""

_WORDS_AT_ONCE = 1500  # what one step works on then stays in the processor's second-level cache
_REMEMBERED = 1 << 14  # words whose vectors are kept: 8 MB
_BREAKS = frozenset(",;:.!?，；：。！？、—…")


class Parser:
    """A joint tagger and parser of one language; holds no state but its weights and the vectors of words met before."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._vocabulary = _Vocabulary(network)

    @staticmethod
    @functools.cache
    def load(path: Path) -> Parser:
        """The parser whose weights are in `path`; InputError if that is no such file."""
        return Parser(load_network(path))

    def parse(self, sentences: Sequence[Sequence[Token]], lemma: Lemmatise | None = None) -> list[Tree]:
        """A tree for each sentence: tokens with their tag, one root, relations of Universal Dependencies.

        A token whose `mention` is ≥ 0 is read as one merged name: it is a PROPN and keeps its lemma. Other tokens get the lemma
        that `lemma` gives for their form and tag, if there is such a function; all other fields come back untouched.
        """
        pieces = [piece for sentence in sentences for piece in _pieces(sentence)]
        with _one_thread().limit(limits=1, user_api="blas"):
            read = iter(self._read(pieces, lemma))
        trees = []
        for sentence in sentences:
            parts = [next(read) for _ in _pieces(sentence)]
            trees.append(parts[0] if len(parts) == 1 else _joined(parts))
        return trees

    def _read(self, sentences: list[Sequence[Token]], lemma: Lemmatise | None) -> list[Tree]:
        network = self._network
        index: dict[tuple[str, bool], int] = {}
        words = [[index.setdefault((t.form, t.mention >= 0), len(index)) for t in sentence] for sentence in sentences]
        vectors = self._vocabulary.vectors(list(index))
        trees: list[Tree] = [Tree((), (), ())] * len(sentences)
        for i, sentence in enumerate(sentences):
            if sentence and not any(any(map(str.isalnum, token.form)) for token in sentence):
                trees[i], words[i] = _wordless(sentence), []  # whose heads nobody knows, and are long to look for
        for batch in _batches(words):
            lengths = np.array([len(words[i]) for i in batch])
            ids = np.zeros((len(batch), lengths.max()), np.intp)
            for row, i in enumerate(batch):
                ids[row, : len(words[i])] = words[i]
            scores = network.forward(vectors[ids], lengths)
            heads = _heads(scores.arcs, lengths)
            relations = self._relations(scores.dependent, scores.head, heads)
            for row, i in enumerate(batch):
                n = len(words[i])
                trees[i] = self._tree(sentences[i], scores.tags[row, :n], heads[row, :n], relations[row, :n], lemma)
        return trees

    def _relations(self, dependent: Floats, head: Floats, heads: Ints) -> Ints:
        batch, width = heads.shape
        above = head[np.arange(batch)[:, None], np.maximum(heads, 0)]
        labels = self._network.label(dependent.reshape(batch * width, -1), above.reshape(batch * width, -1))
        labels[heads.reshape(-1) < 0] = self._network.labels.index("root")
        return labels.reshape(batch, width)

    def _tree(self, sentence: Sequence[Token], tags: Ints, heads: Ints, relations: Ints, lemma: Lemmatise | None) -> Tree:
        names, labels = self._network.tags, self._network.labels
        tokens = []
        for (start, end, form, own, _, mention), number in zip(sentence, tags.tolist(), strict=True):
            if mention >= 0:
                tokens.append(Token(start, end, form, own, "PROPN", mention))
            else:
                tag = names[number]
                tokens.append(Token(start, end, form, own if lemma is None else lemma(form, tag), tag, mention))
        return Tree(tuple(tokens), tuple(heads.tolist()), tuple([labels[label] for label in relations.tolist()]))


class _Vocabulary:
    """The vectors of words met before: most words of a text are common ones, and a vector is a pure function of its word."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._rows: dict[tuple[str, bool], int] = {}
        self._table = np.empty((_REMEMBERED, network.weights["project"].shape[1]), np.float32)
        self._lock = threading.Lock()

    def vectors(self, words: Sequence[tuple[str, bool]]) -> Floats:
        """A vector for each of the words, which are distinct. When there is no room for more, all is forgotten."""
        if len(words) > _REMEMBERED:
            return self._network.words(words)
        with self._lock:
            fresh = [word for word in words if word not in self._rows]
            if len(self._rows) + len(fresh) > _REMEMBERED:
                self._rows.clear()
                fresh = list(words)
            first = len(self._rows)
            if fresh:
                self._table[first : first + len(fresh)] = self._network.words(fresh)
                self._rows |= {word: first + number for number, word in enumerate(fresh)}
            known: Floats = self._table[[self._rows[word] for word in words]]
        return known


@functools.cache
def _one_thread() -> Any:
    """Holds the matrix library to one thread: for matrices as small as these, threads cost many times what they give."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _batches(words: list[list[int]]) -> Iterator[list[int]]:
    """Indices of the non-empty sentences in groups of like length."""
    batch: list[int] = []
    for i in sorted((i for i, sentence in enumerate(words) if sentence), key=lambda i: (len(words[i]), i)):
        longer = bool(batch) and len(words[i]) > len(words[batch[0]]) + 2
        if batch and (longer or (len(batch) + 1) * len(words[i]) > _WORDS_AT_ONCE):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _heads(scores: Floats, lengths: Ints) -> Ints:
    """The head of each word, −1 for the root: the best head of each, mended where that makes no tree with one root."""
    heads: Ints = scores.argmax(axis=2) - 1
    width = heads.shape[1]
    heads[np.arange(width)[None, :] >= lengths[:, None]] = -1
    for row in np.flatnonzero(~is_tree(heads, lengths)):
        n = int(lengths[row])
        heads[row, :n] = arborescence(scores[row, :n, : n + 1])
    return heads


def _pieces(sentence: Sequence[Token]) -> list[Sequence[Token]]:
    """The sentence in pieces of at most LONGEST tokens; one piece, maybe empty, in the common case."""
    pieces: list[Sequence[Token]] = []
    rest = sentence
    while len(rest) > LONGEST:
        cut = next((i + 1 for i in range(LONGEST - 1, LONGEST // 2, -1) if rest[i].form in _BREAKS), LONGEST)
        pieces.append(rest[:cut])
        rest = rest[cut:]
    pieces.append(rest)
    return pieces


def _wordless(sentence: Sequence[Token]) -> Tree:
    """Marks without a word: all hang on the first."""
    tokens = tuple(token._replace(tag="PUNCT" if token.mention < 0 else "PROPN") for token in sentence)
    return Tree(tokens, (-1, *[0] * (len(tokens) - 1)), ("root", *["punct"] * (len(tokens) - 1)))


def _joined(parts: list[Tree]) -> Tree:
    """One tree of the pieces of a long sentence: the later pieces stand beside the first one's root."""
    tokens: list[Token] = []
    heads: list[int] = []
    relations: list[str] = []
    root = parts[0].heads.index(-1)
    for part in parts:
        shift = len(tokens)
        top = -1 if shift == 0 else root
        heads += [head + shift if head >= 0 else top for head in part.heads]
        relations += [
            "parataxis" if shift and head < 0 else label for head, label in zip(part.heads, part.relations, strict=True)
        ]
        tokens += part.tokens
    return Tree(tuple(tokens), tuple(heads), tuple(relations))
