"""Bytes → documents: files, folders, addresses and standard input, whatever they hold.

`read` is the room's one door; `copies` marks reprints in documents that come from elsewhere.
"""

from overtone.corpus.copies import copies
from overtone.corpus.options import Collection, Limits, Options
from overtone.corpus.reading import read
from overtone.corpus.scripts import language_of

__all__ = ["Collection", "Limits", "Options", "copies", "language_of", "read"]
