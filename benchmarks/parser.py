"""Accuracy and speed of the parser, as a user gets it: `python benchmarks/parser.py en|zh FILE.conllu …` or with `--speed`.

Accuracy: words of the treebank file, Chinese brought to one scheme (training/parser/harmonise.py) and cut by rjieba with the
tree carried over; punctuation and subtypes count.
Speed: the file's sentences of 15 to 25 words in batches of 512 through `Parser.parse`, then one at a time.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "training" / "parser"))

from data import Sentence, read, recut  # noqa: E402
from harmonise import harmonise, merged_tag  # noqa: E402
from prepare import simplify  # noqa: E402

from overtone.language.parser import Parser  # noqa: E402
from overtone.language.tree import Token  # noqa: E402


def sentences(language: str, path: Path) -> list[Sentence]:
    """The file's sentences over the tokens of run time."""
    if language != "zh":
        return list(read(path))
    import rjieba

    return [recut(harmonise(s), rjieba.cut, merged_tag) for s in read(path, simplify())]


def tokens(sentence: Sentence) -> list[Token]:
    return [Token(0, len(w.form), w.form, "", "", 0 if w.mention else -1) for w in sentence]


def accuracy(parser: Parser, gold: list[Sentence]) -> dict[str, float]:
    """Percent of words with the right part of speech, head, head and relation."""
    right = np.zeros(3)
    for tree, sentence in zip(parser.parse([tokens(s) for s in gold]), gold, strict=True):
        for i, word in enumerate(sentence):
            head = tree.heads[i] == word.head
            right += (tree.tokens[i].tag == word.tag, head, head and tree.relations[i] == word.relation)
    return dict(zip(("UPOS", "UAS", "LAS"), np.round(100 * right / sum(map(len, gold)), 2).tolist(), strict=True))


def speed(parser: Parser, gold: list[Sentence]) -> dict[str, float]:
    """Sentences a second in batches of 512, and milliseconds for one sentence alone."""
    chosen = [tokens(s) for s in gold if 15 <= len(s) <= 25]
    batches = [chosen[i : i + 512] for i in range(0, len(chosen), 512)]
    parser.parse(chosen[:64])
    started = time.perf_counter()
    for batch in batches:
        parser.parse(batch)
    rate = len(chosen) / (time.perf_counter() - started)
    started = time.perf_counter()
    for sentence in chosen[:200]:
        parser.parse([sentence])
    single = (time.perf_counter() - started) / min(200, len(chosen))
    words = sum(map(len, chosen)) / len(chosen)
    return {"words a sentence": round(words, 1), "sentences/s": round(rate), "ms for one": round(1000 * single, 2)}


def main() -> None:
    choice = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    choice.add_argument("language", choices=("en", "zh"))
    choice.add_argument("files", type=Path, nargs="+")
    choice.add_argument("--weights", type=Path, help="weights other than the shipped ones")
    choice.add_argument("--speed", action="store_true")
    given = choice.parse_args()
    parser = Parser.load(given.weights or ROOT / "src" / "overtone" / "language" / given.language / "parser.npz")
    for path in given.files:
        gold = sentences(given.language, path)
        print(path.name, len(gold), "sentences", accuracy(parser, gold), speed(parser, gold) if given.speed else "", flush=True)


if __name__ == "__main__":
    main()
