"""What holds for every test: no display, nobody's real shop, and chance that can be repeated."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Before the first import of Qt: the window tests draw offscreen, on a desktop too.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# What a developer has set for the till at hand must not steer the tests, let alone reach a real shop.
for name in ("POS_DATA", "POS_CLOCK", "POS_ZH_DRAFTS", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE"):
    os.environ.pop(name, None)

# A slow machine is no finding; in CI the same examples come every time.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "desk"))
