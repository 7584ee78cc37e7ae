"""`overtone eval`: how well gold records are coded."""

from __future__ import annotations

import json as json_module
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from overtone.cli.second import Second, reported, second_reader
from overtone.cli.sources import TheatreName
from overtone.errors import InputError

if TYPE_CHECKING:
    from overtone.coding.evaluation import Scores


def evaluate(
    *gold: Path,
    theatre: TheatreName = None,
    json: Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON. 输出 JSON。")] = False,
    floor: Annotated[float | None, Parameter(help="Exit 1 if the party F1 (in percent) is below. 低于此值则退出码为 1。")] = None,
    second: Second | None = None,
) -> int:
    """Code gold records and score the result: precision, recall and F1 of events and claims. 用标注记录检验编码质量。

    Example: overtone eval tests/gold/own-en.jsonl

    Example: overtone eval tests/gold/own-en.jsonl --second-reader http://localhost:11434/v1 --model qwen2.5:14b

    Parameters
    ----------
    gold
        Files of gold records, one JSON object a line, in the form of the codebook. 标注文件（JSON 行）。
    """
    from overtone.coding import Coder
    from overtone.coding.evaluation import Scores, score
    from overtone.theatre import assemble

    if not gold:
        raise InputError("", "no gold file given", "name files of gold records")
    reader = second_reader(second, "en")
    coder, total = Coder(assemble(theatre)), Scores()
    for path in gold:
        records = _records(path)
        documents = [_document(path, number, record) for number, record in enumerate(records, 1)]
        coded = coder.stream(documents, reader.revise if reader is not None else None)
        total += score(records, {each.id: each for each in coded})
    table = _table(total)
    if json:
        sys.stdout.write(json_module.dumps(table) + "\n")
    else:
        for name, row in table.items():
            print(
                f"{name:<7}"
                + "  ".join(f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in row.items())
            )
    if failed := reported(reader, second, "en"):
        return failed
    return 1 if floor is not None and 100 * total.party.f1 < floor else 0


def _table(scores: Scores) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {
        name: {"P": prf.precision, "R": prf.recall, "F1": prf.f1, "right": prf.right, "wrong": prf.wrong, "missed": prf.missed}
        for name, prf in (("party", scores.party), ("actor", scores.actor), ("act", scores.act), ("claim", scores.claim))
    }
    for name, share in (("status", scores.status), ("mode", scores.mode), ("date", scores.date)):
        table[name] = {"right": share.right, "of": share.of, "share": share.value}
    return table


def _records(path: Path) -> list[dict[str, Any]]:
    """The records of a file. Raises InputError with the line."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "give a file of gold records in UTF-8") from None
    records = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json_module.loads(line)
        except ValueError as error:
            raise InputError(f"{path}:{number}", f"is not JSON ({error})", "write one record a line") from None
        if not isinstance(record, dict) or not isinstance(record.get("text"), str) or "id" not in record:
            raise InputError(f"{path}:{number}", "is no gold record", "give it an id, a text and its events")
        records.append(record)
    return records


def _document(path: Path, number: int, record: dict[str, Any]) -> Any:
    from overtone.corpus import language_of
    from overtone.model import Document

    try:
        published = date.fromisoformat(record["published"]) if record.get("published") else None
    except (TypeError, ValueError):
        raise InputError(f"{path}:{number}", f"«{record['published']}» is no day", "write published as 2025-04-18") from None
    language = record.get("lang") or language_of(record["text"])
    return Document(id=record["id"], text=record["text"], language=language, published=published)
