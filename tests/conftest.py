"""What all tests share: how properties are tried, and that no test asks a language model of whoever runs it."""

from __future__ import annotations

import os

from hypothesis import settings

# No example is too slow: how long one takes says more about what else the machine does.
settings.register_profile("overtone", deadline=None)
settings.load_profile("overtone")

for name in ("OVERTONE_LLM_URL", "OVERTONE_LLM_MODEL", "OVERTONE_LLM_KEY"):
    os.environ.pop(name, None)
