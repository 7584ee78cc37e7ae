"""Chinese text cut into sentences."""

from __future__ import annotations

import re

from overtone.language.tokens import add_trimmed
from overtone.language.zh.normal import normalise
from overtone.model import Span

_CLOSING = "”’」』》〉）)】］\"'"
_END = re.compile(rf"(?:[。！？；;…]+|[!?]+(?![\w=&/]))[。！？!?…]*[{_CLOSING}]*|(?<=[\u4e00-\u9fff])\.(?=\s|$)|\n\s*")
_SPEECH = re.compile(
    r"[^，。！？；：“「\n]{0,14}?(?:说|表示|称|指出|写道|问道|答道|强调|回应|坦言|直言|警告|补充|透露|认为|解释|告诉|声称|宣称|呼吁|批评|反问)"
)


def sentences(text: str) -> list[Span]:
    """Sentence spans in order, without the white space around them; «…。”他说» stays together. Linear."""
    normal = normalise(text)
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(normal):
        newline = normal[match.start()] == "\n"
        if not newline and _goes_on(normal, match):
            continue
        add_trimmed(normal, start, match.start() if newline else match.end(), spans)
        start = match.end()
    add_trimmed(normal, start, len(normal), spans)
    return spans


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Does the sentence go on: a quotation that its speaker follows, or dots within a clause?"""
    following = text[match.end() : match.end() + 1]
    if match[0][-1] in _CLOSING:
        return following in "，、的" or _SPEECH.match(text, match.end(), match.end() + 20) is not None
    return match[0][-1] == "…" and following in "，、的等）)"
