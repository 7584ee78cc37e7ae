"""The second reader: chooses sentences, asks for what is not in the cache, checks the answers, and revises the first reader's events."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from overtone.coding.analysis import Analysis
from overtone.coding.events import by_sentence
from overtone.coding.second.answer import Checked, checked, opened
from overtone.coding.second.budget import Budget
from overtone.coding.second.comparing import Compared, compare
from overtone.coding.second.endpoint import Caller, Endpoint, Failure, Outside, OverBudget, Reply
from overtone.coding.second.policy import Policy
from overtone.coding.second.prompt import messages
from overtone.coding.second.question import Place, Question, Told, place, questions, urgency
from overtone.coding.second.report import Report
from overtone.coding.second.store import Store, key
from overtone.model import EventMention, Span

if TYPE_CHECKING:
    import httpx

Progress = Callable[[int, int], None]
"""Told how many of how many sentences are answered."""


class Outcome(NamedTuple):
    """What came of one sentence: its question and, if it was answered, what of the answer holds and what it changed."""

    question: Question
    cached: bool = False
    checked: Checked | None = None
    compared: Compared | None = None


class SecondReader:
    """Reads sentences of documents a second time. One for a run: it keeps count of what the run has taken and changed."""

    def __init__(
        self,
        at: Endpoint,
        policy: Policy,
        store: Store,
        outside: Outside,
        progress: Progress = lambda done, total: None,
    ) -> None:
        self.policy = policy
        self._at, self._store, self._progress = at, store, progress
        self._budget = Budget(policy, outside.clock)
        self._caller = Caller(at, policy, self._budget, outside)
        self._outcomes: dict[Place, Outcome] = {}
        self._fresh: set[str] = set()
        self._sent: set[str] = set()
        self._given_up: set[str] = set()
        self._discarded: Counter[str] = Counter()
        self._failures: list[Failure] = []
        self._failed_in_a_row = 0
        self._stopped = False

    def revise(self, analyses: Sequence[Analysis], telling: Mapping[str, Sequence[Span]] = {}) -> list[list[EventMention]]:
        """The events of each document after both readings; `telling` are passages by document on which top signals rest."""
        told = [list(by_sentence(each)) for each in analyses]
        chosen = [
            list(questions(each, read, self.policy, telling.get(each.document.id, ())))
            for each, read in zip(analyses, told, strict=True)
        ]
        self._answer([question for document in chosen for question in document])
        return [self._revised(read, document) for read, document in zip(told, chosen, strict=True)]

    def outcomes(self, analysis: Analysis) -> dict[int, Outcome]:
        """What came of a document's sentences, by their number."""
        places = {number: place(analysis.document, sentence) for number, sentence in enumerate(analysis.sentences)}
        return {number: self._outcomes[where] for number, where in places.items() if where in self._outcomes}

    @property
    def report(self) -> Report:
        """What the run has taken and changed so far."""
        found = self._outcomes.values()
        changes = Counter[str](changed.change for each in found if each.compared is not None for changed in each.compared.changes)
        thrown = sum((each.checked.discarded for each in found if each.checked is not None), self._discarded)
        budget = self._budget
        return Report(
            model=self._at.model,
            url=self._at.url,
            chosen=dict(Counter(each.question.reason for each in found)),
            cached=sum(each.cached for each in found),
            sent=sum(self._key(each.question) in self._sent for each in found),
            unanswered=sum(each.checked is None for each in found),
            calls=budget.calls,
            retries=self._caller.retries,
            tokens_in=budget.tokens_in,
            tokens_out=budget.tokens_out,
            estimated=budget.estimated,
            cost=budget.cost if self.policy.priced else None,
            seconds=budget.seconds,
            changes=dict(changes),
            rejections=self.policy.rejections,
            discarded=dict(sorted(thrown.items())),
            limit=budget.reached,
            limit_value=getattr(self.policy, budget.reached) if budget.reached is not None else None,
            failures=tuple((failure.kind, failure.detail) for failure in self._failures),
            stopped=self._stopped,
        )

    def _key(self, question: Question) -> str:
        return key(question, self._at.url, self._at.model)

    def _open(self, key: str) -> bool:
        """Is a question still to be answered?"""
        return key not in self._given_up and self._store.get(key) is None

    def _outcome(self, question: Question) -> Outcome:
        kept = self._store.get(self._key(question))
        if kept is None:
            return Outcome(question)
        found = checked(question, kept)
        compared = compare(question, found, self.policy, self._at.model)
        return Outcome(question, self._key(question) not in self._fresh, found, compared)

    def _revised(self, told: Sequence[Told], chosen: Sequence[Question]) -> list[EventMention]:
        """The document's events, those of the sentences that were answered as both readers have them."""
        revised = {}
        for question in chosen:
            outcome = self._outcomes[question.place] = self._outcome(question)
            if outcome.compared is not None:
                revised[question.number] = outcome.compared.events
        return [mention for number, (_, first) in enumerate(told) for mention in revised.get(number, first)]

    def _answer(self, chosen: Sequence[Question]) -> None:
        """Have the questions answered that are not in the store, as far as the limits allow."""
        missing = {self._key(question): question for question in chosen if self._open(self._key(question))}
        if not missing or self._stopped:
            return
        ordered = sorted(missing.values(), key=urgency)
        with self._budget.running():
            asyncio.run(self._within(ordered))

    async def _within(self, asked: Sequence[Question]) -> None:
        try:
            async with asyncio.timeout(self._budget.left):
                await self._rounds(asked)
        except TimeoutError:
            self._budget.reached = self._budget.reached or "seconds"

    async def _rounds(self, asked: Sequence[Question]) -> None:
        """Two rounds: in batches, and one by one what a batch has left out."""
        try:
            client = self._caller.client()
        except Failure as failure:
            self._failed(failure)
            return
        gate = asyncio.Semaphore(self.policy.concurrency)
        async with client:
            for size in dict.fromkeys((self.policy.batch, 1)):
                left = [question for question in asked if self._open(self._key(question))]
                async with asyncio.TaskGroup() as group:
                    for batch in _batches(left, size):
                        group.create_task(self._batch(client, gate, batch, len(asked)))

    async def _batch(self, client: httpx.AsyncClient, gate: asyncio.Semaphore, batch: Sequence[Question], total: int) -> None:
        async with gate:
            if self._stopped or self._budget.reached is not None:
                return
            first = {self._key(question) for question in batch} - self._sent
            self._sent |= first
            try:
                reply = await self._caller.ask(client, messages(batch), len(batch))
            except OverBudget:
                self._sent -= first
                return
            except Failure as failure:
                self._failed(failure)
                if failure.kind in ("busy", "server"):  # tried again already, and no fault of the batch
                    self._given_up.update(map(self._key, batch))
            else:
                self._failed_in_a_row = 0
                self._keep(batch, reply)
            self._progress(len(self._fresh), total)

    def _failed(self, failure: Failure) -> None:
        if failure.kind not in {known.kind for known in self._failures}:
            self._failures.append(failure)
        self._failed_in_a_row += 1
        self._stopped |= failure.final or self._failed_in_a_row >= self.policy.give_up_after

    def _keep(self, batch: Sequence[Question], reply: Reply) -> None:
        """Store what a reply says of each sentence of its batch."""
        ids = [f"s{number}" for number in range(1, len(batch) + 1)]
        found = opened(reply.content, ids) if not reply.refused else None
        if found is None:
            self._discarded["refusal" if reply.refused else "cut" if reply.cut else "reply"] += 1
            return
        answers, thrown = found
        self._discarded += thrown
        for id, question in zip(ids, batch, strict=True):
            if id in answers:
                self._store.put(self._key(question), answers[id])
                self._fresh.add(self._key(question))


def _batches(asked: Iterable[Question], size: int) -> Iterator[list[Question]]:
    """Runs of so many sentences of one language; the most urgent stay in front."""
    by_language: dict[str, list[Question]] = defaultdict(list)
    for question in asked:
        group = by_language[question.document.language]
        group.append(question)
        if len(group) == size:
            yield by_language.pop(question.document.language)
    yield from by_language.values()
