"""The customer's window: on the second screen while that is there, never in the clerk's way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from pos import settings as till_settings
from pos.core.money import Money
from pos.qt import theme
from pos.qt.customer import CustomerSide, CustomerWindow, said
from pos.screens.customer import CustomerFace
from pos.settings import writing
from pos.settings.devices import CustomerDisplay
from tests.qt.at_window import window
from tests.qt.fake_screens import FakeSelling
from tests.shop import Shop, copy_of

ROOT = Path(__file__).parents[2]
ORIGINS = (("152529", "正镶白旗"), ("653201", "和田市"), ("110115", "大兴区"))


def faces() -> list[CustomerFace]:
    rows = FakeSelling.afternoon().rows
    shop = "大兴分中心(瀛海店)"
    ticket = CustomerFace("lines", shop, rows=rows, total=Money(28_852), saved=Money(930), origins=ORIGINS)
    return [
        CustomerFace("idle", shop, origins=ORIGINS),
        ticket,
        replace(ticket, rows=rows * 9, total=Money(123_456_789), origins=ORIGINS * 4),
        replace(ticket, kind="paying", paid=Money(10_000), left=Money(18_852), hint="请出示付款码"),
        replace(ticket, kind="paying", qr="https://qr.example/pay", hint="请扫码付款"),
        replace(ticket, kind="done", rows=(), title="找零 11.48", hint="谢谢惠顾"),
    ]


def picture(face: CustomerFace, size: tuple[int, int], *, dark: bool = False) -> QImage:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.wear(app, dark=dark)
    made = CustomerWindow()
    made.resize(*size)
    made.draw(face)
    image = made.grab().toImage()
    assert made.accessibleName() == said(face)
    made.deleteLater()
    return image


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [(800, 480), (1024, 600), (1024, 768), (1920, 1080)])
def test_every_face_is_another_picture(qapp: QApplication, size: tuple[int, int], *, dark: bool) -> None:
    seen: list[QImage] = []
    for face in faces():
        image = picture(face, size, dark=dark)
        assert image not in seen
        seen.append(image)


def test_it_says_what_it_shows(qapp: QApplication) -> None:
    idle, ticket, *_, done = faces()
    assert "大兴分中心(瀛海店)" in said(idle)
    assert "80.40" in said(ticket)
    assert "288.52" in said(ticket)
    assert "新疆 和田市" in said(ticket)
    assert "找零 11.48" in said(done)


def test_with_one_screen_there_is_no_window(qapp: QApplication) -> None:
    with window() as at:
        side = CustomerSide(at, True, lambda: faces()[0])
        assert side.window is None
        side.end()


def test_a_till_that_shows_customers_nothing_looks_at_nothing(qapp: QApplication) -> None:
    with window() as at:
        assert at._customer is None


def test_a_second_screen_comes_and_goes(furnished: Path, tmp_path: Path) -> None:
    folder = copy_of(furnished, tmp_path / "shop")
    writing.write(folder, replace(till_settings.load(folder), display=CustomerDisplay(screen=True)))
    begun = Shop(folder)
    begun.manager().open()
    begun.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.qt.two_screens", str(folder), str(tmp_path / "screens.json")],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["screens"] == ["counter", "customer"]
    assert (seen["on"], seen["place"]) == ("customer", [1366, 0, 1024, 600])
    assert "大兴分中心(瀛海店)" in seen["idle"]
    assert "29.90" in seen["lines"]
    assert seen["keys"] is True
    assert seen["paying"] != seen["lines"]
    assert seen["unplugged"] is True
    assert seen["selling goes on"] == 2
    assert seen["still none"] is True
    assert "29.90" not in seen["back"]
    assert seen["another name"] is True
    assert seen["its name"] is True
    assert seen["closed"] is True
    assert "Traceback" not in done.stderr
