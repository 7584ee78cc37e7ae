"""A language model as second reader of the sentences of which the first is unsure: an option, and never trusted without its quote."""

from overtone.coding.second.endpoint import Endpoint, Outside, endpoint
from overtone.coding.second.policy import Policy, load
from overtone.coding.second.reader import SecondReader
from overtone.coding.second.report import Report, complaints, in_clear, lines, progress, summary
from overtone.coding.second.store import Store
from overtone.coding.second.trace import remarks

__all__ = [
    "Endpoint",
    "Outside",
    "Policy",
    "Report",
    "SecondReader",
    "Store",
    "complaints",
    "endpoint",
    "in_clear",
    "lines",
    "load",
    "progress",
    "remarks",
    "summary",
]
