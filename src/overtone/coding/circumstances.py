"""When, about what, how much, and who says so: what stands around an act in its sentence."""

from __future__ import annotations

from overtone.coding.analysis import Sentence
from overtone.coding.scene import Scene, Triple
from overtone.coding.status import Scoping, chain
from overtone.model import Amount, Days, Reference, Span

_ITEM = 8  # tokens of a segment that only names what an act is about
_TIMES = frozenset({"year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute", "minutes"})


def _tokens_of(triple: Triple) -> list[int]:
    ends = [triple.source.token, triple.target.token if triple.target is not None else -1]
    return [*triple.anchor.tokens, *(token for token in ends if token >= 0)]


def evidence_of(scene: Scene, triple: Triple) -> Span:
    """The smallest run of segments that holds the anchor and both ends, without the punctuation around it."""
    tokens = _tokens_of(triple)
    return _segments(scene, min(tokens), max(tokens))


def _segments(scene: Scene, low: int, high: int) -> Span:
    """The segments of the tokens from `low` to `high`, without the punctuation around them."""
    view = scene.view
    while low > 0 and view.segments[low - 1] == view.segments[low]:
        low -= 1
    while high + 1 < len(view.tokens) and view.segments[high + 1] == view.segments[high]:
        high += 1
    while low < high and view.tokens[low].tag == "PUNCT":
        low += 1
    while high > low and (view.tokens[high].form in view.grammar.breaks or view.tokens[high].tag == "PUNCT"):
        high -= 1
    return view.tokens[low].start, view.tokens[high].end


def with_item(scene: Scene, sentence: Sentence, evidence: Span) -> Span:
    """The evidence with the segment behind it, where that only names a product («…发布许可要求，H20赫然在列») and nobody."""
    view = scene.view
    behind = [at for at, token in enumerate(view.tokens) if token.start >= evidence[1] and token.form not in view.grammar.breaks]
    if not behind:
        return evidence
    segment = [at for at in behind if view.segments[at] == view.segments[behind[0]]]
    while segment and view.tokens[segment[-1]].tag == "PUNCT":
        segment.pop()
    if not segment or len(segment) > _ITEM or any(view.tokens[at].mention >= 0 for at in segment):
        return evidence
    start, end = view.tokens[segment[0]].start, view.tokens[segment[-1]].end
    named = any(start <= hit.span[0] and hit.span[1] <= end for hit in sentence.themes)
    return (evidence[0], end) if named else evidence


def themes_of(scene: Scene, sentence: Sentence, triple: Triple, evidence: Span) -> tuple[str, ...]:
    """Products, goods and policies named in the evidence: from the act's own clause on, where that names any; else in all of it."""
    start, _ = _segments(scene, triple.anchor.first, triple.anchor.last)
    inside = [hit for hit in sentence.themes if evidence[0] <= hit.span[0] and hit.span[1] <= evidence[1]]
    own = [hit for hit in inside if hit.span[0] >= start]
    return tuple(dict.fromkeys(hit.name for hit in own or inside))


def amounts_of(sentence: Sentence, evidence: Span) -> tuple[Amount, ...]:
    """Quantities in the evidence, lengths of time left out: they are circumstances, not what the act was about."""
    inside = (a for a in sentence.amounts if evidence[0] <= a.span[0] and a.span[1] <= evidence[1])
    return tuple(a for a in inside if a.unit not in _TIMES)


def date_of(scene: Scene, sentence: Sentence, triple: Triple, *, own: bool = False) -> Days | None:
    """The date that belongs to the act: in its segment, else on its clause, else carried on from the segments before.

    With `own` only one in its segment: the day of a denial is not that of what is denied.
    """
    view, anchor = scene.view, triple.anchor
    dated = [
        (date, token)
        for date in sentence.dates
        if date.days and (token := _token_at(scene, date.span)) is not None and not _deadline(scene, token)
    ]
    if not dated:
        return None
    segment = view.segments[anchor.head]
    nominal = view.tokens[anchor.head].tag in ("NOUN", "PROPN", "ADJ")

    def cost(token: int) -> float:
        away = view.segments[token] - segment
        if away == 0:
            return abs(token - anchor.head) * 0.1
        if own:
            return 99
        if _on_clause(scene, token, anchor.head):
            return 4 + abs(away)
        if nominal:
            return 99
        return 5 - away if away < 0 else 99

    ranked = sorted(((cost(token), number) for number, (_, token) in enumerate(dated)))
    best, number = ranked[0]
    return dated[number][0].days if best < 20 else None


def _token_at(scene: Scene, span: Span) -> int | None:
    """The token in which a date stands, or the one behind it where dates are kept out of the tree."""
    tokens = scene.view.tokens
    return next((number for number, token in enumerate(tokens) if token.end > span[0]), len(tokens) - 1) if tokens else None


def _deadline(scene: Scene, token: int) -> bool:
    """Does the date only say until when?"""
    return token > 0 and scene.view.tokens[token - 1].form.lower() in scene.view.grammar.deadlines


def _on_clause(scene: Scene, token: int, head: int) -> bool:
    """Does the date hang on the clause that asserts the act?"""
    links = {link.token for link in chain(scene.view, head)}
    for _ in range(3):
        token = scene.view.heads[token]
        if token < 0:
            return False
        if token in links:
            return True
    return False


def is_background(scene: Scene, triple: Triple, scope: Scoping) -> bool:
    """Does the sentence open with a word that puts what follows before the news («previously», 在此之前)?"""
    tokens = scene.view.tokens
    start = triple.anchor.first
    return any(tokens[at].form.lower() in scope.data.before for at in range(min(4, start)))


def reporter_of(scene: Scene, triple: Triple, scope: Scoping) -> Reference | None:
    """Who is said to report it: the subject of a verb of saying above the act, or a medium named with a reporting word."""
    view = scene.view
    for link in chain(view, triple.anchor.head)[1:]:
        if view.tokens[link.token].lemma in scope.data.speech:
            subject = view.child(link.token, "nsubj")
            found = _mention_at(scene, subject)
            if found is not None:
                return found
    media = [m for m in scene.mentions if m.reference.kind == "media"]
    words = {token.lemma for token in view.tokens}
    if media and words & scope.data.reports:
        return media[0].reference
    if any(token.lemma in scope.data.speech for token in view.tokens):
        said = next((t for t in range(len(view.tokens)) if view.tokens[t].lemma in scope.data.speech), -1)
        if view.relations[said] == "parataxis":
            return _mention_at(scene, view.child(said, "nsubj"))
    return None


def _mention_at(scene: Scene, token: int | None) -> Reference | None:
    if token is None or token not in scene.places:
        return None
    return scene.mentions[scene.places.index(token)].reference
