"""The JSON of `overtone code`: one object a document, in the form that scripts rely on."""

from __future__ import annotations

from typing import Any

from overtone.model import Amount, Claim, CodedDocument, Departure, EventMention, Figure, Reference
from overtone.model.event import Days


def line(coded: CodedDocument) -> dict[str, Any]:
    """A coded document as plain JSON values; spans are half-open character offsets into its text."""
    return {
        "id": coded.id,
        "lang": coded.language,
        "events": [_event(event) for event in coded.events],
        "claims": [_claim(claim) for claim in coded.claims],
        "departures": [_departure(departure) for departure in coded.departures],
        "figures": [_figure(figure) for figure in coded.figures],
    }


def _actor(actor: Reference | None) -> dict[str, Any] | None:
    if actor is None:
        return None
    party = actor.party
    return {
        "id": actor.id,
        "name": actor.name,
        "mention": actor.mention,
        "span": list(actor.span),
        "names": list(actor.names),
        "party": {"id": party.id, "name": party.name, "names": list(party.names)},
    }


def _days(days: Days | None) -> list[str] | None:
    return [day.isoformat() for day in days] if days else None


def _amount(amount: Amount) -> dict[str, Any]:
    value = {"value": amount.value, "unit": amount.unit, "text": amount.text, "span": list(amount.span)}
    if amount.high is not None:
        value["high"] = amount.high
    if amount.bound is not None:
        value["bound"] = amount.bound
    return value


def _event(event: EventMention) -> dict[str, Any]:
    return {
        "source": _actor(event.source),
        "act": event.act,
        "mode": event.mode,
        "target": _actor(event.target),
        "status": event.status,
        "date": _days(event.when),
        "theme": list(event.theme),
        "amounts": [_amount(amount) for amount in event.amounts],
        "reporter": _actor(event.reporter),
        "evidence": list(event.evidence),
        "rule": event.rule,
        "confidence": round(event.confidence, 4),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "holder": _actor(claim.holder),
        "topic": claim.topic,
        "stance": claim.stance,
        "amounts": [_amount(amount) for amount in claim.amounts],
        "evidence": list(claim.evidence),
    }


def _departure(departure: Departure) -> dict[str, Any]:
    return {
        "dimension": departure.dimension,
        "text": departure.text,
        "evidence": list(departure.evidence),
        "baseline": list(departure.baseline) if departure.baseline else None,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "unit": figure.unit,
        "what": figure.what,
        "whose": _actor(figure.whose),
        "when": _days(figure.when),
        "evidence": list(figure.evidence),
    }
