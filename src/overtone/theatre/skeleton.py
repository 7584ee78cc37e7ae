"""A new theatre: a commented skeleton of every file that a pack may have, with a few rows of an invented contest."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from overtone.errors import InputError
from overtone.theatre.pack import HEADER, SHELF

TEMPLATE = Path(__file__).parent / "skeleton"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def create(name: str, folder: Path) -> list[Path]:
    """Write the skeleton of the theatre `name` into `folder`, which is made; the files written, in the order of a first reading.

    Writes all or nothing and never over anything. Raises InputError.
    """
    if not _NAME.fullmatch(name):
        raise InputError(name, "is no name for a theatre", "use small letters, digits and hyphens, as in «strait-2022»")
    if (SHELF / name).is_dir():
        raise InputError(name, "is the name of a theatre that comes with Overtone", "choose another")
    if folder.exists() or folder.is_symlink():
        raise InputError(str(folder), "exists already", "choose another folder, which will be made")
    try:
        _write(name, folder)
    except OSError as error:
        raise InputError(
            str(folder), f"cannot be written ({error.strerror})", "choose a folder that exists and may be written to"
        ) from None
    return sorted(folder.iterdir(), key=lambda path: (path.name != HEADER, path.name))


def _write(name: str, folder: Path) -> None:
    """All files beside the place first, then into it at one go."""
    beside = Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=f".{folder.name}"))
    try:
        for path in TEMPLATE.glob("*.yaml"):
            text = path.read_text(encoding="utf-8").replace("@NAME@", name)
            (beside / path.name).write_text(text, encoding="utf-8", newline="\n")
        beside.chmod(0o755)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
