"""Words that refer back: pronouns, definite descriptions and plurals, resolved to the actors spoken of before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

import msgspec

from overtone.coding.analysis import Mention
from overtone.data import read_part
from overtone.language.letters import LETTER
from overtone.language.matching import found as matches
from overtone.language.matching import lower, spelled, trie
from overtone.model import Reference, Span

_MEMORY = 40  # mentions back to which it is counted who is spoken of most
_REACH = 3  # sentences back in which an antecedent is looked for


class Anaphors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file: words with the kinds of actor that they may mean, and plurals for the two parties spoken of.

    `offices` without a name or state («the vice premier», 副总理) are held in the state last spoken of. `possessives`
    (its, 其) mean the nearest actor before them in the sentence. `selves` are words of a filing for the firm whose it is.
    `blocked` are longer words that only look like one of these (其他, 尤其). `bare` nouns (公司) refer back only where they open a
    phrase: behind another letter that is not in `openers` they are the end of a longer noun (大型科技公司). `latter`, `former` (后者,
    前者) mean the last and the last but one of different parties named before their clause, `across` (对方) the party that is not
    the subject of theirs. One of the `demonstratives` and, some characters on, one of the `heads` make a description (这家荷兰设备商), unless
    one of `not_headed` follows at once. Words in `lists` («they») mean every member of a list whose member they mean, `counted` ones
    («all three») the last list of so many.
    `posts` are words of a title that only a state gives.
    `speakers` («we») mean whoever a word of `speech` stands beside, else the firm whose filing it is.
    """

    pronouns: dict[str, tuple[str, ...]] = {}
    descriptions: dict[str, tuple[str, ...]] = {}
    plurals: tuple[str, ...] = ()
    offices: frozenset[str] = frozenset()
    possessives: dict[str, tuple[str, ...]] = {}
    selves: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    openers: str = ""
    latter: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    across: frozenset[str] = frozenset()
    demonstratives: tuple[str, ...] = ()
    heads: dict[str, tuple[str, ...]] = {}
    not_headed: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()
    counted: dict[str, int] = {}
    speakers: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()


class Anaphora(NamedTuple):
    """The file made ready: one pattern, and what each word may mean (none for plurals).

    `possible` matches, in lower case, wherever the pattern does, and is much quicker to look for.
    """

    pattern: re.Pattern[str]
    possible: re.Pattern[str]
    kinds: dict[str, tuple[str, ...]]
    offices: frozenset[str]
    plurals: frozenset[str]
    possessives: frozenset[str]
    selves: frozenset[str]
    bare: frozenset[str]
    openers: frozenset[str]
    lists: frozenset[str]
    counted: dict[str, int]
    speakers: frozenset[str]
    said: re.Pattern[str]
    latter: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    across: frozenset[str] = frozenset()
    heads: bool = False

    def refers(self, normal: str, span: Span, key: str) -> bool:
        """May the word refer back where it stands: it is no part of a longer word or noun?"""
        before = normal[span[0] - 1 : span[0]]
        return key in self.kinds and not (key in self.bare and before.isalpha() and before not in self.openers)


@cache
def anaphora(language: str) -> Anaphora:
    """The words of a language that refer back; without a file none does."""
    data = read_part(Anaphors, language, "anaphors.yaml") or Anaphors()
    offices, plurals = (frozenset(word.lower() for word in words) for words in (data.offices, data.plurals))
    every: dict[str, tuple[str, ...]] = dict.fromkeys(offices, ("person",)) | dict.fromkeys(plurals, ())
    every |= data.pronouns | data.descriptions | data.possessives | dict.fromkeys(data.selves, ("firm",))
    every |= data.heads
    every |= dict.fromkeys(data.latter | data.former | data.across, ())
    every |= dict.fromkeys(data.counted, ()) | dict.fromkeys(data.speakers, ())
    kinds = {word.lower(): meant for word, meant in every.items()}
    plain = sorted((kinds.keys() - data.heads.keys()) | data.blocked | (data.bare & data.heads.keys()), key=len, reverse=True)
    every_word = "|".join([*("".join(_spaced(word)) for word in plain), *_headed(data)]) or "(?!)"
    pattern = re.compile(rf"(?<!{LETTER})(?:{every_word})(?!{LETTER})", re.IGNORECASE)
    beginnings = [*plain, *data.demonstratives]
    possible = re.compile(rf"(?<!{LETTER})(?:{trie(_spaced(word.lower()) for word in beginnings)})(?!{LETTER})")
    possessives = frozenset(word.lower() for word in data.possessives)
    said = re.compile(rf"\b(?:{'|'.join(sorted(data.speech)) or chr(0)})\b")
    openers, headed = frozenset(data.openers), bool(data.heads)
    rest = (data.selves, data.bare, openers, data.lists, data.counted, data.speakers, said)
    return Anaphora(pattern, possible, kinds, offices, plurals, possessives, *rest, data.latter, data.former, data.across, headed)


@cache
def posts(language: str) -> re.Pattern[str]:
    """The words of a title that say that its holder serves a state."""
    data = read_part(Anaphors, language, "anaphors.yaml") or Anaphors()
    return re.compile(rf"\b(?:{'|'.join(sorted(data.posts)) or chr(0)})\b", re.IGNORECASE)


def _headed(data: Anaphors) -> list[str]:
    """The pattern of descriptions by demonstrative and head: a few characters may stand between, a clause with 的 may be longer."""
    if not data.heads:
        return []
    first = "|".join(map(re.escape, data.demonstratives))
    heads = "|".join(map(re.escape, sorted(data.heads, key=len, reverse=True)))
    inner, barred = r"[\u4e00-\u9fff]", "|".join(map(re.escape, data.not_headed)) or "(?!)"
    return [rf"(?:{first})(?:(?!{barred}){inner}{{0,7}}?|{inner}{{2,14}}的)(?P<head>{heads})"]


def _spaced(word: str) -> list[str]:
    """The word as the pieces of a pattern; up to three words may stand behind an article («the Chinese telecoms group»)."""
    article, _, rest = word.partition(" ")
    if article == "the" and " " not in rest:
        return [r"the\s+(?:[\w-]+\s+){0,3}?", *spelled(rest)]
    return spelled(word)


def _key(words: Anaphora, text: str) -> str:
    """The word of the file that a match is, words between article and noun left out."""
    pieces = text.lower().split()
    whole = " ".join(pieces)
    return whole if whole in words.kinds else f"{pieces[0]} {pieces[-1]}"


def referring(normal: str, mentions: Sequence[Mention], sentences: Sequence[Span], language: str) -> list[Mention]:
    """Mentions by words that refer back, where the antecedent is clear. `normal` is the normalised text."""
    words = anaphora(language)
    context = _Context(normal, sorted(mentions, key=lambda mention: mention.span), [span[0] for span in sentences], words)
    found: list[Mention] = []
    for match in matches(words.pattern, normal, words.possible, lower(normal)):
        key = match["head"] if words.heads and match["head"] else _key(words, match[0])
        mention = context.resolved(match.span(), key) if words.refers(normal, match.span(), key) else None
        if mention is not None:
            found.append(mention)
            context.remember(mention)
    return found


class _Context:
    """The mentions of a document in order, as what a word may refer back to."""

    def __init__(self, normal: str, mentions: list[Mention], starts: list[int], words: Anaphora) -> None:
        self.normal, self.mentions, self.starts, self.words = normal, mentions, starts, words
        self.places = [mention.span[0] for mention in mentions]

    def remember(self, mention: Mention) -> None:
        """Lets later words refer to a person through this one: «he» of one sentence keeps the «he» of the next."""
        place = bisect_right(self.places, mention.span[0])
        within = place > 0 and self.mentions[place - 1].span[1] >= mention.span[1]  # the «He» of «Vice Premier He Lifeng»
        if mention.reference.kind == "person" and mention.found == "pronoun" and not within:
            self.mentions.insert(place, mention)
            self.places.insert(place, mention.span[0])

    def resolved(self, span: Span, key: str) -> Mention | None:
        """The mention that the word at `span` is, or None where nothing clear stands before it."""
        here = bisect_right(self.starts, span[0]) - 1
        if here < 0:
            return None
        inside = self._between(*span)
        if not all(whose(mention) for mention in inside):
            return None
        if self.normal[slice(*span)] in self.words.selves:
            return self._mention(span, self._filer) if self._filer is not None else None
        if key in self.words.speakers:
            return self._speaker(span, here)
        before = self._between(self.starts[max(0, here - _REACH)], span[0])
        if key in self.words.plurals:
            members = _two_parties(before)
            return self._mention(span, members[0], members=members) if members else None
        if key in self.words.latter | self.words.former | self.words.across:
            one = self._opposed(span, key, self._between(self.starts[here], span[0]))
            return self._mention(span, one) if one is not None else None
        if key in self.words.counted:
            listed = self._last_list(before, self.words.counted[key])
            return self._mention(span, listed[0], members=listed) if listed else None
        kinds = self.words.kinds[key]
        if key in self.words.possessives:
            before = self._not_subject(before, span)
            nearest = next((m for m in reversed(before) if m.reference.kind in kinds and not m.adjective), None)
            same = nearest is not None and nearest.span[0] >= self.starts[here]
            return self._all_of(span, nearest, key) if nearest is not None and same else None
        parties = {mention.reference.party.name for mention in inside}
        office = key in self.words.offices  # which no «he» of before may hold: «the commerce ministry» is not he
        fitting = [m for m in before if self._may_be(m, kinds, parties) and not (office and m.found == "pronoun")]
        if key in self.words.lists:  # «they» are rather several than one
            fitting = [m for m in fitting if m.reference.kind == "group" or self._list_around(m)] or fitting
        antecedent = self._antecedent(fitting, here) if not office or key.startswith("the ") else None
        if antecedent is not None:
            return self._all_of(span, antecedent, key)
        return self._office(before, span) if key in self.words.offices else None

    @cached_property
    def _filer(self) -> Reference | None:
        """The firm whose filing it is: the one in brackets or signing it, else the first that is named."""
        firms = [mention for mention in self.mentions if mention.reference.kind == "firm"]
        bracketed = (m for m in firms if self.normal[max(0, m.span[0] - 1) : m.span[0]] in ("(", "（", "—"))
        filer = next(bracketed, firms[0] if firms else None)
        return filer.reference if filer is not None else None

    def _speaker(self, span: Span, here: int) -> Mention | None:
        """Who speaks of «us»: the actor beside a word of saying in the sentence, else before it, else the firm of a filing."""
        for sentence in range(here, max(-1, here - _REACH - 1), -1):
            end = self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.normal)
            for mention in reversed(self._between(self.starts[sentence], end)):
                if not mention.adjective and self._speaks(mention) and not mention.span[0] <= span[0] < mention.span[1]:
                    return self._mention(span, mention.reference)
        named = self._filer is not None and any(m.reference == self._filer for m in self.mentions if m.span < span)
        return self._mention(span, self._filer) if self._filer is not None and named else None

    def _speaks(self, mention: Mention) -> bool:
        """Does a word of saying stand right behind the mention, or right before it behind a quotation («…”, said X»)?"""
        behind = self.normal[mention.span[1] : mention.span[1] + 24].split()[:2]
        before = self.normal[max(0, mention.span[0] - 24) : mention.span[0]].replace(" the", "").split()[-1:]
        return any(self.words.said.fullmatch(word) for word in (*behind[:1], *before))

    def _all_of(self, span: Span, antecedent: Mention, key: str) -> Mention:
        """The word as its antecedent or, where it is a plural, as the list in which that stands."""
        members = self._list_around(antecedent) if key in self.words.lists else ()
        return self._mention(span, antecedent.reference, members if len(members) > 1 else ())

    def _list_around(self, mention: Mention) -> tuple[Reference, ...]:
        """The list in which a mention stands."""
        at = self.mentions.index(mention)
        low = high = at
        while low > 0 and self._listed(low - 1):
            low -= 1
        while high + 1 < len(self.mentions) and self._listed(high):
            high += 1
        return tuple(dict.fromkeys(m.reference for m in self.mentions[low : high + 1])) if high > low else ()

    def _listed(self, at: int) -> bool:
        """Do mention `at` and the next one stand in one list?"""
        one, two = self.mentions[at], self.mentions[at + 1]
        return one.adjective == two.adjective and _LISTED.fullmatch(self.normal, one.span[1], two.span[0]) is not None

    def _last_list(self, before: Sequence[Mention], count: int) -> tuple[Reference, ...]:
        """The last list of so many members among the mentions of before."""
        for mention in reversed(before):
            members = self._list_around(mention)
            if len(members) == count:
                return members
        return ()

    def _not_subject(self, before: list[Mention], span: Span) -> list[Mention]:
        """Behind a coverb («向其提供») the word is not the subject of its own clause: only actors of earlier clauses remain."""
        if self.normal[max(0, span[0] - 1) : span[0]] not in _COVERBS or not span[0]:
            return before
        cut = max(self.normal.rfind(mark, 0, span[0]) for mark in _CLAUSE_MARKS)
        return [mention for mention in before if mention.span[1] <= cut]

    def _opposed(self, span: Span, key: str, before: list[Mention]) -> Reference | None:
        """One of two of whom the sentence spoke: the latter, the former, or the one who is not the subject of this clause."""
        cut = max(self.normal.rfind(mark, 0, span[0]) for mark in _CLAUSE_MARKS)
        plain = [m for m in before if not m.adjective and m.reference.kind not in ("media", "other")]
        if key in self.words.across:
            subject = next((m for m in plain if m.span[0] > cut), plain[0] if plain else None)
            others = (m.reference for m in reversed(plain) if subject and m.reference.party.name != subject.reference.party.name)
            return next(others, None)
        earlier = [m for m in plain if m.span[1] <= cut]
        if key in self.words.latter:
            return earlier[-1].reference if earlier else None
        pair = _two_parties(earlier)
        return pair[0] if pair else None

    def _between(self, start: int, end: int) -> list[Mention]:
        return self.mentions[bisect_left(self.places, start) : bisect_left(self.places, end)]

    def _may_be(self, mention: Mention, kinds: tuple[str, ...], parties: set[str]) -> bool:
        """Is it a thing of the right kind and state, and no mere modifier of another («Apple's assembler»)?"""
        if mention.reference.kind not in kinds or mention.adjective or (parties and not _of(mention, parties)):
            return False
        return not _OWNED.match(self.normal, mention.span[1])

    def _antecedent(self, fitting: list[Mention], here: int) -> Mention | None:
        """Of the fitting actors of the sentence, else of the nearest one before it that has any, the one spoken of most so far."""
        for sentence in range(here, max(-1, here - _REACH - 1), -1):
            start = self.starts[sentence]
            end = self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.normal)
            inside = [mention for mention in fitting if start <= mention.span[0] < end]
            if inside:
                return max(inside, key=lambda mention: (self._times(mention), -mention.span[0]))
        return None

    def _times(self, mention: Mention) -> int:
        """How often the actor has been named up to here."""
        here = bisect_left(self.places, mention.span[0])
        return sum(other.reference.key == mention.reference.key for other in self.mentions[max(0, here - _MEMORY) : here])

    def _office(self, before: Sequence[Mention], span: Span) -> Mention | None:
        """The holder of an office of the state last spoken of, named by the office."""
        state = next((m.reference for m in reversed(before) if m.reference.kind in ("state", "agency", "bloc")), None)
        if state is None:
            return None
        title = self.normal[slice(*span)]
        return Mention(span, Reference(None, title, title, span, (title,), state.party, "person"), "role", (state,))

    def _mention(self, span: Span, meant: Reference, members: tuple[Reference, ...] = ()) -> Mention:
        reference = Reference(meant.id, meant.name, self.normal[slice(*span)], span, meant.names, meant.party, meant.kind)
        return Mention(span, reference, "pronoun", members=members)


_COVERBS = frozenset("向对与同把将给为被让使由跟")
_CLAUSE_MARKS = ",;:，；："
_LISTED = re.compile(r"\s*(?:,\s*(?:and|or)?|\band\b|、|和|与|及)\s*(?:the\s+)?")
_OWNED = re.compile(r"['’]s\s|['’]\s|的")


def whose(mention: Mention) -> bool:
    """Is it a state's name or adjective, which inside a description only says whose («这家中国公司», «the Chinese group»)?"""
    return mention.adjective or mention.reference.kind == "state"


def _of(mention: Mention, parties: set[str]) -> bool:
    """May the actor be of one of the states that the description names? A firm's state is not known here."""
    return mention.reference.kind not in ("state", "agency") or mention.reference.party.name in parties


def _two_parties(before: Sequence[Mention]) -> tuple[Reference, ...]:
    """The last two actors of different parties, in the order of the text."""
    chosen: dict[str, Reference] = {}
    for mention in reversed(before):
        reference = mention.reference
        if mention.adjective or mention.seat or reference.kind in ("media", "other"):
            continue
        chosen.setdefault(reference.party.name, reference)
        if len(chosen) == 2:
            second, first = chosen.values()
            return first, second
    return ()
