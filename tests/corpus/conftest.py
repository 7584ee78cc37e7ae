"""What the tests of this room share: one source in, its document or its failure out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from overtone.corpus import Options, read
from overtone.errors import InputError
from overtone.model import Document

Reader = Callable[..., Document]
Refuser = Callable[..., InputError]


@pytest.fixture
def one(tmp_path: Path) -> Reader:
    """Write a file and read its one document."""

    def reads(name: str, content: str | bytes, options: Options | None = None) -> Document:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        got = read([str(path)], options)
        assert [str(failure) for failure in got.failures] == []
        (document,) = got.documents
        return document

    return reads


@pytest.fixture
def refused(tmp_path: Path) -> Refuser:
    """Write a file that cannot be read, and give its one failure: one line that names the file."""

    def fails(name: str, content: str | bytes, options: Options | None = None) -> InputError:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        got = read([str(path)], options)
        assert got.documents == ()
        (failure,) = got.failures
        assert name in str(failure)
        assert failure.mend
        assert "\n" not in str(failure)
        return failure

    return fails
