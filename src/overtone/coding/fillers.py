"""Candidates for a role: how well each mention fits the slots in which a construction looks for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from overtone.coding.analysis import Mention
from overtone.coding.anchors import Anchor
from overtone.coding.grammar import Grammar
from overtone.coding.order import clausal, in_patient, inner, linear_marker, linear_slot, opened
from overtone.coding.scene import Features, Filler, Scene, Weights
from overtone.coding.slots import Slot, View, remembered

_OWNING = ("possessor", "subject", "by", "由", "of")


def _names(name: str, nominal: bool) -> Iterable[tuple[str, float]]:
    """The names under which a row may know a slot, with a penalty in ranks for the looser ones."""
    yield name, 0
    head, _, inner = name.partition(".")
    if inner:
        yield head if inner == "possessor" else inner, 1
    if name == "carrier":
        yield from ((alias, 1) for alias in _OWNING)
    elif nominal and name in _OWNING:
        yield from ((alias, 0.5) for alias in _OWNING)
    elif name == "possessor":
        yield "subject", 1
    elif name == "object":
        yield "indirect", 0.5
    elif name == "indirect":
        yield "object", 0.5


@cache
def _rank(slots: tuple[str, ...], name: str, nominal: bool, grammar: Grammar) -> float | None:
    """The place of a slot in a row's list; markers that mean the same (与, 同, 跟) share one."""
    places: dict[str, int] = {}
    for each in slots:
        places.setdefault(grammar.synonyms.get(each, each), len(places))
    named = ((grammar.synonyms.get(alias, alias), penalty) for alias, penalty in _names(name, nominal))
    return min((places[alias] + penalty for alias, penalty in named if alias in places), default=None)


def _tree_match(scene: Scene, anchor: Anchor, slots: tuple[str, ...], token: int) -> tuple[float, Slot] | None:
    """The best slot by the tree, over the anchor's heads and its other words (whose own modifiers count as the anchor's)."""
    view, best = scene.view, None
    nominal = anchor.pattern.nominal or view.tokens[anchor.head].tag in ("NOUN", "PROPN")
    for slot in _tree_slots(view, anchor.heads, anchor.tokens, token):
        rank = _rank(slots, slot.name, nominal, view.grammar)
        if rank is not None:
            far = rank + slot.depth + slot.borrowed
            if best is None or far < best[0]:
                best = far, rank, slot
    return best[1:] if best is not None else None


@remembered
def _tree_slots(view: View, heads: tuple[int, ...], tokens: tuple[int, ...], token: int) -> list[Slot]:
    """The slots of a token under the words of an anchor."""
    found = [view.slot(head, token) for head in heads]
    others = (view.below(other, token) for other in dict.fromkeys(tokens) if other not in heads)
    found += [slot for slot in others if slot is not None and slot.name not in ("subject", "object")]
    return [slot for slot in found if slot is not None]


def _linear_match(scene: Scene, anchor: Anchor, slots: tuple[str, ...], token: int) -> tuple[float, Slot] | None:
    listed = token > 1 and scene.view.tokens[token - 2].mention >= 0 and "reciprocal" not in anchor.pattern.row.flags
    slot = linear_slot(scene.view, (anchor.first, anchor.last), token, scene.places, () if listed else slots)
    if slot is None:
        return None
    if slot.name in scene.view.grammar.markers and _of_own_clause(scene.view, anchor, token):
        return None
    rank = _rank(slots, slot.name, anchor.pattern.nominal, scene.view.grammar)
    return None if rank is None else (rank, slot)


def _of_own_clause(view: View, anchor: Anchor, token: int) -> bool:
    """Does a coverb's actor belong to a clause before, since this verb has an object («对甲实施禁运，并调查乙»)?

    Or a prepositional phrase to a later verb («offered bounties for exiles, drawing condemnation from Britain»)?
    """
    if not view.grammar.by_characters:
        above = view.heads[view.top(token)]
        later = above > anchor.last and view.tokens[above].tag == "VERB" and view.tokens[above].mention < 0
        return later and view.segments[token] != view.segments[anchor.last]
    after = anchor.head + 1
    elsewhere = view.grammar.by_characters and view.segments[token] != view.segments[anchor.first]
    return elsewhere and after < len(view.tokens) and view.tokens[after].mention >= 0


def _features(scene: Scene, anchor: Anchor, slots: tuple[str, ...], number: int, role: str) -> Features | None:
    """How well mention `number` fits one of `slots`; None if nothing speaks for it."""
    token, mention = scene.places[number], scene.mentions[number]
    view, features = scene.view, Features()
    tree, line = _tree_match(scene, anchor, slots, token), _linear_match(scene, anchor, slots, token)
    if tree is None and line is None:
        return None  # as for most: the rest need not be asked
    if (token > anchor.last and _speaker(view, token)) or impersonal(view, token) or _sums(view, token):
        return None
    end = inner(view, token)
    if end is not None and not token < anchor.first <= anchor.last < end:
        return None
    apart = view.segments[token] < view.segments[anchor.first] and opened(view, token)
    apart |= view.grammar.by_characters and token > anchor.first  # no Chinese subject follows its verb: 「调查英伟达」
    if tree is not None and (
        _overruled(view, anchor, token, tree[1], mention.place or mention.seat) or (apart and tree[1].name == "subject")
    ):
        tree = None
    if tree is None and line is None:
        return None
    if tree is not None:
        rank, slot = tree
        features |= {"tree": 1, "tree.rank": rank, "depth": slot.depth, "borrowed": slot.borrowed, f"slot.{slot.name}": 1}
    if line is not None:
        rank, slot = line
        features |= {"linear": 1, "linear.rank": rank, "between": slot.depth, f"line.{slot.name}": 1}
    if tree is not None and line is not None and tree[1].name == line[1].name:
        features["agree"] = 1
    features["apart"] = min(3, max(0, abs(view.segments[anchor.head] - view.segments[token]) - _joined(scene, anchor, number)))
    features["ahead" if token < anchor.first else "behind"] = 1
    if line is not None and line[1].name == "subject" and clausal(view, (anchor.first, anchor.last), token):
        features["clausal"] = 1
    if _foremost(scene, anchor, number):
        features["foremost"] = 1
    somewhere = mention.place or (
        mention.found == "form" and mention.reference.kind == "other" and not view.grammar.by_characters
    )
    somewhere &= not (tree is not None and view.provenance(view.heads[token]))  # «cars made in China» are China's
    if somewhere and view.marker(token) in view.grammar.places and view.marker(token) not in slots:
        features["place"] = 1
    if _modifies(view, token):
        features["modifies"] = 1
    if linear_marker(view, token) in view.grammar.agents and view.segments[token] == view.segments[anchor.first]:
        features["agentive"] = 1
    return _named(features, role) | _who(mention, role)


def impersonal(view: View, token: int) -> bool:
    """Is it a pronoun that as an object more often means a thing or a plan than an actor («criticised it»)?"""
    if view.tokens[token].form.lower() not in view.grammar.impersonal or view.relations[token].startswith("nsubj"):
        return False
    return view.tokens[view.heads[token]].lemma not in view.grammar.object_control  # but «ordered it to stop»


def _sums(view: View, token: int) -> bool:
    """Does the mention only say whose the members of a list before it are («将A、B等6家美国企业列入…»: 美国)?"""
    if not view.grammar.summing or not in_patient(view, token):
        return False
    before = next((at for at in range(token - 1, -1, -1) if view.tokens[at].mention >= 0), token)
    return any(view.tokens[at].form in view.grammar.summing for at in range(before + 1, token))


def _speaker(view: View, token: int) -> bool:
    """Does a headline hand over to the mention («… 商务部：…»)? It then says what follows and has no part in what stands before."""
    after = token + 1
    opens = token > 0 and view.segments[token - 1] != view.segments[token]
    return opens and after < len(view.tokens) and view.tokens[after].form in (":", "：")


def _joined(scene: Scene, anchor: Anchor, number: int) -> bool:
    """Does the anchor's segment go on with the subject of one before it («…，并调查…»), and does the mention open that one?"""
    view, token = scene.view, scene.places[number]
    segment = view.segments[anchor.head]
    opening = view.tokens[bisect_left(view.segments, segment)].form
    if view.segments[token] >= segment or opening not in view.grammar.continuers or view.marker(token) is not None:
        return False
    return not number or view.segments[scene.places[number - 1]] < view.segments[token]


def _foremost(scene: Scene, anchor: Anchor, number: int) -> bool:
    """Is it the first mention of the anchor's segment, or the first behind the anchor there?"""
    view, token = scene.view, scene.places[number]
    segment = view.segments[anchor.first]
    if view.segments[token] != segment:
        return False
    before = scene.places[number - 1] if number else -1
    if token < anchor.first:
        return before < 0 or view.segments[before] != segment
    return before < anchor.first


def _overruled(view: View, anchor: Anchor, token: int, slot: Slot, place: bool) -> bool:
    """Where trees are less sure, a coverb in front of a name tells its role: 在中国 is not who acts."""
    grammar = view.grammar
    if not grammar.by_characters or slot.name not in ("subject", "object"):
        return False
    mark = None if clausal(view, (anchor.first, anchor.last), token) else linear_marker(view, token)
    if slot.name == "subject" and in_patient(view, token):
        return True
    if slot.name == "subject" and mark in grammar.places and not place and _framed(view, token):
        return False
    return mark is not None and not (mark in grammar.agents or mark in grammar.patients or mark in grammar.joiners)


def _framed(view: View, token: int) -> bool:
    """Does the segment end in a word that makes it a clause of time («在黄仁勋到访中国后»)?"""
    last = token
    while last + 1 < len(view.tokens) and view.segments[last + 1] == view.segments[token]:
        last += 1
    while last > token and view.tokens[last].form in view.grammar.breaks:
        last -= 1
    return view.tokens[last].form in view.grammar.frames


def _modifies(view: View, token: int) -> bool:
    """Does the mention only say whose another one is («China's Longi»)?"""
    after = token + 1
    if after < len(view.tokens) and view.tokens[after].lemma in view.grammar.owner_marks:
        after += 1
    if after < len(view.tokens) and view.tokens[after].mention >= 0:
        return True
    head = view.heads[token]
    return head >= 0 and view.tokens[head].mention >= 0 and view.relations[token] not in ("conj", "appos", "parataxis")


def _who(mention: Mention, role: str) -> Features:
    """What kind of mention it is."""
    return _kinds(mention.found, mention.reference.kind, mention.adjective, mention.seat, role)


@cache
def _kinds(found: str, kind: str, adjective: bool, seat: bool, role: str) -> Features:
    features: Features = {f"found.{found}": 1, f"kind.{kind}": 1}
    if adjective:
        features["adjective"] = 1
    if seat:
        features["seat"] = 1
    return _named(features, role)


def _named(features: Features, role: str) -> Features:
    return {f"{role}.{name}": value for name, value in features.items()}


_AROUND = 10  # mentions on either side of an anchor that may fill its slots
_REACH = 4  # comma-to-comma segments between an anchor and what may fill its slots


def fillers(scene: Scene, anchor: Anchor, slots: tuple[str, ...], role: str, weigh: Weights) -> list[Filler]:
    """Candidates for one role («source» or «target»), best first."""
    found = []
    segments, near = scene.view.segments, scene.view.segments[anchor.head]
    middle = bisect_left(scene.places, anchor.first)
    for number in range(max(0, middle - _AROUND), min(len(scene.places), middle + _AROUND)):
        token = scene.places[number]
        if abs(segments[token] - near) > _REACH:
            continue
        if token == anchor.tokens[0] or ("reversed" in anchor.pattern.row.flags and _turned(scene.view, anchor, token, role)):
            continue
        features = _features(scene, anchor, slots, number, role)
        if features is not None:
            found.append(Filler(scene.mentions[number], token, features, weigh.score(features)))
    inner = [filler.token for filler in found if filler.features.get(f"{role}.clausal")]
    if inner and role == "source":  # 「甲问乙对于丙实施管制的看法」: whoever stands before the clause has no part in it
        found = [filler for filler in found if filler.token >= inner[0]]
    return sorted(found, key=lambda filler: -filler.score)


def _turned(view: View, anchor: Anchor, token: int, role: str) -> bool:
    """In a row that is passive by its words («came under investigation», 获许可), is the mention on the wrong side for its role?"""
    if role == "target":
        return token > anchor.first and view.segments[token] == view.segments[anchor.first]
    return token < anchor.first and view.marker(token) is None and linear_marker(view, token) is None and not view.owned(token)


def has_object(scene: Scene, anchor: Anchor) -> float:
    """1 if a thing that is no actor is the object already («praised the announcement», 「反对禁售」): who is meant is then less sure."""
    view, following = scene.view, anchor.last + 1
    child = view.child(anchor.head, "obj")
    if child is None and following < len(view.tokens):
        clause = view.heads[following] == anchor.head and view.relations[following] in ("ccomp", "xcomp")
        child = following if clause or (view.grammar.by_characters and view.tokens[following].tag == "VERB") else None
    if child is None or child in anchor.tokens:
        return 0.0
    return float(view.tokens[child].mention < 0 or impersonal(view, child))


def earlier(scene: Scene, anchor: Anchor, found: list[Filler], weigh: Weights) -> list[Filler]:
    """The last two actors of earlier clauses of the sentence, as the party that is answered."""
    view, taken = scene.view, {filler.token for filler in found}
    segment = view.segments[anchor.first]
    before = [n for n, t in enumerate(scene.places) if t < anchor.first and view.segments[t] < segment and t not in taken]
    fillers = []
    for number in before[-2:]:
        mention = scene.mentions[number]
        features = _named({"earlier": 1, "thing": has_object(scene, anchor)}, "target") | _who(mention, "target")
        fillers.append(Filler(mention, scene.places[number], features, weigh.score(features)))
    return fillers


def counterpart(scene: Scene, anchor: Anchor, one: Filler, role: str, weigh: Weights) -> list[Filler]:
    """The party across from `one`, where the words around the act leave it out: 「中方随即反制」.

    It is the one spoken of last before the act; `alone` says that no third party is spoken of.
    """
    own = one.mention.reference.party.name
    here = [(m, t) for m, t in zip(scene.mentions, scene.places, strict=True) if not _where(scene.view, m, t)]
    nearest = (
        [m for m, t in reversed(here) if t < anchor.first] + [*reversed(scene.spoken)] + [m for m, t in here if t > anchor.last]
    )
    others = [m for m in nearest if m.reference.party.name != own and m.reference.kind not in ("media", "other")]
    if not others or any(m.reference.party.name != others[0].reference.party.name for m in others):
        return []
    act = anchor.pattern.row.act
    features: Features = {"across": 1, f"across.{act}": 1, "across.thing": has_object(scene, anchor)}
    features = _named(features, role) | _who(others[0], role)
    return [Filler(others[0], -1, features, weigh.score(features))]


def _where(view: View, mention: Mention, token: int) -> bool:
    """Does the mention only say where («在日内瓦»)?"""
    return mention.place and linear_marker(view, token) in view.grammar.places


def from_context(mention: Mention | None, role: str, weigh: Weights, free: bool = False) -> list[Filler]:
    if mention is None:
        return []
    features = _named({"context.free" if free else "context": 1}, role) | _who(mention, role)
    return [Filler(mention, -1, features, weigh.score(features))]
