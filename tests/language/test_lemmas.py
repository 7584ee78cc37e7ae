"""English lemmas: by form and part of speech, of words in the table and of words that no table has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.language.en.lemmas import lemma

VERBS = (
    "said say, sought seek, withdrew withdraw, overseen oversee, found find, lay lay, leaves leave, dies die, tied tie, agreed agree, "
    "vetoes veto, banned ban, barring bar, shipped ship, offered offer, referred refer, travelling travel, labelled label, cancelled cancel, "
    "canceled cancel, "
    "criticising criticise, subsidised subsidise, imposed impose, released release, raised raise, probing probe, hoping hope, hopping hop, "
    "bring bring, need need, feed feed, focuses focus, quizzes quiz, licensed license, greenlit greenlight, de-escalating de-escalate, "
    "blacklisted blacklist, onshoring onshore, derisking derisk, decoupling decouple, rerouted reroute, deplatformed deplatform"
)
NOUNS = (
    "leaves leaf, policies policy, spokesmen spokesman, women woman, crises crisis, criteria criterion, buses bus, gas gas, news news, "
    "series series, data data, licences licence, talks talk, embargoes embargo, GPUs gpu, CEOs ceo, hyperscalers hyperscaler, "
    "sub-leaves sub-leaf, meeting meeting, chipmakers chipmaker, analyses analysis, headquarters headquarters"
)
OTHERS = {
    "AUX": "'m be, are be, wo will, ca can, 've have",
    "PART": "n't not, 's 's",
    "ADJ": "bigger big, worst bad, red red",
    "PROPN": "Apples Apples",
}


@pytest.mark.parametrize(
    ("form", "tag", "wanted"),
    [
        (pair.split()[0], tag, pair.split()[1])
        for tag, pairs in {"VERB": VERBS, "NOUN": NOUNS, **OTHERS}.items()
        for pair in pairs.split(", ")
    ],
)
def test_lemma(form: str, tag: str, wanted: str) -> None:
    assert lemma(form, tag) == wanted


@settings(deadline=None)
@given(st.text(max_size=12), st.sampled_from(["ADJ", "ADV", "AUX", "DET", "NOUN", "NUM", "PART", "PUNCT", "VERB", "X"]))
def test_every_form_has_a_lemma_in_small_letters(form: str, tag: str) -> None:
    found = lemma(form, tag)
    assert bool(found) == bool(form)
    assert found == found.lower() or not form.isascii()
