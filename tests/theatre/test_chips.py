"""What the pack of the chip contest promises its readers: sizes, looked-up rows that say where, and files for later rooms that hold together."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from overtone.model import Theatre
from overtone.theatre import load
from overtone.theatre.pack import SHELF
from overtone.theatre.rows import parse_yaml, read_rows, read_text

PACK = SHELF / "us-china-chips"
OUTCOMES = {"kept", "broken", "partly", "lapsed", "open"}


@pytest.fixture(scope="module")
def chips() -> Theatre:
    return load("us-china-chips")


@pytest.fixture(scope="module")
def acts(chips: Theatre) -> set[str]:
    return {event.id for event in chips.chronicle}


def test_it_is_as_large_as_it_says(chips: Theatre) -> None:
    assert len(chips.actors) >= 350
    assert len([product for product in chips.products if product.kind == "product"]) >= 70
    assert len(chips.chronicle) >= 400
    assert all(path.read_text(encoding="utf-8").count("\n") < 400 for path in PACK.rglob("*.yaml"))


def test_every_row_says_how_it_was_looked_up(chips: Theatre) -> None:
    assert [event.id for event in chips.chronicle if event.confidence is None] == []
    assert [baseline.usual for baseline in chips.baselines if baseline.confidence is None] == []
    assert [figure.id for figure in chips.figures if figure.confidence is None] == []


def test_sure_acts_name_a_document_or_two_accounts(chips: Theatre) -> None:
    sure = [event for event in chips.chronicle if event.confidence == "high"]
    assert sure
    assert [
        event.id for event in sure if len(event.citations) < 2 and not any(each.title or each.url for each in event.citations)
    ] == []


def test_summaries_stand_in_both_languages(chips: Theatre) -> None:
    assert [event.id for event in chips.chronicle if not (event.summary.get("en") and event.summary.get("zh"))] == []


def test_commitments_name_acts_of_the_chronicle(acts: set[str]) -> None:
    rows = read_rows(PACK / "commitments.yaml")
    named = {name for row in rows for name in (row.value["made"], *row.value["answered_by"])}
    assert named <= acts
    assert {row.value["outcome"] for row in rows} <= OUTCOMES


@pytest.mark.parametrize("path", sorted((PACK / "hypotheses").glob("*.yaml")), ids=lambda path: path.stem)
def test_hypotheses_weigh_acts_that_were_known(path: Path, chips: Theatre) -> None:
    value = parse_yaml(read_text(path), str(path))[0]
    names = {hypothesis["id"] for hypothesis in value["hypotheses"]}
    known = {event.id for event in chips.chronicle if event.when and event.when[0] <= value["as_of"]}
    assert {line["act"] for line in value["evidence"]} <= known
    for line in value["evidence"]:
        assert set(line["likelihoods"]) == names
        assert all(0 < low <= high <= 1 for low, high in (*line["likelihoods"].values(), line["reliability"]))
    assert all(set(test["tells"]) <= names for test in value["next_tests"])


def test_feeds_are_outlines_with_addresses() -> None:
    outlines = list(ElementTree.parse(PACK / "feeds.opml").iter("outline"))
    feeds = [outline for outline in outlines if outline.get("type") == "rss"]
    assert len(feeds) >= 20
    assert all((outline.get("xmlUrl") or "").startswith("https://") for outline in feeds)
