"""The brief: nouns of the rooms before in, one tree out, printed as HTML, Markdown and JSON. It knows no arithmetic."""

from overtone.brief.assemble import assemble
from overtone.brief.render import FORMATS, Format, render
from overtone.brief.structure import SCHEMA, Brief, Inputs, Language, TheatreChoice

__all__ = ["FORMATS", "SCHEMA", "Brief", "Format", "Inputs", "Language", "TheatreChoice", "assemble", "render"]
