"""How a document was read, for people: mentions, trees, constructions tried, and why one was dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from overtone.coding.analysis import Analysis, Sentence
from overtone.coding.events import Reading, events, readings
from overtone.coding.scene import Triple
from overtone.model import EventMention


def traced(analysis: Analysis, told: Sequence[EventMention] | None = None, remarks: Mapping[int, Sequence[str]] = {}) -> str:
    """The whole trace of a document, one block a sentence; `told` are its events and `remarks` lines by sentence of who revised it."""
    blocks = []
    for number, (sentence, reading) in enumerate(zip(analysis.sentences, readings(analysis), strict=True)):
        blocks.append("\n".join([*_sentence(analysis, sentence, reading), *remarks.get(number, ())]))
    coded = [f"= {summary(mention)}" for mention in (events(analysis) if told is None else told)]
    return "\n\n".join([f"# {analysis.document.id}", *blocks, "\n".join(coded)])


def summary(mention: EventMention) -> str:
    """An event on one line."""
    target = mention.target.name if mention.target else "-"
    return f"{mention.source.name} {mention.act}/{mention.mode or '-'} {target} [{mention.status}] {mention.when or ''} {mention.rule}"


def _sentence(analysis: Analysis, sentence: Sentence, reading: Reading | None) -> Iterator[str]:
    yield "> " + analysis.document.text[slice(*sentence.span)]
    for mention in sentence.mentions:
        refers = mention.reference
        yield f"  @ {refers.mention} → {refers.name} ({mention.found}, {refers.kind}; {refers.party.name})"
    tree = sentence.tree
    yield "  " + " ".join(
        f"{n}:{t.form}/{t.tag}/{r}←{h}" for n, (t, h, r) in enumerate(zip(tree.tokens, tree.heads, tree.relations, strict=True))
    )
    if reading is None:
        return
    for candidate in reading.accepted:
        yield f"  + {_triple(candidate.triple)} {candidate.said}"
    for dropped in reading.dropped:
        yield f"  - {_triple(dropped.triple)} dropped: {dropped.why}"


def _triple(triple: Triple) -> str:
    target = triple.target.mention.reference.name if triple.target is not None else "-"
    row = triple.anchor.pattern.row
    return f"{row.id}: {triple.source.mention.reference.name} → {target} ({triple.score:+.2f})"
