"""Learn the scorer's weights from gold records: a choice model over the features of candidate triples.

    python training/scorer/train.py zh tests/gold/own-zh.jsonl --odd tests/gold/zh.jsonl --out src/overtone/language/zh/weights.yaml

Every candidate triple that the constructions allow is right if act and both parties are in the record's gold (lists expanded),
wrong if not, and left out if it is optional there; each anchor is to choose a right one, or none. The weights are drawn towards
the hand-set ones of coding/weights.yaml (a Gaussian prior), those of single constructions towards zero. Cross-validation codes whole
records with weights that have not seen them and prints party scores for several shifts of the bias.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from overtone.coding import Coder
from overtone.coding.analysis import Analysis
from overtone.coding.anchors import find
from overtone.coding.evaluation import Scores, ends_match, score_record
from overtone.coding.events import events, readings
from overtone.coding.lists import group
from overtone.coding.roles import candidates
from overtone.coding.scene import Triple, Weights, weights
from overtone.data import read
from overtone.model import CodedDocument, Document
from overtone.theatre import assemble

PRIOR, ROW_PRIOR = 5.0, 15.0  # inverse variances: of weights with a hand-set value or none, of single constructions

FOLDS = 5
STEPS = 1500
SHIFTS = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class Example(NamedTuple):
    """A candidate triple: its features, whether it is right, its anchor's number and its record's."""

    features: dict[str, float]
    right: bool
    anchor: int
    record: int


def documents(records: Sequence[dict[str, Any]]) -> list[Document]:
    return [
        Document(id=r["id"], text=r["text"], language=r["lang"], published=date.fromisoformat(r["published"])) for r in records
    ]


def examples(analysis: Analysis, record: dict[str, Any], number: int, weigh: Weights) -> Iterable[Example]:
    """The candidates of a document, labelled."""
    anchors = 0
    for reading in readings(analysis):
        if reading is None:
            continue
        scene = reading.scene
        for anchor in find(scene.view, analysis.document.language):
            anchors += 1
            for triple in candidates(scene, anchor, weigh):
                label = labelled(scene, triple, record)
                if label is not None:
                    yield Example(triple.features, label, number * 1000 + anchors, number)


def labelled(scene: Any, triple: Triple, record: dict[str, Any]) -> bool | None:
    """Right, wrong, or None for what is optional in the gold."""
    verdict: bool | None = False
    for gold in record["events"]:
        if gold["act"] != triple.anchor.pattern.row.act:
            continue
        for source in group(scene, triple.source):
            for target in group(scene, triple.target) if triple.target else [None]:
                if ends_match(gold, source.mention.reference, target.mention.reference if target else None, "party"):
                    if not gold.get("optional"):
                        return True
                    verdict = None
    return verdict


def fit(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    anchor: NDArray[np.intp],
    prior: NDArray[np.float64],
    strength: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Maximum a posteriori by Adam: each anchor chooses one of its triples, or none (score 0); any right one will do."""
    _, owner = np.unique(anchor, return_inverse=True)
    count = owner.max() + 1
    solvable = np.bincount(owner, y, count) > 0
    w, mean, spread = prior.copy(), np.zeros_like(prior), np.zeros_like(prior)
    for step in range(1, STEPS + 1):
        raised = np.exp(np.clip(x @ w, -30, 30))
        total = 1 + np.bincount(owner, raised, count)
        right = np.where(solvable, np.bincount(owner, raised * y, count), 1.0)
        wanted = np.where(solvable[owner], raised * y / right[owner], 0.0)
        gradient = x.T @ (raised / total[owner] - wanted) + strength * (w - prior)
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.999 * spread + 0.001 * gradient**2
        rate = 0.05 if step < STEPS / 2 else 0.01
        w -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return w


def table(found: Sequence[Example]) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Names of the features that are frequent enough, the examples as rows over them, and what is right."""
    counts = Counter(name for example in found for name in example.features)
    names = ["bias", *sorted(name for name, count in counts.items() if count >= (4 if name.startswith("row.") else 3))]
    place = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    x[:, 0] = 1
    for row, example in enumerate(found):
        for name, value in example.features.items():
            if name in place:
                x[row, place[name]] = value
    return names, x, np.array([example.right for example in found], float)


def learn(names: list[str], x: NDArray[np.float64], y: NDArray[np.float64], anchor: NDArray[np.intp]) -> NDArray[np.float64]:
    """The weights of the features, drawn towards the common ones."""
    common = read(dict[str, float], "overtone.coding", "weights.yaml")
    prior = np.array([common.get(name, 0.0) for name in names])
    strength = np.array([ROW_PRIOR if name.startswith(("row.", "act.")) else PRIOR for name in names])
    return fit(x, y, anchor, prior, strength)


def weigher(names: list[str], w: NDArray[np.float64], shift: float) -> Weights:
    """The weights as the coder takes them."""
    table = dict(zip(names, w.tolist(), strict=True))
    return Weights(table.pop("bias") + shift, table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language")
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--odd", action="append", default=[], type=Path, help="gold files of which only odd records may be used")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--shift", type=float, help="added to the bias, below 0 for precision; else the best of the table")
    options = parser.parse_args()
    records = [json.loads(line) for path in options.gold for line in path.read_text("utf-8").splitlines()]
    for path in options.odd:
        rows = map(json.loads, path.read_text("utf-8").splitlines())
        records += [row for row in rows if int(row["id"].rsplit("-", 1)[1]) % 2 == 1]
    analyses = Coder(assemble()).analyse(documents(records))
    weigh = weights(options.language)
    found = [e for i, (a, r) in enumerate(zip(analyses, records, strict=True)) for e in examples(a, r, i, weigh)]
    names, x, y = table(found)
    anchor = np.array([example.anchor for example in found])
    fold = np.array([example.record for example in found]) % FOLDS
    learnt = [learn(names, x[fold != part], y[fold != part], anchor[fold != part]) for part in range(FOLDS)]
    held = np.concatenate([x[fold == part] @ learnt[part] for part in range(FOLDS)])
    truth = np.concatenate([y[fold == part] for part in range(FOLDS)])
    loss = float(np.mean(np.logaddexp(0, -np.where(truth > 0, held, -held))))
    print(
        f"{len(records)} records, {len(found)} candidates, {int(y.sum())} right; {len(names)} weights; held-out log-loss {loss:.3f}"
    )
    best, shift = 0.0, 0.0
    for by in (None, *SHIFTS):
        total = Scores()
        for i, (analysis, record) in enumerate(zip(analyses, records, strict=True)):
            weigh = weights("") if by is None else weigher(names, learnt[i % FOLDS], by)
            coded = CodedDocument(id=record["id"], language=record["lang"], events=tuple(events(analysis, weigh)))
            total += score_record({**record, "claims": []}, coded)
        p = total.party
        print(f"  {'hand-set' if by is None else f'shift {by:+.2f}'}: party P {p.precision:.3f} R {p.recall:.3f} F1 {p.f1:.3f}")
        if by is not None and p.f1 > best:
            best, shift = p.f1, by
    if options.out is None:
        return
    w = learn(names, x, y, anchor)
    common = read(dict[str, float], "overtone.coding", "weights.yaml")
    w[0] += options.shift if options.shift is not None else shift
    lines = [
        f"# Weights of the scorer for {options.language}: log-odds by feature, learnt by training/scorer/train.py",
        f"# from {len(records)} gold records ({len(found)} candidate triples, {int(y.sum())} right;",
        f"# log-loss {loss:.3f}, party F1 {best:.3f} in {FOLDS}-fold cross-validation). coding/weights.yaml says what they mean.",
        *(f"{name}: {value:.3f}" for name, value in zip(names, w, strict=True) if name == "bias" or abs(value) >= 0.02),
        *(f"{name}: {value:.3f}" for name, value in common.items() if name not in names),
    ]
    options.out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
