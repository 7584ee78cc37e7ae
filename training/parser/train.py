"""Train the parser of one language: `python training/parser/train.py en|zh --data FOLDER --out FILE.npz`; README.md tells all."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from data import Sentence, Word, augment, swap_verbs, verbal
from model import Model, export
from torch.nn import functional

from overtone.language.network import features

RARE = {"w": 4, "first2": 12, "last2": 12}
"""How often a feature must be seen in three noisy versions of the treebank to have a row of its own; others: 8."""

COPIES = 3
SLOTS = 18
"""Features of a word at most, and the place of its borrowed vector last."""


class Encoder:
    """Words → rows of feature ids, tags and labels → numbers; built from the training sentences."""

    def __init__(self, language: str, sentences: list[Sentence], lexicon: list[str]) -> None:
        self.language = language
        words = Counter((w.form, w.mention) for s in sentences for w in s)
        seen: Counter[str] = Counter()
        for (form, mention), count in words.items():
            for name in features(language)(form, mention):
                seen[name] += count
        self.rows = sorted(n for n, count in seen.items() if count >= RARE.get(n.split("=")[0], 8) and "\n" not in n)
        self.lexicon = {word: i for i, word in enumerate(lexicon, start=1)}
        self.index = {name: i for i, name in enumerate(self.rows, start=1)}
        self.tags = sorted({w.tag for s in sentences for w in s})
        counts = Counter(w.relation for s in sentences for w in s)
        self.labels = sorted({r if counts[r] >= 20 or ":" not in r else r.split(":")[0] for r in counts})
        self.cache: dict[tuple[str, bool], list[int]] = {}
        self.whole: dict[tuple[str, bool], list[int]] = {}

    def word(self, word: Word) -> list[int]:
        key = (word.form, word.mention)
        if key not in self.cache:
            names = features(self.language)(*key)
            found = [self.index.get(name, 0) for name in names][: SLOTS - 1]
            self.whole[key] = [i for i, name in enumerate(names[: SLOTS - 1]) if name.startswith(("w=", "first2=", "last2="))]
            self.cache[key] = found + [0] * (SLOTS - 1 - len(found)) + [self.lexicon.get(names[0][2:], 0)]
        return self.cache[key]

    def label(self, relation: str) -> int:
        return self.labels.index(relation if relation in self.labels else relation.split(":")[0])


def batches(sentences: list[Sentence], encoder: Encoder, size: int, rng: random.Random | None, word_drop: float = 0.0):
    """Padded tensors of about `size` words, sentences of like length together; shuffled if `rng` is given."""
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]) + (rng.random() * 3 if rng else 0))
    groups: list[list[int]] = []
    for i in order:
        if not groups or (len(groups[-1]) + 1) * len(sentences[i]) > size:
            groups.append([])
        groups[-1].append(i)
    if rng:
        rng.shuffle(groups)
    label = {
        relation: encoder.label(relation) for s in sentences for relation in {w.relation for w in s} if _known(encoder, relation)
    }
    for group in groups:
        width = max(len(sentences[i]) for i in group)
        ids = np.zeros((len(group), width, SLOTS), np.int64)
        tags, heads, labels = (np.full((len(group), width), -100, np.int64) for _ in range(3))
        for row, i in enumerate(group):
            for place, word in enumerate(sentences[i]):
                ids[row, place] = encoder.word(word)
                if word_drop and rng and rng.random() < (0.5 if word.mention else word_drop):
                    ids[row, place, encoder.whole[word.form, word.mention]] = 0  # in Chinese two characters tell the word as well
                    if rng.random() < 0.5:
                        ids[row, place, -1] = 0
                tags[row, place] = encoder.tags.index(word.tag) if word.tag in encoder.tags else -100
                heads[row, place] = word.head + 1
                labels[row, place] = label.get(word.relation, -100)
        yield group, *(torch.from_numpy(a) for a in (ids, tags, heads, labels))


def _known(encoder: Encoder, relation: str) -> bool:
    return relation in encoder.labels or relation.split(":")[0] in encoder.labels


@torch.no_grad()
def evaluate(model: Model, sentences: list[Sentence], encoder: Encoder, device: str) -> dict[str, float]:
    """UPOS, UAS and LAS (in percent, punctuation included, subtypes counted) of greedy heads."""
    model.eval()
    right = Counter()
    for _, ids, tags, heads, labels in batches(sentences, encoder, 4000, None):
        ids, tags, heads, labels = (t.to(device) for t in (ids, tags, heads, labels))
        mask = heads >= 0
        tag, arc, hidden = model(ids, mask)
        best = arc.argmax(-1)
        relation = model.relations(hidden, best - 1)
        relation[..., encoder.labels.index("root")] = -1e9
        relation = relation.argmax(-1).masked_fill(best == 0, encoder.labels.index("root"))
        right["words"] += int(mask.sum())
        right["UPOS"] += int(((tag.argmax(-1) == tags) & mask).sum())
        right["UAS"] += int(((best == heads) & mask).sum())
        right["LAS"] += int(((best == heads) & (relation == labels) & mask).sum())
    model.train()
    return {name: round(100 * right[name] / right["words"], 2) for name in ("UPOS", "UAS", "LAS")}


def train(
    language: str,
    data: dict[str, list[Sentence]],
    epochs: int,
    seed: int,
    device: str,
    rate: float,
    size: int,
    limit: float,
    lexicon: tuple[list[str], torch.Tensor | None],
    keep: Callable[[Model, Encoder], None],
    **options,
) -> None:
    """One model; `data` has the parts train, extra (seen half as often, optional), dev and test. `keep` is called after every epoch."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    chinese = language == "zh"
    verbs = verbal(data["train"]) if chinese else None

    def noise(sentence: Sentence) -> Sentence:
        return augment(swap_verbs(sentence, verbs, rng) if verbs else sentence, rng, chinese)

    seen = [noise(s) for _ in range(COPIES) for s in data["train"] + data.get("extra", [])]
    encoder = Encoder(language, seen, lexicon[0])
    model = Model(len(encoder.rows), len(encoder.tags), len(encoder.labels), lexicon=lexicon[1], **options).to(device)
    mean = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998))
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=0.02, fused=True)
    words = sum(len(s) for s in data["train"] + data.get("extra", []))
    total, step, started = int(epochs * words / size * 1.05), 0, time.time()
    print(language, "words", words, "rows", len(encoder.rows), "steps", total, "labels", len(encoder.labels), flush=True)
    for epoch in range(epochs):
        sentences = data["train"] + data.get("extra", [])
        noisy = [noise(s) for s in sentences]
        losses = Counter()
        for _, *tensors in batches([s for s in noisy if 0 < len(s) <= 100], encoder, size, rng, 0.25 if chinese else 0.15):
            ids, tags, heads, labels = (t.to(device) for t in tensors)
            done = max(step / total, (time.time() - started) / limit)
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1, (step + 1) / 100) * max(0.02, 0.5 + 0.5 * math.cos(math.pi * min(1, done)))
            tag, arc, hidden = model(ids, heads >= 0)
            relation = model.relations(hidden, heads - 1)
            parts = (
                functional.cross_entropy(tag.flatten(0, 1), tags.flatten(), label_smoothing=0.03),
                functional.cross_entropy(arc.flatten(0, 1), heads.flatten()),
                functional.cross_entropy(
                    relation.flatten(0, 1), labels.flatten().masked_fill(heads.flatten() == 0, -100), label_smoothing=0.03
                ),
            )
            loss = parts[0] + parts[1] + parts[2]
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            step += 1
            mean.update_parameters(model)
            losses["n"] += 1
            losses.update({name: float(part.detach()) for name, part in zip(("tag", "arc", "label"), parts, strict=True)})
        figures = evaluate(mean.module, data["dev"], encoder, device)
        shown = {name: round(losses[name] / losses["n"], 3) for name in ("tag", "arc", "label")}
        print(epoch, shown, "dev", figures, f"{time.time() - started:.0f}s", flush=True)
        keep(mean.module, encoder)
        if time.time() - started > limit:
            break
    if "test" in data:
        print("test", evaluate(mean.module, data["test"], encoder, device), flush=True)


def load(path: Path) -> list[Sentence]:
    return [[Word(*word) for word in json.loads(line)] for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language")
    parser.add_argument("--data", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--dropout", type=float, default=0.25)
    parser.add_argument("--size", type=int, default=1600, help="words in a batch")
    parser.add_argument("--limit", type=float, default=1e9, help="seconds after which to stop")
    parser.add_argument("--lexicon", type=Path, help="vectors of words that lexicon.py wrote")
    parser.add_argument("--threads", type=int, default=1)
    choice = parser.parse_args()
    torch.set_num_threads(choice.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    data = {p.stem.split("-")[1]: load(p) for p in sorted(choice.data.glob(f"{choice.language}-*.jsonl"))}
    lexicon: tuple[list[str], torch.Tensor | None] = ([], None)
    if choice.lexicon:
        stored = np.load(choice.lexicon)
        vectors = np.concatenate([np.zeros_like(stored["vectors"][:1]), stored["vectors"]])
        lexicon = ([str(word) for word in stored["words"]], torch.from_numpy(vectors.astype(np.float32)))

    def keep(model: Model, encoder: Encoder) -> None:
        export(model, choice.out, choice.language, encoder.tags, encoder.labels, encoder.rows, lexicon[0])

    train(
        choice.language,
        data,
        choice.epochs,
        choice.seed,
        device,
        choice.rate,
        choice.size,
        choice.limit,
        lexicon,
        keep,
        dropout=choice.dropout,
    )


if __name__ == "__main__":
    main()
