"""What a run may take: calls, seconds, money. Every call is entered before it is made, with what it may cost at most."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec

from overtone.coding.second.policy import Policy

Limit = Literal["calls", "seconds", "cost"]


class Usage(msgspec.Struct, frozen=True):
    """Tokens of one call; `estimated` where the server does not count them."""

    tokens_in: int
    tokens_out: int
    estimated: bool = False


def estimate(text: str) -> int:
    """Tokens of a text, rather too many: a third of its bytes, about a token a Chinese character and one for 3 letters."""
    return len(text.encode("utf-8", "replace")) // 3 + 1


class Budget:
    """What was spent so far. Estimates of calls under way count as spent until the server has told what they took."""

    def __init__(self, policy: Policy, clock: Callable[[], float]) -> None:
        self._policy, self._clock = policy, clock
        self._spent = 0.0
        self._since: float | None = None
        self.calls = 0
        self.tokens_in = self.tokens_out = 0
        self.estimated = False
        self.reached: Limit | None = None
        self._reserved = 0.0

    @property
    def cost(self) -> float:
        """What the tokens so far cost."""
        return self._policy.price(self.tokens_in, self.tokens_out)

    @property
    def seconds(self) -> float:
        """Seconds during which calls were under way."""
        return self._spent + (self._clock() - self._since if self._since is not None else 0.0)

    @property
    def left(self) -> float | None:
        """Seconds left; None without a limit."""
        return None if self._policy.seconds is None else max(0.0, self._policy.seconds - self.seconds)

    @contextmanager
    def running(self) -> Iterator[None]:
        """The time inside counts."""
        self._since = self._clock()
        try:
            yield
        finally:
            self._spent, self._since = self.seconds, None

    def enter(self, expected: Usage) -> bool:
        """May one more call be made? If so it counts from now on; if not, `reached` says why."""
        policy, price = self._policy, self._policy.price(expected.tokens_in, expected.tokens_out)
        if policy.calls is not None and self.calls >= policy.calls:
            self.reached = self.reached or "calls"
        elif policy.cost is not None and self.cost + self._reserved + price > policy.cost:
            self.reached = self.reached or "cost"
        elif self.left == 0:
            self.reached = self.reached or "seconds"
        else:
            self.calls += 1
            self._reserved += price
            return True
        return False

    def settle(self, expected: Usage, used: Usage | None) -> None:
        """A call has ended, with what it took; None where it failed before anything was read."""
        self._reserved -= self._policy.price(expected.tokens_in, expected.tokens_out)
        if used is not None:
            self.tokens_in += used.tokens_in
            self.tokens_out += used.tokens_out
            self.estimated |= used.estimated
