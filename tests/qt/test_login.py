"""Who is it, and with how much in the drawer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pos.core.money import Money
from pos.core.wording import speak
from pos.qt.main_window import MainWindow
from tests.qt.at_page import clipped, unnamed
from tests.qt.at_window import LOW, NARROW, WIDE, press, said, see, type_, window
from tests.qt.fake_screens import CLERK, FakeCounter, FakeSelling


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    speak("en")
    yield
    speak("zh_CN")


def test_a_clerk_signs_in_counts_the_float_and_sells() -> None:
    with window(FakeSelling(), at_work=False) as till:
        assert till.page_name == "login"
        type_(till, CLERK)
        press(till, "Return")
        assert see(till, "floatBox")
        type_(till, "500")
        press(till, "Return")

        counter = till.counter
        assert isinstance(counter, FakeCounter)
        assert counter.login.float_ == Money.yuan("500.00")
        assert till.page_name == "selling"
        assert see(till, "scanBox").hasFocus()


def test_a_wrong_pin_is_told_and_leaves_no_digit() -> None:
    with window(at_work=False) as till:
        type_(till, "111111")
        press(till, "Return")

        assert said(till, "loginBanner") == (
            "No one here has this PIN; nobody was signed in.\nTry once more, or ask the manager to set a new one."
        )
        box = see(till, "pinBox")
        assert isinstance(box, QLineEdit)
        assert box.text() == ""
        assert till.page_name == "login"


def test_the_pad_types_and_goods_are_refused_before_anybody_is_signed_in() -> None:
    with window(at_work=False) as till:
        for sign in CLERK:
            QTest.mouseClick(see(till, f"pad_{sign}"), Qt.MouseButton.LeftButton)
        till.scanned("6901234500011")
        assert said(till, "loginBanner").startswith("Nobody is signed in")
        QTest.mouseClick(see(till, "startButton"), Qt.MouseButton.LeftButton)
        assert see(till, "floatBox")


def test_f12_locks_and_the_ticket_stays() -> None:
    screen = FakeSelling.afternoon()
    with window(screen) as till:
        press(till, "F12")
        assert till.page_name == "login"
        counter = till.counter
        assert isinstance(counter, FakeCounter)
        assert counter.locked == 1
        counter.login.float_ = Money.yuan("500.00")
        type_(till, CLERK)
        press(till, "Return")
        assert till.page_name == "selling"
        assert len(screen.rows) == 6


def test_the_first_frame_is_painted_before_there_are_books(qapp: QApplication) -> None:
    till = MainWindow("大兴分中心", "01 号机")
    frames: list[bool] = []
    till.firstPainted.connect(lambda: frames.append(True))
    till.show()
    for _ in range(10):
        qapp.processEvents()

    assert frames == [True]
    assert till.counter is None
    start = see(till, "startButton")
    assert not start.isEnabled()
    assert start.accessibleDescription() == "Opening the books"
    type_(till, "2468")
    till.attach(FakeCounter(FakeSelling(), at_work=False))  # type: ignore[arg-type]
    type_(till, "10")
    press(till, "Return")
    assert see(till, "floatBox")
    till.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [WIDE, NARROW, LOW], ids=["wide", "narrow", "low"])
def test_nothing_is_cut_off_and_every_control_has_a_name(size: tuple[int, int], language: str) -> None:
    speak(language)
    with window(size=size, at_work=False) as till:
        assert (till.width(), till.height()) == size
        assert clipped(till) == []
        assert unnamed(till) == []
