"""Theatres compiled: msgpack files in the user's cache folder that stand for the YAML they were made from, and for its names.

A file begins with a key of everything that it was made from, code included, and a checksum. A cache that does not fit, cannot be
read or cannot be written only costs the time to make its content again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from overtone import __version__
from overtone.model import Theatre

T = TypeVar("T")
_KEY_BYTES = 32


def cache_folder() -> Path:
    """`OVERTONE_CACHE`, else `overtone` in `XDG_CACHE_HOME` or ~/.cache."""
    if own := os.environ.get("OVERTONE_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(base if base else "~/.cache").expanduser() / "overtone"


def compiled(folders: Iterable[Path], build: Callable[[], Theatre]) -> Theatre:
    """The theatre that `build` makes from `folders`, from the cache where it still fits."""
    folders = [folder.resolve() for folder in folders]
    name = hashlib.sha256("\0".join(map(str, folders)).encode()).hexdigest()[:16]
    code = Path(__file__).parent
    files = [
        *code.glob("*.py"),
        *(code.parent / "model").glob("*.py"),
        *(path for folder in folders for path in folder.rglob("*")),
    ]
    return kept(f"theatre-{name}", fingerprint(files), Theatre, build)


def kept(name: str, key: bytes, kind: type[T], build: Callable[[], T]) -> T:
    """The `kind` that `build` makes, from the cache file of this name where that was made with the same key (32 bytes)."""
    try:
        path = cache_folder() / f"{name}.msgpack"
    except RuntimeError:  # no home folder
        return build()
    with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError):
        data = memoryview(path.read_bytes())
        content = data[2 * _KEY_BYTES :]
        if data[: 2 * _KEY_BYTES] == key + hashlib.sha256(content).digest():
            return msgspec.msgpack.decode(content, type=kind)
    made = build()
    with contextlib.suppress(OSError):
        encoded = msgspec.msgpack.encode(made)
        write_whole(path, key + hashlib.sha256(encoded).digest() + encoded)
    return made


def fingerprint(files: Iterable[Path], more: bytes = b"") -> bytes:
    """A key (32 bytes) of the names, sizes and times of files, of `more`, and of the version of this program."""
    digest = hashlib.sha256(__version__.encode() + more)
    for path in sorted(files):
        with contextlib.suppress(OSError):
            status = path.stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return digest.digest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, its folder too. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
