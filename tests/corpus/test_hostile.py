"""Input that is broken or made to do harm: one clear line that names the file, never a crash, never time or memory without bound."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.corpus import Limits, Options, read

from .conftest import Reader, Refuser
from .pages import BODY_EN, BODY_ZH, HTML_EN, pdf_bytes


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.pdf", "a.warc.gz", "a.xml"])
def test_empty(refused: Refuser, name: str) -> None:
    assert refused(name, b"").problem == "it is empty"
    assert refused(name, b" \n\n ").problem == "it is empty"


def test_binary(refused: Refuser) -> None:
    noise = bytes((i * 97 + i // 7) % 256 for i in range(5000))
    assert "binary" in refused("a.txt", noise).problem
    assert "PNG" in refused("a.txt", b"\x89PNG\r\n\x1a\n" + noise).problem
    assert "binary" in refused("b.txt", b"text with a NUL \x00\x01 inside " * 50).problem


def test_noise_without_nul_is_no_text(refused: Refuser) -> None:
    noise = bytes((i * 97 + i // 7) % 255 + 1 for i in range(5000))
    assert "encoding" in refused("a.txt", noise).problem


def test_fifty_megabytes(refused: Refuser) -> None:
    assert "32 MiB" in refused("a.txt", (BODY_EN[0] + "\n").encode() * (50_000_000 // len(BODY_EN[0]))).problem


def test_a_large_page_is_refused_before_it_is_parsed(refused: Refuser) -> None:
    assert "page is larger than 6 MiB" in refused("a.html", "<html><body>" + "<p>text</p>" * 900_000).problem
    assert "tags" in refused("b.html", "<html><body>" + "<p>t</p>" * 200_000).problem


@pytest.mark.parametrize("tag", ["div", "b", "table", "font", "blockquote"])
def test_html_nested_a_hundred_thousand_deep(refused: Refuser, tag: str) -> None:
    html = "<html><body>" + f"<{tag}>" * 100_000 + BODY_EN[0] + f"</{tag}>" * 100_000 + "</body></html>"
    assert "nested" in refused("deep.html", html).problem


def test_deep_but_allowed_nesting_is_read(one: Reader) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY_EN)
    html = "<html><body>" + "<div>" * 150 + paragraphs + "</div>" * 150 + "</body></html>"
    assert BODY_EN[0] in one("deep.html", html).text


def test_zip_bomb_is_not_even_opened(refused: Refuser) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 10_000_000)
    assert "ZIP" in refused("a.txt", out.getvalue()).problem


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.warc.gz"])
def test_gzip_bomb(refused: Refuser, name: str) -> None:
    start = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nContent-Length: 100000000\r\n"
        b"Content-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        if "warc" in name
        else b"a"
    )
    bomb = gzip.compress(start + b"a" * 100_000_000, 1)
    assert "larger than" in refused(name, bomb).problem or "longer than" in refused(name, bomb).problem


def test_cut_off_files(refused: Refuser) -> None:
    assert "cut off" in refused("a.txt", "".join(BODY_ZH).encode()[:-1]).problem
    assert "cut off" in refused("a.txt.gz", gzip.compress("".join(BODY_ZH).encode())[:-20]).problem
    assert "PDF" in refused("a.pdf", pdf_bytes(BODY_EN)[:300]).problem
    assert "WARC" in refused("a.warc", b"WARC/1.0\r\nWARC-Ty").problem
    assert "WARC" in refused("a.warc", b"WARC/").problem
    assert "JSON" in refused("a.jsonl", '{"text": "half a li').problem


def test_damaged_feeds(refused: Refuser) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><item>&b;</item></channel></rss>'
    assert "entities" in refused("bomb.rss", laughs).problem
    assert "no entries" in refused("none.rss", "<rss version='2.0'><channel><title>x</title></channel></rss>").problem


def test_alias_bomb_in_the_front_block(refused: Refuser) -> None:
    levels = "\n".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    failure = refused("a.md", f"---\na: &a [x, x]\n{levels}\ntitle: *i\n---\nText.\n")
    assert "alias" in failure.problem
    assert "YAML" in refused("b.md", "---\ntitle: [unclosed\n---\nText.\n").problem
    assert "YAML" in refused("c.md", "---\ntitle: !!python/object/apply:os.system ['true']\n---\nText.\n").problem
    assert "no date" in refused("d.md", "---\npublished: soon\n---\nText.\n").problem


def test_wrongly_encoded_text(refused: Refuser) -> None:
    twice = "".join(BODY_ZH).encode().decode("latin-1").encode()
    assert "wrong encoding" in refused("a.txt", twice).problem
    assert "damaged before" in refused("b.txt", "".join(BODY_ZH).encode("gb18030").decode("utf-8", "replace")).problem
    broken = "".join(BODY_ZH).encode()
    assert "broken bytes" in refused("c.txt", broken[:30] + b"\xff" + broken[30:]).problem


@pytest.mark.parametrize(
    "run", ["a" * 2_000_000, "2025-" * 400_000, "[" * 1_000_000, "**" * 800_000, "。" * 1_000_000, "By A" * 400_000]
)
def test_long_runs_are_read_in_linear_time(tmp_path: Path, run: str) -> None:
    for name in ("trap.txt", "trap.md", "trap.html"):
        (tmp_path / name).write_text(f"{run}\n{BODY_EN[0]}", "utf-8")
    got = read([str(tmp_path)])
    assert len(got.documents) + len(got.failures) == 3


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a.txt").write_text(BODY_EN[0], "utf-8")
    got = read(
        [
            str(tmp_path),
            str(tmp_path / "pipe"),
            str(tmp_path / "loop"),
            str(tmp_path / "none.txt"),
            "ftp://example.org/a",
            "",
            "a\0b",
        ]
    )
    assert [document.text for document in got.documents] == [BODY_EN[0]]
    problems = " | ".join(str(failure) for failure in got.failures)
    assert problems.count("pipe, device or socket") == 2
    assert "no such file" in problems
    assert "only http and https" in problems
    assert problems.count("no name of a file") == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(refused: Refuser, tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("x", "utf-8")
    path.chmod(0)
    (failure,) = read([str(path)]).failures
    assert "may not be read" in failure.problem


def test_lone_surrogates_and_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a \\ud800 b"}\n{"text": "a \\u0000 b"}\n')
    got = read([str(path)])
    assert len(got.documents) + len(got.failures) == 2
    for document in got.documents:
        document.text.encode()


def test_too_many_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"text": f"Line {i}."}) for i in range(20)), "utf-8")
    got = read([str(path)], Options(limits=Limits(max_documents=5)))
    assert len(got.documents) == 5
    assert "more than 5 documents" in str(got.failures[0])


@settings(max_examples=150, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=400),
        st.sampled_from(["<html>", "{", "[{", "---\n", "%PDF-", "WARC/1.0\r\n", "<rss>"]).flatmap(
            lambda s: st.binary(max_size=200).map(lambda b: s.encode() + b)
        ),
    )
)
def test_any_bytes_give_documents_or_one_line(data: bytes) -> None:
    got = read(["-"], stdin=io.BytesIO(data))
    assert got.documents or got.failures
    for failure in got.failures:
        assert "\n" not in str(failure)
        assert failure.problem
    for document in got.documents:
        assert document.text.strip()


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 2000), name=st.sampled_from(["a.pdf", "a.html"]))
def test_anything_cut_off_anywhere(cut: int, name: str) -> None:
    data = pdf_bytes(BODY_EN) if name == "a.pdf" else HTML_EN.encode()
    got = read(["-"], stdin=io.BytesIO(data[:cut]))
    assert len(got.documents) + len(got.failures) == 1


def test_plain_text_imports_no_reader_of_other_kinds(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join(BODY_ZH), "utf-8")
    heavy = "trafilatura httpx pypdf warcio feedparser lxml rensa opencc numpy"
    code = (
        f"import sys; from overtone.corpus import read; assert read([{str(path)!r}]).documents; "
        f"print([m for m in {heavy.split()!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
