"""The coder's speed, memory and start, from raw text to lines of JSON, and where the time goes.

    python benchmarks/coding.py [--names 100000] [--jobs 1 2]

Texts are the gold records, repeated; the lexicon is padded with made-up names to the size asked for. The first table is of one
process: sentences and megabytes a second and the microseconds that each stage takes a sentence; «cold» is the first small job. The
second is of the command itself, `overtone code`, start included: for one sentence (with the theatre compiled, and before), for a
small and a large file, with one process and with several.

The parser is bound by products of matrices, which take half the time where the matrix library uses AVX-512; which kernels it uses
is printed. Where OPENBLAS_CORETYPE holds it to older ones (Haswell), figures are of those.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from threadpoolctl import threadpool_info

from overtone.cli import jobs
from overtone.coding import Coder, claims, coder, departures, figures, linking, reading
from overtone.language import language
from overtone.model import Actor, Document
from overtone.theatre import assemble

GOLD = Path(__file__).parents[1] / "tests" / "gold"
LANGUAGES = ("en", "zh")
SMALL, LARGE = 100, 2000  # documents
STAGES = ("names", "dates", "amounts", "words", "parse", "events", "claims", "departures", "figures", "JSON")
HEADER = 'id: "padded"\ntitle: {en: Padded}\nsummary: {en: "A theatre of made-up firms."}\nsides: []\n'


class Spent(NamedTuple):
    """What a command took: seconds on the clock and of the processors, and its largest process in megabytes."""

    seconds: float
    processor: float
    memory: float


def padded(folder: Path, names: int) -> None:
    """A theatre in `folder` whose made-up firms bring the names of the world pack up to `names`."""
    missing = max(0, names - sum(len(each) for actor in assemble("world").actors for each in actor.names.values()))
    firms = (
        Actor(f"made-up-{n}", f"Quorvane {n:06d} Holdings", "firm", {"zh": (f"阔万{n:06d}控股",)}) for n in range(missing // 2)
    )
    folder.joinpath("theatre.yaml").write_text(HEADER, "utf-8")
    encode = msgspec.json.Encoder().encode
    wanted = ("id", "name", "kind", "names")
    rows = ({key: value for key, value in msgspec.to_builtins(firm).items() if key in wanted} for firm in firms)
    folder.joinpath("actors.jsonl").write_bytes(b"".join(encode(row) + b"\n" for row in rows))


def documents(tongue: str, count: int) -> Iterator[Document]:
    """So many records of a language, repeated with ids of their own."""
    rows = [json.loads(line) for line in (GOLD / f"own-{tongue}.jsonl").read_text("utf-8").splitlines()]
    for number in range(count):
        row = rows[number % len(rows)]
        yield Document(id=f"{number}", text=row["text"], language=tongue, published=date.fromisoformat(row["published"]))


def watched(spent: Counter[str]) -> None:
    """Let every stage note the time that it takes."""

    def watch(owner: Any, name: str, stage: str) -> None:
        work: Callable[..., Any] = getattr(owner, name)

        @functools.wraps(work)
        def timed(*arguments: Any, **named: Any) -> Any:
            start = time.process_time_ns()
            try:
                return work(*arguments, **named)
            finally:
                spent[stage] += time.process_time_ns() - start

        setattr(owner, name, timed)

    watch(linking.Linker, "link", "names")
    watch(reading, "_tokens", "words")
    for tongue in LANGUAGES:
        for stage in ("dates", "amounts", "parse"):
            watch(type(language(tongue)), stage, stage)
    for owner, stage in ((coder, "events"), (claims, "claims"), (departures, "departures"), (figures, "figures")):
        watch(owner, stage, stage)
    watch(jobs, "line", "JSON")


def stages(theatre: Path) -> None:
    """Print the table of one process."""
    spent: Counter[str] = Counter()
    watched(spent)
    print(
        f"{'one process':16}{'sentences':>10}{'per s':>8}{'MB/s':>7}  " + "".join(f"{each[:9]:>10}" for each in (*STAGES, "rest"))
    )
    for tongue in LANGUAGES:
        made = Coder(assemble(theatre))
        made.prepare([tongue])
        for count, label in ((SMALL, "cold"), (SMALL, "small"), (LARGE, "large")):
            texts = list(documents(tongue, count))
            sentences = sum(len(language(tongue).sentences(text.text)) for text in texts)
            spent.clear()
            start = time.process_time_ns()
            for batch in made.batches(texts):
                for _ in jobs.lines(made, batch):
                    pass
            whole = time.process_time_ns() - start
            spent["rest"] = whole - spent.total()
            size = sum(len(text.text.encode()) for text in texts)
            parts = "".join(f"{spent[each] / sentences / 1e3:6.0f}{spent[each] / whole:4.0%}" for each in (*STAGES, "rest"))
            print(f"{tongue + ' ' + label:16}{sentences:>10}{sentences / whole * 1e9:8.0f}{size / whole * 1e3:7.3f}  {parts}")


def ran(*arguments: str) -> Spent:
    """Run the command and say what it took."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "overtone.cli.main", "code", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    return Spent(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def commands(folder: Path, processes: list[int]) -> None:
    """Print the table of the command."""
    print(f"{'overtone code':28}{'seconds':>8}{'CPU':>7}{'MB':>6}{'per s':>8}{'MB/s':>7}")
    one = folder / "one.txt"
    one.write_text("China banned imports from Japan.", "utf-8")

    def tell(label: str, spent: Spent, size: int = 0, sentences: int = 0) -> None:
        speed = f"{sentences / spent.seconds:8.0f}{size / spent.seconds / 1e6:7.3f}" if sentences else ""
        print(f"{label:28}{spent.seconds:8.2f}{spent.processor:7.2f}{spent.memory:6.0f}{speed}")

    os.environ["OVERTONE_CACHE"] = str(folder / "cache")
    for label, theatre in (("shipped theatres", []), ("padded theatre", ["--theatre", str(folder / "padded")])):
        tell(f"{label}, to be compiled", ran(str(one), *theatre))
        tell(f"{label}, compiled", ran(str(one), *theatre))
    for tongue in LANGUAGES:
        for count in (SMALL, LARGE):
            texts = list(documents(tongue, count))
            file = folder / f"{tongue}-{count}.jsonl"
            rows = ({"id": each.id, "text": each.text, "lang": tongue, "published": f"{each.published}"} for each in texts)
            file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
            sentences = sum(len(language(tongue).sentences(text.text)) for text in texts)
            for number in processes:
                spent = ran(str(file), "--theatre", str(folder / "padded"), "--jobs", str(number))
                tell(f"{tongue} {count} documents, {number} jobs", spent, sum(len(t.text.encode()) for t in texts), sentences)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        theatre = folder / "padded"
        theatre.mkdir()
        padded(theatre, options.names)
        commands(folder, options.jobs)
        stages(theatre)
        kernels = {info.get("architecture") for info in threadpool_info() if info["user_api"] == "blas"}
        print(f"matrix library: {', '.join(map(str, kernels))}")


if __name__ == "__main__":
    main()
