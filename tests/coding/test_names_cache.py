"""The names of a large theatre come from the cache only while they are those of the theatre."""

from __future__ import annotations

from pathlib import Path

import pytest

from overtone.coding.gazetteer import Gazetteer
from overtone.language import language
from overtone.model import Actor, Theatre


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("OVERTONE_CACHE", str(tmp_path))
    return tmp_path


def theatre(*more: Actor) -> Theatre:
    firms = tuple(Actor(f"f{n}", f"Firm {n} Holdings", "firm", {"zh": (f"甲{n}公司",)}) for n in range(1000))
    return Theatre(id="large", title={"en": "Large"}, actors=(*firms, *more))


def found(given: Theatre, text: str, tongue: str) -> list[str]:
    gazetteer = Gazetteer(given, language(tongue))
    return [gazetteer.actors[hit.actors[0]].id for hit in gazetteer.hits(text, language(tongue).short_allowed)]


@pytest.mark.parametrize(("tongue", "text"), [("en", "Firm 12 Holdings sued Orbis."), ("zh", "甲12公司起诉奥比斯。")])
def test_names_are_the_same_from_the_cache(cache: Path, tongue: str, text: str) -> None:
    assert found(theatre(), text, tongue) == ["f12"]
    assert len(list(cache.glob(f"names-{tongue}-*.msgpack"))) == 1
    assert found(theatre(), text, tongue) == ["f12"]
    orbis = Actor("orbis", "Orbis", "firm", {"zh": ("奥比斯",)})
    assert found(theatre(orbis), text, tongue) == ["f12", "orbis"]
    assert found(theatre(), text, tongue) == ["f12"]


def test_a_spoilt_cache_costs_only_time(cache: Path) -> None:
    assert found(theatre(), "Firm 12 Holdings", "en") == ["f12"]
    (path,) = cache.glob("names-*.msgpack")
    whole = path.read_bytes()
    for spoilt in (b"", whole[:70], whole[:-1], whole[:-9] + b"\0" + whole[-8:]):
        path.write_bytes(spoilt)
        assert found(theatre(), "Firm 12 Holdings", "en") == ["f12"]
