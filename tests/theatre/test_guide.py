"""The theatre that docs/theatres.md builds passes the check."""

from __future__ import annotations

import re
from pathlib import Path

from overtone.theatre import check, load

GUIDE = Path(__file__).parents[2] / "docs/theatres.md"


def test_the_example_of_the_guide_passes(tmp_path: Path) -> None:
    files = re.findall(r"```yaml\n# (\w+\.yaml)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    for name, text in files:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert {name for name, _ in files} >= {"theatre.yaml", "actors.yaml", "chronicle.yaml", "baselines.yaml", "patterns.yaml"}
    assert check(tmp_path) == []
    assert "northland.pilots" in {actor.id for actor in load(tmp_path).actors}
