"""Bring Chinese trees of the first release of GSD (2016, Universal Dependencies 1) to today's scheme.

The development part exists in both schemes over the same words. A network that sees a word, its old analysis and its old head
learns the step from one to the other on it and then converts the training part, which is not at hand in the new scheme.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from data import Sentence, Word
from model import Model
from torch import Tensor, nn
from torch.nn import functional

from overtone.language.network import features
from overtone.language.spanning import arborescence


def _names(old: Sentence, place: int) -> list[str]:
    """The features of a word and of its old analysis."""
    word = old[place]
    head = old[word.head] if word.head >= 0 else Word("", "ROOT", -1, "none")
    side = "root" if word.head < 0 else f"{max(-4, min(4, word.head - place))}"
    names = [f"{w}" for w in features("zh")(word.form, False)[:4]]
    names += [f"tag={word.tag}", f"label={word.relation}", f"side={side}", f"both={word.tag},{word.relation},{head.tag}"]
    names += [f"head={head.tag},{head.relation}", f"labels={word.relation},{head.relation}", f"form={word.form},{word.relation}"]
    names += sorted({f"below={w.relation}" for w in old if w.head == place})
    return names[:24]


class Converter(nn.Module):
    def __init__(self, old: list[Sentence], new: list[Sentence]) -> None:
        super().__init__()
        counts = Counter(name for s in old for i in range(len(s)) for name in _names(s, i))
        self.index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c > 1), start=1)}
        self.tags = sorted({w.tag for s in new for w in s})
        self.labels = sorted({w.relation for s in new for w in s})
        self.model = Model(len(self.index), len(self.tags), len(self.labels), dropout=0.3)
        self.cache: dict[tuple[Word, ...], tuple[np.ndarray, Tensor]] = {}
        self.trust = nn.Parameter(torch.tensor([2.0, 0.0, 0.0, 0.0]))  # in the old head, dependents, grandparent, siblings

    def forward(self, old: list[Sentence]) -> tuple[Tensor, Tensor, Tensor]:
        width = max(map(len, old))
        ids = np.zeros((len(old), width, 25), np.int64)
        bonus = torch.zeros(4, len(old), width, width + 1)
        mask = torch.zeros(len(old), width, dtype=torch.bool)
        for row, sentence in enumerate(old):
            n = len(sentence)
            mask[row, :n] = True
            ids[row, :n], bonus[:, row, :n, : n + 1] = self._encoded(sentence)
        tags, arcs, labels = self.model(torch.from_numpy(ids), mask)
        return tags, arcs + (self.trust[:, None, None, None] * bonus).sum(dim=0), labels

    def _encoded(self, sentence: Sentence) -> tuple[np.ndarray, Tensor]:
        """Feature ids of each word; for each word and possible head (column 0: root): is it the old head, a dependent, a grandparent,
        a sibling?"""
        key = tuple(sentence)
        if key not in self.cache:
            ids = np.zeros((len(sentence), 25), np.int64)
            heads = torch.tensor([word.head for word in sentence])
            bonus = torch.zeros(4, len(sentence), len(sentence) + 1)
            for i, word in enumerate(sentence):
                found = [self.index.get(name, 0) for name in _names(sentence, i)]
                ids[i, : len(found)] = found
                bonus[0, i, word.head + 1] = 1
                if word.head >= 0:
                    bonus[1, word.head, i + 1] = 1
                    bonus[2, i, sentence[word.head].head + 1] = 1
                bonus[3, i, 1:] = heads == word.head
            self.cache[key] = ids, bonus
        return self.cache[key]


@torch.no_grad()
def convert(old: Sentence, converters: Sequence[Converter]) -> Sentence:
    """The sentence in today's scheme, by the joint judgement of converters that differ in their seed."""
    found = [converter.eval()([old]) for converter in converters]
    first = converters[0]
    arcs = torch.stack([arcs[0].log_softmax(-1) for _, arcs, _ in found]).sum(0)
    heads = torch.from_numpy(arborescence(arcs.numpy()))
    tags = torch.stack([tags[0].log_softmax(-1) for tags, _, _ in found]).sum(0).argmax(-1)
    labelled = [
        c.model.relations(hidden, heads[None])[0].log_softmax(-1) for c, (_, _, hidden) in zip(converters, found, strict=True)
    ]
    scores = torch.stack(labelled).sum(0)
    scores[:, first.labels.index("root")] = -1e9
    parts = zip(old, tags.tolist(), heads.tolist(), scores.argmax(-1).tolist(), strict=True)
    return [w._replace(tag=first.tags[t], head=h, relation=first.labels[r] if h >= 0 else "root") for w, t, h, r in parts]


def learn(old: list[Sentence], new: list[Sentence], epochs: int = 20, seed: int = 1) -> Converter:
    """A converter trained on sentences in both schemes."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    converter = Converter(old, new)
    pairs = [(a, b) for a, b in zip(old, new, strict=True) if len(a) == len(b)]
    optimiser = torch.optim.AdamW(converter.parameters(), lr=2e-3, weight_decay=0.02)
    steps = epochs * ((len(pairs) + 15) // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1, (s + 1) / 50) * max(0.02, 1 - s / steps))
    for _ in range(epochs):
        rng.shuffle(pairs)
        for start in range(0, len(pairs), 16):
            chosen = pairs[start : start + 16]
            tags, arcs, hidden = converter([a for a, _ in chosen])
            width = tags.shape[1]
            gold = torch.full((3, len(chosen), width), -100)
            for row, (_, b) in enumerate(chosen):
                for i, word in enumerate(b):
                    gold[:, row, i] = torch.tensor(
                        [converter.tags.index(word.tag), word.head + 1, converter.labels.index(word.relation)]
                    )
            labels = converter.model.relations(hidden, gold[1] - 1)
            pairs_of = ((tags, gold[0]), (arcs, gold[1]), (labels, gold[2]))
            loss = torch.stack([functional.cross_entropy(x.flatten(0, 1), y.flatten()) for x, y in pairs_of]).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return converter


def agreement(ours: list[Sentence], theirs: list[Sentence]) -> dict[str, float]:
    """Shares (in percent) of words with the same tag, head, head and relation."""
    same = [
        (a.tag == b.tag, a.head == b.head, a.head == b.head and a.relation == b.relation)
        for x, y in zip(ours, theirs, strict=True)
        if len(x) == len(y)
        for a, b in zip(x, y, strict=True)
    ]
    return {name: round(100 * sum(s[i] for s in same) / len(same), 2) for i, name in enumerate(("UPOS", "UAS", "LAS"))}
