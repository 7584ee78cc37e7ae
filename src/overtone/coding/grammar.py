"""The closed classes that roles depend on, one YAML file a language (`grammar.yaml` in its folder)."""

from __future__ import annotations

from functools import cache

import msgspec

from overtone.data import read_part


class Grammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """Function words of one language, as the slots need them.

    `breaks` end a segment; `joiners` join lists; `articles` may stand before a name; `markers` are prepositions and coverbs;
    `agents` mark who does it in the passive, `patients` who undergoes it; `owner_marks` mark owners; `passive` are words
    that make a clause passive, unless one of `not_before_passive` stands before them; `object_control` are verbs whose
    object does what their infinitive says; `relatives` are relative pronouns; `marks_follow` says whether marked phrases may
    follow the verb; `participles` are endings of past participles and `not_participles` words that only look like them.
    `by_characters`: anchors match characters, not words, and `fillers` are characters that may stand between their elements.
    `carriers` are verbs that put a nominal act into effect («announce curbs»). `places` are markers behind which a capital
    or state is only where something happens. `drops_subjects`: a clause may leave out its subject. `dates_apart`: dates
    stand bare between subject and verb, and sentences are parsed without them. `marker_reach` is how many words may stand
    between a marker and the name in its phrase; `through` are further such words. `synonyms` are markers that mean the same
    as another; `definite` are words that make a noun definite. `date_markers` before and `date_tails` behind a date are cut
    out with it; behind `deadlines` a date says until when, not when. `occasions` mark a noun that the subject of its clause
    took part in. `hearsay` are verbs whose passive only says that people say so. `openers` begin a segment that is no
    clause: who is named in it does not act in the next one. `frames` end a clause that a coverb of place opens («在……后»): its
    subject stands behind the coverb. `verbal_markers` may open a clause of their own behind the verb («，针对华为»).
    `existentials` say that there is somebody («有», «存在»). `outsiders` are endings of subjects that are no actors of the text
    (我们, 网友, 公司): what they do is nobody else's. A segment that begins with one of the `continuers` has the subject of the
    one before it. `topics` mark a name or, before one of the `opinions` («对……的看法») or `matters` («就……一事»), a whole clause.
    `clause_topics` are those `topics` that open a noun phrase with a subject of its own («就日本对韩出口管制»). `beneficiaries` mark for
    whom or towards whom something is done. `phrase_ends` end the part of a merged name in which its head stands.
    `impersonal` pronouns mean an actor only as subjects. `adverbial_marks` make an adverb of what stands before them
    («没有避讳地»). `fronting` are words behind an object that stands in front of its verb (「协议已签署」), `quotes` opening
    quotation marks with their closing ones. `summing` words end a list whose members what follows only counts («等6家美国企业»).
    `venues` are endings of names before which a suit is brought, and which nobody sues.
    `provenance` are participles that say whose goods are («cars made in China»). `measures` are nouns of quantity, `grounds`
    prepositions before what somebody is praised or punished for, `absolutes` those before a participle with a subject of its own.
    `among` are the words that count who stands before them to a list named before («Naura among them»).
    """

    breaks: frozenset[str] = frozenset(",;:—–().!?")
    joiners: frozenset[str] = frozenset(",")
    articles: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    patients: frozenset[str] = frozenset()
    owner_marks: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    object_control: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    marks_follow: bool = True
    by_characters: bool = False
    fillers: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    drops_subjects: bool = False
    dates_apart: bool = False
    marker_reach: int = 3
    through: frozenset[str] = frozenset()
    synonyms: dict[str, str] = {}
    definite: frozenset[str] = frozenset()
    date_markers: frozenset[str] = frozenset()
    date_tails: tuple[str, ...] = ()
    deadlines: frozenset[str] = frozenset()
    occasions: frozenset[str] = frozenset()
    hearsay: tuple[str, ...] = ()
    openers: frozenset[str] = frozenset()
    frames: frozenset[str] = frozenset()
    verbal_markers: frozenset[str] = frozenset()
    continuers: frozenset[str] = frozenset()
    existentials: frozenset[str] = frozenset()
    outsiders: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    clause_topics: frozenset[str] = frozenset()
    beneficiaries: frozenset[str] = frozenset()
    phrase_ends: frozenset[str] = frozenset()
    opinions: frozenset[str] = frozenset()
    impersonal: frozenset[str] = frozenset()
    adverbial_marks: frozenset[str] = frozenset()
    not_before_passive: frozenset[str] = frozenset()
    matters: tuple[str, ...] = ()
    summing: frozenset[str] = frozenset()
    venues: tuple[str, ...] = ("\0",)
    quotes: dict[str, str] = {}
    fronting: tuple[str, ...] = ()
    provenance: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    grounds: frozenset[str] = frozenset()
    among: list[str] = []
    absolutes: frozenset[str] = frozenset()
    participles: tuple[str, ...] = ()
    not_participles: frozenset[str] = frozenset()
    irregular_participles: frozenset[str] = frozenset()

    def participle(self, form: str) -> bool:
        """Does the word look like a past participle?"""
        word = form.lower()
        return word in self.irregular_participles or (word.endswith(self.participles) and word not in self.not_participles)


@cache
def grammar(language: str) -> Grammar:
    """The grammar file of a language; without one, only what punctuation says."""
    return read_part(Grammar, language, "grammar.yaml") or Grammar()
