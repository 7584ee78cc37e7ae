"""The parser: every input gives a proper tree, batches change nothing, plain sentences are read right."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import overtone.language
from overtone.errors import InputError
from overtone.language.parser import LONGEST, Parser
from overtone.language.spanning import arborescence, is_tree
from overtone.language.tree import Token, Tree

ROOM = Path(overtone.language.__file__).parent
_TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"
UNIVERSAL_TAGS = set(_TAGS.split())
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@functools.cache
def parser(language: str) -> Parser:
    return Parser.load(ROOM / language / "parser.npz")


def tokens(words: str | Sequence[str], mentions: Sequence[str] = ()) -> list[Token]:
    """Words (in a string: split at spaces, «_» a space within one) as tokens; those in `mentions` are merged actor names."""
    found: list[Token] = []
    for word in words.split() if isinstance(words, str) else words:
        form = word.replace("_", " ")
        start = found[-1].end + 1 if found else 0
        found.append(Token(start, start + len(form), form, "", "", mentions.index(word) if word in mentions else -1))
    return found


def assert_tree(tree: Tree, sentence: Sequence[Token]) -> None:
    assert [t._replace(tag="") for t in tree.tokens] == [t._replace(tag="") for t in sentence]
    assert {t.tag for t in tree.tokens} <= UNIVERSAL_TAGS
    assert tree.heads.count(-1) == min(len(sentence), 1)
    for start in range(len(sentence)):
        node, steps = start, 0
        while node >= 0:
            node, steps = tree.heads[node], steps + 1
            assert steps <= len(sentence), "a cycle"
    assert all((head < 0) == (label == "root") for head, label in zip(tree.heads, tree.relations, strict=True))


_FAMILIAR = 'the ban on chips 对 中国 宣布 制裁 , 。 " ”  50% 2025 Nvidia'
WORDS = st.one_of(st.text(min_size=1, max_size=8), st.sampled_from(_FAMILIAR.split()))
SENTENCES = st.lists(st.builds(lambda w, m: Token(0, len(w), w, "x", "", m), WORDS, st.sampled_from([-1, -1, 0, 3])), max_size=30)


@LANGUAGES
@settings(max_examples=60, deadline=None)
@given(batch=st.lists(SENTENCES, max_size=5))
def test_any_tokens_give_a_proper_tree_and_a_batch_reads_as_its_sentences_do(language: str, batch: list[list[Token]]) -> None:
    trees = parser(language).parse(batch)
    assert len(trees) == len(batch)
    for tree, sentence in zip(trees, batch, strict=True):
        assert_tree(tree, sentence)
        assert parser(language).parse([sentence]) == [tree]


@LANGUAGES
@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 5 * LONGEST + 7])
def test_long_sentences_are_one_tree(language: str, length: int) -> None:
    sentence = tokens(["the", "ban", "hits", "chips", ",", "中国"] * (length // 6) + ["x"] * (length % 6))
    assert_tree(parser(language).parse([sentence])[0], sentence)


@LANGUAGES
def test_nothing_gives_nothing(language: str) -> None:
    assert parser(language).parse([]) == []
    assert parser(language).parse([[], tokens("Beijing"), []])[::2] == [Tree((), (), ())] * 2


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=n + 1, max_size=n + 1), min_size=n, max_size=n)
    )
)
def test_the_best_tree_is_the_best_of_all_trees(rows: list[list[int]]) -> None:
    scores = np.array(rows, np.float32)
    n = len(rows)
    every = np.stack(np.meshgrid(*[np.arange(-1, n)] * n, indexing="ij"), axis=-1).reshape(-1, n)
    trees = every[is_tree(every, np.full(len(every), n))]
    best = max(scores[np.arange(n), tree + 1].sum() for tree in trees)
    found = arborescence(scores)
    assert is_tree(found[None], np.array([n]))[0]
    assert scores[np.arange(n), found + 1].sum() == pytest.approx(best)


def test_a_file_that_holds_no_weights_is_named(tmp_path: Path) -> None:
    path = tmp_path / "parser.npz"
    path.write_bytes(b"no weights")
    with pytest.raises(InputError, match=r"parser\.npz"):
        Parser.load(path)
    with pytest.raises(InputError, match=r"missing\.npz"):
        Parser.load(tmp_path / "missing.npz")
