"""A brief in one of its formats."""

from __future__ import annotations

from typing import Literal

from overtone.brief.structure import Brief

Format = Literal["html", "markdown", "json"]
FORMATS: dict[str, Format] = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json"}


def render(brief: Brief, form: Format) -> str:
    """The text of the file. All formats print the same tree."""
    if form == "html":
        from overtone.brief.page import render_html

        return render_html(brief)
    if form == "markdown":
        from overtone.brief.markdown import render_markdown

        return render_markdown(brief)
    return render_json(brief)


def render_json(brief: Brief) -> str:
    """The tree itself, indented, keys in the order of `overtone.brief.structure`."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(brief), indent=2).decode() + "\n"
