"""The screens held in memory have what the window asks of the real ones: a test must not fail, or pass, for a fake."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import pos.qt
from pos.screens.counter import Counter
from tests.qt.fake_screens import FakeCounter, FakeSelling
from tests.shop import Shop

QT = Path(pos.qt.__file__).parent
SELLING = [*sorted((QT / "selling").glob("*.py")), QT / "customer.py"]
LOGIN = [QT / "login.py", QT / "login_origins.py"]
WINDOW = [QT / "main_window.py", QT / "frame.py", QT / "idle.py"]


def asked(files: list[Path], *holders: str) -> set[str]:
    """The attributes that these files read of whatever they call by one of these names."""
    return {
        node.attr
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and not node.attr.startswith("_")
        for holder in [node.value]
        if (holder.attr if isinstance(holder, ast.Attribute) else getattr(holder, "id", "")) in holders
    }


SCREENS = {
    "selling": asked(SELLING, "_screen", "screen", "_selling") | asked(WINDOW, "selling"),
    "login": asked(LOGIN, "_screen", "screen") | asked(WINDOW, "login"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_fake_and_real_have_all_that_the_window_reads(shop: Shop, name: str) -> None:
    real, fake = getattr(Counter(shop.till), name), getattr(FakeCounter(FakeSelling()), name)
    wanted = SCREENS[name]
    assert len(wanted) > 8
    for screen in (fake, real):
        assert sorted(each for each in wanted if not hasattr(screen, each)) == [], type(screen).__name__
