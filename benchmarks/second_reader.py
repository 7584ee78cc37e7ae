"""How much a second reader could add at most: the gold records' own answers stand in for a model's.

    python benchmarks/second_reader.py [GOLD…]

For each file: the share of sentences that would be sent, and the scores of the first reader alone, of both readers, and of both where what
the second does not find is dropped. A model is worse than its ceiling; `overtone eval --second-reader` measures a real one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from overtone.coding import Coder
from overtone.coding.analysis import Analysis
from overtone.coding.coder import coded
from overtone.coding.evaluation import Scores, score
from overtone.coding.events import by_sentence
from overtone.coding.second import Endpoint, Outside, Policy, SecondReader, Store, load
from overtone.coding.second.question import Question, questions
from overtone.coding.second.store import key
from overtone.model import Document
from overtone.theatre import assemble

GOLD = Path(__file__).parents[1] / "tests" / "gold"
NOWHERE = Endpoint("http://127.0.0.1:9/v1", "gold")


def answers(question: Question, record: dict[str, Any]) -> list[dict[str, Any]]:
    """The record's events whose passage lies in the sentence, as a model would put them."""
    found = []
    for event in record["events"]:
        quote = event.get("evidence") or question.text
        if quote in question.text:
            ends = {end: named(question, event, end) for end in ("source", "target")}
            found.append(
                {"quote": quote, "act": event["act"], "mode": event.get("mode"), "status": event.get("status", "actual"), **ends}
            )
    return found


def named(question: Question, event: dict[str, Any], end: str) -> str | None:
    """The id of the actor of the list that the gold names, else the first of its names that stands in the sentence."""
    names = [name for field in (end, f"{end}_party") for name in (event.get(field) or "").split("|") if name]
    known = {name.casefold() for name in names}
    for number, actor in enumerate(question.actors, 1):
        if {actor.name.casefold(), actor.mention.casefold()} & known:
            return f"a{number}"
    return next((name for name in names if name in question.text), names[0] if names else None)


def scored(records: Sequence[dict[str, Any]], analyses: Sequence[Analysis], policy: Policy | None) -> tuple[Scores, int]:
    """The scores under a policy (None: of the first reader alone), and how many sentences were sent."""
    if policy is None:
        return score(records, {each.document.id: coded(each) for each in analyses}), 0
    by_id = {record["id"]: record for record in records}
    store, sent = Store(), 0
    for analysis in analyses:
        for question in questions(analysis, list(by_sentence(analysis)), policy):
            store.put(key(question, NOWHERE.url, NOWHERE.model), answers(question, by_id[analysis.document.id]))
            sent += 1
    outside = Outside(time.monotonic, lambda: datetime.now(UTC), asyncio.sleep, lambda: 0.5)
    revised = SecondReader(NOWHERE, policy, store, outside).revise(analyses)
    told = zip(analyses, revised, strict=True)
    return score(records, {each.document.id: coded(each, events) for each, events in told}), sent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, default=[GOLD / "own-en.jsonl", GOLD / "own-zh.jsonl"])
    policy, coder = load(), Coder(assemble())
    for path in parser.parse_args().gold:
        records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        documents = [
            Document(
                id=r["id"],
                text=r["text"],
                language=r["lang"],
                published=date.fromisoformat(r["published"]) if r.get("published") else None,
            )
            for r in records
        ]
        analyses = coder.analyse(documents)
        sentences = sum(len(analysis.sentences) for analysis in analyses)
        for name, used in (
            ("first alone", None),
            ("both", policy),
            ("both, drop", msgspec.structs.replace(policy, rejections="drop")),
        ):
            scores, sent = scored(records, analyses, used)
            party = scores.party
            print(
                f"{path.name:<14}{name:<12}sent {sent:>4} of {sentences:<5} "
                f"P {party.precision:.3f}  R {party.recall:.3f}  F1 {party.f1:.3f}  status {scores.status.value:.3f}"
            )


if __name__ == "__main__":
    main()
