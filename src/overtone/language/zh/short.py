"""Short forms of states in Chinese (中, 美, 英): where the one character stands for the state, and where it is part of a word."""

from __future__ import annotations


def short_allowed(text: str, position: int) -> bool:
    """Whether the character at `position` of normalised text stands for its state."""
    import rjieba

    low, high = max(0, position - 6), position + 7
    place = low
    for word in rjieba.cut(text[low:high], False):
        end = place + len(word)
        if end > position:
            own = text[position]
            rest = set(word) - set(_STATES) - set(_PREFIXES) - set(_SUFFIXES)
            return len(word) > 1 and own in _STATES and not rest
        place = end
    return False


_STATES = "中华美英法德日韩俄欧印朝乌伊澳台"
_PREFIXES = "对赴访驻在抵离反亲援涉侵联制抗旅"
_SUFFIXES = "方军企媒股债"
