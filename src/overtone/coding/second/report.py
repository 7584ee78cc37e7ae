"""What a second reader took and added, as values and as lines in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from overtone.coding.second.policy import Rejections
from overtone.data import read

OPTIONS = {"calls": "--max-calls", "seconds": "--max-seconds", "cost": "--max-cost"}
"""The option that raises each limit."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One run. `chosen` counts sentences by reason, `changes` events by what became of them, `discarded` statements by why.

    `cost` is None where no price is known; `failures` are kinds with what the server said, the first of each kind.
    """

    model: str
    url: str
    chosen: Mapping[str, int]
    cached: int
    sent: int
    unanswered: int
    calls: int
    retries: int
    tokens_in: int
    tokens_out: int
    estimated: bool
    cost: float | None
    seconds: float
    changes: Mapping[str, int]
    rejections: Rejections
    discarded: Mapping[str, int]
    limit: str | None
    limit_value: float | None
    failures: tuple[tuple[str, str], ...]
    stopped: bool


@cache
def _words(language: str) -> dict[str, Any]:
    return read(dict[str, Any], "overtone.coding.second", "words", f"{language}.yaml")


def lines(report: Report, language: str) -> list[str]:
    """The report, a line each for what was asked, what it cost, and what came of it; then limits and failures."""
    words = _words(language)
    if not report.chosen:
        return [words["none"].format(model=report.model)]
    told = [words["sent"].format_map(_asking(report, words))]
    if report.tokens_in:
        told.append(words["cost"].format_map(_spending(report, words)))
    if report.unanswered < sum(report.chosen.values()) or report.discarded:
        told.append(words["events"].format_map(_changing(report, words)))
    if report.limit is not None:
        limit = words["limits"][report.limit].format(n=f"{report.limit_value:g}")
        told.append(words["limit"].format(limit=limit, missing=report.unanswered, option=OPTIONS[report.limit]))
    return told


def complaints(report: Report, language: str) -> list[str]:
    """A line for each way in which the endpoint failed, if that left sentences without an answer."""
    words = _words(language)
    if not report.unanswered:
        return []
    rest = words["stopped"] if report.stopped else ""
    return [words["failures"][kind].format(place=report.url, detail=detail) + rest for kind, detail in report.failures]


def summary(report: Report, language: str) -> list[str]:
    """For the readers of a brief: what the second reader did to it. The same sentences and answers give the same words."""
    words = _words(language)
    told = [words["summary"].format_map(_changing(report, words))]
    if report.unanswered:
        told.append(words["unread"].format(missing=report.unanswered))
    return told if report.chosen else []


def progress(done: int, total: int, language: str) -> str:
    """How far the asking has come."""
    return str(_words(language)["progress"].format(done=done, total=total))


def in_clear(url: str, language: str) -> str:
    """A warning that a key goes over an unencrypted line."""
    return str(_words(language)["key_in_clear"].format(place=url))


def _asking(report: Report, words: dict[str, Any]) -> dict[str, Any]:
    chosen = sum(report.chosen.values())
    why = words["comma"].join(text.format(n=report.chosen[name]) for name, text in words["why"].items() if name in report.chosen)
    return {
        "model": report.model,
        "chosen": chosen,
        "why": why,
        "cached": report.cached,
        "asked": report.sent,
        "calls": report.calls,
        "retries": report.retries,
        "unanswered": report.unanswered,
    }


def _spending(report: Report, words: dict[str, Any]) -> dict[str, Any]:
    return {
        "model": report.model,
        "tokens_in": report.tokens_in,
        "tokens_out": report.tokens_out,
        "estimated": words["estimated"] if report.estimated else "",
        "cost": words["free"] if report.cost is None else f"{report.cost:.4f}",
        "seconds": f"{report.seconds:.1f}",
    }


def _changing(report: Report, words: dict[str, Any]) -> dict[str, Any]:
    reasons = words["comma"].join(words["reasons"][name].format(n=count) for name, count in report.discarded.items())
    changes = {name: report.changes.get(name, 0) for name in ("added", "confirmed", "corrected", "rejected")}
    return {
        "model": report.model,
        "answered": sum(report.chosen.values()) - report.unanswered,
        **changes,
        "fate": words["fate"][report.rejections],
        "discarded": sum(report.discarded.values()),
        "reasons": words["because"].format(reasons=reasons) if reasons else "",
    }
