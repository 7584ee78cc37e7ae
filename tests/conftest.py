"""What all tests share: how properties are tried."""

from __future__ import annotations

from hypothesis import settings

# No example is too slow: how long one takes says more about what else the machine does.
settings.register_profile("overtone", deadline=None)
settings.load_profile("overtone")
