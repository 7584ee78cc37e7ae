"""To which act a departure belongs that a text states."""

from __future__ import annotations

from chronicle.small import ADA, LUMEN, MINISTER, NORTH, SOUTH, document, mention
from overtone.chronicle import merge
from overtone.model import CodedDocument, Departure, EventMention
from overtone.signals.departing import departing

VISIT = mention("a", ADA, "CONSULT", SOUTH, at=10, mode="visit")
TARIFF = mention("a", NORTH, "SANCTION", SOUTH, at=40, mode="tariff")


def _departure(text: str, at: int, dimension: str = "dress") -> Departure:
    return Departure(document="a", dimension=dimension, text=text, evidence=(at, at + 10))


def _owners(departure: Departure, *mentions: EventMention) -> list[str]:
    coded = [CodedDocument(id="a", language="en", events=mentions, departures=(departure,))]
    events = merge(coded, [document("a")])
    found = departing(events, coded)
    return [event.act for event in events if departure in found.get(event.id, ())]


def test_dress_belongs_to_the_visit_even_where_a_tariff_stands_nearer() -> None:
    assert _owners(_departure("a dark suit", 60), VISIT, TARIFF) == ["CONSULT"]


def test_a_name_in_the_departure_tells_whose_it_is() -> None:
    other = mention("a", MINISTER, "CONSULT", SOUTH, at=30, mode="meet")
    visit = mention("a", ADA, "CONSULT", SOUTH, at=10, mode="meet")
    assert _owners(_departure("Ada Vale wore a suit", 45), visit) == ["CONSULT"]
    coded = [
        CodedDocument(id="a", language="en", events=(visit, other), departures=(_departure("Bo Lindqvist wore a suit", 45),))
    ]
    events = merge(coded, [document("a")])
    (owner,) = departing(events, coded)
    assert next(event for event in events if event.id == owner).source == "minister"


def test_far_from_every_act_it_belongs_to_none() -> None:
    assert _owners(_departure("a dark suit", 9000), VISIT, TARIFF) == []


def test_departures_of_another_document_are_not_mixed_in() -> None:
    coded = [
        CodedDocument(id="a", language="en", events=(VISIT,)),
        CodedDocument(
            id="b", language="en", departures=(Departure(document="b", dimension="dress", text="a suit", evidence=(10, 15)),)
        ),
    ]
    assert departing(merge(coded, [document("a"), document("b")]), coded) == {}


def test_no_tariff_wears_a_suit() -> None:
    assert _owners(_departure("Northland in a dark suit", 45), TARIFF) == []
    assert _owners(_departure("Northland at a sensitive moment", 45, "timing"), TARIFF) == ["SANCTION"]


def test_the_ways_of_a_firm_are_those_of_its_head() -> None:
    """The text speaks of the firm most; the visit is that of the woman who leads it."""
    deals = [mention("a", NORTH, act, LUMEN, at=at) for act, at in (("ACCUSE", 200), ("REQUEST", 260))]
    assert _owners(_departure("at a sensitive moment", 300, "timing"), VISIT, *deals) == ["CONSULT"]
