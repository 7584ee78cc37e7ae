"""The chronicle: mentions → happenings, with their independent publishers and disputes; and the ledger that keeps them."""

from overtone.chronicle.ledger import Added, Kept, Ledger, Query, answering, collapsed
from overtone.chronicle.merging import merge
from overtone.chronicle.store import default_home

__all__ = ["Added", "Kept", "Ledger", "Query", "answering", "collapsed", "default_home", "merge"]
