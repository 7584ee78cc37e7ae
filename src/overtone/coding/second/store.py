"""Answers kept on disk, one small file each: the same sentence under the same instructions gets the same answer, and costs once.

A file that cannot be read or written only costs the call again. Answers hold passages of the articles, so files are for their owner only.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Any

import msgspec

from overtone.coding.second.prompt import version
from overtone.coding.second.question import Question
from overtone.theatre.cache import write_whole


def key(question: Question, url: str, model: str) -> str:
    """What an answer depends on: endpoint, model, instructions, and all that was said of the sentence."""
    asked = [url, model, version(question.document.language), question.asked()]
    return hashlib.sha256(msgspec.json.encode(asked, order="sorted")).hexdigest()


class Store:
    """Answers by key: in memory, and in files under `folder` where there is one."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._kept: dict[str, list[Any]] = {}

    def get(self, key: str) -> list[Any] | None:
        """The unchecked events of an answer."""
        if key not in self._kept and self._folder is not None:
            with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError, RecursionError):
                self._kept[key] = msgspec.json.decode(self._path(key).read_bytes(), type=list[Any])
        return self._kept.get(key)

    def put(self, key: str, events: list[Any]) -> None:
        """Keep an answer."""
        self._kept[key] = events
        if self._folder is not None:
            with contextlib.suppress(OSError):
                write_whole(self._path(key), msgspec.json.encode(events))

    def _path(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / f"{key}.json"
