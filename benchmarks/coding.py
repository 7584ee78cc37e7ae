"""The coder's speed: sentences and megabytes a second from raw text, and where the time goes.

    python benchmarks/coding.py [--names 100000]

Texts are the gold records, repeated; the lexicon is padded with made-up names to the size asked for. One process, one core. The first
line of each language is a small job with everything cold, as a command meets it.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from overtone.coding import Coder
from overtone.coding.claims import claims
from overtone.coding.departures import departures
from overtone.coding.events import events
from overtone.coding.figures import figures
from overtone.model import Actor, Document, Theatre
from overtone.theatre import assemble

GOLD = Path(__file__).parents[1] / "tests" / "gold"
SIZES = (100, 2000)


def padded(theatre: Theatre, names: int) -> Theatre:
    """The theatre with made-up firms up to `names` names."""
    missing = max(0, names - sum(len(names) for actor in theatre.actors for names in actor.names.values()))
    firms = (
        Actor(f"made-up-{n}", f"Quorvane {n:06d} Holdings", "firm", {"zh": (f"阔万{n:06d}控股",)}) for n in range(missing // 2)
    )
    return msgspec.structs.replace(theatre, actors=(*theatre.actors, *firms))


def documents(language: str, count: int) -> Iterator[Document]:
    """So many records of a language, repeated with ids of their own."""
    rows = [json.loads(line) for line in (GOLD / f"own-{language}.jsonl").read_text("utf-8").splitlines()]
    for number in range(count):
        row = rows[number % len(rows)]
        published = date.fromisoformat(row["published"])
        yield Document(id=f"{number}", text=row["text"], language=language, published=published)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=100_000)
    options = parser.parse_args()
    theatre = padded(assemble(), options.names)
    print(f"{'':10}{'sentences':>10}{'per s':>9}{'MB/s':>7}{'read':>8}{'events':>8}{'claims':>8}{'other':>8}   (µs a sentence)")
    for language in ("en", "zh"):
        coder = Coder(theatre)
        for size in SIZES:
            texts = list(documents(language, size))
            read, analyses = timed(lambda: [a for n in range(0, size, 64) for a in coder.analyse(texts[n : n + 64])])  # noqa: B023
            told, _ = timed(lambda: [events(a) for a in analyses])  # noqa: B023
            stated, _ = timed(lambda: [claims(a) for a in analyses])  # noqa: B023
            other, _ = timed(lambda: [(departures(a), figures(a)) for a in analyses])  # noqa: B023
            count = sum(len(analysis.sentences) for analysis in analyses)
            whole = read + told + stated + other
            size_mb = sum(len(text.text.encode()) for text in texts) / 1e6
            parts = "".join(f"{1e6 * part / count:8.0f}" for part in (read, told, stated, other))
            print(f"{language} {size:>6} {count:>10}{count / whole:9.0f}{size_mb / whole:7.2f}{parts}")
    print(f"largest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
