"""Overtone · 弦外之音: reads the news on a contest between powers and tells the signal behind the signal."""

__version__ = "0.1.0"
