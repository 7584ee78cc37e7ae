"""The package's own data files: YAML in which words such as `no`, `on` and `yes` are words."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


@functools.cache
def _loader() -> Any:
    import yaml

    class Loader(yaml.CSafeLoader):
        """YAML 1.2's booleans: true and false only."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
        for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    import re

    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
    return Loader


def parse(text: str) -> Any:
    """The value of a YAML text of our own; raises yaml.YAMLError."""
    import yaml

    return yaml.load(text, _loader())


def read(kind: type[T], package: str, *path: str) -> T:
    """The file at `path` in a package, as `kind`. Raises msgspec.ValidationError where it does not fit."""
    return msgspec.convert(parse(files(package).joinpath(*path).read_text("utf-8")), kind)
