"""Documents → event mentions, claims, departures and figures, each with the rule that fired or the passage that says so."""

from overtone.coding.coder import Coder
from overtone.coding.contract import line

__all__ = ["Coder", "line"]
