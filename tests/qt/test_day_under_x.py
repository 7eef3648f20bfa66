"""A whole day by keyboard alone: the real program under Xvfb, real X key events, a scanner at 1 to 5 ms a digit.

Every sale says which keys are pressed and what must then stand in the journal; prices are the catalogue's.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pos.core.codes import gs1_check_digit
from pos.core.money import Money
from pos.db.store import FILE
from pos.exchange.verify import verify_database
from pos.settings import writing
from tests import papers_reader
from tests.qt.on_x import ROOT, TillOnX, x_server
from tests.shop import CLERK_PIN, MANAGER_PIN, SHOP, copy_of

MORNING = "2021-09-08T08:30:00+08:00"
DATES, OATS, BEEF, TOMATOES = "6996857000413", "6994268000213", "6993470000097", "6994268000299"
TOFU, NOODLES, TEA = "6993470000103", "6994268000268", "6996454000311"
WECHAT_CODE, ALIPAY_CODE = "134567890123456789", "287654321098765432"
UNKNOWN = "6999990001231"


def label(plu: str, fen: int) -> str:
    """A label of the scale: flag 21, PLU, amount, check digit."""
    body = f"21{plu}{fen:05d}"
    return f"{body}{gs1_check_digit(body)}"


@contextmanager
def till_at(folder: Path, printed: Path) -> Iterator[TillOnX]:
    """The program before an empty screen, its printer writing into a file; in the evening it has said nothing."""
    writing.write(folder, replace(SHOP, printer=f"file:{printed}"))
    with x_server() as display, TillOnX(display, folder, MORNING) as till:
        yield till
        assert till.close() == 0, till.said()
        assert till.said() == ""


class Day:
    """One clerk's day: each verb is what her hands do, and looks into the books whether it came to that."""

    def __init__(self, till: TillOnX) -> None:
        self.till = till
        self.sold: list[tuple[int, dict[str, int]]] = []
        self.refunded: list[int] = []

    def begin(self, pin: str, float_yuan: str) -> None:
        self.till.type(pin)
        self.till.press("Enter")
        self.till.type(float_yuan)
        self.till.press("Enter")
        self.till.until(lambda: self.till.journal("SHIFT_OPENED"), "no shift was opened")

    def paid(self, net: int, /, **tenders: int) -> dict[str, Any]:
        """The newest sale in the books: its number is the next one, its total and tenders are in fen."""
        count = len(self.sold) + 1
        self.till.until(lambda: len(self.till.journal("S")) >= count, f"sale {count} is not in the books")
        sales = self.till.journal("S")
        assert len(sales) == count
        self.sold.append((net, tenders))
        sale: dict[str, Any] = sales[-1]
        assert sale["no"] == f"DX03-01-{count + len(self.refunded):06d}"
        assert (sale["net"], {one["k"]: one["f"] for one in sale["ten"]}) == (net, tenders)
        return sale

    def keys_of(self, *keys: str) -> int:
        """Press them; answers how many went down."""
        before = self.till.keys
        self.till.press(*keys)
        return self.till.keys - before

    def lies_there(self, *codes: str) -> None:
        """Exactly those goods lie on the counter."""

        def lines() -> list[str]:
            drafts = self.till.rows("SELECT draft FROM tickets WHERE name IS NULL")
            return [line["code"] for (draft,) in drafts for line in json.loads(draft)["lines"]]

        self.till.until(lambda: lines() == list(codes), f"{lines()} lie on the counter, not {list(codes)}")


def before_the_first_customer(day: Day) -> None:
    """Somebody scans before anybody is signed in: no PIN is typed by that, nothing is sold."""
    day.till.scan(DATES)
    day.till.type("0000")
    day.till.press("Enter")
    assert day.till.journal() == []
    day.till.press("Esc")
    day.begin(CLERK_PIN, "300")
    assert [(one["what"], one["f"], one["who"]) for one in day.till.journal()] == [("SHIFT_OPENED", 30000, "03")]


def one_scan_and_exact_cash(day: Day) -> None:
    day.till.scan(DATES)
    assert day.keys_of("Enter", "Enter") <= 3
    day.paid(2990, CASH=2990)
    # Over the change the next customer's goods are scanned at once.
    day.till.scan(DATES)
    assert day.keys_of("F9", "Enter") <= 3
    day.paid(2990, CASH=2990)


def a_note_and_change(day: Day) -> None:
    day.till.scan(BEEF)
    day.till.press("Enter")
    day.till.type("100")
    day.till.press("Enter")
    day.paid(6800, CASH=6800)
    day.till.scan(TOFU)
    # 26.80: 27, 30, 40, 50 are what customers hand over.
    assert day.keys_of("Enter", "Ctrl+2", "Enter") == 4
    day.paid(2680, CASH=2680)


def three_times(day: Day) -> None:
    """`3*` before the scan, `*3` after it, and + and - on the row: four ways to the same three bags."""
    day.till.type("3")
    day.till.press("*")
    day.till.scan(TOMATOES)
    assert day.keys_of("Enter", "Alt+2", "Enter") == 4
    sale = day.paid(2970, WECHAT=2970)
    assert sale["lines"][0]["q"] == 3000
    day.till.scan(TOMATOES)
    day.till.press("*", "3", "Enter", "Enter", "Alt+3", "Enter")
    day.paid(2970, ALIPAY=2970)
    day.till.scan(TOMATOES)
    day.till.press("+", "+", "+", "-", "F9", "Alt+6", "Enter")
    day.paid(2970, CARD_POS=2970)
    for _ in range(3):
        day.till.scan(TOMATOES)
    day.till.press("Enter", "Enter")
    day.paid(2970, CASH=2970)


def weighed_goods(day: Day) -> None:
    """A label's amount, a PLU with the weight before it, and one weighed after it was put down."""
    day.till.scan(label("00101", 1236))
    day.till.press("Enter", "Enter")
    sale = day.paid(1236, CASH=1230)
    assert sale["rnd"] == -6
    day.till.type("1.5")
    day.till.press("*")
    day.till.type("00101")
    day.till.press("Enter", "Enter", "Enter")
    assert day.paid(897, CASH=890)["lines"][0]["g"] == 1500
    day.till.type("00101")
    day.till.press("Enter", "*")
    day.till.type("2.25")
    day.till.press("Enter", "Enter", "Alt+2", "Enter")
    assert day.paid(1346, WECHAT=1346)["lines"][0]["g"] == 2250


def found_by_its_initials(day: Day) -> None:
    """No label and no scanner: the name's initials find it."""
    day.till.type("hjc")
    day.till.press("Esc", "F2")
    day.till.type("nptf")
    day.till.press("Esc")
    day.till.type("ndf")
    day.till.press("Enter", "Enter", "Enter")
    assert day.paid(2680, CASH=2680)["lines"][0]["p"] == "SP0010"


def two_means_for_one_ticket(day: Day) -> None:
    day.till.scan(TEA)
    day.till.press("Enter", "Alt+2")
    day.till.type("50")
    day.till.press("Enter")
    day.till.press("Alt+1", "F9", "Enter")
    day.paid(8800, WECHAT=5000, CASH=3800)


def the_customers_phone(day: Day) -> None:
    """A payment code belongs to payment, goods belong to the ticket; neither crosses over."""
    day.till.scan(WECHAT_CODE)
    day.lies_there()
    day.till.scan(DATES)
    day.till.press("Enter")
    day.till.scan(OATS)
    day.lies_there("SP0041")
    day.till.scan(WECHAT_CODE)
    day.paid(2990, WECHAT=2990)
    day.till.scan(OATS)
    day.till.press("F9")
    day.till.scan(ALIPAY_CODE)
    day.paid(2990, ALIPAY=2990)


def put_aside_and_taken_back(day: Day) -> None:
    """One customer forgot the purse: her ticket waits under her number's end while the next one pays."""
    day.till.scan(BEEF)
    day.till.scan(TEA)
    day.till.press("F6")
    day.till.type("6620")
    day.till.press("Enter")
    day.lies_there()
    day.till.scan(NOODLES)
    day.till.press("Enter", "Enter")
    day.paid(1280, CASH=1280)
    day.till.press("Esc", "F5")
    day.lies_there("SP0009", "SP0031")
    day.till.press("Enter", "Alt+4", "Enter")
    day.paid(15600, ECNY=15600)


def a_dented_bag(day: Day) -> None:
    """More off than a clerk may give: a wrong PIN gives nothing away, the manager's does, and both names are kept."""
    day.till.scan(DATES)
    day.till.press("F3", "F3")
    day.till.type("20")
    day.till.press("Enter")
    for pin in ("000000", MANAGER_PIN):
        day.till.type(pin)
        day.till.press("Enter")
        day.till.type("dented")
        day.till.press("Enter")
    day.till.press("Enter", "Enter")
    sale = day.paid(990, CASH=990)
    assert sale["lines"][0]["gross"] == 2990
    (leave,) = [one for one in day.till.journal() if one.get("by") == "01" or one.get("okd") == "01"]
    assert leave["who"] == "03"


def slips_of_the_hand(day: Day) -> None:
    """A code nobody knows, a misread one, keys that mean nothing here, a row too many, a ticket nobody wants."""
    day.till.scan(UNKNOWN)
    day.till.scan(DATES[:-1] + "9")
    day.lies_there()
    day.till.press("F4", "Tab", "Tab", "PgDown", "Esc")
    day.till.scan(OATS)
    day.till.scan(BEEF)
    day.till.scan(TOFU)
    day.till.press("Up", "Del")
    day.lies_there("SP0021", "SP0010")
    day.till.press("Enter", "Esc", "Enter", "Alt+2")
    day.till.type("20")
    day.till.press("Enter", "Del", "Alt+1", "F9", "Enter")
    day.paid(5670, CASH=5670)
    day.till.scan(BEEF)
    day.till.press("Ctrl+Del", "Esc")
    day.lies_there("SP0009")
    day.till.press("Ctrl+Del", "Enter")
    day.lies_there()
    assert [one["f"] for one in day.till.journal("CANCELLED")] == [6800]


def a_love_card(day: Day) -> None:
    day.till.scan(DATES)
    day.till.press("F7", "F7", "Enter", "Enter", "Enter")
    day.paid(2840, CASH=2840)


def money_in_and_out(day: Day) -> None:
    day.till.press("F11", "F6")
    day.till.type("200")
    day.till.press("Enter")
    day.till.type("safe")
    day.till.press("Enter")
    day.till.until(lambda: day.till.journal("CASH_OUT"), "nothing was taken out")
    day.till.press("F5")
    day.till.type("50")
    day.till.press("Enter")
    day.till.type("coins")
    day.till.press("Enter")
    day.till.until(lambda: day.till.journal("CASH_IN"), "nothing was put in")
    day.till.press("Esc")
    assert [one["f"] for one in day.till.journal("CASH_OUT", "CASH_IN")] == [20000, 5000]


def something_comes_back(day: Day) -> None:
    """Two of the first three bags of tomatoes (receipt 5) and a copy of that receipt."""
    day.till.press("F8")
    day.till.type("5")
    day.till.press("Enter", "+", "Alt+1", "Enter")
    day.till.until(lambda: day.till.journal("R"), "nothing was taken back")
    (record,) = day.till.journal("R")
    day.refunded.append(record["net"])
    assert (record["of"], record["net"], record["ten"]) == ("DX03-01-000005", 990, [{"k": "WECHAT", "f": 990}])
    day.till.press("Esc")


def somebody_else_at_noon(day: Day) -> None:
    """Locked with goods on the counter, taken over by the manager, given back; a scan on the locked till is nothing."""
    day.till.scan(NOODLES)
    day.till.press("F12")
    day.till.scan(DATES)
    day.lies_there("SP0026")
    day.till.type(MANAGER_PIN)
    day.till.press("Enter", "Enter", "Enter")
    assert day.paid(1280, CASH=1280)["clerk"] == "01"
    day.till.press("F12")
    day.till.type(CLERK_PIN)
    day.till.press("Enter")
    day.till.scan(NOODLES)
    day.till.press("Enter", "Enter")
    assert day.paid(1280, CASH=1280)["clerk"] == "03"


def the_evening(day: Day) -> None:
    """Counted blind, note by note and coin by coin, right to the jiao; the day's figures; locked."""
    cash = sum(tenders.get("CASH", 0) for _, tenders in day.sold) + 30000 - 20000 + 5000
    day.till.press("F11")
    left = cash
    for fen in (10000, 5000, 2000, 1000, 500, 100, 50, 10):
        pieces, left = divmod(left, fen)
        day.till.type(str(pieces))
        day.till.press("Enter")
    assert left == 0
    assert day.till.journal("Z") == [], "the first Enter after the last coin only goes to the button"
    day.till.press("Enter")
    day.till.until(lambda: day.till.journal("Z"), "the shift was not closed")
    (closing,) = day.till.journal("Z")
    assert (closing["expected"], closing["counted"], closing["over"]) == (cash, cash, 0)
    day.till.press("F10", "3", "T", "Alt+2", "Esc", "F12")
    day.till.scan(DATES)
    day.lies_there()


HOURS = (
    before_the_first_customer,
    one_scan_and_exact_cash,
    a_note_and_change,
    three_times,
    weighed_goods,
    found_by_its_initials,
    two_means_for_one_ticket,
    the_customers_phone,
    put_aside_and_taken_back,
    a_dented_bag,
    slips_of_the_hand,
    a_love_card,
    somebody_else_at_noon,
    money_in_and_out,
    something_comes_back,
    the_evening,
)


def pos(folder: Path, *words: str) -> dict[str, Any]:
    """A command of the program on that folder, answered for scripts."""
    done = subprocess.run(
        [sys.executable, "-m", "pos", "--data", str(folder), "--json", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


# Elsewhere the same keys are pressed offscreen (test_day_by_keys.py); X is what tills with Linux have.
if sys.platform == "linux":

    def test_exact_cash_is_at_most_three_keys_after_the_scan(furnished: Path, tmp_path: Path) -> None:
        with till_at(copy_of(furnished, tmp_path / "shop"), tmp_path / "printed.bin") as till:
            day = Day(till)
            day.begin(CLERK_PIN, "300")
            till.scan(DATES)
            day.lies_there("SP0041")

            assert day.keys_of("Enter", "Enter") <= 3

            day.paid(2990, CASH=2990)

    def test_a_whole_day_by_real_keys(furnished: Path, tmp_path: Path) -> None:
        folder, printed = copy_of(furnished, tmp_path / "shop"), tmp_path / "printed.bin"
        with till_at(folder, printed) as till:
            day = Day(till)
            for hour in HOURS:
                hour(day)
        assert len(day.sold) >= 20

        verdict = verify_database(folder / FILE)
        assert (verdict.ok, verdict.sales) == (True, len(day.sold)), verdict.message
        report = pos(folder, "report", "day", "--date", "2021-09-08")
        sold, refunded = sum(net for net, _ in day.sold), sum(day.refunded)
        assert (report["sales"], report["refunds"], report["closed"]) == (len(day.sold), 1, True)
        assert (report["net"], report["refunded"]) == (str(Money(sold - refunded)), str(Money(refunded)))
        for means in {name for _, tenders in day.sold for name in tenders}:
            taken = sum(tenders.get(means, 0) for _, tenders in day.sold)
            assert report["by_means"][means]["gross"] == str(Money(taken))
        papers = papers_reader.read(printed.read_bytes(), 48)
        assert len(papers) >= len(day.sold) + len(day.refunded)
        print(f"{till.keys} keys for {len(day.sold)} sales")
