"""Who did it to whom: the triples that a construction allows, scored, and the best of them.

Each feature of a filler or triple has a weight in `weights.yaml`; the sum is the triple's log-odds. Nothing else decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from overtone.coding.analysis import Mention
from overtone.coding.anchors import Anchor
from overtone.coding.fillers import counterpart, earlier, fillers, from_context, has_object
from overtone.coding.lists import group
from overtone.coding.scene import Features, Filler, Scene, Triple, Weights, same_actor

_ANSWERS = frozenset({"ACCUSE", "REJECT", "THREATEN", "SUPPORT", "REQUEST", "AGREE"})
"""Acts that may answer a party spoken of before, without naming it again."""

_SOLE = frozenset({"DEVELOP"})
"""Acts that nobody else undergoes."""

_ATTRIBUTIVE = frozenset({"acl", "acl:relcl", "compound", "nmod", "amod"})

_TOGETHER = frozenset({"AGREE", "CONSULT"})
"""Acts in which the members of a plural subject are each other's other side before anybody else is."""

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
    if row.mode == "sue":
        targets = [t for t in targets if not scene.view.tokens[t.token].form.endswith(scene.view.grammar.venues)]
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
        if not able(row.mode, source.mention, target.mention) or _detached(scene, anchor, source, target):
            continue
        same = source.mention.reference.party.name == target.mention.reference.party.name
        extra: Features = {"same.party": 1.0} if same else {}
        if _plainly(source, "source") and _plainly(target, "target"):
            extra |= {"plain": 1, "noun.verb": 0}  # where the order says enough, a tag does not count
        triples.append(_triple(anchor, source, target, base | extra, weigh))
    together = any(
        _subject(scene, s) or ("reciprocal" in row.flags and len(group(scene, s)) > 1) for s in _plural(scene, anchor, sources)
    )
    if (not triples or together) and sources:
        lone = (_alone(scene, anchor, source, base, weigh) for source in sources[:4])
        triples += [triple for triple in lone if triple is not None]
    elif "solitary" in row.flags and sources:
        triples.append(_triple(anchor, sources[0], None, base | {"solitary": 1}, weigh))
    if scene.view.grammar.drops_subjects and row.act not in _SOLE and not any(t.features.get("reciprocal") for t in triples):
        triples += _across(scene, anchor, sources, targets, base, weigh)
    return triples


def _detached(scene: Scene, anchor: Anchor, source: Filler, target: Filler) -> bool:
    """Does a noun for an act stand in a clause in which neither end does («…，出口管制很有效»)? It is then only spoken of."""
    apart = source.features.get("source.apart", 1) and target.features.get("target.apart", 1)
    return bool(apart) and anchor.pattern.nominal and scene.view.grammar.by_characters


def _across(
    scene: Scene, anchor: Anchor, sources: list[Filler], targets: list[Filler], base: Features, weigh: Weights
) -> list[Triple]:
    """Triples whose other end only the context tells: the party across from the source, or from a target in the passive."""
    row = anchor.pattern.row
    owned = anchor.first > 0 and scene.view.tokens[anchor.first - 1].form in scene.view.grammar.owner_marks
    if anchor.pattern.nominal or owned:
        return []  # «the controls work»: whose, and against whom, the sentence does not say
    if any("target.apart" in target.features and not target.features["target.apart"] for target in targets) and sources:
        return []
    pairs = [(source, other) for source in sources[:2] for other in counterpart(scene, anchor, source, "target", weigh)]
    if not sources:
        pairs = [(other, target) for target in targets[:2] for other in counterpart(scene, anchor, target, "source", weigh)]
    return [_triple(anchor, s, t, base, weigh) for s, t in pairs if able(row.mode, s.mention, t.mention)]


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
    patient = next((at for at in before if view.tokens[at].form in view.grammar.patients), anchor.first)
    return any(
        view.tokens[at].form.endswith(view.grammar.outsiders or ("\0",))
        and view.tokens[at].mention < 0
        and view.marker(at) is None
        and not view.owned(at)
        and not (
            view.grammar.by_characters and (at > patient or (at and view.tokens[at - 1].mention >= 0))
        )  # 「将6家美国企业列入…」
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


def _subject(scene: Scene, source: Filler) -> bool:
    """Is it a plural («双方») that tree and order of words take for the subject, and not the owner of a noun («两国监管要求»)?"""
    features, view = source.features, scene.view
    if not source.mention.members or not (features.get("source.slot.subject") and features.get("source.line.subject")):
        return False
    after = source.token + 1
    return after < len(view.tokens) and view.tokens[after].tag != "NOUN" and view.relations[after] not in _ATTRIBUTIVE


def _plural(scene: Scene, anchor: Anchor, sources: list[Filler]) -> list[Filler]:
    """Of the sources, those in the anchor's own clause in a language that puts the subject first (「印巴同意停火」)."""
    if not scene.view.grammar.by_characters or anchor.pattern.row.act not in _TOGETHER:
        return []
    own = (source for source in sources[:2] if source.features.get("source.line.subject") and not source.features["source.apart"])
    return [source for source in own if not source.features.get("source.modifies")]


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
    if scene.view.grammar.by_characters and len(members) > 1 and ("reciprocal" in flags or _subject(scene, source)):
        return _triple(anchor, source, source, base | {"reciprocal": 1}, weigh)
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
