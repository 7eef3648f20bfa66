"""Who may not, cannot: every act asked of `core` itself, past every screen, and whose word it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pos.core import drawer, linking, own_settings, pay_requests, staff, tickets, training, x_report
from pos.core import ticket_changes as changes
from pos.core.authority import Authority, Leave, NotAllowed
from pos.core.basket import Basket
from pos.core.catalog import Article, article_by_code
from pos.core.codes import ScaleLabel
from pos.core.exchange import allow, complete_exchange, credit_of, take_in
from pos.core.journal import Stamp
from pos.core.label_lines import LabelPriceDiffers
from pos.core.lines import Line, Terms
from pos.core.money import ONE, ZERO, Money
from pos.core.permissions import Act
from pos.core.print_jobs import ListedJob
from pos.core.receipts import new_uuid
from pos.core.refunds import refund, refundable, wanted
from pos.core.reports import shift_totals
from pos.core.reprinting import reprint_paper, reprint_receipt
from pos.core.returns import take_back
from pos.core.shifts import ZReport, approve_difference, close_shift, in_drawer, move_cash
from pos.core.stock_moves import TASTING, WRITE_OFF, stock_out
from pos.core.ticket_changes import Change
from pos.core.totals import Totals
from tests.shop import ALLOWED, BOUND, OPENING, Shop

LEAVE = Leave("01", "店长在场")
BY_LEAVE = replace(BOUND, leave=LEAVE)


@dataclass
class Desk:
    """A shop, and whoever calls `core` there without any screen."""

    shop: Shop
    session: Session

    @property
    def ticket(self) -> Basket:
        """What lies on the counter."""
        found = tickets.on_counter(self.session, "01")
        assert found is not None
        return found

    def article(self) -> Article:
        found = article_by_code(self.session, "SP0041")
        assert found is not None
        return found

    def keep(self, change: Change) -> None:
        """As whoever changes a ticket keeps it."""
        change.write(self.session, self.shop.till.stamp())
        tickets.keep(self.session, self.shop.till.stamp(), change.basket)


def _ticket(shop: Shop) -> object:
    return shop.add(("SP0041", "2"))


def _discounted(shop: Shop) -> object:
    shop.add(("SP0041", "2"))
    return shop.do("line", n=1, discount="5.00")


def _dented(shop: Shop) -> object:
    shop.add("SP0041")
    return shop.do("line", n=1, price="9.90")


def _sold(shop: Shop) -> object:
    return shop.sell(("SP0041", "3")).pay_cash("100.00")


def _by_wechat(shop: Shop) -> object:
    return shop.sell("SP0041").pay("WECHAT")


def _refund(desk: Desk, who: Authority, means: str = "CASH") -> object:
    till = desk.shop.till
    found = refundable(desk.session, "01", 1)
    return refund(
        desk.session,
        till.stamp(),
        till.open_shift(),
        who,
        found,
        wanted(found, None),
        shop="DX03",
        uuid=new_uuid(OPENING),
        means=means,
        reason="质量",
    )


def _no_receipt(desk: Desk, who: Authority, means: str = "CASH") -> object:
    till, article = desk.shop.till, desk.article()
    return take_back(
        desk.session,
        till.stamp(),
        till.open_shift(),
        who,
        [Line(article, ONE, article.price)],
        shop="DX03",
        uuid=new_uuid(OPENING),
        means=means,
        reason="没带小票",
    )


def _exchange(desk: Desk, who: Authority) -> object:
    found = refundable(desk.session, "01", 1)
    credit = credit_of(found, None, shop="DX03", uuid=new_uuid(OPENING), reason="换")
    return desk.keep(take_in(Basket(new_uuid(OPENING)), found, credit, who))


def _exchange_booked(desk: Desk, who: Authority) -> object:
    """The credit was put on below the ceiling, by hands that knew no screen."""
    till, article = desk.shop.till, desk.article()
    found = refundable(desk.session, "01", 1)
    credit = credit_of(found, None, shop="DX03", uuid=new_uuid(OPENING), reason="换")
    basket, _ = Basket(new_uuid(OPENING)).with_credit(credit).add(Line(article, ONE, article.price), who)
    return complete_exchange(
        desk.session, till.stamp(), till.open_shift(), who, basket, shop="DX03", change=ZERO, rounding=ZERO
    )


def _over_tolerance(desk: Desk, who: Authority) -> object:
    """The closing itself is never refused; that its difference is fine, somebody must say who may."""
    till = desk.shop.till
    report = ZReport(1, 1, OPENING.date(), None, None, ZERO, Money(999), Money(999), Totals())
    return approve_difference(desk.session, till.stamp(), who, report)


def _label(desk: Desk, who: Authority) -> object:
    label = ScaleLabel("x", "00000", amount_fen=100, pieces=3)
    return desk.keep(changes.put_label(Basket("u"), desk.article(), label, who)[0])


def _priced(desk: Desk, who: Authority, *, open_price: bool = False) -> object:
    article = replace(desk.article(), open_price=open_price)
    line = Line(article, ONE, Money(8800), "MANUAL", set_price=Money(8800))
    return desk.keep(changes.put(Basket("u"), line, who)[0])


def _card(desk: Desk, who: Authority) -> object:
    """Half price with a love card makes what was given by hand twice the share."""
    today = replace(desk.ticket.today, card_off_bp=5000)
    return desk.keep(changes.agree(desk.ticket, Terms(love_card=True), today, who))


def _asked_for(desk: Desk) -> str:
    stamp, number = desk.shop.till.stamp(), "f" * 32
    if pay_requests.find(desk.session, number) is None:
        pay_requests.begin(desk.session, stamp, number=number, ticket="T1", means="ALIPAY", amount=Money(100))
        pay_requests.sent(desk.session, number, stamp.at)
    return number


STAFF: dict[str, Callable[[Session, Authority, Stamp], object]] = {
    "add": lambda s, who, at: staff.add_staff(s, who, no="09", name="", role="clerk", pin="909090", stamp=at),
    "pin": lambda s, who, at: staff.set_pin(s, who, no="03", pin="909090", stamp=at),
    "role": lambda s, who, at: staff.set_role(s, who, no="03", role="manager", stamp=at),
    "retire": lambda s, who, at: staff.retire(s, who, no="03", stamp=at),
    "rights": lambda s, who, at: staff.rights_set(s, at, who, role="clerk", said="drawer=true"),
    "release": lambda s, who, at: staff.release(s, who, "01", at),
}


def _staff(name: str) -> Callable[[Desk, Authority], object]:
    return lambda desk, who: STAFF[name](desk.session, who, _stamp(desk))


@dataclass(frozen=True)
class Row:
    """What an act is at its core: the shop before it, and the function that does it."""

    act: Act
    name: str
    do: Callable[[Desk, Authority], object]
    before: Callable[[Shop], object] = lambda shop: None
    refusal: type[Exception] = NotAllowed
    #: Some acts lie in others: what is paid back without a receipt is also paid back.
    with_it: tuple[Act, ...] = ()
    notes: bool = True


def _stamp(desk: Desk) -> Stamp:
    return desk.shop.till.stamp()


TABLE = (
    Row(Act.PRICE, "line", lambda d, who: d.keep(changes.set_price(d.ticket, 1, Money(990), who)), _ticket),
    Row(Act.PRICE, "new line", _priced),
    Row(Act.PRICE, "more", lambda d, who: d.keep(changes.change_quantity(d.ticket, 1, ONE + ONE, who)), _dented),
    Row(Act.OPEN_PRICE, "put", lambda d, who: _priced(d, who, open_price=True)),
    Row(Act.DISCOUNT, "line", lambda d, who: d.keep(changes.set_discount(d.ticket, 1, Money(500), who)), _ticket),
    Row(
        Act.DISCOUNT,
        "new line",
        lambda d, who: Basket("u").add(Line(d.article(), ONE, Money(2990), discount=Money(500)), who),
        notes=False,
    ),
    Row(Act.DISCOUNT, "ticket", lambda d, who: d.keep(changes.set_ticket_discount(d.ticket, Money(500), who)), _ticket),
    Row(Act.DISCOUNT, "love card", _card, _discounted),
    Row(Act.VOID_LINE, "line", lambda d, who: d.keep(changes.remove(d.ticket, 1, who)), _ticket),
    Row(Act.VOID_LINE, "piece", lambda d, who: d.keep(changes.change_quantity(d.ticket, 1, ONE, who)), _ticket),
    Row(Act.CANCEL, "ticket", lambda d, who: tickets.cancel(d.session, _stamp(d), d.ticket, who), _ticket),
    Row(Act.LABEL_MISMATCH, "label", _label, refusal=LabelPriceDiffers),
    Row(Act.REFUND, "receipt", _refund, _sold),
    Row(Act.REFUND, "exchange", _exchange, _sold),
    Row(Act.REFUND, "exchange booked", _exchange_booked, _sold, notes=False),
    Row(
        Act.REFUND_OTHER_MEANS,
        "receipt",
        lambda d, who: _refund(d, who, "CASH"),
        _by_wechat,
        with_it=(Act.REFUND,),
    ),
    Row(
        Act.REFUND_OTHER_MEANS,
        "no receipt",
        lambda d, who: _no_receipt(d, who, "WECHAT"),
        with_it=(Act.REFUND, Act.REFUND_NO_RECEIPT),
    ),
    Row(Act.REFUND_NO_RECEIPT, "goods", _no_receipt, with_it=(Act.REFUND,)),
    Row(Act.DRAWER, "drawer", lambda d, who: drawer.open_drawer(d.session, _stamp(d), who)),
    Row(
        Act.CASH_OUT,
        "cash",
        lambda d, who: move_cash(
            d.session, _stamp(d), d.shop.till.open_shift(), who, direction="OUT", amount=Money(100), reason="上交"
        ),
    ),
    Row(Act.CLOSE_OVER_TOLERANCE, "difference", _over_tolerance),
    Row(Act.REPRINT, "receipt", lambda d, who: reprint_receipt(d.session, _stamp(d), who, "1", shop="DX03"), _sold),
    Row(
        Act.REPRINT,
        "paper",
        lambda d, who: reprint_paper(d.session, _stamp(d), who, ListedJob(1, "Z", None, "SENT", 1, "", False, OPENING)),
    ),
    Row(
        Act.SEE_CASH,
        "paper of an X",
        lambda d, who: reprint_paper(d.session, _stamp(d), who, ListedJob(1, "X", None, "SENT", 1, "", False, OPENING)),
        with_it=(Act.REPRINT,),
    ),
    Row(
        Act.SEE_CASH,
        "X",
        lambda d, who: (
            x_report.x_report(d.session, who, "01", d.shop.till.open_shift(), OPENING),
            x_report.note_seen(d.session, _stamp(d), who),
        ),
    ),
    Row(Act.LINK_CODE, "code", lambda d, who: linking.link(d.session, _stamp(d), who, "6900000000014", d.article())),
    *(Row(Act.STAFF, name, _staff(name), notes=name != "release") for name in STAFF),
    Row(Act.SETTINGS, "page", lambda d, who: own_settings.note_change(d.session, _stamp(d), who, "receipt")),
    Row(Act.SETTINGS, "printer", lambda d, who: own_settings.note_printer_test(d.session, _stamp(d), who)),
    Row(Act.TRAINING, "begun", lambda d, who: training.note_begun(d.session, _stamp(d), who)),
    Row(
        Act.WRITE_OFF,
        "goods",
        lambda d, who: stock_out(d.session, _stamp(d), who, d.article(), ONE, WRITE_OFF, "破了"),
    ),
    Row(
        Act.PAY_BY_HAND,
        "confirm",
        lambda d, who: pay_requests.confirmed_by_hand(d.session, _stamp(d), _asked_for(d), who),
    ),
    Row(
        Act.PAY_BY_HAND,
        "release",
        lambda d, who: pay_requests.released_by_hand(d.session, _stamp(d), _asked_for(d), who),
    ),
)


def _named(row: Row) -> str:
    return f"{row.act.value}-{row.name}"


def test_every_act_has_a_row() -> None:
    assert {row.act for row in TABLE} == set(Act)


def having(*acts: Act) -> Authority:
    """Somebody who may just that."""
    return replace(BOUND, role=replace(BOUND.role, acts=frozenset(acts)))


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_who_has_everything_else_is_refused_and_nothing_is_done(shop: Shop, row: Row) -> None:
    row.before(shop)
    books = shop.dump()
    others = having(*(act for act in Act if act is not row.act))
    with pytest.raises(row.refusal), shop.store.write() as session:
        row.do(Desk(shop, session), others)
    assert shop.dump() == books


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_with_a_leave_it_is_done_and_both_numbers_stand_in_the_journal(shop: Shop, row: Row) -> None:
    row.before(shop)
    shop.clerk()
    records = len(shop.journal())
    with shop.store.write() as session:
        row.do(Desk(shop, session), BY_LEAVE)
    told = [(e["who"], e["by"], e["why"]) for e in shop.journal()[records:] if "by" in e]
    assert told == ([("03", "01", "店长在场")] if row.notes else [])
    shop.verified()


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_who_has_the_act_does_it_alone(shop: Shop, row: Row) -> None:
    row.before(shop)
    shop.clerk()
    records = len(shop.journal())
    with shop.store.write() as session:
        row.do(Desk(shop, session), having(row.act, *row.with_it))
    assert {e["by"] for e in shop.journal()[records:] if "by" in e} <= {"03"}, "nobody else's word"
    shop.verified()


def test_closing_over_the_tolerance_is_never_refused_only_written_down(shop: Shop) -> None:
    till = shop.clerk().till
    with shop.store.write() as session:
        shift = till.open_shift()
        close_shift(
            session,
            till.stamp(),
            shift,
            BOUND,
            shop="DX03",
            counted=in_drawer(session, shift) - Money(999),
            counts={},
            totals=shift_totals(session, shift.id),
            tolerance=Money(500),
        )
    (told,) = (e for e in shop.journal("E") if e["what"] == "OVER_SHORT")
    assert "by" not in told


def test_tasting_and_cash_in_are_everybodys(shop: Shop) -> None:
    with shop.store.write() as session:
        desk = Desk(shop, session)
        stock_out(session, _stamp(desk), BOUND, desk.article(), ONE, TASTING, "")
        move_cash(
            session, _stamp(desk), shop.till.open_shift(), BOUND, direction="IN", amount=Money(100), reason="零钱"
        )


def test_an_exchange_that_somebody_allowed_goes_on(shop: Shop) -> None:
    _sold(shop)
    with shop.store.read() as session:
        found = refundable(session, "01", 1)
        credit = credit_of(found, None, shop="DX03", uuid=new_uuid(OPENING), reason="换")
        allowed = take_in(Basket("u"), found, credit, ALLOWED)
        assert allowed.basket.credit is not None
        assert allowed.basket.credit.allowed_by == "01"
        assert allow(allowed.basket, found, BOUND) == Change(allowed.basket)


def test_a_manager_says_why_a_price_changes(shop: Shop) -> None:
    _ticket(shop)
    with shop.store.write() as session:
        desk = Desk(shop, session)
        desk.keep(changes.set_price(desk.ticket, 1, Money(990), replace(ALLOWED, reason="包装破了")))
    last = shop.journal("E")[-1]
    assert [last[key] for key in ("what", "who", "by", "why", "f", "of")] == [
        "PRICE_SET", "01", "01", "包装破了", 990, "SP0041",
    ]  # fmt: skip


def test_nobody_is_a_dash_in_the_journal(shop: Shop) -> None:
    stamp = replace(shop.till.stamp(), clerk="")
    with shop.store.write() as session:
        drawer.open_drawer(session, stamp, ALLOWED)
    assert shop.journal("E")[-1]["who"] == "-"
    with shop.store.read() as session:
        assert session.scalar(select(func.count()).select_from(staff.Staff)) == 2
