"""From a document read to the events that it tells: anchors, triples, lists, status, dates, themes, amounts, reporters."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

from overtone.coding.analysis import Analysis, Mention, Sentence
from overtone.coding.anchors import find
from overtone.coding.circumstances import amounts_of, date_of, evidence_of, is_background, reporter_of, themes_of, with_item
from overtone.coding.lists import group
from overtone.coding.roles import able, best
from overtone.coding.scene import Filler, Scene, Triple, Weights, same_actor, weights
from overtone.coding.status import Scoping, Verdict, refused, scoping, settled, verdict
from overtone.model import ACTS, STATUSES, Days, EventMention, Reference, Status

_BACK = 2  # sentences back whose actors are still spoken of
_LIST_LIMIT = 12  # ends of one act in one list; more is a table, not a sentence


_REFUSED = {"CONCEDE": "yield", "RETREAT": "yield", "AID": "assist", "CONSULT": "meet", "AGREE": None, "SUPPORT": None}
"""Acts whose refusal is a REJECT, with its mode."""


class Candidate(NamedTuple):
    """A triple with what the words around it say about its status."""

    triple: Triple
    said: Verdict


class Dropped(NamedTuple):
    """A triple that was not coded, and why: for the trace."""

    triple: Triple
    why: str


class Reading(NamedTuple):
    """What one sentence gave: accepted candidates, and those that were dropped."""

    scene: Scene
    accepted: tuple[Candidate, ...]
    dropped: tuple[Dropped, ...]


def events(analysis: Analysis, weigh: Weights | None = None) -> list[EventMention]:
    """All event mentions of a document, in the order of the text; `weigh` stands in for the weights of its language."""
    return [mention for _, mentions in by_sentence(analysis, weigh) for mention in mentions]


def by_sentence(analysis: Analysis, weigh: Weights | None = None) -> Iterator[tuple[Reading | None, list[EventMention]]]:
    """Each sentence read, with the event mentions that come of it."""
    for sentence, reading in zip(analysis.sentences, readings(analysis, weigh), strict=True):
        yield reading, _mentions(analysis, sentence, reading) if reading is not None else []


def readings(analysis: Analysis, weigh: Weights | None = None) -> Iterator[Reading | None]:
    """Each sentence read, None where nothing can be coded in it; what came before is handed on as context."""
    language = analysis.document.language
    weigh = weigh if weigh is not None else weights(language)
    topic: Mention | None = None
    other: Mention | None = None
    end = 0
    for number, sentence in enumerate(analysis.sentences):
        fresh, end = "\n" in analysis.document.text[end : sentence.span[0]], sentence.span[1]
        if (not sentence.mentions and topic is None) or not sentence.tree.tokens:
            yield None
            continue
        spoken = tuple(mention for each in analysis.sentences[max(0, number - _BACK) : number] for mention in each.mentions)
        scene = _scene(sentence, topic, other)._replace(fresh=fresh, spoken=spoken)
        reading = _read(scene, language, weigh)
        topic, other = _context(scene, reading, topic, other)
        yield reading
        sentence.view.forget()


def _scene(sentence: Sentence, topic: Mention | None, other: Mention | None) -> Scene:
    placed = {token.mention: number for number, token in enumerate(sentence.tree.tokens) if token.mention >= 0}
    kept = [number for number in range(len(sentence.mentions)) if number in placed]
    return Scene(sentence.view, tuple(sentence.mentions[n] for n in kept), tuple(placed[n] for n in kept), topic, other)


def _context(
    scene: Scene, reading: Reading, topic: Mention | None, other: Mention | None
) -> tuple[Mention | None, Mention | None]:
    """The actor that the next sentence may leave out, and the party to whom it may reply."""
    if reading.accepted:
        first = min(reading.accepted, key=lambda candidate: candidate.triple.anchor.first).triple
        last = max(reading.accepted, key=lambda candidate: candidate.triple.anchor.last).triple
        return first.source.mention, last.source.mention
    plain = [mention for mention in scene.mentions if not mention.adjective]
    named = [m for m in plain if m.found != "pronoun"]
    if plain and plain[0].found == "pronoun" and plain[0].reference.kind == "person":
        return plain[0], (named or plain)[0]
    return (named[0], named[0]) if named else (topic, other)


def _read(scene: Scene, language: str, weigh: Weights) -> Reading:
    scope = scoping(language)
    asked = _asked(scene, scope)
    if asked == 0:
        return Reading(scene, (), ())
    anchors = (anchor for anchor in find(scene.view, language) if anchor.last < asked)
    triples = [triple for anchor in anchors if (triple := best(scene, anchor, weigh)) is not None]
    accepted: list[Candidate] = []
    dropped: list[Dropped] = []
    for candidate in sorted((Candidate(triple, _said(scene, triple, scope)) for triple in triples), key=_precedence):
        triple = candidate.triple
        if triple.score < 0:
            dropped.append(Dropped(triple, "score"))
        elif candidate.said == "denied" and triple.features.get("target.across"):
            dropped.append(Dropped(triple, "denied, and against nobody named"))
        elif rival := next((other for other in accepted if _conflict(triple, other.triple)), None):
            dropped.append(Dropped(triple, f"rival {rival.triple.anchor.pattern.row.id}"))
        else:
            accepted.append(candidate)
    return _absorbed(scene, accepted, dropped)


def _asked(scene: Scene, scope: Scoping) -> int:
    """The token from which on a sentence asks: all of it, but for what a request for comment takes as given («…，中方有何评论？»)."""
    tokens, segments = scene.view.tokens, scene.view.segments
    if not any(tokens[-1 - back].form in scope.data.questions for back in range(min(2, len(tokens)))):
        return len(tokens)
    last = bisect_left(segments, segments[-1])
    comment = any(word in "".join(token.form for token in tokens[last:]) for word in scope.data.comments)
    return last if comment else 0


def _precedence(candidate: Candidate) -> tuple[bool, float, int, int]:
    """Who reads the words first: what is told before what is only spoken of («threatened to strike» is no strike), then the surer."""
    triple = candidate.triple
    return candidate.said == "drop", -triple.score, -triple.anchor.pattern.weight, triple.anchor.first


def _said(scene: Scene, triple: Triple, scope: Scoping) -> Verdict:
    row = triple.anchor.pattern.row
    said = verdict(scene.view, triple.anchor.head, triple.anchor.first, scope)
    if row.status in STATUSES and said == "actual":
        return row.status
    return said


def _conflict(triple: Triple, other: Triple) -> bool:
    """Do two triples read the same words, or say the same?"""
    mine, theirs = triple.anchor, other.anchor
    if set(mine.heads) & set(theirs.heads) or set(mine.tokens) <= set(theirs.tokens):
        return True
    same_act = mine.pattern.row.act == theirs.pattern.row.act
    overlap = bool(set(mine.tokens) & set(theirs.tokens))
    return same_act and overlap


def _more_specific(triple: Triple, other: Triple) -> bool:
    """Does a triple read more words than another and all of its («order … stop exporting» against «order»)?"""
    return set(triple.anchor.tokens) > set(other.anchor.tokens)


def _absorbed(scene: Scene, candidates: list[Candidate], dropped: list[Dropped]) -> Reading:
    """Acts inside the content of another: not coded where they are only spoken of, given a status where they are promised or denied."""
    kept: list[Candidate] = []
    denials: set[int] = set()
    for candidate in candidates:
        outer = _outer(scene, candidate, candidates)
        policy = outer.triple.anchor.pattern.row.complement if outer is not None else None
        if outer is None or policy is None or _standing(scene, candidate, outer):
            kept.append(candidate)
        elif outer.triple.anchor.pattern.row.mode == "deny":
            kept.append(candidate._replace(said="denied"))
            denials.add(id(outer))
        elif policy == "absorb":
            dropped.append(Dropped(candidate.triple, f"content of {outer.triple.anchor.pattern.row.id}"))
        else:
            said: Verdict = policy if candidate.said in ("actual", "considered") else candidate.said  # type: ignore[assignment]
            kept.append(candidate._replace(said=outer.said if outer.said == "denied" else said))
    return Reading(scene, tuple(candidate for candidate in kept if id(candidate) not in denials), tuple(dropped))


def _standing(scene: Scene, candidate: Candidate, outer: Candidate) -> bool:
    """A noun that names a standing act («its planned tariffs», «the ban») inside the content of another is told as fact."""
    anchor = candidate.triple.anchor
    if not anchor.pattern.nominal or candidate.said == "denied":
        return False
    definite = any(
        scene.view.tokens[child].form.lower() in scene.view.grammar.definite for child in scene.view.children[anchor.head]
    )
    return definite or (candidate.said == "actual" and outer.triple.anchor.pattern.row.complement != "absorb")


def _outer(scene: Scene, candidate: Candidate, candidates: Sequence[Candidate]) -> Candidate | None:
    """The act in whose content this one lies: the nearest above it in the tree, or before it in the same segment."""
    view, anchor = scene.view, candidate.triple.anchor
    heads = {token: other for other in candidates if other is not candidate for token in other.triple.anchor.heads}
    token = anchor.head
    for _ in range(len(view.tokens)):
        relation, above = view.relations[token], view.heads[token]
        if above < 0 or relation in ("conj", "parataxis", "advcl", "acl:relcl", "appos"):
            break
        if above in heads and above < anchor.first and relation not in ("nsubj", "nsubj:pass"):
            return heads[above]
        token = above
    if view.grammar.by_characters:
        before = [
            other
            for other in candidates
            if other is not candidate
            and other.triple.anchor.pattern.row.complement
            and other.triple.anchor.last < anchor.first
            and view.segments[other.triple.anchor.last] == view.segments[anchor.first]
        ]
        return before[-1] if before else None
    return None


def _ends(scene: Scene, triple: Triple) -> Iterator[tuple[Filler, Filler | None]]:
    """Each source with each target of their lists; each pair of one list that acts together («A, B and C will jointly …»)."""
    sources = group(scene, triple.source)[:_LIST_LIMIT]
    if triple.target is None:
        yield from ((source, None) for source in sources)
        return
    targets = group(scene, triple.target)[:_LIST_LIMIT]
    together = [source.mention.reference.key for source in sources] == [target.mention.reference.key for target in targets]
    if together:
        symmetric = ACTS[triple.anchor.pattern.row.act].symmetric or not scene.view.grammar.by_characters
        yield from combinations(sources[:4], 2) if symmetric else permutations(sources[:2], 2)
        return
    pairs = [(s, t) for s in sources for t in targets if not same_actor(s.mention, t.mention)]
    across = [pair for pair in pairs if pair[0].mention.reference.party.name != pair[1].mention.reference.party.name]
    yield from across or pairs  # of «Thai and Cambodian soldiers» the Cambodians did not fire at a Cambodian


def _mentions(analysis: Analysis, sentence: Sentence, reading: Reading) -> list[EventMention]:
    seen: dict[tuple[str, ...], list[tuple[int, Days | None]]] = defaultdict(list)
    found: list[EventMention] = []
    order = sorted(reading.accepted, key=lambda candidate: (candidate.triple.anchor.first, -candidate.triple.score))
    # What the sentence denies it does not also tell as done; else what happened goes before what is only planned.
    chinese = reading.scene.view.grammar.by_characters
    strongest = sorted(order, key=lambda each: (each.said != "denied", each.said != "actual", -each.triple.score))
    for candidate in strongest:
        segment = reading.scene.view.segments[candidate.triple.anchor.first]
        for mention in _expanded(analysis, sentence, reading, candidate):
            if chinese and any(_tells_again(mention, other) for other in found):
                continue
            ends = [mention.source.key, mention.target.key if mention.target else ""]
            if ACTS[mention.act].symmetric:
                ends.sort()
            told = seen[(mention.act, *ends)]
            if all(segment != other and _other_time(mention.when, when) for other, when in told):
                found.append(mention)
            told.append((segment, mention.when))
    return sorted(found, key=lambda mention: mention.evidence)


def _tells_again(mention: EventMention, other: EventMention) -> bool:
    """Do both tell one act, and one of them names as an end the state of the other's («与特朗普在白宫会谈»)?"""
    if (mention.act, mention.mode) != (other.act, other.mode) or mention.target is None or other.target is None:
        return False
    ends = ((mention.source, other.source), (mention.target, other.target))
    same = [one.key == two.key for one, two in ends]
    state = [one.party.name == two.party.name and _state_of(one, two, mention.act) for one, two in ends]
    return any(same) and any(not a and b for a, b in zip(same, state, strict=True)) and not _other_time(mention.when, other.when)


def _state_of(one: Reference, two: Reference, act: str) -> bool:
    """Is one of two actors of one side the state itself, or the seat where the other one met somebody?"""
    kinds = {one.kind, two.kind}
    return "state" in kinds or (kinds == {"person", "agency"} and act in ("CONSULT", "AGREE"))


def _other_time(when: Days | None, other: Days | None) -> bool:
    """Are two days of the same act by the same actors surely not those of one happening?"""
    return when is not None and other is not None and (when[1] < other[0] or other[1] < when[0])


def _refusal(scene: Scene, candidate: Candidate, scope: Scoping) -> tuple[str, str | None, Verdict]:
    """Act, mode and status: what is refused is a REJECT, else as the row says."""
    anchor = candidate.triple.anchor
    row = anchor.pattern.row
    if candidate.said == "denied" and row.act in _REFUSED and refused(scene.view, anchor.head, anchor.first, scope):
        return "REJECT", _REFUSED[row.act], "actual"
    return row.act, row.mode, candidate.said


def _expanded(analysis: Analysis, sentence: Sentence, reading: Reading, candidate: Candidate) -> Iterator[EventMention]:
    """One mention for each source and target of their lists."""
    scene, triple = reading.scene, candidate.triple
    act, mode, said = _refusal(scene, candidate, scoping(analysis.document.language))
    row, published = triple.anchor.pattern.row, analysis.document.published
    when = date_of(scene, sentence, triple, own=said == "denied")
    background = is_background(scene, triple, scoping(analysis.document.language))
    status: Status | None = settled(said, when, published, background)
    if status is None:
        return
    reporter = reporter_of(scene, triple, scoping(analysis.document.language))
    evidence = with_item(scene, sentence, evidence_of(scene, triple))
    for source, target in _ends(scene, triple):
        if target is not None and not able(row.mode, source.mention, target.mention):
            continue
        yield EventMention(
            document=analysis.document.id,
            evidence=evidence,
            source=source.mention.reference,
            act=act,
            rule=f"{analysis.document.language}.{row.id}",
            target=target.mention.reference if target is not None else None,
            mode=mode,
            status=status,
            when=when,
            theme=themes_of(scene, sentence, triple, evidence),
            amounts=amounts_of(sentence, evidence),
            reporter=reporter if reporter is not None and reporter.key != source.mention.reference.key else None,
            confidence=triple.confidence,
        )
