"""The cache never changes what is read: it fits its files or is not used."""

from __future__ import annotations

import os
from pathlib import Path

from overtone.theatre import assemble, load

from .conftest import ACTORS, Write


def _cached() -> list[Path]:
    return sorted(Path(os.environ["OVERTONE_CACHE"]).glob("theatre-*.msgpack"))


def test_a_second_reading_gives_the_same(write: Write) -> None:
    folder = write()
    first = load(folder)
    assert len(_cached()) == 1
    assert load(folder) == first


def test_a_changed_file_is_read_again(write: Write) -> None:
    folder = write()
    assert len(load(folder).actors) == 3
    write(actors=ACTORS + "- {id: west, name: Westland, kind: state, zh: 西国}\n")
    assert len(load(folder).actors) == 4
    (folder / "products.yaml").write_text("- {id: p, name: P1}\n", encoding="utf-8")
    assert len(load(folder).products) == 1
    (folder / "products.yaml").unlink()
    assert load(folder).products == ()


def test_a_spoilt_cache_costs_only_time(write: Write) -> None:
    folder = write()
    first = load(folder)
    (path,) = _cached()
    for spoilt in (b"", path.read_bytes()[:40], path.read_bytes()[:32] + b"\xc1"):
        path.write_bytes(spoilt)
        assert load(folder) == first


def test_no_cache_folder_is_no_error(write: Write, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("OVERTONE_CACHE", str(blocked))
    assert load(write()).id == "small"


def test_merged_and_single_packs_do_not_share_a_cache(write: Write) -> None:
    folder = write()
    assert len(load(folder).actors) == 3
    assert len(assemble(folder).actors) > 3
    assert len(load(folder).actors) == 3
