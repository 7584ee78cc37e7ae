"""The nouns: frozen, typed, without input or output, and without logic beyond their own invariants."""

from overtone.model.actor import Actor, ActorKind, Affiliation, Party, Period, Reference, Role
from overtone.model.acts import ACTS, STANCES, STATUSES, Act, Quad, Stance, Status
from overtone.model.document import Document, GivenEntity
from overtone.model.event import (
    Amount,
    Citation,
    Claim,
    CodedDocument,
    Confidence,
    Days,
    Departure,
    Event,
    EventMention,
    Figure,
    Span,
)
from overtone.model.signal import Alternative, Signal, Surprise, SurprisePart
from overtone.model.theatre import Baseline, Dimension, Product, RecordedFigure, Theatre

__all__ = [
    "ACTS",
    "STANCES",
    "STATUSES",
    "Act",
    "Actor",
    "ActorKind",
    "Affiliation",
    "Alternative",
    "Amount",
    "Baseline",
    "Citation",
    "Claim",
    "CodedDocument",
    "Confidence",
    "Days",
    "Departure",
    "Dimension",
    "Document",
    "Event",
    "EventMention",
    "Figure",
    "GivenEntity",
    "Party",
    "Period",
    "Product",
    "Quad",
    "RecordedFigure",
    "Reference",
    "Role",
    "Signal",
    "Span",
    "Stance",
    "Status",
    "Surprise",
    "SurprisePart",
    "Theatre",
]
