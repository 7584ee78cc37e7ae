"""Lists: a role filled by several, each of whom acts or is acted upon."""

from __future__ import annotations

from overtone.coding.scene import Filler, Scene


def group(scene: Scene, filler: Filler) -> list[Filler]:
    """The members of the list in which a filler stands, itself among them, in order."""
    if filler.mention.members:
        return [
            filler._replace(mention=filler.mention._replace(reference=member, members=())) for member in filler.mention.members
        ]
    if filler.token < 0:
        return [filler]
    at = scene.places.index(filler.token)
    low, high = at, at
    while low > 0 and _joined(scene, low - 1):
        low -= 1
    while high + 1 < len(scene.places) and _joined(scene, high):
        high += 1
    members = [*range(low, high + 1), *_among(scene, high)]
    if len(members) == 1:
        return [filler]
    return [filler._replace(mention=scene.mentions[n], token=scene.places[n]) for n in members]


def _among(scene: Scene, last: int) -> list[int]:
    """The mentions that «among them» counts to the list that ends with mention `last` («…, Cambricon among them, were …»)."""
    view, found = scene.view, list[int]()
    if not view.grammar.among or last + 1 >= len(scene.places):
        return []
    if any(token.tag == "VERB" for token in view.tokens[scene.places[last] + 1 : scene.places[last + 1]]):
        return []
    for number in range(last + 1, min(last + 6, len(scene.places))):
        words = [token.form.lower() for token in view.tokens[scene.places[number] + 1 : scene.places[number] + 3]]
        found.append(number)
        if words == view.grammar.among:
            return found
        if number + 1 >= len(scene.places) or not _joined(scene, number):
            return []
    return []


def _joined(scene: Scene, number: int) -> bool:
    """Are mention `number` and the next one members of one list?"""
    view = scene.view
    start, end = scene.places[number] + 1, scene.places[number + 1]
    between = view.tokens[start:end]
    if not between:
        one, two = scene.mentions[number].reference, scene.mentions[number + 1].reference
        short = len(one.mention) == len(two.mention) == 1
        return short or (view.grammar.by_characters and one.kind == two.kind == "state" and one.party.name != two.party.name)
    words = [token.form.lower() for token in between]
    grammar = view.grammar
    first = words[0]
    if len(words) > 5 or first not in grammar.joiners:
        return False
    if any(word in grammar.markers for word in words) and view.marker(scene.places[number]) in grammar.places:
        return False  # 「在白宫与拜登会谈」: the place is no member of the list
    conjunction = any(word in grammar.joiners and word not in grammar.breaks for word in words)
    allowed = all(
        word in grammar.joiners
        or word in grammar.articles
        or (conjunction and (word in grammar.markers or token.tag in ("NUM", "ADJ", "DET")))
        for word, token in zip(words, between, strict=True)
    )
    if not allowed:
        return False
    return conjunction or (number + 2 < len(scene.places) and _joined(scene, number + 1))
