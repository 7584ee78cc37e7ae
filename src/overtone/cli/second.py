"""The second reader on the command line: its options, what is made of them, and its report."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from overtone.errors import InputError

if TYPE_CHECKING:
    from overtone.coding.second import Policy, Report, SecondReader

OFF = "off"


@Parameter(name="*")
@dataclass(frozen=True)
class Second:
    """The options of a second reader. The key comes from OVERTONE_LLM_KEY alone, so that it stands in no history of commands."""

    second_reader: Annotated[
        str | None,
        Parameter(
            name="--second-reader",
            help="Address of a language model (OpenAI-compatible, such as http://localhost:11434/v1) that reads unsure sentences again; "
            "else OVERTONE_LLM_URL; «off» for none. 语言模型地址，复读把握不足的句子；off 为不用。",
        ),
    ] = None
    model: Annotated[
        str | None, Parameter(name="--model", help="The model's name there; else OVERTONE_LLM_MODEL. 模型名称。")
    ] = None
    second_policy: Annotated[
        Path | None,
        Parameter(name="--second-policy", help="YAML file: what is sent, and how far the model's word goes. 策略文件（YAML）。"),
    ] = None
    max_calls: Annotated[int | None, Parameter(name="--max-calls", help="At most so many calls. 调用次数上限。")] = None
    max_seconds: Annotated[float | None, Parameter(name="--max-seconds", help="At most so many seconds. 总秒数上限。")] = None
    max_cost: Annotated[
        float | None, Parameter(name="--max-cost", help="At most so much, in the currency of the prices. 费用上限。")
    ] = None
    price_in: Annotated[
        float | None, Parameter(name="--price-in", help="Price of a million tokens sent. 每百万输入词元的价格。")
    ] = None
    price_out: Annotated[
        float | None, Parameter(name="--price-out", help="Price of a million tokens received. 每百万输出词元的价格。")
    ] = None
    second_report: Annotated[
        Path | None, Parameter(name="--second-report", help="JSON file for what it took and added. 运行报告（JSON 文件）。")
    ] = None


def second_reader(options: Second | None, language: str) -> SecondReader | None:
    """The second reader that the options and the environment ask for; None for none. Raises InputError."""
    options = options or Second()
    url = options.second_reader if options.second_reader is not None else os.environ.get("OVERTONE_LLM_URL", "")
    if url.strip().lower() in ("", OFF):
        _unused(options)
        return None
    import asyncio
    import random
    import time
    from datetime import UTC, datetime

    from overtone.coding.second import Outside, SecondReader, Store, endpoint, in_clear

    at = endpoint(url.strip(), options.model or os.environ.get("OVERTONE_LLM_MODEL"), os.environ.get("OVERTONE_LLM_KEY"))
    policy = _policy(options)
    _needs("tenacity")
    if options.second_report is not None and not options.second_report.parent.is_dir():
        raise InputError(str(options.second_report), "its folder does not exist", "make the folder first, or choose another")
    if at.key is not None and at.url.startswith("http://") and not at.local:
        print(f"overtone: {in_clear(at.url, language)}", file=sys.stderr)
    outside = Outside(time.monotonic, lambda: datetime.now(UTC), asyncio.sleep, random.Random().random)
    return SecondReader(at, policy, Store(_folder()), outside, partial(_progress, language))


def reported(reader: SecondReader | None, options: Second | None, language: str) -> int:
    """Tell on standard error what the second reader took and added; the exit code: 0, or 2 if it failed."""
    if reader is None:
        return 0
    from overtone.coding.second import complaints, lines

    report = reader.report
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    for line in lines(report, language):
        print(f"overtone: {line}", file=sys.stderr)
    failed = complaints(report, language)
    for line in failed:
        print(f"overtone: {line}", file=sys.stderr)
    if options is not None and options.second_report is not None:
        _write(report, options.second_report)
    return 2 if failed else 0


def _unused(options: Second) -> None:
    """Options of a second reader without one are a slip. Raises InputError."""
    for field, value in vars(options).items():
        if field != "second_reader" and value is not None and options.second_reader is None:
            option = "--" + field.replace("_", "-")
            raise InputError(option, "no second reader is asked for", "give --second-reader its address, or leave this away")


def _policy(options: Second) -> Policy:
    from msgspec.structs import replace

    from overtone.coding.second import load

    given: Mapping[str, float | None] = {
        "calls": options.max_calls,
        "seconds": options.max_seconds,
        "cost": options.max_cost,
        "price_in": options.price_in,
        "price_out": options.price_out,
    }
    names = {"calls": "--max-calls", "seconds": "--max-seconds", "cost": "--max-cost"}
    for field, value in given.items():
        least = 1 if field == "calls" else 0
        if value is not None and not least <= value < float("inf"):
            raise InputError(
                names.get(field, "--" + field.replace("_", "-")), f"{value:g} is too little or too much", f"give {least} or more"
            )
    policy = replace(load(options.second_policy), **{field: value for field, value in given.items() if value is not None})
    if policy.cost is not None and not policy.priced:
        raise InputError("--max-cost", "no price is given", "give --price-in and --price-out, each for a million tokens")
    return policy


def _needs(module: str) -> None:
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise InputError("--second-reader", f"{module} is not installed", "install it with: pip install 'overtone[llm]'")


def _folder() -> Path | None:
    from overtone.theatre.cache import cache_folder

    try:
        return cache_folder() / "second"
    except RuntimeError:  # no home folder
        return None


def _progress(language: str, done: int, total: int) -> None:
    from overtone.coding.second import progress

    if sys.stderr.isatty():
        print(f"\r{progress(done, total, language)}", end="", file=sys.stderr, flush=True)


def _write(report: Report, path: Path) -> None:
    import msgspec

    from overtone.theatre.cache import write_whole

    try:
        write_whole(path, msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})", "choose a folder that may be written to") from None
