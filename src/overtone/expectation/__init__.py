"""What each actor does, and how surprising what it did is, in bits, against its own record first."""

from overtone.expectation.history import EVERYBODY, History
from overtone.expectation.surprise import ALPHA, Derivation, Step, derive, surprise

__all__ = ["ALPHA", "EVERYBODY", "Derivation", "History", "Step", "derive", "surprise"]
