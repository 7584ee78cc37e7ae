"""The chronicle: mentions → happenings, with their independent publishers and disputes."""

from overtone.chronicle.merging import merge

__all__ = ["merge"]
