"""Statements of position: who is for or against what."""

from __future__ import annotations

from overtone.coding.analysis import Analysis
from overtone.model import Claim


def claims(analysis: Analysis) -> tuple[Claim, ...]:
    """The claims of a document in the order of the text."""
    return ()
