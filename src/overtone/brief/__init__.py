"""The brief: nouns of the rooms before in, one tree out, printed as HTML, Markdown and JSON. It knows no arithmetic."""

from overtone.brief.assemble import assemble
from overtone.brief.formats import day_text
from overtone.brief.render import FORMATS, Format, render
from overtone.brief.structure import SCHEMA, Brief, Inputs, Language, TheatreChoice
from overtone.brief.words import Words, load_words

__all__ = [
    "FORMATS",
    "SCHEMA",
    "Brief",
    "Format",
    "Inputs",
    "Language",
    "TheatreChoice",
    "Words",
    "assemble",
    "day_text",
    "load_words",
    "render",
]
