"""Tests do not hang on the order they run in."""

from __future__ import annotations

from pos.core import wording


def test_one_test_speaks_english() -> None:
    wording.speak("en")


def test_and_the_next_one_chinese_again() -> None:
    assert wording.spoken() == "zh_CN"
