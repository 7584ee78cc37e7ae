"""How a second reader is used: the values of policy.yaml, and a file of the user's that stands in for some of them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from overtone.data import parse
from overtone.errors import InputError

Share = Annotated[float, msgspec.Meta(ge=0)]
Count = Annotated[int, msgspec.Meta(ge=1)]
Seconds = Annotated[float, msgspec.Meta(gt=0)]
Rejections = Literal["drop", "doubt", "ignore"]
Corrections = Literal["all", "unsure", "ignore"]


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Log-odds by what the second reader did to an event."""

    confirmed: float
    rejected: float
    added: float
    corrected: float


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of policy.yaml, which says what each means. Times in seconds, prices per million tokens."""

    margin: Share
    silent: bool
    signals: Annotated[int, msgspec.Meta(ge=0)]
    batch: Annotated[int, msgspec.Meta(ge=1, le=64)]
    concurrency: Annotated[int, msgspec.Meta(ge=1, le=64)]
    timeout: Seconds
    answer_tokens: Count
    attempts: Count
    first_pause: Share
    longest_pause: Share
    give_up_after: Count
    calls: Count | None
    seconds: Seconds | None
    cost: Share | None
    price_in: Share
    price_out: Share
    rejections: Rejections
    corrections: Corrections
    weights: Weights

    @property
    def priced(self) -> bool:
        """Is any price known?"""
        return self.price_in > 0 or self.price_out > 0

    def price(self, tokens_in: int, tokens_out: int) -> float:
        """What so many tokens cost."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1e6


def load(path: Path | None = None) -> Policy:
    """The shipped policy, with the values of the file at `path` in place of its own. Raises InputError."""
    values: dict[str, Any] = parse(files("overtone.coding.second").joinpath("policy.yaml").read_text("utf-8"))
    place = str(path) if path is not None else "policy.yaml"
    own = _own(path) if path is not None else {}
    weights = own.pop("weights", None)
    values |= own
    if isinstance(weights, dict):
        values["weights"] = values["weights"] | weights
    elif weights is not None:
        raise InputError(place, "weights is no table", "write confirmed, rejected, added and corrected under it")
    try:
        return msgspec.convert(values, Policy)
    except msgspec.ValidationError as error:
        raise InputError(place, str(error), "see docs/second-reader.md for the keys and their values") from None


def _own(path: Path) -> dict[str, Any]:
    import yaml

    try:
        values = parse(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "give a YAML file in UTF-8") from None
    except yaml.YAMLError as error:
        raise InputError(str(path), f"is no YAML ({error})", "see docs/second-reader.md") from None
    if values is None:
        return {}
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise InputError(str(path), "is no table of keys and values", "see docs/second-reader.md")
    return values
