"""How a document was read, for people: mentions, trees, constructions tried, and why one was dropped."""

from __future__ import annotations

from collections.abc import Iterator

from overtone.coding.analysis import Analysis, Sentence
from overtone.coding.events import Reading, events, readings
from overtone.coding.scene import Triple


def traced(analysis: Analysis) -> str:
    """The whole trace of a document, one block a sentence."""
    blocks = []
    for sentence, reading in zip(analysis.sentences, readings(analysis), strict=True):
        blocks.append("\n".join(_sentence(analysis, sentence, reading)))
    coded = [
        f"= {m.source.name} {m.act}/{m.mode or '-'} {m.target.name if m.target else '-'} [{m.status}] {m.when or ''} {m.rule}"
        for m in events(analysis)
    ]
    return "\n\n".join([f"# {analysis.document.id}", *blocks, "\n".join(coded)])


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
