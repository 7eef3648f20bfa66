"""Means that only the clerk confirms, and vouchers that somebody else pays for: from the counter to the papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pos.core import daily_summary as words
from pos.core.paper import plain
from pos.core.tenders import MEANS
from pos.exchange.summary_book import summary_sheets
from pos.exchange.verify import verify_database
from pos.paper.summary_roll import summary_blocks
from pos.screens.day import day_summary
from pos.screens.gestures import Gestures
from pos.screens.papers import receipt_paper
from pos.screens.pay_codes import PayDesk
from pos.screens.payment import PaymentScreen
from pos.settings.tenders import Vouchers
from tests.pay_service import PayService
from tests.shop import Shop

CARD = "6228480402564890018"
WECHAT_CODE = "135112298638468293"
UNION, SHOP = "区总工会", "本店"


def report(shop: Shop) -> dict[str, Any]:
    return shop.do("x_report")


def funded(shop: Shop, *names: str) -> None:
    """The shop names who pays for its vouchers."""
    shop.till.settings = replace(shop.till.settings, vouchers=Vouchers(names))


def in_folder(folder: Path, text: str) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


def test_a_static_code_fits_exactly_and_stands_apart(shop: Shop) -> None:
    shop.add("SP0041")
    assert shop.refused("pay", means="STATIC_QR", amount="30.00") == "MoreThanDue"
    shop.sell().pay("STATIC_QR")
    shop.sell("SP0041").pay("WECHAT")

    told = report(shop)
    assert {code: group["net"] for code, group in told["by_means"].items()} == {"STATIC_QR": "29.90", "WECHAT": "29.90"}
    # It is the clerk's word by its very name; what is told apart is what a service could have said.
    assert {code: group["net"] for code, group in told["confirmed_by_clerk"].items()} == {"WECHAT": "29.90"}
    assert shop.journal("S")[0]["ten"] == [{"f": 2990, "k": "STATIC_QR"}]
    assert shop.verified().ok
    assert shop.cash_in_drawer() == "300.00"


def test_a_static_code_needs_no_code_and_takes_none(shop: Shop) -> None:
    shop.add("SP0041")
    assert shop.refused("pay", means="STATIC_QR", amount="29.90", auth_code=WECHAT_CODE) == "NotThisMeans"
    row = {row.code: row for row in PaymentScreen(shop.gestures.selling).means}["STATIC_QR"]
    assert (row.enabled, row.key, row.label) == (True, len(MEANS), "静态收款码（店员确认）")


def test_it_goes_back_the_same_way(shop: Shop) -> None:
    receipt = shop.sell("SP0041").pay("STATIC_QR")
    shop.clerk()
    assert shop.refused("refund", receipt=receipt.number, means="CASH", reason="坏") == "NotAllowed"
    told = shop.do("refund", receipt=receipt.number, means="STATIC_QR", reason="坏")

    assert told["means"] == {"STATIC_QR": "29.90"}
    assert report(shop)["by_means"]["STATIC_QR"]["net"] == "0.00"


def test_what_only_the_clerk_confirmed_is_kept_with_the_closing(shop: Shop) -> None:
    receipt = shop.sell("SP0041").pay("WECHAT", auth_code=WECHAT_CODE)
    shop.sell("SP0041").pay("ALIPAY")
    shop.sell("SP0041").pay_cash("30.00")
    shop.do("refund", receipt=receipt.number, means="WECHAT", reason="坏")
    told = report(shop)["confirmed_by_clerk"]
    shop.do("close_shift", counted="329.90")

    assert shop.do("z_report")["confirmed_by_clerk"] == told
    wechat, alipay = told["WECHAT"], told["ALIPAY"]
    assert (wechat["gross"], wechat["refunded"], wechat["net"]) == ("29.90", "29.90", "0.00")
    assert (alipay["net"], alipay["sales"]) == ("29.90", 1)
    assert "CASH" not in told
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_goods_exchanged_confirm_nothing_anew(shop: Shop) -> None:
    receipt = shop.sell("SP0041").pay("WECHAT")
    shop.do("exchange", receipt=receipt.number, reason="换货")
    shop.add("SP0041", "SP0029").pay("ALIPAY", "9.90")

    told = report(shop)["confirmed_by_clerk"]
    assert {code: (group["gross"], group["refunded"]) for code, group in told.items()} == {
        "WECHAT": ("29.90", "0.00"),
        "ALIPAY": ("9.90", "0.00"),
    }


def test_a_voucher_says_who_pays_for_it(shop: Shop) -> None:
    shop.add("SP0041", "SP0029")
    shop.do("pay", means="VOUCHER", amount="20.00", funder=UNION, reference="GH-0012")
    shop.do("pay", means="VOUCHER", amount="10.00", funder=SHOP)
    receipt = shop.do("pay", means="CASH", amount="10.00")

    assert (receipt["change"], receipt["rounding"]) == ("0.20", "0.00")
    told = report(shop)
    assert {code: group["net"] for code, group in told["by_funder"].items()} == {UNION: "20.00", SHOP: "10.00"}
    assert told["by_means"]["VOUCHER"]["net"] == "30.00"
    (sale,) = shop.journal("S")
    assert sale["ten"] == [
        {"f": 2000, "fu": UNION, "k": "VOUCHER"},
        {"f": 1000, "fu": SHOP, "k": "VOUCHER"},
        {"f": 980, "k": "CASH"},
    ]
    with shop.store.read() as session:
        paper = receipt_paper(session, shop.settings, 1, copy=False, drawer=False)
    assert [(row.label, row.tail) for row in paper.tenders][:2] == [
        (f"代金券（{UNION}）", "0012"),
        (f"代金券（{SHOP}）", ""),
    ]


def test_a_voucher_gives_no_change(shop: Shop) -> None:
    shop.add("SP0041")
    assert shop.refused("pay", means="VOUCHER", amount="30.00", funder=UNION) == "MoreThanDue"


def test_only_a_voucher_has_a_funder_and_only_one_of_the_shop_s(shop: Shop) -> None:
    shop.add("SP0041")
    assert shop.refused("pay", means="CASH", amount="30.00", funder=UNION) == "NoVoucher"
    assert shop.refused("pay", means="VOUCHER", amount="29.90", funder=CARD) == "NeverStored"
    assert shop.refused("pay", means="VOUCHER", amount="29.90", funder="a\x1bb") == "ControlCharacter"
    funded(shop, UNION, SHOP)
    assert shop.refused("pay", means="VOUCHER", amount="29.90") == "UnknownFunder"
    assert shop.refused("pay", means="VOUCHER", amount="29.90", funder="街道办") == "UnknownFunder"
    shop.do("pay", means="VOUCHER", amount="29.90", funder=UNION)


def test_a_tender_that_stands_keeps_its_funder_over_a_restart(shop: Shop) -> None:
    shop.add("SP0041")
    shop.do("pay", means="VOUCHER", amount="20.00", funder=UNION)
    shop.restart()
    shop.sign_in()
    assert [row.funder for row in PaymentScreen(shop.gestures.selling).tenders] == [UNION]
    shop.do("pay", means="WECHAT", amount="9.90")

    assert [tender.get("fu") for tender in shop.journal("S")[0]["ten"]] == [UNION, None]


def test_it_goes_back_to_those_who_paid(shop: Shop) -> None:
    shop.add("SP0041", "SP0029")
    for amount, funder in (("20.00", UNION), ("19.80", SHOP)):
        told = shop.do("pay", means="VOUCHER", amount=amount, funder=funder)
    lines: list[dict[str, Any]] = [{"n": 1, "quantity": "1"}]
    shop.do("refund", receipt=told["receipt"], lines=lines, means="VOUCHER", reason="坏")
    shop.do("refund", receipt=told["receipt"], means="VOUCHER", reason="坏")

    first, second = (refund["ten"] for refund in shop.journal("R"))
    assert first == [{"f": 2000, "fu": UNION, "k": "VOUCHER"}, {"f": 990, "fu": SHOP, "k": "VOUCHER"}]
    assert second == [{"f": 990, "fu": SHOP, "k": "VOUCHER"}]
    assert {group["net"] for group in report(shop)["by_funder"].values()} == {"0.00"}


def test_goods_exchanged_stay_paid_by_the_same_funder(shop: Shop) -> None:
    shop.add("SP0041")
    receipt = shop.do("pay", means="VOUCHER", amount="29.90", funder=UNION)["receipt"]
    shop.do("exchange", receipt=receipt, reason="换货")
    shop.add("SP0041", "SP0029").pay("WECHAT", "9.90")

    back, sale = shop.journal("R")[0], shop.journal("S")[1]
    assert back["ten"] == [{"f": 2990, "fu": UNION, "k": "VOUCHER"}]
    assert sale["ten"] == [{"f": 2990, "fu": UNION, "k": "VOUCHER"}, {"f": 990, "k": "WECHAT"}]
    assert report(shop)["by_funder"][UNION]["net"] == "29.90"


def test_every_paper_tells_them_apart(shop: Shop) -> None:
    shop.add("SP0041", "SP0029")
    shop.do("pay", means="VOUCHER", amount="9.90", funder=UNION)
    shop.do("pay", means="STATIC_QR", amount="9.90")
    shop.do("pay", means="WECHAT", amount="20.00")
    shop.do("close_shift", counted="300.00")
    day = shop.till.stamp().business_day
    summary = day_summary(shop.till, day, day)

    means = words.tables(summary)["by_means"]
    assert {row.label: str(row.group.net) for row in means.rows} == {
        "微信": "20.00",
        "代金券": "9.90",
        "静态收款码（店员确认）": "9.90",
    }
    notes = ["其中仅由店员确认：微信 20.00。", f"代金券：{UNION} 9.90。"]
    assert list(means.notes) == notes
    for columns in (32, 48):
        roll = "".join("".join(plain(summary_blocks(summary, columns), columns)).split())
        for note in notes:
            assert "".join(note.split()) in roll
    sheets = {sheet.title: sheet for sheet in summary_sheets(summary)}
    assert next(iter(sheets["代金券按出资方"].rows))[0] == UNION


def test_a_card_takes_the_last_digits_and_no_folder_ever_holds_more(shop: Shop) -> None:
    for means in ("LOVE_CARD_BANK", "CARD_POS", "CASH"):
        shop.add("SP0041")
        assert shop.refused("pay", means=means, amount="29.90", reference=CARD) == "NeverStored"
        assert shop.refused("pay", means=means, amount="29.90", reference=f"卡 {CARD[:4]} {CARD[4:]}") == "NeverStored"
        assert shop.refused("pay", means=means, amount="10.00", reference=WECHAT_CODE) == "NeverStored"
        shop.do("pay", means=means, amount="29.90", reference=CARD[-4:])
    shop.add("SP0041")
    shop.do("attribute", love_card=True)
    shop.sell().pay("LOVE_CARD_BANK", reference="尾号 0018")
    shop.do("close_shift", counted="329.90")
    shop.close()

    assert in_folder(shop.folder, CARD[-4:])
    for secret in (CARD, CARD[:12], CARD[4:], WECHAT_CODE):
        assert in_folder(shop.folder, secret) == []


@pytest.mark.parametrize(
    ("means", "code"),
    [
        ("WECHAT", WECHAT_CODE),
        ("ALIPAY", "28763443825664394"),
        ("UNIONPAY_QR", "6212345678901234567"),
        ("ECNY", "0112345678901234567"),
    ],
)
def test_no_payment_code_stays_anywhere(shop: Shop, means: str, code: str) -> None:
    shop.add("SP0041")
    assert shop.refused("scan", code=code) == "NotGoods"
    assert shop.refused("pay", means="CASH", amount="1.00", reference=code) == "NeverStored"
    shop.do("pay", means=means, amount="29.90", auth_code=code)
    shop.close()

    assert in_folder(shop.folder, code) == []


def test_what_a_payment_service_confirmed_is_not_the_clerk_s_word(shop: Shop) -> None:
    gateways = PayService(shop.till.now, lambda seconds: None).gateways()
    shop.till.desk = PayDesk(shop.till, {"WECHAT": gateways["WECHAT"]})
    shop.gestures = Gestures(shop.till)
    shop.add("SP0041")
    shop.do("pay", means="WECHAT", amount="29.90", auth_code=WECHAT_CODE)
    shop.sell("SP0041").pay("WECHAT", reference="顾客手机已显示")
    shop.sell("SP0041").pay("ALIPAY")
    shop.do("refund", receipt="1", means="WECHAT", reason="坏")

    told = report(shop)
    means, by_clerk = told["by_means"], told["confirmed_by_clerk"]
    assert (means["WECHAT"]["gross"], means["WECHAT"]["refunded"]) == ("59.80", "29.90")
    assert (by_clerk["WECHAT"]["gross"], by_clerk["WECHAT"]["refunded"]) == ("29.90", "0.00")
    assert by_clerk["ALIPAY"]["gross"] == "29.90"
