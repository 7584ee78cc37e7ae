"""A language of words with blanks between them and no data: what it reads, and that its trees of word order are trees."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.language.ordered import ordered
from overtone.language.spaced import Spaced
from overtone.language.tree import Token, Tree

PLAIN = Spaced("qq")
_SENTENCE = "Usono sankciis Ĉinion kaj ne vizitos la firmaon , . de al kontraŭ ke planas sankcii estis sankciita far ĝi 5 %"
WORDS = _SENTENCE.split()
TAGS = st.sampled_from(["VERB", "NOUN", "PROPN", "ADP", "CCONJ", "SCONJ", "PUNCT", "ADV", "AUX", "DET", "NUM", "ADJ", "PRON"])


@pytest.fixture(scope="module")
def toy() -> Any:
    path = Path(__file__).parent / "toy" / "overtone_eo" / "reader.py"
    spec = importlib.util.spec_from_file_location("toy_reader", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tree_of(reader: Spaced, text: str) -> Tree:
    (tree,) = reader.parse([reader.tokens(text, (0, len(text)), [])])
    return tree


def heads(tree: Tree) -> dict[str, tuple[str, str]]:
    """Each word's relation and head."""
    forms = [token.form for token in tree.tokens]
    return {
        form: (relation, forms[head] if head >= 0 else "")
        for form, head, relation in zip(forms, tree.heads, tree.relations, strict=True)
    }


def test_sentences_and_words() -> None:
    text = "Unua frazo. Dua, de 3.5 procentoj! «Ĉu?» diris s-ro Novak.\nTitolo"
    pieces = [text[slice(*span)] for span in PLAIN.sentences(text)]
    assert pieces == ["Unua frazo.", "Dua, de 3.5 procentoj!", "«Ĉu?» diris s-ro Novak.", "Titolo"]
    words = [token.form for token in PLAIN.tokens(text, PLAIN.sentences(text)[1], [])]
    assert words == ["Dua", ",", "de", "3.5", "procentoj", "!"]


def test_without_data_there_are_no_names_dates_and_amounts() -> None:
    text = "La 5-an de majo Usono pagis 5 milionojn."
    assert (PLAIN.names(text, []), PLAIN.dates(text, None), PLAIN.amounts(text)) == ([], [], [])
    assert {token.tag for token in tree_of(PLAIN, text).tokens} == {"", "PUNCT"}


def test_the_order_of_words_tells_subject_object_and_what_prepositions_open(toy: Any) -> None:
    tree = heads(tree_of(toy.READER, "La firmao ne sankciis homojn por landoj"))
    assert tree["firmao"] == ("nsubj", "sankciis")
    assert tree["ne"] == ("advmod", "sankciis")
    assert tree["homojn"] == ("obj", "sankciis")
    assert tree["por"] == ("case", "landoj")
    assert tree["sankciis"] == ("root", "")


def test_a_verb_behind_a_verb_depends_on_it_or_goes_on(toy: Any) -> None:
    assert heads(tree_of(toy.READER, "firmao planas viziti landojn"))["viziti"] == ("xcomp", "planas")
    assert heads(tree_of(toy.READER, "firmao vizitis landojn kaj kritikis homojn"))["kritikis"] == ("conj", "vizitis")
    assert heads(tree_of(toy.READER, "firmao diris ke landoj kritikis homojn"))["kritikis"] == ("ccomp", "diris")


@given(st.lists(TAGS, max_size=14))
def test_any_tags_give_a_tree_with_one_root(tags: list[str]) -> None:
    tree = ordered([Token(2 * at, 2 * at + 1, "x", "x", tag) for at, tag in enumerate(tags)])
    assert len(tree.tokens) == len(tree.heads) == len(tree.relations) == len(tags)
    assert [relation for head, relation in zip(tree.heads, tree.relations, strict=True) if head < 0] == ["root"] * bool(tags)
    for token in range(len(tags)):
        seen = set()
        while token >= 0 and token not in seen:
            seen.add(token)
            token = tree.heads[token]
        assert token == -1, "a circle"


@settings(max_examples=60)
@given(st.one_of(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.text(max_size=40)))
def test_any_text_is_read(text: str) -> None:
    normal, place = PLAIN.normalise(text), 0
    assert len(normal) == len(text)
    for sentence in PLAIN.sentences(text):
        assert not text[place : sentence[0]].strip()
        place = sentence[1]
        for token in PLAIN.tokens(text, sentence, []):
            assert normal[token.start : token.end] == token.form
    assert not text[place:].strip()
