"""English lemmas by form and part of speech, from a table of endings (lemmas.txt, written by tools/english/lemmas.py)."""

from __future__ import annotations

import functools
from importlib.resources import files

_AUXILIARIES = {
    "be": "am is are was were been being 'm 're 's",
    "have": "has had having 've",
    "do": "does did done doing",
    "will": "wo 'll",
    "would": "'d",
    "can": "ca",
    "shall": "sha",
    "get": "got gets getting gotten",
}
_CLOSED = {
    "AUX": {form: lemma for lemma, forms in _AUXILIARIES.items() for form in forms.split(" ")},
    "PART": {"n't": "not", "na": "to"},
    "DET": {"an": "a"},
}
_TABLED = {"NOUN": "NOUN", "VERB": "VERB", "ADJ": "ADJ", "ADV": "ADV", "AUX": "VERB"}


@functools.cache
def _table() -> dict[str, dict[str, tuple[int, str]]]:
    """Part of speech → ending → how many characters to cut off and what to add; the longest ending decides."""
    table: dict[str, dict[str, tuple[int, str]]] = {}
    for line in files("overtone.language").joinpath("en", "lemmas.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            tag, cut, added, endings = line.split("\t")
            table.setdefault(tag, {}).update(dict.fromkeys(endings.replace("-", "").split(" "), (int(cut), added)))
    return table


@functools.lru_cache(1 << 15)
def lemma(form: str, tag: str) -> str:
    """The dictionary form of a word in small letters; names stay as they are.

    «leaves» is leaf as NOUN and leave as VERB; a word that the table does not have goes like those that end as it does.
    """
    if tag == "PROPN":
        return form
    word = form.lower()
    closed = _CLOSED.get(tag)
    if closed and word in closed:
        return closed[word]
    if tag not in _TABLED or not word[-1:].isalpha():
        return word
    if tag == "NOUN" and word.endswith("s") and form[:-1].isupper() and form[-1] == "s":
        return word[:-1]  # «GPUs», «CEOs»
    head, hyphen, last = word.rpartition("-")
    return head + hyphen + _changed(last, _table()[_TABLED[tag]])


def _changed(word: str, table: dict[str, tuple[int, str]]) -> str:
    whole = "^" + word
    for start in range(len(whole) + 1):
        change = table.get(whole[start:])
        if change is not None:
            cut, added = change
            return (word[: len(word) - cut] + added if cut <= len(word) else "") or word
    return word
