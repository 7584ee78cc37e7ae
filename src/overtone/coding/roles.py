"""Who did it to whom: the triples that a construction allows, scored, and the best of them.

Each feature of a filler or triple has a weight in `weights.yaml`; the sum is the triple's log-odds. Nothing else decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from overtone.coding.analysis import Mention
from overtone.coding.anchors import Anchor
from overtone.coding.fillers import earlier, fillers, from_context, has_object
from overtone.coding.lists import group
from overtone.coding.scene import Features, Filler, Scene, Triple, Weights, same_actor

_ANSWERS = frozenset({"ACCUSE", "REJECT", "THREATEN", "SUPPORT", "REQUEST", "AGREE"})
"""Acts that may answer a party spoken of before, without naming it again."""

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
    if "transitive" in row.flags and not _transitive(scene, anchor):
        return []
    sources = fillers(scene, anchor, row.source, "source", weigh)
    targets = fillers(scene, anchor, row.target, "target", weigh)
    if "people" in row.flags:
        targets = [target for target in targets if _person(target.mention)]
    left_out = from_context(scene.topic, "source" if "reversed" not in row.flags else "target", weigh)
    if "reversed" in row.flags:
        targets += left_out if scene.view.grammar.drops_subjects else []
    elif _outsider(scene, anchor):
        sources = [source for source in sources if not source.features.get("source.apart", 0)]
    elif not sources or (scene.view.grammar.drops_subjects and not any(s.token < anchor.first for s in sources)):
        sources += left_out
    if "reciprocal" not in row.flags:
        sources = _own_subject(sources) or sources
    answers = row.act in _ANSWERS and not anchor.pattern.nominal and "named" not in row.flags
    answers &= scene.view.grammar.by_characters or not any(_direct(target) for target in targets)
    if answers:
        targets += earlier(scene, anchor, targets, weigh)
    thing = has_object(scene, anchor)
    if "reply" in row.flags or (
        answers and not thing and not scene.fresh
    ):  # «praised the announcement»: whose it is, the sentence does not say
        found = from_context(scene.other, "target", weigh, free="reply" not in row.flags)
        about: Features = {"target.thing": thing}
        targets += [f._replace(features=f.features | about, score=f.score + weigh.score(about)) for f in found]
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


def _direct(target: Filler) -> bool:
    """Is the mention itself the object of the anchor's verb? Then no party of before is meant."""
    features = target.features
    in_tree = features.get("target.slot.object") or features.get("target.slot.indirect")
    return bool(in_tree) and not features.get("target.borrowed") and not features.get("target.modifies")


def _transitive(scene: Scene, anchor: Anchor) -> bool:
    """Has the verb an object of its own («returned a painting to …», not «returned to …»)?"""
    return scene.view.child(anchor.head, "obj", "nsubj:pass") is not None or scene.view.relations[anchor.head].startswith("acl")


def _person(mention: Mention) -> bool:
    """People, of whom one can say that they are released; an actor that the caller marks may be people too."""
    kind = mention.reference.kind
    nationals = mention.adjective and mention.reference.mention.endswith("s")  # «Americans»
    return nationals or kind in ("person", "group") or (mention.found == "given" and kind == "other")


def _outsider(scene: Scene, anchor: Anchor) -> bool:
    """Is the subject of the anchor's segment somebody who is no actor of the text (我们, 其他公司)? Then none is inherited."""
    view, segment = scene.view, scene.view.segments[anchor.first]
    before = range(bisect_left(view.segments, segment), anchor.first)
    return any(
        view.tokens[at].form.endswith(view.grammar.outsiders or ("\0",))
        and view.tokens[at].mention < 0
        and view.marker(at) is None
        and not view.owned(at)
        for at in before
    )


def _own_subject(sources: list[Filler]) -> list[Filler]:
    """The sources in the anchor's own clause, where one of them is plainly its subject: none is inherited then."""
    own = [source for source in sources if not source.features.get("source.apart", 0)]
    plain = any(
        s.features.get("source.slot.subject") and s.features.get("source.agree") and not s.features.get("source.borrowed")
        for s in own
    )
    return own if plain else []


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
    return Triple(anchor, source, target, features, score)


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
