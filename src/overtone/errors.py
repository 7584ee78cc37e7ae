"""The one kind of error that a user sees."""

from __future__ import annotations


class InputError(Exception):
    """Input that cannot be used, said in one clear line.

    `place` names the file and, where known, the line or key; `problem` says what is wrong; `mend` what to do about it.
    The command line prints ``place: problem; mend`` and exits with 2.
    """

    def __init__(self, place: str, problem: str, mend: str = "") -> None:
        self.place, self.problem, self.mend = place, problem, mend
        line = ": ".join(part for part in (place, problem) if part)
        super().__init__(" ".join((f"{line}; {mend}" if mend else line).split()))
