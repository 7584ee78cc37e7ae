"""Who did it to whom: candidate fillers for the slots of an anchor, scored, and the best triple.

Each feature of a filler or triple has a weight in `weights/<language>.yaml`; the sum is the triple's log-odds. Nothing else decides.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from overtone.coding.analysis import Mention
from overtone.coding.anchors import Anchor
from overtone.coding.grammar import Grammar
from overtone.coding.slots import Slot, View, in_patient, linear_marker, linear_slot
from overtone.data import read

Features = dict[str, float]


class Weights(NamedTuple):
    """The scorer's weights by feature, and the bias. Features of ends are written «source.tree», «target.tree»."""

    bias: float
    by_feature: Mapping[str, float]

    def score(self, features: Features) -> float:
        """The log-odds that features add."""
        weight = self.by_feature.get
        return sum(weight(name, 0.0) * value for name, value in features.items())


@cache
def weights(language: str) -> Weights:
    """The weights of a language, or the common ones if it has none of its own."""
    own = files("overtone.coding").joinpath("weights", f"{language}.yaml").is_file()
    table = read(dict[str, float], "overtone.coding", "weights", f"{language if own else 'common'}.yaml")
    return Weights(table.pop("bias"), table)


class Filler(NamedTuple):
    """A mention as candidate for a role; `token` is −1 where it comes from outside the sentence."""

    mention: Mention
    token: int
    features: Features
    score: float


class Triple(NamedTuple):
    """An anchor with its ends and the score (log-odds)."""

    anchor: Anchor
    source: Filler
    target: Filler | None
    features: Features
    score: float

    @property
    def confidence(self) -> float:
        """The scorer's probability that the triple is right."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score))))


class Scene(NamedTuple):
    """A sentence as roles see it: the view, mentions with their tokens, and what came before (topic and other party)."""

    view: View
    mentions: tuple[Mention, ...]
    places: tuple[int, ...]
    topic: Mention | None
    other: Mention | None


_OWNING = ("possessor", "subject", "by", "由", "of")


def _names(slot: Slot, nominal: bool) -> Iterable[tuple[str, float]]:
    """The names under which a row may know a slot, with a penalty in ranks for the looser ones."""
    name = slot.name
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


def _rank(slots: Sequence[str], slot: Slot, nominal: bool, grammar: Grammar) -> float | None:
    """The place of a slot in a row's list; markers that mean the same (与, 同, 跟) share one."""
    places: dict[str, int] = {}
    for name in slots:
        places.setdefault(grammar.synonyms.get(name, name), len(places))
    named = ((grammar.synonyms.get(name, name), penalty) for name, penalty in _names(slot, nominal))
    return min((places[name] + penalty for name, penalty in named if name in places), default=None)


def _tree_match(scene: Scene, anchor: Anchor, slots: Sequence[str], token: int) -> tuple[float, Slot] | None:
    """The best slot by the tree, over the anchor's heads and its other words (whose own modifiers count as the anchor's)."""
    nominal = anchor.pattern.nominal or scene.view.tokens[anchor.head].tag in ("NOUN", "PROPN")
    found = []
    for place in dict.fromkeys(anchor.heads + anchor.tokens):
        slot = scene.view.slot(place, token) if place in anchor.heads else scene.view.below(place, token)
        if slot is None or (place not in anchor.heads and slot.name in ("subject", "object")):
            continue
        rank = _rank(slots, slot, nominal, scene.view.grammar)
        if rank is not None:
            found.append((rank + slot.depth + slot.borrowed, rank, slot))
    if not found:
        return None
    _, rank, slot = min(found, key=lambda entry: entry[0])
    return rank, slot


def _linear_match(scene: Scene, anchor: Anchor, slots: Sequence[str], token: int) -> tuple[float, Slot] | None:
    listed = token > 1 and scene.view.tokens[token - 2].mention >= 0 and "reciprocal" not in anchor.pattern.row.flags
    slot = linear_slot(scene.view, (anchor.first, anchor.last), token, scene.places, () if listed else slots)
    if slot is None:
        return None
    rank = _rank(slots, slot, anchor.pattern.nominal, scene.view.grammar)
    return None if rank is None else (rank, slot)


def _features(scene: Scene, anchor: Anchor, slots: Sequence[str], number: int, role: str) -> Features | None:
    """How well mention `number` fits one of `slots`; None if nothing speaks for it."""
    token, mention = scene.places[number], scene.mentions[number]
    view, features = scene.view, Features()
    tree, line = _tree_match(scene, anchor, slots, token), _linear_match(scene, anchor, slots, token)
    if tree is not None and _overruled(view, token, tree[1]):
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
    features["apart"] = min(3, abs(view.segments[anchor.head] - view.segments[token]))
    features["ahead" if token < anchor.first else "behind"] = 1
    if mention.place and view.marker(token) in view.grammar.places and view.marker(token) not in slots:
        features["place"] = 1
    if _modifies(view, token):
        features["modifies"] = 1
    if linear_marker(view, token) in view.grammar.agents and view.segments[token] == view.segments[anchor.first]:
        features["agentive"] = 1
    return _named(features | _who(mention), role)


def _overruled(view: View, token: int, slot: Slot) -> bool:
    """Where trees are less sure, a coverb in front of a name tells its role: 在中国 is not who acts."""
    grammar = view.grammar
    if not grammar.by_characters or slot.name not in ("subject", "object"):
        return False
    mark = linear_marker(view, token)
    if slot.name == "subject" and in_patient(view, token):
        return True
    return mark is not None and mark not in grammar.agents | grammar.patients | grammar.joiners


def _modifies(view: View, token: int) -> bool:
    """Does the mention only say whose another one is («China's Longi»)?"""
    after = token + 1
    if after < len(view.tokens) and view.tokens[after].lemma in view.grammar.owner_marks:
        after += 1
    if after < len(view.tokens) and view.tokens[after].mention >= 0:
        return True
    head = view.heads[token]
    return head >= 0 and view.tokens[head].mention >= 0 and view.relations[token] not in ("conj", "appos", "parataxis")


def _who(mention: Mention) -> Features:
    """What kind of mention it is."""
    features: Features = {f"found.{mention.found}": 1, f"kind.{mention.reference.kind}": 1}
    if mention.adjective:
        features["adjective"] = 1
    if mention.seat:
        features["seat"] = 1
    return features


def _named(features: Features, role: str) -> Features:
    return {f"{role}.{name}": value for name, value in features.items()}


_AROUND = 10  # mentions on either side of an anchor that may fill its slots
_REACH = 4  # comma-to-comma segments between an anchor and what may fill its slots


def fillers(scene: Scene, anchor: Anchor, slots: Sequence[str], role: str, weigh: Weights) -> list[Filler]:
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
    return sorted(found, key=lambda filler: -filler.score)


def _turned(view: View, anchor: Anchor, token: int, role: str) -> bool:
    """In a row that is passive by its words («came under investigation», 获许可), is the mention on the wrong side for its role?"""
    if role == "target":
        return token > anchor.first and view.segments[token] == view.segments[anchor.first]
    return token < anchor.first and view.marker(token) is None and linear_marker(view, token) is None and not view.owned(token)


_ANSWERS = frozenset({"ACCUSE", "REJECT", "THREATEN", "SUPPORT", "REQUEST", "AGREE"})
"""Acts that may answer a party spoken of before, without naming it again."""


def _has_object(scene: Scene, anchor: Anchor) -> float:
    """1 if a thing that is no actor is the object already («praised the announcement»): who is meant is then less sure."""
    child = scene.view.child(anchor.head, "obj")
    return float(child is not None and child not in anchor.tokens and scene.view.tokens[child].mention < 0)


def _earlier(scene: Scene, anchor: Anchor, found: list[Filler], weigh: Weights) -> list[Filler]:
    """The last two actors of earlier clauses of the sentence, as the party that is answered."""
    view, taken = scene.view, {filler.token for filler in found}
    segment = view.segments[anchor.first]
    before = [n for n, t in enumerate(scene.places) if t < anchor.first and view.segments[t] < segment and t not in taken]
    fillers = []
    for number in before[-2:]:
        mention = scene.mentions[number]
        features = _named({"earlier": 1, "thing": _has_object(scene, anchor)} | _who(mention), "target")
        fillers.append(Filler(mention, scene.places[number], features, weigh.score(features)))
    return fillers


def _from_context(mention: Mention | None, role: str, weigh: Weights, free: bool = False) -> list[Filler]:
    if mention is None:
        return []
    features = _named({"context.free" if free else "context": 1} | _who(mention), role)
    return [Filler(mention, -1, features, weigh.score(features))]


def same_actor(a: Mention, b: Mention) -> bool:
    """Do the two mentions mean one actor?"""
    return a.reference.key == b.reference.key


_PRIVATE = frozenset({"firm", "media", "person"})
_OFFICIAL_MODES = frozenset(
    {"export-control", "blacklist", "tariff", "import-ban", "investment-ban", "convict", "expel"}
    | {"license", "exempt", "delist", "cut-tariff", "suspend-measure"}
)
"""Modes of acts that take the power of a state: firms and people in business cannot do them."""


def able(mode: str | None, source: Mention, target: Mention) -> bool:
    """Can the source do it to the target at all? No firm bans exports, and no state its own."""
    mine, theirs = source.reference.party, target.reference.party
    return mode not in _OFFICIAL_MODES or (mine.kind not in _PRIVATE and (mine.name != theirs.name or mode == "convict"))


def _pairs(sources: list[Filler], targets: list[Filler]) -> Iterable[tuple[Filler, Filler]]:
    for source in sources[:4]:
        for target in targets[:4]:
            if not same_actor(source.mention, target.mention) and (source.token != target.token or source.token < 0):
                yield source, target


def best(scene: Scene, anchor: Anchor, weigh: Weights) -> Triple | None:
    """The best triple of an anchor, whatever its score; None if an end that it needs cannot be filled."""
    return max(candidates(scene, anchor, weigh), key=lambda triple: triple.score, default=None)


def candidates(scene: Scene, anchor: Anchor, weigh: Weights) -> list[Triple]:
    """All triples that the construction allows."""
    row = anchor.pattern.row
    sources = fillers(scene, anchor, row.source, "source", weigh)
    targets = fillers(scene, anchor, row.target, "target", weigh)
    left_out = _from_context(scene.topic, "source" if "reversed" not in row.flags else "target", weigh)
    if "reversed" in row.flags:
        targets += left_out if scene.view.grammar.drops_subjects else []
    elif scene.view.grammar.drops_subjects or not sources:
        sources += left_out
    answers = row.act in _ANSWERS and not anchor.pattern.nominal
    if answers:
        targets += _earlier(scene, anchor, targets, weigh)
    if "reply" in row.flags or answers:
        found = _from_context(scene.other, "target", weigh, free="reply" not in row.flags)
        thing = {"target.thing": _has_object(scene, anchor)}
        targets += [f._replace(features=f.features | thing, score=f.score + weigh.score(thing)) for f in found]
    base = _triple_features(scene, anchor)
    triples = []
    for source, target in _pairs(sources, targets):
        if not able(row.mode, source.mention, target.mention):
            continue
        same = source.mention.reference.party.name == target.mention.reference.party.name
        extra: Features = {"same.party": 1.0} if same else {}
        if _plainly(source, "source") and _plainly(target, "target"):
            extra |= {"plain": 1, "noun.verb": 0}  # where the order says enough, a tag does not count
        triples.append(_triple(anchor, source, target, base | extra, weigh))
    if not triples and sources:
        lone = (_alone(scene, anchor, source, base, weigh) for source in sources[:4])
        triples += [triple for triple in lone if triple is not None]
    elif "solitary" in row.flags and sources:
        triples.append(_triple(anchor, sources[0], None, base | {"solitary": 1}, weigh))
    return triples


def _plainly(filler: Filler, role: str) -> bool:
    """Does the order of words alone put the mention into its role, with no other mention or comma between?"""
    features = filler.features
    fits = features.get(f"{role}.linear") and features.get(f"{role}.linear.rank", 9) <= 1
    return bool(fits) and not features.get(f"{role}.between") and not features.get(f"{role}.apart")


def _alone(scene: Scene, anchor: Anchor, source: Filler, base: Features, weigh: Weights) -> Triple | None:
    """A triple without target of its own: solitary acts, acts on the own side, and reciprocal ones with a plural subject."""
    flags = anchor.pattern.row.flags
    if "solitary" in flags:
        return _triple(anchor, source, None, base | {"solitary": 1}, weigh)
    members = group(scene, source)
    if "reciprocal" in flags and len(members) > 1:
        return _triple(anchor, members[0], members[1], base | {"reciprocal": 1}, weigh)
    return None


def _triple(anchor: Anchor, source: Filler, target: Filler | None, features: Features, weigh: Weights) -> Triple:
    score = weigh.bias + source.score + (target.score if target else 0.0) + weigh.score(features)
    every = features | source.features | (target.features if target is not None else {})
    return Triple(anchor, source, target, every, score)


def _triple_features(scene: Scene, anchor: Anchor) -> Features:
    view, head = scene.view, anchor.head
    row = anchor.pattern.row
    features: Features = {"elements": len(anchor.pattern.elements) - 1, f"act.{row.act}": 1, f"row.{row.id}": 1}
    features[f"under.{view.relations[head].partition(':')[0]}"] = 1
    if anchor.pattern.nominal:
        features["nominal"] = 1
    elif view.tokens[head].tag in ("NOUN", "PROPN"):
        features["noun.verb"] = 1
    return features


def group(scene: Scene, filler: Filler) -> list[Filler]:
    """The members of the list in which a filler stands, itself among them, in order."""
    if filler.mention.members:
        return [
            filler._replace(mention=filler.mention._replace(reference=member, members=())) for member in filler.mention.members
        ]
    if filler.token < 0:
        return [filler]
    at = scene.places.index(filler.token)
    low, high = at, at
    while low > 0 and _joined(scene, low - 1):
        low -= 1
    while high + 1 < len(scene.places) and _joined(scene, high):
        high += 1
    if low == high:
        return [filler]
    return [filler._replace(mention=scene.mentions[n], token=scene.places[n]) for n in range(low, high + 1)]


def _joined(scene: Scene, number: int) -> bool:
    """Are mention `number` and the next one members of one list?"""
    view = scene.view
    start, end = scene.places[number] + 1, scene.places[number + 1]
    between = view.tokens[start:end]
    if not between:
        return len(scene.mentions[number].reference.mention) == 1 and len(scene.mentions[number + 1].reference.mention) == 1
    words = [token.form.lower() for token in between]
    grammar = view.grammar
    first = words[0]
    if len(words) > 5 or first not in grammar.joiners:
        return False
    if any(word in grammar.markers for word in words) and view.marker(scene.places[number]) in grammar.places:
        return False  # 「在白宫与拜登会谈」: the place is no member of the list
    conjunction = any(word in grammar.joiners and word not in grammar.breaks for word in words)
    allowed = all(
        word in grammar.joiners
        or word in grammar.articles
        or (conjunction and (word in grammar.markers or token.tag in ("NUM", "ADJ", "DET")))
        for word, token in zip(words, between, strict=True)
    )
    if not allowed:
        return False
    return conjunction or (number + 2 < len(scene.places) and _joined(scene, number + 1))
