"""Surprise, departures, contradictions and corroboration → ranked signals whose score can be recomputed."""

from overtone.signals.ranking import Term, TermWeight, dimensions, is_news, rank, score, terms, weights

__all__ = ["Term", "TermWeight", "dimensions", "is_news", "rank", "score", "terms", "weights"]
