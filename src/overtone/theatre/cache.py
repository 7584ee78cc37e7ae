"""Theatres compiled: a msgpack file in the user's cache folder that stands for the YAML it was made from.

The file begins with a key of the names, sizes and times of everything that it was made from, code included. A cache that does
not fit, cannot be read or cannot be written only costs the time to read the pack again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from overtone import __version__
from overtone.model import Theatre

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
    try:
        path = cache_folder() / f"theatre-{name}.msgpack"
    except RuntimeError:  # no home folder
        return build()
    key = _key(folders)
    with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError):
        data = path.read_bytes()
        if data[:_KEY_BYTES] == key:
            return msgspec.msgpack.decode(data[_KEY_BYTES:], type=Theatre)
    theatre = build()
    with contextlib.suppress(OSError):
        write_whole(path, key + msgspec.msgpack.encode(theatre))
    return theatre


def _key(folders: Iterable[Path]) -> bytes:
    digest = hashlib.sha256(__version__.encode())
    code = Path(__file__).parent
    model = code.parent / "model"
    files = [*code.glob("*.py"), *model.glob("*.py"), *(path for folder in folders for path in folder.rglob("*"))]
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
