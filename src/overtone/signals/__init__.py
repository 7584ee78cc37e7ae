"""Surprise, departures, contradictions and corroboration → ranked signals whose score can be recomputed."""

from overtone.signals.ranking import Term, TermWeight, rank, score, terms, weights

__all__ = ["Term", "TermWeight", "rank", "score", "terms", "weights"]
