"""What a second reader said of a sentence, for people: lines of `overtone code --trace`."""

from __future__ import annotations

from collections.abc import Iterator

from overtone.coding.second.reader import Outcome
from overtone.coding.trace import summary


def remarks(outcome: Outcome) -> Iterator[str]:
    """The lines under one sentence: why it was sent, what was thrown away of the answer, and what the rest changed."""
    if outcome.checked is None or outcome.compared is None:
        yield f"  ? sent to the second reader ({outcome.question.reason}): no answer"
        return
    yield f"  ? sent to the second reader ({outcome.question.reason}){': from the cache' if outcome.cached else ''}"
    for reason, count in sorted(outcome.checked.discarded.items()):
        yield f"    thrown away: {count} × {reason}"
    for change, before, after in outcome.compared.changes:
        yield f"    {change}: {summary(after or before) if after or before else ''}"  # type: ignore[arg-type]
