"""The words by which claims, departures and figures are known: `cues.yaml` in the language's folder.

In its phrases `…` stands for a short gap inside one clause, and `*` at the end of a word of letters for any ending. Such words are matched
whole and in any case; Han script by characters. Chinese is written in simplified characters, since text is normalised before matching.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from overtone.data import read_part
from overtone.language.letters import LETTER, is_letter
from overtone.language.matching import trie

Words = tuple[str, ...]


class Weighted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Cue words of a dimension: `strong` ones name it by themselves, `weak` ones only where nothing stronger is said.
    `dated` dimensions are about when: what was usual in them is told by a date.
    """

    strong: Words
    weak: Words = ()
    dated: bool = False


class DepartureCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of contrast with the past.

    `now` point to the occasion at hand, `usual` tell what was done before, `contrast` join the two. `new` say by themselves that
    something is not as it was; `opposed` open a phrase that is the baseline («unlike», «instead of»), `altered` one whose object is
    («一改»). `announce` say that there are departures without saying in what; `moment` that the timing is odd. `same` say that
    all is as ever, and `not_new` phrases only look like `new`. `occasions` begin an account of what earlier occasions consisted of.
    `item` is the pattern of a numbered point at the start of a line.
    """

    now: Words
    usual: Words
    contrast: Words
    new: Words
    opposed: Words
    altered: Words
    announce: Words
    moment: Words
    same: Words
    not_new: Words
    occasions: Words
    item: str
    dimensions: dict[str, Weighted]


class FigureCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a number measures.

    `measures` are nouns of quantity; `links` stand between what is measured and the number, `loose` are words that may come between
    either. `of_whole` say that a share is one of a whole; `join` puts it together (with {part} and {whole}). `changes` are verbs of
    growth and fall with the noun that names the change, put together as `change` says; `basis` names what a change is measured
    against (同比). `actions` are verbs whose object is the sum, with the noun that names it; `former` stand before a value that no
    longer holds. `repeat` are words that stand for the measure last named, `owner` words that stand for its owner. `glue` joins the
    noun behind the number to it («的», «of»).
    """

    measures: Words
    links: Words
    loose: Words
    of_whole: Words
    changes: dict[str, str]
    actions: dict[str, str]
    former: Words
    basis: Words
    join: str
    change: str
    repeat: Words
    owner: Words
    glue: Words


class TopicHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun that topics turn on: its English name, and whether it is a `flow` (exports), a `restriction` of one, or something else."""

    name: str
    words: Words
    kind: str = "other"


class ClaimCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of position; English verbs in their base form.

    `stance` are verbs that are for or against their object by themselves, `nouns` the same as nouns; `calling` name their object
    something good or bad, `naming` only something bad. `demand` ask for what their complement says, and `undo` are verbs that end what
    their object is, so that asking for them is being against it; `orders` among the demands are also what an authority does to
    those under it, which is an act and no position. `speech` only say: whether it is for or against is told by `good` and `bad`
    predicates and by `must` (what should be done). `somebody` are subjects that nobody knows; `source` phrases name who says it
    («according to …»). `gain` and `lose` are good or bad for their subject. `avoid` and `negation` turn round, `concede` opens a
    clause that does not count, `condition` one that is judged by its consequence. `also` continues the topic before. `neutral` take
    no side. `about` mark an object in front of its verb, `back` are nouns behind such a verb that are no object. `generic` are
    products so broad that a topic before makes them precise; `destination` are words in front of the place that goods go to; `never`
    are phrases in which a cue is none.
    """

    stance: dict[str, Words]
    nouns: dict[str, Words]
    calling: Words
    naming: Words
    demand: Words
    orders: Words
    undo: Words
    speech: Words
    somebody: Words
    source: Words
    good: Words
    bad: Words
    gain: Words
    lose: Words
    must: Words
    neutral: Words
    negation: Words
    avoid: Words
    concede: Words
    condition: Words
    also: Words
    about: Words
    back: Words
    generic: Words
    destination: Words
    topics: tuple[TopicHead, ...]
    never: Words = ()


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file."""

    claims: ClaimCues
    departures: DepartureCues
    figures: FigureCues


@cache
def cues(language: str) -> Cues | None:
    """The file of a language, or None if it has none."""
    return read_part(Cues, language, "cues.yaml")


def phrases(words: Iterable[str]) -> re.Pattern[str]:
    """Phrases as one pattern for text in lower case; of two that start alike the longer is tried first. No phrases match nothing."""
    return re.compile(written(words))


def written(words: Iterable[str]) -> str:
    """The same, not yet compiled: to be part of a longer pattern."""
    words = tuple(words)
    letter = _PLAIN if all(character < "\x80" or not is_letter(character) for word in words for character in word) else LETTER
    return trie(_atoms(word.lower(), letter) for word in words)


_WORD_GAP = r"(?:\s+[^\s,;:.!?]+){0,4}?\s+"
_GAP = r"[^,，。;；:：!！?？\s]{0,12}?"
_PLAIN = "[a-zA-Z]"
"""A letter where no word has another: much quicker to compile."""


def _atoms(phrase: str, letter: str) -> list[str]:
    """A phrase as the pieces of a pattern: boundaries, characters, blanks, gaps."""
    spaced = any(map(is_letter, phrase))
    special = {"…": _WORD_GAP if spaced else _GAP, " ": r"\s+", "*": f"{letter}*"}
    text = re.sub(r"\s*…\s*", "…", phrase)
    pieces = [special.get(character) or re.escape(character) for character in text]
    if is_letter(text[0]):
        pieces.insert(0, f"(?<!{letter})")
    if is_letter(text[-1]):
        pieces.append(f"(?!{letter})")
    return pieces
