"""What a position is about, in the language of the brief.

The coder composes a topic in English, «semiconductor export controls by United States on China», where it understands the words,
and quotes the text where it does not. A language whose file of words has topic heads composes the former anew; a quotation stays.
"""

from __future__ import annotations

import re

from overtone.brief.names import Names

_COMPOSED = re.compile(r"(?P<what>.+?)(?: by (?P<owner>[A-Z].*?))?(?: (?:to|on) (?P<place>[A-Z].*))?")


def topic_text(topic: str, names: Names) -> str:
    """The topic as the brief prints it."""
    heads: dict[str, str] = names.words.raw("topic.heads")
    match = _COMPOSED.fullmatch(topic)
    if not heads or match is None:
        return names.theme(topic)
    what = _what(match["what"], heads, names)
    if what is None:
        return names.theme(topic)
    owner = names.called(match["owner"]) if match["owner"] else ""
    place = names.words("topic.place", place=names.called(match["place"])) if match["place"] else ""
    return names.words("topic.of", parties=owner + place, what=what) if owner or place else what


def _what(what: str, heads: dict[str, str], names: Names) -> str | None:
    """The product and the head; None where the words are the text's own."""
    known = names.theme(what)
    if known != what:
        return known
    head = next((each for each in sorted(heads, key=len, reverse=True) if what == each or what.endswith(f" {each}")), None)
    if head is None:
        return None
    product = what.removesuffix(head).strip()
    if not product:
        return heads[head]
    named = next((names.theme(form) for form in (product, f"{product}s") if names.theme(form) != form), product)
    return named if named.endswith(heads[head]) else named + heads[head]
