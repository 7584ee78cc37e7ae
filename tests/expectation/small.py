"""Northland with its ministry and minister, Southland, and the firm Lumen; acts counted in days from 1 January 2031."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from overtone.model import Actor, Affiliation, Event, Theatre

THEATRE = Theatre(
    id="small",
    title={"en": "Small"},
    actors=(
        Actor("north", "Northland", "state"),
        Actor("south", "Southland", "state"),
        Actor("ministry", "Ministry of Trade", "agency", parties=(Affiliation("north"),)),
        Actor("minister", "Bo Lindqvist", "person", parties=(Affiliation("ministry"),)),
        Actor("lumen", "Lumen Devices", "firm"),
    ),
)


def act(source: str, kind: str, target: str | None, day: int, **more: Any) -> Event:
    """Something done `day` days into 2031."""
    when = date(2031, 1, 1) + timedelta(days=day)
    name = f"{source}-{kind}-{target}-{day}-{more.get('mode')}"
    return Event(**{"id": name, "source": source, "act": kind, "target": target, "when": (when, when), **more})
