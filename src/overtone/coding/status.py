"""Did it happen? Status from the words around an act: negation, modals, the verbs that govern it, conditions, dates.

An act's chain runs from its anchor up the tree, through complements and carrying nouns, to the clause that asserts it. The words of every
link have their say: what drops the act or denies it wins, then the outermost link that says anything.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from overtone.coding.order import linear_marker
from overtone.coding.slots import View
from overtone.data import read_part
from overtone.language.tree import Token
from overtone.model import Days, Status

Verdict = Literal["actual", "future", "considered", "denied", "historical", "drop"]

BACKGROUND_DAYS = 30
"""An act that ended longer before publication than this is told as background."""

_UP_CLAUSE = frozenset({"xcomp", "ccomp", "csubj", "csubj:pass", "acl", "advcl", "parataxis", "conj", "dep"})
_UP_NOUN = frozenset({"obj", "obl", "nmod", "nsubj:pass", "compound", "nsubj", "obl:patient", "appos"})
_GOVERNED = frozenset({"xcomp", "ccomp", "acl", "obj", "nmod", "csubj", "obl", "csubj:pass", "nsubj:pass"})
_MODIFIER = frozenset(
    {"aux", "aux:pass", "advmod", "mark", "neg", "det", "discourse", "cc:preconj", "cop", "advmod:df", "obl:tmod", "nmod:tmod"}
)


class Scopes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file: words and governors by the status that they give, and the words of reporting.

    A question with one of `comments` in its last clause only asks for a comment on what it tells before; behind a
    governor of what is considered, one of `whether` drops nothing.

    `endings` are those of verbs whose form itself says it, where a language has tenses for what English says in words.
    """

    words: dict[Verdict, tuple[str, ...]] = {}
    governors: dict[Verdict, tuple[str, ...]] = {}
    endings: dict[Verdict, tuple[str, ...]] = {}
    speech: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    anonymous: tuple[str, ...] = ()
    questions: tuple[str, ...] = ("?", "？")
    before: frozenset[str] = frozenset()
    not_before_actor: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()
    valued: frozenset[str] = frozenset()
    adjacent: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    hearsay: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    guesses: frozenset[str] = frozenset()
    refusals: frozenset[str] = frozenset()
    volition: frozenset[str] = frozenset()
    inviting: frozenset[str] = frozenset()
    arranged: frozenset[str] = frozenset()
    turns: frozenset[str] = frozenset()
    comments: tuple[str, ...] = ()
    whether: frozenset[str] = frozenset()


class Scoping(NamedTuple):
    """The file made ready: verdicts by word."""

    data: Scopes
    words: dict[str, Verdict]
    governors: dict[str, Verdict]


@cache
def scoping(language: str) -> Scoping:
    """The scope words of a language; without a file, acts are taken to have happened unless dates say otherwise."""
    data = read_part(Scopes, language, "scopes.yaml") or Scopes()
    return Scoping(
        data,
        {word: verdict for verdict, words in data.words.items() for word in words},
        {word: verdict for verdict, words in data.governors.items() for word in words},
    )


class Link(NamedTuple):
    """One link of the chain: a token, and the relation by which the link below hangs on it."""

    token: int
    relation: str


def chain(view: View, head: int, governors: frozenset[str] | None = None) -> list[Link]:
    """The tokens from the anchor's head up to the clause that asserts it.

    A noun is told as fact by most verbs around it («lifted the ban»); with `governors`, it is followed only to verbs that put it into
    effect or say what is meant to happen.
    """
    links, token = [Link(head, "")], head
    for _ in range(len(view.tokens)):
        relation, above = view.relations[token], view.heads[token]
        if above < 0 or relation == "acl:relcl":
            break
        nominal = view.tokens[token].tag in ("NOUN", "PROPN", "ADJ")
        if not (relation in _UP_CLAUSE or (nominal and relation in _UP_NOUN)):
            break
        if governors is not None and relation in _UP_NOUN and view.tokens[above].lemma not in governors | view.grammar.carriers:
            break
        links.append(Link(above, relation))
        token = above
    return links


def verdict(view: View, head: int, first: int, scope: Scoping) -> Verdict:
    """What the words around the anchor (head token, first token) say about its status."""
    said: list[Verdict] = []
    links = chain(view, head, frozenset(scope.governors))
    for at, link in enumerate(links):
        if link.relation == "conj":
            continue
        purpose = at > 0 and any(view.tokens[child].lemma == "to" for child in view.children[links[at - 1].token])
        infinitive = link.relation == "advcl" and _governs(view, link.token, scope)
        if (infinitive or link.relation in _GOVERNED) and link.token < first:
            lemma = view.tokens[link.token].lemma
            inviting = lemma in scope.data.inviting and (infinitive or link.relation == "xcomp")
            governed = "drop" if inviting else scope.governors.get(lemma)
            if governed is not None:
                said.append(governed)
        if link.relation == "advcl" and not infinitive and not purpose:
            break  # an adverbial clause is asserted beside its main clause, a purpose («would invest to shift …») no more than it
        nominal = link.relation in _UP_NOUN and view.tokens[head].tag not in ("VERB", "AUX")
        if not (nominal and link.token > first):
            said += _modifiers(view, link.token, scope)
    if said and said[-1] == "future":
        said += _planned(view, links[-1].token, scope)
    if _guessed(view, first, scope) or _valued(view, first, scope) or _hearsay(view, first, scope):
        said.append("drop")
    if view.grammar.by_characters:
        said += _before(view, first, {link.token for link in chain(view, head)}, scope)
    if said and "drop" in said and _weighed(view, first, scope):
        return "considered"  # 「正在评估是否加税」
    for strongest in ("drop", "denied"):
        if strongest in said:
            return strongest
    if view.grammar.by_characters and first and view.tokens[first - 1].form in scope.data.before:
        return "historical"  # 「将撤销此前给予的授权」: what is to be revoked was given before
    return said[-1] if said else "actual"


def _weighed(view: View, first: int, scope: Scoping) -> bool:
    """Does the anchor's segment say that somebody weighs whether to act («正在研究是否…»)?"""
    segment = view.segments[first]
    ahead = [view.tokens[at].form for at in range(bisect_left(view.segments, segment), first)]
    whether = next((at for at, form in enumerate(ahead) if form in scope.data.whether), -1)
    return any(scope.governors.get(form) == "considered" for form in ahead[: max(0, whether)])


def refused(view: View, head: int, first: int, scope: Scoping) -> bool:
    """Is an act that is denied one that its actor refuses («refuses to lift», «will not release», 拒不交出)? Then the refusal is the act."""
    tokens, data = view.tokens, scope.data
    links = chain(view, head, frozenset(scope.governors))
    if any(link.token < first and tokens[link.token].lemma in data.refusals for link in links[1:]):
        return True
    words = {tokens[child].lemma for link in links if link.relation != "conj" for child in view.children[link.token]}
    if words & data.volition and any(scope.words.get(word) == "denied" for word in words):
        return True
    same = (tokens[at].form for at in range(first) if view.segments[at] == view.segments[first])
    return view.grammar.by_characters and any(form in data.refusals for form in same)


def _planned(view: View, token: int, scope: Scoping) -> list[Verdict]:
    """What is said of the noun whose relative clause tells what would be («is drafting rules that would restrict shipments»)."""
    noun = view.heads[token]
    if view.relations[token] != "acl:relcl" or view.relations[noun] not in ("obj", "nsubj:pass"):
        return []
    governed = scope.governors.get(view.tokens[view.heads[noun]].lemma)
    return [] if governed is None else [governed]


def _hearsay(view: View, first: int, scope: Scoping) -> bool:
    """Is the act only what a report or rumour is about («针对两人会面的报道»)?"""
    segment = view.segments[first]
    words = [(at, view.tokens[at].form) for at in range(len(view.tokens)) if view.segments[at] == segment]
    opened = any(form in scope.data.about for at, form in words if at < first)
    return opened and any(form in scope.data.hearsay for at, form in words if at > first)


def _guessed(view: View, first: int, scope: Scoping) -> bool:
    """Does a clause before say that what follows is only a guess («有人揣测，…»)? A word that turns («但») ends its reach."""
    breaks, tokens = view.grammar.breaks, view.tokens
    for at in range(first - 1, 0, -1):
        if tokens[at].form in scope.data.turns:
            return False
        if tokens[at].form in breaks and tokens[at - 1].form in scope.data.guesses:
            return True
    return False


def _valued(view: View, first: int, scope: Scoping) -> bool:
    """Does the next segment only say what the act would be worth («…，对美国来说是重大胜利»)?"""
    segment = view.segments[first] + 1
    following = [view.tokens[at].form for at in range(first, len(view.tokens)) if view.segments[at] == segment][:6]
    return any(form in scope.data.valued for form in following)


def _governs(view: View, token: int, scope: Scoping) -> bool:
    """Does a verb whose infinitive was read as an adverbial clause say what is to be done («could force Nvidia to withdraw»)?"""
    lemma = view.tokens[token].lemma
    return lemma in view.grammar.object_control or lemma in scope.governors or lemma in scope.data.inviting


def _spares(view: View, token: int, scope: Scoping) -> bool:
    """Does a negation only deny what follows it («not the first visit», 「并非首次来华」, 「没有避讳地」)?"""
    following = view.tokens[token + 1 : token + 3]
    if len(following) == 2 and following[1].form in view.grammar.adverbial_marks and following[0].tag in ("VERB", "NOUN"):
        return True
    return any(view.tokens[at].form.lower() in scope.data.spared for at in range(token + 1, min(token + 4, len(view.tokens))))


def _modifiers(view: View, token: int, scope: Scoping) -> list[Verdict]:
    found = _inflected(view.tokens[token], scope)
    for child in view.children[token]:
        relation = view.relations[child].partition(":")[0]
        if relation in _MODIFIER or view.relations[child] in _MODIFIER:
            word = view.tokens[child]
            if word.form in scope.data.not_before_actor and child + 1 < len(view.tokens) and view.tokens[child + 1].mention >= 0:
                continue
            said = scope.words.get(word.form.lower()) or scope.words.get(word.lemma)
            if said is not None and not (said == "denied" and _spares(view, child, scope)):
                found.append(said)
    return found + (["future"] if _arranged(view, token, scope) else [])


def _arranged(view: View, token: int, scope: Scoping) -> bool:
    """Is it what somebody is to do («China is to impose tariffs»)?"""
    marks = [child for child in view.children[token] if view.relations[child] == "mark" and view.tokens[child].lemma == "to"]
    return any(view.tokens[mark - 1].lemma in scope.data.arranged and view.heads[mark - 1] == token for mark in marks if mark)


def _inflected(token: Token, scope: Scoping) -> list[Verdict]:
    """What the ending of a verb says («sankcios»)."""
    verb = token.mention < 0 and token.tag in ("VERB", "AUX")
    return [said for said, endings in scope.data.endings.items() if verb and token.form.endswith(endings)]


def _before(view: View, first: int, links: set[int], scope: Scoping) -> list[Verdict]:
    """Scope words in front of the anchor in its own segment: for languages whose trees are less sure.

    What lies inside a modifier (marked off by 的) counts only if the tree says that it belongs to the chain.
    """
    found: list[Verdict] = []
    segment, place, modifier = view.segments[first], first - 1, False
    opening = bisect_left(view.segments, segment)
    if opening and opening <= first and view.tokens[opening].form in scope.data.carried:
        found += [said for said in _before(view, opening - 1, links, scope) if said in ("considered", "future")]
    while place >= 0 and view.segments[place] == segment:
        token = view.tokens[place]
        modifier |= token.form in view.grammar.owner_marks
        if modifier and view.heads[place] not in links:
            place -= 1
            continue
        patient = token.form in view.grammar.patients and linear_marker(view, place + 1) == token.form
        actor_follows = view.tokens[place + 1].mention >= 0 and (token.form in scope.data.not_before_actor or patient)
        if token.mention < 0 and not actor_follows:
            said = scope.words.get(token.form) or scope.governors.get(token.form)
            if token.form in scope.data.adjacent and place + 1 != first:
                said = None
            if said is not None and not (said == "denied" and _spares(view, place, scope)):
                found.append(said)
        place -= 1
    return found


def settled(said: Verdict, when: Days | None, published: date | None, background: bool) -> Status | None:
    """The status from what the words say and when it was; None where there is no act."""
    if said == "drop":
        return None
    if when is not None and published is not None and said in ("actual", "historical", "future"):
        if when[0] > published and said != "historical":
            return "future"
        if when[1] < published - timedelta(days=BACKGROUND_DAYS):
            return "historical"
    if said == "actual" and background:
        return "historical"
    return said
