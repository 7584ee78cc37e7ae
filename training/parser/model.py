"""The network of overtone.language.network in torch, for training; `export` writes the weights that it reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from overtone.language.network import DISTANCE, HEADS

IMPOSSIBLE = -1e9


def normal(x: Tensor) -> Tensor:
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-6)


class Model(nn.Module):
    def __init__(
        self,
        rows: int,
        tags: int,
        labels: int,
        embedding: int = 128,
        channels: int = 128,
        arc: int = 64,
        label: int = 96,
        dilations: tuple[int, ...] = (1, 2, 4, 8, 1),
        dropout: float = 0.25,
        attention: int = 2,
        lexicon: Tensor | None = None,
    ) -> None:
        super().__init__()
        self.dilations, self.arc_size, self.tag_size = dilations, arc, tags
        self.embedding = nn.EmbeddingBag(rows + 1, embedding, mode="sum", padding_idx=0)
        nn.init.normal_(self.embedding.weight, std=0.3)
        with torch.no_grad():
            self.embedding.weight[0] = 0
        self.lexicon = nn.Embedding.from_pretrained(lexicon, freeze=True) if lexicon is not None else None
        self.lexicon_to_embedding = nn.Linear(lexicon.shape[1], embedding, bias=False) if lexicon is not None else None
        self.project = nn.Linear(embedding, channels)
        self.attention = attention
        self.attend = nn.Linear(channels, 3 * channels, bias=False)
        self.attend_mix = nn.Linear(channels, channels, bias=False)
        self.attend_distance = nn.Parameter(torch.zeros(HEADS, 2 * DISTANCE + 1))
        self.conv = nn.ModuleList(nn.Linear(channels, 3 * channels, bias=False) for _ in dilations)
        self.conv_bias = nn.ParameterList(nn.Parameter(torch.zeros(channels)) for _ in dilations)
        self.mix = nn.ModuleList(nn.Linear(channels, channels, bias=False) for _ in dilations)
        self.heads = nn.Linear(channels, tags + 2 * arc + 2 * label)
        self.arc_root = nn.Parameter(torch.randn(arc) * 0.1)
        self.arc = nn.Parameter(torch.randn(arc, arc) * arc**-0.5)
        self.arc_bias = nn.Parameter(torch.zeros(arc))
        self.distance = nn.Parameter(torch.zeros(2 * DISTANCE + 1))
        self.label = nn.Linear(label, labels)
        self.drop = dropout

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """`ids`: batch × words × features, 0 = none; `mask`: batch × words, true where there is a word."""
        batch, width, _ = ids.shape
        x = self.embedding(ids[..., :-1].reshape(batch * width, -1))
        if self.lexicon is not None and self.lexicon_to_embedding is not None:
            x = x + self.lexicon_to_embedding(self.lexicon(ids[..., -1].reshape(-1)))
        if self.training:
            x = x * (torch.rand(x.shape[0], 1, device=x.device) > 0.02)
        x = self.project(functional.dropout(normal(x), self.drop * 0.6, self.training)).view(batch, width, -1)
        keep = mask[..., None].to(x.dtype)
        x = x * keep
        for layer, (conv, bias, mix, d) in enumerate(zip(self.conv, self.conv_bias, self.mix, self.dilations, strict=True)):
            if layer == self.attention:
                x = (x + functional.dropout(self._attend(x, mask), self.drop * 0.6, self.training)) * keep
            before, here, after = conv(normal(x)).chunk(3, dim=-1)
            y = here + bias
            if width > d:
                y = y + functional.pad(before[:, :-d], (0, 0, d, 0)) + functional.pad(after[:, d:], (0, 0, 0, d))
            x = (x + functional.dropout(mix(torch.relu(y)), self.drop * 0.6, self.training)) * keep
        return functional.dropout(normal(x), self.drop, self.training)

    def _attend(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, width, channels = x.shape
        query, key, value = self.attend(normal(x)).view(batch, width, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        place = torch.arange(width, device=x.device)
        steps = (place[None, :] - place[:, None]).clamp(-DISTANCE, DISTANCE) + DISTANCE
        scores = query @ key.transpose(2, 3) * (channels // HEADS) ** -0.5 + self.attend_distance[:, steps]
        weights = scores.masked_fill(~mask[:, None, None, :], IMPOSSIBLE).softmax(-1)
        return self.attend_mix((weights @ value).transpose(1, 2).reshape(batch, width, channels))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of tags, of heads (column 0: root), and the hidden parts of labels (dependents, heads)."""
        x = self.encode(ids, mask)
        width = ids.shape[1]
        heads = self.heads(x)
        tags, arcs, labels = heads.split(
            [self.tag_size, 2 * self.arc_size, heads.shape[-1] - self.tag_size - 2 * self.arc_size], -1
        )
        arcs = functional.dropout(torch.relu(arcs), self.drop, self.training)
        dependent, head = arcs.chunk(2, dim=-1)
        candidates = torch.cat([self.arc_root.expand(ids.shape[0], 1, -1), head], dim=1)
        scores = (dependent @ self.arc + self.arc_bias) @ candidates.transpose(1, 2)
        place = torch.arange(width, device=ids.device)
        steps = (place[None, :] - place[:, None]).clamp(-DISTANCE, DISTANCE) + DISTANCE
        bias = functional.pad(self.distance[steps], (1, 0))
        no = functional.pad(torch.eye(width, dtype=torch.bool, device=ids.device), (1, 0))
        outside = functional.pad(~mask, (1, 0))
        scores = (scores + bias).masked_fill(no | outside[:, None, :], IMPOSSIBLE)
        return tags, scores, labels

    def relations(self, labels: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relations to the given heads (0-based; the root's word may have any)."""
        dependent, head = labels.chunk(2, dim=-1)
        above = head.gather(1, heads.clamp(min=0)[..., None].expand(-1, -1, head.shape[-1]))
        return self.label(functional.dropout(torch.relu(dependent + above), self.drop, self.training))


def export(
    model: Model, path: Path, language: str, tags: list[str], labels: list[str], rows: list[str], lexicon: list[str]
) -> None:
    """Write the weights: the embeddings as 8-bit rows with a scale each, everything else as 16-bit floats."""
    state = {k: v.detach().cpu().numpy().astype(np.float32) for k, v in model.state_dict().items()}
    table = state["embedding.weight"]
    if lexicon:
        table, rows = _with_lexicon(table, rows, state["lexicon.weight"] @ state["lexicon_to_embedding.weight"].T, lexicon)
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-6) / 127
    parts: dict[str, np.ndarray] = {
        "embedding": np.round(table / scale).astype(np.int8),
        "embedding.scale": scale.astype(np.float16),
    }
    plain = {"project": state["project.weight"].T, "project_bias": state["project.bias"]}
    plain |= {"heads": state["heads.weight"].T, "heads_bias": state["heads.bias"]}
    plain |= {"label": state["label.weight"].T, "label_bias": state["label.bias"]}
    plain |= {name: state[name] for name in ("arc_root", "arc", "arc_bias", "distance")}
    for i in range(len(model.dilations)):
        plain |= {
            f"conv{i}": state[f"conv.{i}.weight"].T,
            f"conv{i}_bias": state[f"conv_bias.{i}"],
            f"mix{i}": state[f"mix.{i}.weight"].T,
        }
    parts |= {name: np.ascontiguousarray(value).astype(np.float16) for name, value in plain.items()}
    scale_of_heads = np.float32((model.attend.in_features // HEADS) ** -0.5)  # folded into the queries
    attend = state["attend.weight"].T.copy()
    attend[:, : attend.shape[0]] *= scale_of_heads
    extra = {"attend": attend, "attend_mix": state["attend_mix.weight"].T, "attend_distance": state["attend_distance"]}
    parts |= {name: np.ascontiguousarray(value).astype(np.float16) for name, value in extra.items()}
    parts["attention"] = np.array(model.attention, np.int8)
    texts = {"language": [language], "tags": tags, "labels": labels, "rows": rows}
    parts |= {name: np.frombuffer("\n".join(lines).encode(), np.uint8) for name, lines in texts.items()}
    parts["dilations"] = np.array(model.dilations, np.int8)
    np.savez_compressed(path, **parts)


def _with_lexicon(table: np.ndarray, rows: list[str], vectors: np.ndarray, words: list[str]) -> tuple[np.ndarray, list[str]]:
    """The rows with the borrowed vectors added to those of their words, words without a row appended."""
    table, rows, index = table.copy(), list(rows), {name: i for i, name in enumerate(rows, start=1)}
    new = []
    for word, vector in zip(words, vectors[1:], strict=True):
        if f"w={word}" in index:
            table[index[f"w={word}"]] += vector
        else:
            rows.append(f"w={word}")
            new.append(vector)
    return np.concatenate([table, np.stack(new)]), rows
