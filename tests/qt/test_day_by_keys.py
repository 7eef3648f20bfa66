"""The demo day once more, at the window and by keys alone: every line of `day.jsonl` as the keys a clerk presses.

Only the till's clock is moved by hand. What is refused must stand on the page in the words that `pos till` gives for
the same gesture; in the evening the books, the papers and the signed file must be those of `tests/test_day.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from pos.core import wording
from pos.core.channels import ATOMS, channel_label
from pos.core.codes import NotGoods
from pos.core.money import Money, Quantity
from pos.core.tenders import MEANS
from pos.core.tickets import BasketNotEmpty, NothingHeld
from pos.core.wording import translate
from pos.db.store import Store
from pos.exchange.sheets import import_catalogue
from pos.screens.clock import Clock
from pos.screens.gestures import Gestures
from pos.screens.payment import GoodsCode
from pos.screens.signing import NotTheManagersPin
from pos.shop import make_shop, open_till
from tests import test_day
from tests.qt.clerk import Clerk, opened, until
from tests.shop import CLERK_PIN, MANAGER_PIN, OPENING, copy_of
from tests.test_day import DATA, EXPECTED, TOTALS, Evening

DAY = [json.loads(line) for line in (DATA / "day.jsonl").read_text("utf-8").splitlines()]

#: Lines of `day.jsonl`, from 1, that no key of a window stands for.
LEFT_OUT = {
    4: "open_shift: with a shift open no page asks for a float",
    60: "line 9 of 2: the arrows stop at the last line of the ticket",
    66: "BITCOIN: only means of the list have a button",
    79: "override: the manager is at the till herself and is never asked for her leave",
}

#: The whole evening is the one that `pos till` leaves behind.
THE_SAME_EVENING = (
    test_day.test_every_receipt_is_in_the_journal_to_the_fen,
    test_day.test_what_was_taken_back_counts_minus,
    test_day.test_the_report_adds_up_to_the_day,
    test_day.test_the_sync_file_says_the_same,
    test_day.test_what_the_goods_weighed_and_the_tax_in_them,
    test_day.test_file_and_chain_and_database_verify,
    test_day.test_everything_of_a_clock_set_by_hand_says_so,
    test_day.test_every_receipt_came_out_of_the_printer_once_and_one_copy,
)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """The shop's own language."""
    yield
    wording.speak("zh_CN")


def shop_at(folder: Path, printer: str = "absent") -> Path:
    """The shop as `day.expected.json` says under `setup`."""
    make_shop(
        folder,
        shop="DX03",
        name="大兴分中心(瀛海店)",
        till="01",
        district="110115",
        site_type="COMMUNITY",
        opened_on="2021-04-16",
        manager_pin=MANAGER_PIN,
        printer=printer,
        language="zh_CN",
    )
    store = Store.open(folder)
    taken = import_catalogue(store, DATA / "catalogue.xlsx", today=OPENING.date(), now=OPENING, dry_run=False)
    assert not taken.bad
    store.close()
    return folder


def sentences(folder: Path) -> dict[int, str]:
    """What `pos till` says to every refused line of the day."""
    till = open_till(shop_at(folder), Clock())
    gestures = Gestures(till)
    answers = [gestures.answer(json.dumps(gesture)) for gesture in DAY]
    till.store.close()
    return {n: str(answer["message"]) for n, answer in enumerate(answers, 1) if not answer["ok"]}


class Day:
    """One gesture of the day after the other, as keys."""

    def __init__(self, clerk: Clerk, refused: dict[int, str]) -> None:
        self.clerk, self.refused = clerk, refused
        self.line = 0
        self.held: list[str] = []
        self.lines: list[str] = []
        self.pressed: dict[int, int] = {}

    def all(self) -> None:
        for self.line, gesture in enumerate(DAY, 1):
            if self.line in LEFT_OUT:
                continue
            expected = EXPECTED["answers"][self.line - 1]
            self.clerk.time(gesture["at"])
            before = self.clerk.keys
            getattr(self, "_" + gesture["do"])(gesture, expected)
            self.pressed[self.line] = self.clerk.keys - before
            if not expected["ok"]:
                self._hears_why()
            elif "basket_total" in expected and self.clerk.window.page_name == "selling":
                self.clerk.shows("totalLabel", Money.yuan(expected["basket_total"]).grouped())

    def _hears_why(self) -> None:
        """The page in front says what `pos till` says, both sentences."""
        sentence = self.refused[self.line]
        heard = " ".join(self.clerk.page_words().split())
        until(
            lambda: sentence in " ".join(self.clerk.page_words().split()),
            f"line {self.line}: {sentence!r} was not told: {heard}",
        )
        if self.clerk.window.page_name == "selling":
            assert " ".join(self.clerk.label("banner").split()) == sentence

    def _to_selling(self) -> None:
        """Where the clerk stands before the next customer: goods may be scanned from the change as well."""
        if self.clerk.window.page_name not in ("selling", "payment"):
            self.clerk.press("Esc")
            self.clerk.at("selling")

    # Signing in

    def _login(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self.clerk.in_focus("pinBox")
        self.clerk.type(gesture["pin"])
        self.clerk.press("Enter")
        if expected["ok"]:
            self.clerk.in_focus("floatBox")

    def _open_shift(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self.clerk.type(gesture["float"])
        self.clerk.press("Enter")
        self.clerk.at("selling")

    # The ticket

    def _find(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self._to_selling()
        if self.clerk.window.page_name == "payment":
            self.clerk.press("Esc")
        self.clerk.press("F2")
        if gesture["text"].isascii():
            self.clerk.type(gesture["text"])
        else:
            # The box takes no input method: the goods are called by the initials of their name.
            self.clerk.type("zangx")
        found = self.clerk.rows("findList")
        wanted = self._name_of(expected["among_found"])
        assert any(wanted in one for one in found), found
        self.clerk.press("Down", "Esc")
        until(lambda: not self.clerk.window.findChild(QLineEdit, "scanBox").text())

    def _name_of(self, product: str) -> str:
        counter = self.clerk.window.counter
        assert counter is not None
        (found,) = [one for one in counter.selling.find(product, 5) if one.product == product]
        return found.name

    def _scan(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self._to_selling()
        times, star, code = gesture["code"].rpartition("*")
        if star:
            self.clerk.type(times)
            self.clerk.press("*")
        if self.line % 5:
            self.clerk.scan(code)
        else:
            # The label is torn: its digits are typed, as slowly as digits are.
            self.clerk.type(code)
            self.clerk.press("Enter")
        self.clerk.at("selling")
        if expected["ok"]:
            self.clerk.shows("scanBox", "")
            name = self._name_of(expected["product"])
            until(lambda: self.clerk.label("banner").startswith(name), f"{name} was not echoed")
            assert self.clerk.rows()[-1].startswith(name)

    def _add(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self._to_selling()
        self.clerk.type(gesture["quantity"])
        self.clerk.press("*")
        self.clerk.type(gesture["product"])
        assert self._name_of(gesture["product"]) in self.clerk.rows("findList")[0]
        self.clerk.press("Enter")

    def _line(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        last = len(self.clerk.rows())
        self.clerk.press(*["Up"] * (last - gesture["n"]))
        if "quantity" in gesture:
            self.clerk.press("*")
            self.clerk.type(gesture["quantity"])
            self.clerk.press("Enter")
        elif "discount" in gesture:
            self.clerk.press("F3", "F3")
            self.clerk.in_focus("promptBox")
            self.clerk.type(gesture["discount"])
            self.clerk.press("Enter")
        else:
            assert gesture["remove"]
            self.clerk.press("Del")
            until(lambda: len(self.clerk.rows()) == last - 1)

    def _attribute(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self._to_selling()
        if self.clerk.window.page_name == "payment":
            self.clerk.press("Esc")
        self.clerk.press("F7")
        if "love_card" in gesture:
            self.clerk.press("F7")
        if "channel" in gesture:
            here, there = ATOMS.index("SHOP_WALKIN"), ATOMS.index(gesture["channel"])
            self.clerk.press("Right", *["Up" if there < here else "Down"] * abs(there - here))
        self.clerk.press("Enter")
        self.clerk.gone("attributePanel")
        self.clerk.in_focus("scanBox")
        agreed = self.clerk.see("attributesButton").parentWidget().accessibleName()
        assert channel_label(gesture.get("channel", "SHOP_WALKIN")) in agreed
        assert translate("Selling", "shown" if "love_card" in gesture else "not shown") in agreed

    def _hold(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self.clerk.press("F6")
        self.clerk.in_focus("promptBox")
        self.clerk.type(gesture["name"])
        self.clerk.press("Enter")
        until(lambda: not self.clerk.rows_or_none())
        self.held.append(gesture["name"])

    def _recall(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self._to_selling()
        if self.clerk.window.page_name == "payment":
            self.clerk.press("Esc")
        if gesture["name"] in self.held:
            self.clerk.press("F5")
            self.held.remove(gesture["name"])
            self.clerk.reads(gesture["name"])
        else:
            self.clerk.press("Ctrl+5")
            self.refused[self.line] = self.refused[self.line].replace(gesture["name"], "Ctrl 5")

    def _cancel(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self.clerk.press("Ctrl+Del")
        assert self.clerk.rows(), "one key alone empties nothing"
        self.clerk.press("Enter")
        self.clerk.shows("totalLabel", "0.00")

    # Paying

    def _pay(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        clerk, means, amount = self.clerk, gesture["means"], Money.yuan(gesture["amount"])
        if clerk.window.page_name == "selling":
            clerk.press("Enter")
            if expected.get("suggested") == "EmptyBasket":
                return
        clerk.at("payment")
        if means != self._chosen():
            clerk.press(f"Alt+{MEANS.index(means) + 1}")
        clerk.in_focus("tenderBox")
        if self.line - 1 in self.refused and not EXPECTED["answers"][self.line - 2]["ok"] and means != "CASH":
            clerk.press("F9")
        if clerk.label("tenderBox") != amount.grouped():
            clerk.type(str(amount))
        if gesture.get("reference") and expected["ok"]:
            clerk.press("Tab", "Tab")
            clerk.in_focus("referenceBox")
            clerk.type(gesture["reference"])
        clerk.press("Enter")
        if "receipt" in expected:
            clerk.shows("changeLabel", Money.yuan(expected["change"]).grouped())
            clerk.reads(expected["receipt"])
        elif "left_to_pay" in expected:
            left = Money.yuan(expected["left_to_pay"])
            clerk.shows("tenderBox", (left.down_to_jiao() if means == "CASH" else left).grouped())

    def _chosen(self) -> str:
        return next(code for code in MEANS if self.clerk.see(f"means_{code}").property("checked"))

    # Receipts of before

    def _look_up(self, receipt: str) -> None:
        if self.clerk.window.page_name == "payment":
            self.clerk.press("Esc")
            self.clerk.at("selling")
        if self.clerk.window.page_name != "refund":
            self.clerk.press("F8")
            self.clerk.at("refund")
        self.clerk.in_focus("refundBox")
        self.clerk.type(str(int(receipt.rpartition("-")[2])))
        self.clerk.press("Enter")

    def _reprint(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self._look_up(gesture["receipt"])
        self.clerk.reads(gesture["receipt"])
        self.clerk.press("Ctrl+P")
        until(lambda: gesture["receipt"] in self.clerk.label("pageBanner"))

    def _refund(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        clerk = self.clerk
        self._look_up(gesture["receipt"])
        if expected.get("suggested") == "UnknownReceipt":
            return
        clerk.reads(gesture["receipt"])
        at = 1
        for line in gesture["lines"]:
            clerk.press(*["Down"] * (line["n"] - at))
            at = line["n"]
            pieces = Quantity.units(line["quantity"]).thousandths
            clerk.press(*["+"] * (pieces // 1000 if pieces % 1000 == 0 else 1))
        if not expected["ok"]:
            return
        clerk.press("Alt+6")
        clerk.in_focus("refundReasonBox")
        clerk.type(gesture["reason"])
        assert clerk.see(f"refundMeans_{gesture['means']}").property("checked")
        clerk.press("Enter")
        clerk.shows("refundAmount", Money.yuan(expected["given"]).grouped())

    # The drawer and the day

    def _cash(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        clerk = self.clerk
        if clerk.window.page_name == "payment":
            clerk.press("Esc")
        clerk.press("F11")
        clerk.at("shift")
        clerk.press("F5" if gesture["direction"] == "in" else "F6")
        clerk.in_focus("cashMoveBox")
        clerk.type(gesture["amount"])
        clerk.press("Enter")
        clerk.in_focus("cashReasonBox")
        clerk.type(gesture["reason"])
        clerk.press("Enter")
        clerk.reads(gesture["reason"])

    def _x_report(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        self.clerk.press("Esc")
        self.clerk.at("selling")
        self.clerk.press("F10", "3")
        self.clerk.at("day")
        sold = sum(receipt["total_fen"] for receipt in EXPECTED["receipts"][:8])
        self.clerk.reads(Money(sold).grouped())

    def _close_shift(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        clerk = self.clerk
        clerk.at("shift")
        assert expected["expected"] not in clerk.page_words(), "the count is blind"
        clerk.press("F9")
        clerk.in_focus("countedBox")
        clerk.type(gesture["counted"])
        clerk.press("Enter", "Enter")
        clerk.shows("overShort", expected["over_short"].removeprefix("-"))

    def _z_report(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        clerk = self.clerk
        for fen in (EXPECTED["shift"]["expected"], EXPECTED["shift"]["counted"]):
            clerk.reads(Money(fen).grouped())
        clerk.press("F10", "3")
        clerk.at("day")
        clerk.reads(Money(TOTALS["net_fen"]).grouped())

    def _quit(self, gesture: dict[str, Any], expected: dict[str, Any]) -> None:
        """Before the clerk goes: the sheet, the workbook and the file for the district."""
        assert "1" in self.clerk.label("syncStatus"), "one closed day has not gone to the district yet"
        for key, word in (("P", ".pdf"), ("X", ".xlsx"), ("F9", ".ndjson")):
            self.clerk.press(key)
            until(lambda word=word: word in (self.clerk._says("pageBanner") or ""))
        until(lambda: "0" in self.clerk.label("syncStatus"))


def test_the_whole_day_by_keys(qtbot: Any, tmp_path: Path) -> None:
    refused = sentences(tmp_path / "twin")
    printed = tmp_path / "printed.bin"
    folder = shop_at(tmp_path / "shop", printer=f"file:{printed}")

    with opened(folder) as clerk:
        day = Day(clerk, refused)
        day.all()
        assert clerk.window.counter is not None
        assert clerk.window.counter.worker is not None
        assert clerk.window.counter.worker.settle(20.0)
    assert [n for n in range(1, len(DAY) + 1) if n not in day.pressed] == list(LEFT_OUT)

    evening = Evening(folder, [], printed)
    for same in THE_SAME_EVENING:
        same(evening)
    (closing,) = test_day.records(evening, "Z")
    assert (closing["expected"], closing["counted"], closing["over"]) == tuple(
        EXPECTED["shift"][name] for name in ("expected", "counted", "over_short")
    )


@pytest.fixture
def at_work(qtbot: Any, furnished: Path, tmp_path: Path) -> Iterator[Clerk]:
    """The demo shop's window with the clerk at the till and 300.00 in the drawer."""
    with opened(copy_of(furnished, tmp_path / "shop")) as clerk:
        clerk.in_focus("pinBox")
        clerk.type(CLERK_PIN)
        clerk.press("Enter")
        clerk.in_focus("floatBox")
        clerk.type("300")
        clerk.press("Enter")
        clerk.at("selling")
        yield clerk


def test_exact_cash_after_one_scan_is_two_keys(at_work: Clerk) -> None:
    at_work.scan("6996857000413")
    at_work.shows("totalLabel", "29.90")
    before = at_work.keys

    at_work.press("Enter", "Enter")

    at_work.reads("DX03-01-000001")
    at_work.shows("changeLabel", "0.00")
    assert at_work.keys - before == 2


def test_goods_are_found_by_their_initials(at_work: Clerk) -> None:
    at_work.press("F2")
    at_work.type("xg")
    found = at_work.rows("findList")
    assert len(found) > 2
    at_work.press("Down", "Down", "Up", "Enter")
    at_work.gone("findPanel")
    (row,) = at_work.rows()
    name, origin, *_ = found[1].split("，") if "，" in found[1] else found[1].split(", ")
    assert name in row
    assert origin in row
    assert found[0] != found[1]


def test_the_next_customer_begins_over_the_change(at_work: Clerk) -> None:
    """The change stays on view until the next goods come; not one key of theirs is lost."""
    for begin in ("scanned", "typed"):
        at_work.scan("6996857000413")
        at_work.press("Enter", "Enter")
        at_work.shows("changeLabel", "0.00")
        if begin == "scanned":
            at_work.scan("6996857000413")
        else:
            at_work.type("6996857000413")
            at_work.press("Enter")
        at_work.at("selling")
        until(lambda: len(at_work.rows_or_none()) == 1)
        at_work.shows("totalLabel", "29.90")
        at_work.press("Ctrl+Del", "Enter")
        at_work.shows("totalLabel", "0.00")


def test_codes_do_not_cross_over(at_work: Clerk) -> None:
    """A customer's payment code is no goods, and goods are no payment code."""
    at_work.scan("134567890123456789")
    at_work.reads(NotGoods().title())
    assert at_work.rows_or_none() == []
    at_work.scan("6996857000413")
    at_work.press("Enter")
    at_work.at("payment")
    at_work.scan("6996857000413")
    at_work.reads(GoodsCode().title())
    at_work.press("Esc")
    at_work.shows("totalLabel", "29.90")
    assert len(at_work.rows()) == 1


def test_a_clerk_asks_the_manager_in_place(at_work: Clerk) -> None:
    """A discount beyond the clerk's share: refused, PIN, reason, done; a wrong PIN gives nothing away."""
    at_work.scan("6996857000413")
    at_work.press("F3", "F3")
    at_work.in_focus("promptBox")
    at_work.type("20")
    at_work.press("Enter")
    at_work.reads(translate("Selling", "Manager's PIN"))
    at_work.type("000000")
    at_work.press("Enter")
    # Told at once and asked once more in the same place; what was wanted is not forgotten.
    at_work.reads(NotTheManagersPin().title())
    at_work.shows("totalLabel", "29.90")
    at_work.reads(translate("Selling", "Manager's PIN"))
    at_work.type(MANAGER_PIN)
    at_work.press("Enter")
    at_work.reads(translate("Selling", "Why the manager gives leave"))
    at_work.type("老顾客")
    at_work.press("Enter")
    at_work.shows("totalLabel", "9.90")


def test_many_held_tickets_are_told_apart(at_work: Clerk) -> None:
    assert at_work.window.counter is not None
    for name in ("红帽子", ""):
        at_work.scan("6996857000413")
        at_work.press("F6")
        at_work.in_focus("promptBox")
        at_work.type(name)
        at_work.press("Enter")
        until(lambda: not at_work.rows_or_none())
    at_work.press("F5")
    at_work.type("1")
    at_work.press("Enter")
    until(lambda: "红帽子" in at_work.label("banner"))
    at_work.press("Ctrl+1")
    at_work.reads(BasketNotEmpty(name=at_work.window.counter.selling.held[0].name).title())
    at_work.press("Ctrl+Del", "Enter", "Ctrl+1")
    until(lambda: len(at_work.rows_or_none()) == 1)
    at_work.press("Ctrl+Del", "Enter", "Ctrl+4")
    at_work.reads(NothingHeld(name="Ctrl 4").title())


def test_a_bug_behind_a_scan_is_reported_and_selling_goes_on(at_work: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work.press("F8")
    at_work.at("refund")

    def stumble(code: str) -> None:
        raise RuntimeError(f"stumbled over {len(code)} digits")

    monkeypatch.setattr(at_work.window.page, "scanned", stumble)
    at_work.scan("6996857000413")
    until(lambda: at_work.bugs)
    assert "stumbled over 13 digits" in at_work.bugs.pop()
    assert at_work.bugs == []
    at_work.press("Esc")
    at_work.at("selling")
    at_work.scan("6996857000413")
    at_work.shows("totalLabel", "29.90")


def test_keys_typed_ahead_belong_to_the_page_that_is_asked_for(at_work: Clerk) -> None:
    """A busy till gets F11 and F6 in one go: F6 takes cash out there and holds no ticket here."""
    at_work.scan("6996857000413")
    at_work.shows("totalLabel", "29.90")
    handle = at_work.window.windowHandle()
    for key in (Qt.Key.Key_F11, Qt.Key.Key_F6):
        QCoreApplication.sendEvent(handle, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
    at_work.at("shift")
    at_work.in_focus("cashMoveBox")
    at_work.press("Esc", "Esc")
    at_work.at("selling")
    assert len(at_work.rows()) == 1


def test_a_scanner_with_two_line_ends_books_nothing_on_the_payment_page(at_work: Clerk) -> None:
    at_work.scan("6996857000413")
    at_work.press("Enter")
    at_work.at("payment")
    at_work.scan("6996857000413")
    at_work.press_after("Enter", 5)
    assert at_work.window.page_name == "payment"
    assert "DX03-01-000001" not in at_work.page_words()


@pytest.mark.parametrize("pace", ["held", "a scanner's"])
def test_cash_is_booked_by_a_finger_alone(at_work: Clerk, pace: str) -> None:
    """Enter held down until it repeats, or the many line ends of a scanner, open the payment and book nothing."""
    at_work.scan("6996857000413")
    at_work.shows("totalLabel", "29.90")
    at_work.press("Enter")
    at_work.at("payment")

    for _ in range(12):
        if pace == "held":
            at_work.hold("Enter")
        else:
            at_work.press_after("Enter", 20)

    assert at_work.window.page_name == "payment"
    assert "DX03-01-000001" not in at_work.page_words()
    at_work.press("Enter")
    at_work.reads("DX03-01-000001")
    at_work.hold("Enter")
    at_work.reads("DX03-01-000001")
