"""The scanner that types: heard wherever the focus is, in no box, and no finger is ever taken for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pos.core.codes import LabelProfiles
from pos.core.wording import speak
from pos.qt import keys
from pos.qt.keys import KeyMap
from pos.qt.pace import Pace
from pos.qt.parts import MoneyField, PinBox, ScanBox
from pos.qt.scanner import CODE, ean13_bars
from pos.qt.wedge import ScannerFilter
from tests.qt.clerk import Clerk, opened, until
from tests.qt.test_keys import speaking_english
from tests.shop import MANAGER_PIN, Shop

DATES, UNKNOWN = "6996857000413", "6901234567892"
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen screen says so of every small window
_NONE = Qt.KeyboardModifier.NoModifier


class Counter(QWidget):
    """Every kind of box there is, one window, and ears."""

    def __init__(self) -> None:
        super().__init__()
        self.scan, self.words, self.money, self.pin = ScanBox(()), QLineEdit(), MoneyField("tenderBox"), PinBox()
        self.button = QPushButton("pay")
        self.pressed: list[str] = []
        self.button.setAutoDefault(True)
        self.button.clicked.connect(lambda: self.pressed.append("pay"))
        column = QVBoxLayout(self)
        for box in (self.scan, self.words, self.money, self.pin, self.button):
            column.addWidget(box)
        self.heard: list[str] = []
        self.entered: list[str] = []
        self.ears = ScannerFilter(self.heard.append)
        QApplication.instance().installEventFilter(self.ears)  # type: ignore[union-attr]
        self._at = 1000

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """What the scan box leaves to its page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.append(self.scan.text())
            self.scan.clear()

    def keys(
        self, typed: str, gap: int, *, end: str = "", held: Qt.KeyboardModifier = _NONE, repeat: bool = False
    ) -> None:
        """Keys that follow one another by so many milliseconds; after a pause."""
        self._at += 500
        ends = {"enter": (Qt.Key.Key_Return, "\r"), "tab": (Qt.Key.Key_Tab, "\t")}
        pressed = [(Qt.Key(ord(sign.upper())), sign) for sign in typed] + ([ends[end]] if end else [])
        for key, sign in pressed:
            self._at += gap
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, held, sign, repeat)
                event.setTimestamp(self._at)
                QCoreApplication.sendEvent(self.windowHandle(), event)
        QCoreApplication.processEvents()

    def rest(self) -> None:
        """Long enough that nothing is held back any more."""
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        until(lambda: not (self.ears._timer.isActive() or self.ears._again.isActive()))


@pytest.fixture
def counter(qapp: QApplication) -> Iterator[Counter]:
    made = Counter()
    made.show()
    made.activateWindow()
    until(lambda: QApplication.activeWindow() is made)
    yield made
    qapp.removeEventFilter(made.ears)
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("gap", [1, 5, 15, 25, 40])
@pytest.mark.parametrize("end", ["enter", "tab", ""])
@pytest.mark.parametrize("box", ["words", "money", "pin", "button"])
def test_a_scan_is_heard_and_leaks_nowhere(counter: Counter, box: str, end: str, gap: int) -> None:
    widget = getattr(counter, box)
    widget.setFocus()

    counter.keys(DATES, gap, end=end)
    counter.rest()

    assert counter.heard == [DATES]
    assert counter.words.text() == counter.money.text() == counter.pin.text() == ""
    assert counter.pressed == [], "the button that has the focus was not pressed"
    assert QApplication.focusWidget() is widget


@pytest.mark.parametrize("gap", [45, 60, 90, 200])
@pytest.mark.parametrize("end", ["", "enter"])
def test_a_fast_typist_is_no_scanner(counter: Counter, gap: int, end: str) -> None:
    counter.words.setFocus()
    counter.keys("1234567890", gap, end=end)
    counter.rest()

    assert counter.words.text() == "1234567890"
    assert counter.heard == []


def test_a_double_tap_and_a_short_burst_are_typing(counter: Counter) -> None:
    counter.words.setFocus()
    counter.keys("55", 3)
    counter.rest()
    counter.keys("12345", 3, end="enter")
    counter.rest()

    assert counter.words.text() == "5512345"
    assert counter.heard == []


def test_letters_in_one_burst_without_an_end_are_typing(counter: Counter) -> None:
    counter.words.setFocus()
    counter.keys("hongzao1234", 3)
    counter.rest()

    assert counter.words.text() == "hongzao1234"
    assert counter.heard == []


def test_a_key_that_is_held_down_repeats_into_its_box(counter: Counter) -> None:
    counter.words.setFocus()
    counter.keys("0", 200)
    counter.keys("0" * 20, 30, repeat=True)
    counter.rest()

    assert counter.words.text() == "0" * 21
    assert counter.heard == []


def test_an_input_method_is_left_alone(counter: Counter) -> None:
    counter.words.setFocus()
    for word in "和田骏枣一级":
        commit = QInputMethodEvent()
        commit.setCommitString(word)
        QCoreApplication.sendEvent(QGuiApplication.focusObject(), commit)
    counter.keys("500", 150)
    counter.rest()

    assert counter.words.text() == "和田骏枣一级500"


def test_a_busy_window_gets_slow_typing_all_at_once_and_still_knows(counter: Counter) -> None:
    """The keys' own stamps count: here all come in one go, 150 ms apart by their stamps."""
    counter.words.setFocus()
    counter.keys("6901234567892", 150, end="enter")
    counter.rest()

    assert counter.words.text() == "6901234567892"
    assert counter.heard == []


def test_a_window_that_hangs_behind_the_first_key_hears_the_whole_scan(counter: Counter) -> None:
    counter.pin.setFocus()
    window = counter.windowHandle()

    def pressed(sign: str, at: int, key: Qt.Key | None = None) -> QKeyEvent:
        event = QKeyEvent(QEvent.Type.KeyPress, key or Qt.Key(ord(sign)), _NONE, sign)
        event.setTimestamp(at)
        return event

    QCoreApplication.sendEvent(window, pressed(DATES[0], 5000))
    # The window did something long, and looks at its timers before the keys that came meanwhile.
    counter.ears._timer.stop()
    counter.ears._timer.timeout.emit()
    for n, sign in enumerate(DATES[1:], 1):
        QCoreApplication.sendEvent(window, pressed(sign, 5000 + 5 * n))
    QCoreApplication.sendEvent(window, pressed("\r", 5100, Qt.Key.Key_Return))
    counter.rest()
    assert (counter.heard, counter.pin.text()) == ([DATES], "")


def test_shifted_letters_of_a_code_are_the_codes(counter: Counter) -> None:
    counter.words.setFocus()
    counter.keys("SP0041;B1;20210922", 10, end="enter", held=Qt.KeyboardModifier.ShiftModifier)
    counter.rest()

    assert counter.heard == ["SP0041;B1;20210922"]
    assert counter.words.text() == ""


@pytest.mark.parametrize("end", ["enter", "tab"])
def test_the_scan_box_takes_the_keys_and_any_end_is_its_enter(counter: Counter, end: str) -> None:
    counter.scan.setFocus()
    counter.keys("3*", 200)
    counter.keys(DATES, 10, end=end)
    counter.rest()

    assert counter.entered == [f"3*{DATES}"]
    assert QApplication.focusWidget() is counter.scan


def test_a_tab_of_the_clerks_own_leaves_the_scan_box(counter: Counter) -> None:
    counter.scan.setFocus()
    counter.keys("69012345", 120, end="tab")

    assert counter.entered == []
    assert QApplication.focusWidget() is not counter.scan


def test_a_scanner_without_an_end_is_known_by_its_silence(counter: Counter) -> None:
    counter.ears.fit(40, "none")
    counter.scan.setFocus()
    counter.keys(DATES, 10)
    counter.rest()
    assert counter.entered == [DATES]

    counter.keys("hongzao", 10)
    counter.rest()
    assert counter.scan.text() == "hongzao"


def test_a_slow_scanner_is_heard_once_the_till_knows_its_pace(counter: Counter) -> None:
    counter.money.setFocus()
    counter.keys(DATES, 70, end="enter")
    counter.rest()
    assert counter.heard == []
    counter.money.clear()

    counter.ears.fit(110, "enter")
    counter.keys(DATES, 70, end="enter")
    counter.rest()
    assert counter.heard == [DATES]
    assert counter.money.text() == ""


# Measuring


@pytest.mark.parametrize(
    ("gaps", "ends", "gap", "end"),
    [
        ((4, 5, 4), ("enter", "enter", "enter"), 20, "enter"),
        ((20, 22, 21), ("tab", "tab", "tab"), 45, "tab"),
        ((60, 66, 62), ("none", "none", "none"), 110, "none"),
        ((99, 99, 99), ("enter", "enter", "enter"), 120, "enter"),
        ((10, 10, 10), ("enter", "none", "enter"), 25, "any"),
    ],
)
def test_three_scans_tell_pace_and_end(gaps: tuple[int, ...], ends: tuple[str, ...], gap: int, end: str) -> None:
    pace, at = Pace(CODE), 1000
    for apart, last in zip(gaps, ends, strict=True):
        assert not pace.enough
        for sign in CODE:
            at += apart
            pace.key(sign, "", at)
        if last == "none":
            pace.silence()
        else:
            pace.key("", last, at + apart)
        at += 2000

    assert pace.enough
    assert (pace.gap, pace.end) == (gap, end)


def test_another_code_is_not_counted() -> None:
    pace = Pace(CODE)
    for n, sign in enumerate(UNKNOWN):
        pace.key(sign, "", 10 * n)
    pace.key("", "enter", 140)

    assert pace.bursts == []
    assert pace.other == UNKNOWN


def test_the_bars_are_those_of_the_standard() -> None:
    """The example of GS1: 5901234123457."""
    assert ean13_bars("5901234123457") == (
        "10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101"
    )


# At the whole window


@pytest.fixture
def till(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    """The manager before the window of a shop whose shift is open."""
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T10:00:00+08:00")
    folder = speaking_english(shop)
    with opened(folder) as clerk:
        clerk.type(MANAGER_PIN)
        clerk.press("Enter")
        clerk.at("selling")
        yield clerk
    speak("zh_CN")
    keys.use(KeyMap())
    keys.stand_before("")


def test_the_scanner_is_measured_kept_and_heard_like_that(till: Clerk) -> None:
    till.press("F10")
    till.window.show_page("scanner")
    for n in range(3):
        till.reads(f"{n} of 3 scans")
        till.scan(CODE)
    till.reads("Proposal: keys up to")
    till.press("F9")
    till.reads("Kept.")

    counter = till.window.counter
    assert counter is not None
    assert counter.till.settings.scanner_end == "enter"
    assert "[scanner]\ngap_ms = 3" in (counter.till.folder / "till.toml").read_text("utf-8")
    till.press("Esc")
    till.at("selling")
    till.press("F7")
    till.scan(DATES)
    till.shows("totalLabel", "29.90")


def test_nothing_is_sold_while_codes_are_tried(till: Clerk) -> None:
    till.window.show_page("code_test")
    till.scan(DATES)
    till.reads("puts 1")
    till.window.show_page("scanner")
    till.scan(DATES)
    till.reads("is not the code above")
    till.press("Esc")
    till.at("selling")
    till.shows("totalLabel", "0.00")


def test_an_unknown_code_is_linked_by_keys_and_put_on_the_ticket(till: Clerk) -> None:
    till.scan(UNKNOWN)
    till.see("strayCode")
    till.scan(DATES)
    till.shows("totalLabel", "29.90")

    till.press("Alt+U")
    till.reads(f"Which goods is {UNKNOWN}?")
    till.type("htjz")
    till.press("Enter")

    till.shows("totalLabel", "59.80")
    till.gone("strayCodes")
    till.scan(UNKNOWN)
    till.shows("totalLabel", "89.70")


def test_the_banner_asks_for_the_goods_of_a_code_only_as_long_as_they_are_looked_for(till: Clerk) -> None:
    till.scan(UNKNOWN)
    till.press("Alt+U", "Enter")
    till.reads(f"Which goods is {UNKNOWN}?")
    till.see("findPanel")
    till.press("Esc")
    till.gone("findPanel")
    assert "Which goods is" not in till.page_words()
    till.press("Alt+U")
    till.type("htjz")
    till.press("Enter")
    till.shows("totalLabel", "29.90")


def test_a_code_that_no_goods_may_have_is_told_before_its_goods_are_looked_for(till: Clerk) -> None:
    till.scan(UNKNOWN)
    till.scan("https://weixin.qq.com/r/abc?x=1")
    till.press("Alt+U")
    till.reads("https://weixin.qq.com/r… cannot be linked")
    till.gone("findPanel")
    till.press("Alt+U")
    till.reads(f"Which goods is {UNKNOWN}?")
    till.press("Alt+U", "Del")
    counter = till.window.counter
    assert counter is not None
    assert [stray.code for stray in counter.selling.unknown_codes] == [UNKNOWN]

    # Once something else is told, Del takes off a row again.
    till.scan("https://weixin.qq.com/r/abc?x=1")
    till.press("Alt+U")
    till.scan(DATES)
    till.press("Del")
    assert len(counter.selling.unknown_codes) == 2
    till.shows("totalLabel", "0.00")


def test_a_narrow_window_shows_how_many_codes_are_to_be_looked_up(till: Clerk) -> None:
    till.window.resize(1024, 768)
    till.scan(UNKNOWN)
    till.scan("https://weixin.qq.com/r/abc?x=1")
    chip = till.see("strayChip")
    assert chip.text() == "Look up 2 · Alt U"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    till.reads("https://weixin.qq.com/r… cannot be linked")
    till.window.resize(1366, 768)
    till.gone("strayChip")
    till.see("strayCode")


def test_while_goods_are_looked_for_the_next_customer_is_served(till: Clerk) -> None:
    till.scan(UNKNOWN)
    till.press("Alt+U")
    till.scan(DATES)
    till.shows("totalLabel", "29.90")
    till.see("strayCode")
    till.press("Alt+U", "Del")
    till.gone("strayCodes")
    till.press("Alt+U")
    till.reads("No code waits to be looked up.")


def test_a_label_that_does_not_fit_its_price_asks_the_manager_in_place(till: Clerk) -> None:
    counter = till.window.counter
    assert counter is not None
    counter.selling.profiles = LabelProfiles({"26": "plu5 amount_fen weight_g none"})
    till.scan("260010100600012340")
    till.see("promptBox")
    till.type(MANAGER_PIN)
    till.press("Enter")
    till.type("old price on the scale")
    till.press("Enter")
    till.shows("totalLabel", "6.00")


def test_price_line_and_whole_ticket_are_one_key_apart(till: Clerk) -> None:
    till.scan(DATES)
    till.press("F3", "F3", "F3")
    till.reads("Yuan off the whole ticket")
    till.type("2.88")
    till.press("Enter")
    till.shows("totalLabel", "27.02")
    till.press("F3", "F3", "F3", "F3")
    till.reads("New price · 和田骏枣")
