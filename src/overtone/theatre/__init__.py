"""Theatres: the data packs of contests, loaded, checked and merged with the world pack.

A pack is a folder with theatre.yaml (id, title, summary, sides) and any of actors, products, chronicle, dimensions, baselines and
figures, each as .yaml, .jsonl or a sub-folder of such files; `overtone.theatre.nouns` lists the shorthands that rows may use.
"""

from __future__ import annotations

from functools import reduce
from pathlib import Path

import msgspec

from overtone.model import Theatre
from overtone.theatre.cache import compiled
from overtone.theatre.checks import check, traps
from overtone.theatre.findings import Finding
from overtone.theatre.merge import merged
from overtone.theatre.pack import HEADER, SHELF, WORLD, folder_of, read_pack
from overtone.theatre.skeleton import create
from overtone.theatre.summary import Gap, Summary, summarise

__all__ = [
    "WORLD",
    "Finding",
    "Gap",
    "Summary",
    "assemble",
    "check",
    "create",
    "load",
    "shipped",
    "summarise",
    "traps",
]


def shipped() -> list[str]:
    """The names of the theatres that come with Overtone, the world pack first."""
    return sorted((path.parent.name for path in SHELF.glob(f"*/{HEADER}")), key=lambda name: (name != WORLD, name))


def load(name_or_dir: str | Path) -> Theatre:
    """One pack alone, by the name of a shipped one or by folder. Raises InputError with file, line, key and mend."""
    return _load(folder_of(name_or_dir))


def assemble(name_or_dir: str | Path | None = None) -> Theatre:
    """A pack merged with the world pack; None stands for the world pack and every shipped one.

    A pack's actor with an id of the world pack extends it: names are united, the pack's roles and parties come first.
    Raises InputError.
    """
    folders = [SHELF / name for name in shipped()] if name_or_dir is None else [SHELF / WORLD, folder_of(name_or_dir)]
    folders = list(dict.fromkeys(folders))
    return _assemble(tuple(folders), name_or_dir is None)


def _load(folder: Path) -> Theatre:
    return compiled([folder, SHELF / WORLD], lambda: read_pack(folder).theatre())


def _assemble(folders: tuple[Path, ...], everything: bool) -> Theatre:
    def build() -> Theatre:
        world, *packs = (read_pack(folder).theatre() for folder in folders)
        theatre = reduce(lambda below, pack: merged(pack, below), packs, world)
        if not everything:
            return theatre
        return msgspec.structs.replace(theatre, id=world.id, title=world.title, summary=world.summary, sides=world.sides)

    return compiled([*folders, *([SHELF] if everything else [])], build)
