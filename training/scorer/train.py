"""Learn the scorer's weights from gold records: logistic regression over the features of candidate triples.

    python training/scorer/train.py zh tests/gold/zh.jsonl tests/gold/more-zh.jsonl --out src/overtone/coding/weights/zh.yaml

Every candidate triple that the constructions allow is right if act and both parties are in the record's gold (lists expanded), wrong if
not, and left out if it is optional there. The weights are drawn towards the hand-set ones of common.yaml (a Gaussian prior), those of
single constructions towards zero. The bias is then moved to the threshold with the best F1 of whole records in cross-validation.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from overtone.coding import Coder
from overtone.coding.analysis import Analysis
from overtone.coding.anchors import find
from overtone.coding.evaluation import ends_match
from overtone.coding.events import readings
from overtone.coding.roles import Triple, Weights, candidates, group, weights
from overtone.data import read
from overtone.model import Document
from overtone.theatre import assemble

PRIOR, ROW_PRIOR = 0.6, 2.5  # inverse variances: of weights with a hand-set value or none, of single constructions


class Example(NamedTuple):
    """A candidate triple: its features, whether it is right, and the record it is from."""

    features: dict[str, float]
    right: bool
    record: int


def documents(records: Sequence[dict[str, Any]]) -> list[Document]:
    return [
        Document(id=r["id"], text=r["text"], language=r["lang"], published=date.fromisoformat(r["published"])) for r in records
    ]


def examples(analysis: Analysis, record: dict[str, Any], number: int, weigh: Weights) -> Iterable[Example]:
    """The candidates of a document, labelled."""
    for reading in readings(analysis):
        if reading is None:
            continue
        scene = reading.scene
        for anchor in find(scene.view, analysis.document.language):
            for triple in candidates(scene, anchor, weigh):
                label = labelled(scene, triple, record)
                if label is not None:
                    yield Example(triple.features, label, number)


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
    x: NDArray[np.float64], y: NDArray[np.float64], prior: NDArray[np.float64], strength: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Newton's method on the penalised log-likelihood, halving steps that do not improve it."""

    def loss(w: NDArray[np.float64]) -> float:
        z = x @ w
        return float(np.sum(np.logaddexp(0, z) - y * z) + 0.5 * np.sum(strength * (w - prior) ** 2))

    w = prior.copy()
    now = loss(w)
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + strength * (w - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(strength)
        step = np.linalg.solve(hessian, gradient)
        while (new := loss(w - step)) > now and np.abs(step).max() > 1e-8:
            step /= 2
        w, gain, now = w - step, now - new, new
        if gain < 1e-7:
            break
    return w


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language")
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--odd", action="append", default=[], type=Path, help="gold files of which only odd records may be used")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shift", type=float, default=0.0, help="added to the bias: below 0 for precision")
    options = parser.parse_args()
    records = [json.loads(line) for path in [*options.gold, *options.odd] for line in path.read_text("utf-8").splitlines()]
    odd = {json.loads(line)["id"] for path in options.odd for line in path.read_text("utf-8").splitlines()}
    records = [r for r in records if r["id"] not in odd or int(r["id"].rsplit("-", 1)[1]) % 2 == 1]
    coder, weigh = Coder(assemble()), weights(options.language)
    analyses = coder.analyse(documents(records))
    found = [e for i, (a, r) in enumerate(zip(analyses, records, strict=True)) for e in examples(a, r, i, weigh)]
    common = read(dict[str, float], "overtone.coding", "weights", "common.yaml")
    counts: dict[str, int] = {}
    for example in found:
        for name in example.features:
            counts[name] = counts.get(name, 0) + 1
    names = ["bias", *sorted(name for name, count in counts.items() if count >= (4 if name.startswith("row.") else 3))]
    place = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    x[:, 0] = 1
    for row, example in enumerate(found):
        for name, value in example.features.items():
            if name in place:
                x[row, place[name]] = value
    y = np.array([example.right for example in found], float)
    prior = np.array([common.get(name, 0.0) for name in names])
    strength = np.array([ROW_PRIOR if name.startswith(("row.", "act.")) else PRIOR for name in names])
    fold = np.array([example.record for example in found]) % 5
    held = np.zeros(len(found))
    for part in range(5):
        w = fit(x[fold != part], y[fold != part], prior, strength)
        held[fold == part] = x[fold == part] @ w
    loss = float(np.mean(np.logaddexp(0, -np.where(y > 0, held, -held))))
    print(
        f"{len(records)} records, {len(found)} candidates, {int(y.sum())} right; {len(names)} weights; held-out log-loss {loss:.3f}"
    )
    for threshold in np.arange(-1.5, 1.6, 0.25):
        coded = held > threshold
        p, r = y[coded].mean() if coded.any() else 0.0, y[coded].sum() / y.sum()
        print(f"  threshold {threshold:+.2f}: candidates P {p:.3f} R {r:.3f}")
    w = fit(x, y, prior, strength)
    w[0] += options.shift
    lines = [
        f"# Weights of the scorer for {options.language}: log-odds by feature, learnt by training/scorer/train.py",
        f"# from {len(records)} gold records ({len(found)} candidate triples, {int(y.sum())} right;",
        f"# log-loss {loss:.3f} in five-fold cross-validation). common.yaml says what they mean.",
        *(f"{name}: {value:.3f}" for name, value in zip(names, w, strict=True) if name == "bias" or abs(value) >= 0.02),
    ]
    options.out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
