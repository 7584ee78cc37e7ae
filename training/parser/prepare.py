"""Clones of the treebanks → the training data of train.py: `python training/parser/prepare.py --treebanks FOLDER --out FOLDER`.

README.md lists the clones and their licences. Parts of GUM whose texts are not free for every use are left out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from data import Sentence, read, recut

FREE_GENRES = {"academic", "bio", "court", "interview", "news", "speech", "textbook", "voyage"}
OLD_GSD = "9eab518"
"""The first public revision of UD_Chinese-GSD with its training part, in the scheme of Universal Dependencies 1."""


def simplify() -> Callable[[str], str]:
    """Traditional → simplified characters, full-width letters and digits → half-width, as the language module does."""
    import opencc

    to_simplified = opencc.OpenCC("t2s").convert
    narrow = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，！？；：（）"}
    return lambda form: str(to_simplified(form)).translate(narrow)


def write(path: Path, sentences: Iterable[Sentence]) -> None:
    lines = [json.dumps([list(word) for word in s], ensure_ascii=False) + "\n" for s in sentences if s]
    path.write_text("".join(lines), encoding="utf-8")
    print(path.name, len(lines), "sentences")


def english(banks: Path, out: Path) -> None:
    ewt, gum, pud = (
        banks / "UD_English-EWT",
        banks / "UD_English-GUM",
        list(read(banks / "UD_English-PUD" / "en_pud-ud-test.conllu")),
    )
    files = (ewt / "not-to-release" / "file-lists" / "files.train").read_text().split()
    train = [s for name in files for s in read(ewt / "not-to-release" / "sources" / name)]
    lists = [(gum / "not-to-release" / "file-lists" / f"files.{part}").read_text().split() for part in ("dev", "test")]
    kept = {name for part in lists for name in part}
    held: list[Sentence] = []
    for path in sorted((gum / "not-to-release" / "sources").glob("*.conllu")):
        if path.stem.split("_")[1] in FREE_GENRES:
            (held if path.stem in kept else train).extend(read(path))
    write(out / "en-train.jsonl", train + pud[:800])
    write(out / "en-dev.jsonl", read(ewt / "en_ewt-ud-dev.conllu"))
    write(out / "en-test.jsonl", read(ewt / "en_ewt-ud-test.conllu"))
    write(out / "held-gum.jsonl", held)
    write(out / "held-pud.jsonl", pud[800:])


def chinese(banks: Path, out: Path) -> None:
    import rjieba
    from convert import learn
    from harmonise import harmonise, merged_tag

    plain = simplify()

    def old(part: str) -> list[Sentence]:
        show = ["git", "-C", str(banks / "UD_Chinese-GSD"), "show", f"{OLD_GSD}:zh-ud-{part}.conllu"]
        copy = out / f"old-{part}.conllu"
        copy.write_bytes(subprocess.run(show, capture_output=True, check=True).stdout)
        return list(read(copy, plain))

    gsd = {part: list(read(banks / "UD_Chinese-GSDSimp" / f"zh_gsdsimp-ud-{part}.conllu", plain)) for part in ("dev", "test")}
    converter = learn(old("dev"), gsd["dev"])
    banks_of = {n: list(read(banks / f"UD_Chinese-{n}" / f"zh_{n.lower()}-ud-test.conllu", plain)) for n in ("HK", "CFL", "PUD")}
    # The few trees of today's scheme count twice: PUD for its news, the development part of GSD for its cut of words.
    train = [converter.convert(s) for s in old("train")] + banks_of["HK"] + banks_of["CFL"] + 2 * banks_of["PUD"] + 2 * gsd["dev"]
    for part, sentences in {"train": train, **gsd}.items():
        write(out / f"zh-{part}.jsonl", (recut(harmonise(s), rjieba.cut, merged_tag) for s in sentences))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    choice = parser.parse_args()
    choice.out.mkdir(parents=True, exist_ok=True)
    english(choice.treebanks, choice.out)
    chinese(choice.treebanks, choice.out)


if __name__ == "__main__":
    main()
