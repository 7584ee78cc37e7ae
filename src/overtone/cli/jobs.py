"""Documents coded by one process or by several: the same lines in the same order either way."""

from __future__ import annotations

import functools
import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor

import msgspec

from overtone.coding import Coder, line
from overtone.coding.coder import Revise
from overtone.model import Document
from overtone.theatre import assemble

_AHEAD = 2  # batches a process that are handed out before the first is asked for
_work: list[Coder] = []  # in a working process: its coder


def coded_lines(documents: Sequence[Document], theatre: str | None, jobs: int, revise: Revise | None = None) -> Iterator[bytes]:
    """A line of JSON for each document, in order, made by `jobs` processes; by one where `revise` has the last word on the events.

    Raises InputError for a theatre that there is none of.
    """
    coder = Coder(assemble(theatre))
    batches = list(coder.batches(documents))
    if min(jobs, len(batches)) <= 1 or revise is not None:
        for batch in batches:
            yield from lines(coder, batch, revise)
        return
    with _pool(coder, documents, theatre, min(jobs, len(batches))) as pool:
        waiting: deque[Future[list[bytes]]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(_worked, batch))
                if len(waiting) > _AHEAD * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _pool(coder: Coder, documents: Sequence[Document], theatre: str | None, jobs: int) -> ProcessPoolExecutor:
    """Processes that share what the coder has compiled, where the system can split a process; else each makes its own."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return ProcessPoolExecutor(jobs, initializer=_begin, initargs=(functools.partial(_made, theatre),))
    coder.prepare(document.language for document in documents)
    gc.freeze()  # else the collector of each process would write to the pages that all share
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _begin, (lambda: coder,))


def _made(theatre: str | None) -> Coder:
    return Coder(assemble(theatre))


def _begin(make: Callable[[], Coder]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the first process's to handle
    _work[:] = [make()]


def _worked(batch: Sequence[Document]) -> list[bytes]:
    return list(lines(_work[0], batch))


def lines(coder: Coder, batch: Sequence[Document], revise: Revise | None = None) -> Iterator[bytes]:
    """A line of JSON for each document of a batch, in order."""
    encode = msgspec.json.Encoder().encode
    return (encode(line(coded)) + b"\n" for coded in coder.stream(batch, revise))
