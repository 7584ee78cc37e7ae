"""A third language, made as docs/languages.md says: a package of its own beside the program, found because it is there.

`toy/` is what such a package leaves where it is installed: the folder of the language, and the metadata that name it. Every example
here goes the whole way, from bytes to coded events, in a process that can see the package.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from overtone import brief
from overtone.data import parse
from overtone.language import languages

TOY = Path(__file__).parent / "toy"
LANGUAGE, THEATRE = TOY / "overtone_eo", TOY / "theatre"
WORDS = Path(brief.__file__).parent / "words" / "en.yaml"
GUIDE = Path(__file__).parents[2] / "docs" / "languages.md"
Event = tuple[str, str, str | None, str, tuple[str, str] | None]

US, CN, JP, EU = "United States", "China", "Japan", "European Union"
EXAMPLES: dict[str, list[Event]] = {
    "Usono sankciis Ĉinion.": [(US, "SANCTION", CN, "actual", None)],
    "Ĉinio estis sankciita far Usono.": [(US, "SANCTION", CN, "actual", None)],
    "Usono ne sankciis Ĉinion.": [(US, "SANCTION", CN, "denied", None)],
    "Usono planas sankcii Ĉinion.": [(US, "SANCTION", CN, "considered", None)],
    "Japanio sankcios Ĉinion.": [(JP, "SANCTION", CN, "future", None)],
    "Se Ĉinio vizitus Japanion, ĝi surprizus la mondon.": [],
    "La 9-an de aprilo Usono enkondukis tarifojn kontraŭ Ĉinio.": [
        (US, "SANCTION", CN, "actual", ("2025-04-09", "2025-04-09")),
    ],
    "La 2-an de majo 2024 Japanio vizitis Ĉinion.": [(JP, "CONSULT", CN, "historical", ("2024-05-02", "2024-05-02"))],
    "Ĉinio kritikis Usonon, Japanion kaj Eŭropan Union.": [
        (CN, "ACCUSE", EU, "actual", None),
        (CN, "ACCUSE", JP, "actual", None),
        (CN, "ACCUSE", US, "actual", None),
    ],
    "Japanio renkontis Ĉinion hieraŭ. Ĝi kritikis Usonon.": [
        (JP, "ACCUSE", US, "actual", None),
        (JP, "CONSULT", CN, "actual", ("2025-04-17", "2025-04-17")),
    ],
    "ＵＳＯＮＯ　ne vizitis Ĉinion.": [(US, "CONSULT", CN, "denied", None)],  # full-width letters
}
ENGLISH = "The United States imposed new tariffs on China on Wednesday."


def process(*arguments: object, packages: Path = TOY, given: str = "") -> subprocess.CompletedProcess[bytes]:
    """The command, run where `packages` are installed."""
    return subprocess.run(
        [sys.executable, "-m", "overtone.cli.main", *map(str, arguments)],
        input=given.encode(),
        capture_output=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(packages), *sys.path])},
    )


def overtone(*arguments: object, packages: Path = TOY, given: str = "") -> str:
    done = process(*arguments, packages=packages, given=given)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode()


def coded(texts: list[dict[str, str]], packages: Path = TOY) -> list[dict[str, Any]]:
    given = "".join(json.dumps({"published": "2025-04-18", **text}) + "\n" for text in texts)
    return [json.loads(line) for line in overtone("code", "-", "--theatre", THEATRE, packages=packages, given=given).splitlines()]


def told(line: dict[str, Any]) -> list[Event]:
    return sorted(
        (
            event["source"]["name"],
            event["act"],
            event["target"]["name"] if event["target"] else None,
            event["status"],
            tuple(event["date"]) if event["date"] else None,
        )
        for event in line["events"]
    )


@pytest.fixture(scope="module")
def lines() -> dict[str, dict[str, Any]]:
    texts = [{"text": text, "lang": "eo"} for text in EXAMPLES]
    return dict(zip(EXAMPLES, coded(texts), strict=True))


@pytest.mark.parametrize("text", EXAMPLES)
def test_events(lines: dict[str, dict[str, Any]], text: str) -> None:
    assert told(lines[text]) == EXAMPLES[text]


def test_offsets_and_rules(lines: dict[str, dict[str, Any]]) -> None:
    text = "La 9-an de aprilo Usono enkondukis tarifojn kontraŭ Ĉinio."
    (event,) = lines[text]["events"]
    assert text[slice(*event["source"]["span"])] == event["source"]["mention"] == "Usono"
    assert text[slice(*event["target"]["span"])] == "Ĉinio"
    assert event["rule"] == "eo.sanction.tariff"
    assert text[slice(*event["evidence"])] == text[:-1]


def test_every_row_codes_its_examples_and_is_silent_on_the_others() -> None:
    rows = [row for path in sorted((LANGUAGE / "rules").glob("*.yaml")) for row in parse(path.read_text("utf-8"))]
    cases = [(row["id"], text, key) for row in rows for key in ("examples", "counter") for text in row.get(key, ())]
    assert {id for id, _, key in cases if key == "examples"} == {row["id"] for row in rows}
    for (id, text, key), line in zip(cases, coded([{"text": text, "lang": "eo"} for _, text, _ in cases]), strict=True):
        assert (f"eo.{id}" in {event["rule"] for event in line["events"]}) == (key == "examples"), text


def test_files_and_order_of_rows_do_not_matter(tmp_path: Path, lines: dict[str, dict[str, Any]]) -> None:
    shutil.copytree(TOY, tmp_path, dirs_exist_ok=True)
    rules = tmp_path / "overtone_eo" / "rules"
    files = sorted(rules.iterdir())
    rows = [row for file in files for row in parse(file.read_text("utf-8"))]
    for file in files:
        file.unlink()
    (rules / "all.yaml").write_text(json.dumps(rows[::-1]), "utf-8")
    assert coded([{"text": text, "lang": "eo"} for text in EXAMPLES], packages=tmp_path) == list(lines.values())


def test_the_language_is_told_by_its_words_and_amounts_are_read() -> None:
    text = "Usono enkondukis tarifojn de 125 procentoj kontraŭ Ĉinio, kaj tio kostos al la landoj 5 miliardojn da dolaroj."
    line, english = coded([{"text": text}, {"text": ENGLISH}])
    assert (line["lang"], english["lang"]) == ("eo", "en")
    assert [(amount["value"], amount["unit"]) for amount in line["events"][0]["amounts"]] == [(1.25, "share")]
    assert told(english) == [(US, "SANCTION", CN, "actual", ("2025-04-16", "2025-04-16"))]


def test_a_brief_quotes_it_beside_english(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH + "\n", "utf-8")
    eo = "La 17-an de aprilo Ĉinio kritikis Usonon kaj Japanion por la tarifoj."
    (tmp_path / "b.txt").write_text(eo + "\nLegu ankaŭ: pli pri la tarifoj\n", "utf-8")
    for language, said in (("en", "China criticised Japan"), ("zh", "中国批评日本")):
        told_in = json.loads(overtone_json(tmp_path, language))
        texts = {quote["text"]: quote["language"] for quote in told_in["quotes"]}
        assert texts[eo.rstrip(".")] == "eo"
        assert texts["The United States imposed new tariffs on China"] == "en"
        assert any(said in entry["sentence"] for entry in told_in["events"])
        assert "Legu" not in " ".join(texts)


def test_a_brief_is_written_in_it_once_it_has_the_words(tmp_path: Path) -> None:
    words = WORDS.read_text("utf-8")
    assert "publishers: Publishers" in words
    shutil.copytree(TOY, tmp_path, dirs_exist_ok=True)
    (tmp_path / "overtone_eo" / "brief.yaml").write_text(
        words.replace("publishers: Publishers", "publishers: Eldonistoj"), "utf-8"
    )
    asked = ("brief", "-", "--as-of", "2025-04-18", "--lang", "eo")
    done = process(*asked, packages=tmp_path, given=ENGLISH)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert "**Eldonistoj**" in done.stdout.decode()
    refused = process(*asked, given=ENGLISH)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.decode() == "overtone: language «eo»: briefs cannot be written in it; use one of en, zh\n"


def overtone_json(folder: Path, language: str) -> str:
    out = folder.parent / f"{folder.name}.{language}.json"
    overtone("brief", folder, "--theatre", THEATRE, "--as-of", "2025-04-18", "--lang", language, "-o", out)
    return out.read_text("utf-8")


def test_without_the_package_nobody_knows_the_language() -> None:
    assert "eo" not in languages()
    (line,) = coded([{"text": "Usono sankciis Ĉinion.", "lang": "eo"}], packages=THEATRE)
    assert (line["lang"], line["events"]) == ("eo", [])


PARTS = sorted(path.name for path in LANGUAGE.iterdir() if path.name not in ("__init__.py", "reader.py", "__pycache__"))
STILL = {
    "amounts.yaml": "Usono sankciis Ĉinion.",
    "anaphors.yaml": "Usono sankciis Ĉinion.",
    "dates.yaml": "Usono sankciis Ĉinion.",
    "grammar.yaml": "Usono sankciis Ĉinion.",
    "pages.yaml": "Usono sankciis Ĉinion.",
    "scopes.yaml": "Usono sankciis Ĉinion.",
}
"""What is still coded without the file; only without its rules a language codes nothing."""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[list[Event]]]:
    """Events of the examples in the toy language without one of its files; `reader.py` is without all of them."""
    packages = tmp_path_factory.mktemp("packages")
    left_out = [*PARTS, "reader.py"]
    metadata = packages / "bare-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: bare\nVersion: 1.0\n")
    names = {part: f"q{chr(ord('a') + number)}" for number, part in enumerate(left_out)}
    entries = [f"{code} = bare_{code}" for code in names.values()]
    (metadata / "entry_points.txt").write_text("[overtone.languages]\n" + "\n".join(entries) + "\n")
    for part, code in names.items():
        folder = packages / f"bare_{code}"
        shutil.copytree(
            LANGUAGE, folder, ignore=shutil.ignore_patterns("__pycache__", *(PARTS if part == "reader.py" else [part]))
        )
        reader = folder / "reader.py"
        reader.write_text(reader.read_text("utf-8").replace('Spaced("eo"', f'Spaced("{code}"'), "utf-8")
    texts = [{"text": text, "lang": code} for code in names.values() for text in EXAMPLES]
    read = iter(coded(texts, packages=packages))
    events = {part: [told(next(read)) for _ in EXAMPLES] for part in names}
    return events.__getitem__


@pytest.mark.parametrize("part", [*PARTS, "reader.py"])
def test_what_a_language_leaves_out_has_a_default(bare: Callable[[str], list[list[Event]]], part: str) -> None:
    events = dict(zip(EXAMPLES, bare(part), strict=True))
    if part in STILL:
        assert events[STILL[part]] == EXAMPLES[STILL[part]]
    else:
        assert part in ("rules", "reader.py")
        assert not any(events.values())


@pytest.mark.parametrize(
    ("file", "wrong", "said"),
    [
        ("rules/accuse.yaml", "- {id: a, act: ACUSE, source: [subject], verbs: [kritiki]}", "eo/accuse.yaml, row 1: unknown act"),
        ("rules/accuse.yaml", "- [", "eo/accuse.yaml: while parsing"),
        ("grammar.yaml", "marker: [al]", "eo/grammar.yaml: Object contains unknown field `marker`"),
        ("reader.py", "", "has no READER"),
    ],
)
def test_a_file_that_does_not_fit_is_one_clear_line(tmp_path: Path, file: str, wrong: str, said: str) -> None:
    shutil.copytree(TOY, tmp_path, dirs_exist_ok=True)
    (tmp_path / "overtone_eo" / file).write_text(wrong, "utf-8")
    given = "Usono sankciis Ĉinion."
    done = process("code", "-", "--language", "eo", "--theatre", THEATRE, packages=tmp_path, given=given)
    complaint = done.stderr.decode()
    assert (done.returncode, complaint.count("\n")) == (2, 1)
    assert complaint.startswith("overtone: ")
    assert said in complaint


def test_the_guide_shows_these_files() -> None:
    """Every block of the guide that opens with a file's name is in that file, and the entry point is in the metadata."""
    blocks = re.findall(r"^```\w+\n(?:# (\S+)\n)?(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 9
    for name, body in blocks:
        if name:
            assert body.strip() in (TOY / name).read_text("utf-8"), name
        else:
            package = body.splitlines()[1].replace('"', "")
            assert package in (TOY / "overtone_eo-1.0.dist-info" / "entry_points.txt").read_text("utf-8")
