"""The frame around the pages, and what becomes of what goes wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from pos.core.problems import Refusal, Trouble
from pos.core.wording import speak
from pos.qt import language, problems, theme, tokens
from pos.qt.background import Background
from pos.qt.parts import StatusChip
from tests.qt.at_window import NARROW, press, said, see, window
from tests.qt.fake_screens import FakeSelling


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    speak("en")
    yield
    speak("zh_CN")


class ShelfLocked(Refusal):
    sentence = "The shelf is locked; nothing was taken."
    todo = "Ask for the key."


class StickFull(Trouble):
    sentence = "The stick is full; no file was written."
    todo = "Take another one."


def test_f10_numbers_the_pages_and_esc_goes_back() -> None:
    with window() as till:
        press(till, "F10")
        QApplication.processEvents()
        assert see(till, "rail").hasFocus()
        press(till, "Esc")
        assert see(till, "scanBox").hasFocus()
        press(till, "F10")
        QApplication.processEvents()
        press(till, "1")
        assert till.page_name == "selling"
        assert see(till, "scanBox").hasFocus()


def test_help_shows_every_key_and_any_key_puts_it_away() -> None:
    with window() as till:
        press(till, "F1")
        QApplication.processEvents()
        panel = see(till, "helpPanel")
        assert "Ctrl P Print the last receipt again" in panel.accessibleName()
        assert till.rect().contains(panel.geometry())
        press(till, "X")
        assert till.findChild(QWidget, "helpPanel") is None or not panel.isVisible()
        assert see(till, "scanBox").hasFocus()


def test_states_say_word_and_number_on_every_window() -> None:
    with window(size=NARROW) as till:
        chip = see(till, "syncStatus")
        assert isinstance(chip, StatusChip)
        assert chip.text() == "未交 1 天"
        assert chip.state == "warn"
        assert chip.accessibleDescription() == "有 1 天的文件还没交"


def test_a_refusal_out_of_a_timer_is_told_on_the_page_in_front(qapp: QApplication) -> None:
    def late() -> None:
        raise ShelfLocked

    with window() as till:
        funnel = problems.Funnel(till.tell)
        funnel.install()
        QTimer.singleShot(0, late)
        qapp.processEvents()
        assert said(till) == "The shelf is locked; nothing was taken.\nAsk for the key."
        funnel.uninstall()


def test_work_in_the_background_hands_back_its_result_or_its_trouble(qapp: QApplication) -> None:
    def fail() -> object:
        raise StickFull

    with window() as till:
        funnel = problems.Funnel(till.tell)
        funnel.install()
        background, results = Background(), list[object]()
        background(lambda: 42, results.append)
        assert background.finish()
        qapp.processEvents()
        assert results == [42]
        background(fail, results.append)
        assert background.finish()
        qapp.processEvents()
        assert results == [42]
        assert said(till).startswith("The stick is full")
        funnel.uninstall()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen screen says so of every dialog
def test_a_bug_becomes_a_report_that_can_be_copied(qapp: QApplication) -> None:
    def stumble() -> None:
        raise ZeroDivisionError("1/0 fen")

    screen = FakeSelling.afternoon()
    with window(screen) as till:
        funnel = problems.Funnel(till.tell)
        funnel.install()
        for _ in range(2):
            QTimer.singleShot(0, stumble)
        qapp.processEvents()
        funnel.uninstall()
        reports = [one for one in QApplication.topLevelWidgets() if one.objectName() == "reportDialog"]
        assert len(reports) == 1
        text = reports[0].findChild(QPlainTextEdit)
        assert "ZeroDivisionError: 1/0 fen" in text.toPlainText()
        assert len(screen.rows) == 6
        reports[0].close()
        qapp.processEvents()


def test_the_hook_is_given_back() -> None:
    before = sys.excepthook
    funnel = problems.Funnel(lambda problem: None)
    funnel.install()
    assert sys.excepthook is not before
    funnel.uninstall()
    assert sys.excepthook is before


def test_qt_speaks_chinese_too(qapp: QApplication) -> None:
    assert language.install(qapp, "zh_CN")
    assert language.install(qapp, "en")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_word_can_be_read_on_its_ground(dark: bool) -> None:
    worn = tokens.DARK if dark else tokens.LIGHT
    pairs = [
        (worn.ink, worn.surface, 7),
        (worn.ink2, worn.surface, 7),
        (worn.ink3, worn.sunken, 4.5),
        (worn.ink2, worn.canvas, 4.5),
        (worn.on_accent, worn.accent, 4.5),
        (worn.ink, worn.accent_soft, 7),
        (worn.warn, worn.warn_soft, 4.5),
        (worn.bad, worn.bad_soft, 4.5),
        (worn.info, worn.info_soft, 4.5),
        (worn.rail_ink, worn.rail, 7),
        (worn.edge, worn.canvas, 3),
    ]
    for region in ("15", "42", "65", "63", "54", "13", "41"):
        seal = tokens.origin_seal(region + "0000", dark)
        pairs.append((seal.on, seal.colour, 4.5))
        pairs.append((worn.ink, seal.tint, 7))
    assert [pair for pair in pairs if _contrast(pair[0], pair[1]) < pair[2]] == []


def test_the_window_changes_to_dark_and_back(qapp: QApplication) -> None:
    with window() as till:
        theme.wear(qapp, dark=True)
        assert till.grab().toImage().pixelColor(700, 728).name() == tokens.DARK.canvas.lower()
        theme.wear(qapp)
        assert till.grab().toImage().pixelColor(700, 728).name() == tokens.LIGHT.canvas.lower()


def _contrast(one: str, other: str) -> float:
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(value: str) -> float:
    parts = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
