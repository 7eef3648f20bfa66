"""The till without a window: one JSON object a line in, one a line out (CONTRACT.md section 3).

They call the same screens that the window draws.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from pos.core import journal
from pos.core.money import Money, Quantity
from pos.core.pay_requests import NoSuchPayment
from pos.core.problems import Problem, Refusal, Trouble
from pos.core.tenders import CASH, BadAmount
from pos.core.weighing import GOODS, MOST_GRAMS
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.screens import Till
from pos.screens.clock import read_instant
from pos.screens.drawer import open_drawer
from pos.screens.exchange import take_in
from pos.screens.pay_codes import wait_for_customer
from pos.screens.pay_rows import GIVE_BACK, SETTLE
from pos.screens.payment import PaymentScreen
from pos.screens.receipts import find_receipts
from pos.screens.refund import RefundScreen
from pos.screens.reprint import reprint
from pos.screens.returns import refund_goods
from pos.screens.selling import SellingScreen
from pos.screens.shift import ShiftScreen
from pos.screens.signing import give_leave, lock, sign_in
from pos.screens.stock import KINDS, stock_out
from pos.screens.ticket import read_quantity
from pos.screens.weighing import check

Answer = dict[str, object]


class UnknownGesture(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{do} is no gesture of this till; nothing was done.")


class UnknownField(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{do} knows no field {field}; nothing was done.")


class MissingField(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{do} needs the field {field}; nothing was done.")


class TooManyFields(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{do} takes only one of {field}; nothing was done.")


class BadField(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The field {field} of {do} cannot be {value}; nothing was done.")


class NotJson(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "This line is no JSON object; nothing was done.")


class Fields:
    """The fields of one gesture, each read once and checked."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given
        self._do = str(given.get("do"))

    def only(self, names: Iterable[str]) -> None:
        """Refuse fields that the gesture does not know."""
        for name in self._given:
            if name not in {"do", "at", *names}:
                raise UnknownField(do=self._do, field=name)

    def has(self, name: str) -> bool:
        """Whether the field was given and is not null."""
        return self._given.get(name) is not None

    def _field(self, name: str) -> Any:
        if not self.has(name):
            raise MissingField(do=self._do, field=name)
        return self._given[name]

    def text(self, name: str, default: str | None = None) -> str:
        """A text."""
        if default is not None and not self.has(name):
            return default
        return str(self._checked(name, str))

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number."""
        if default is not None and not self.has(name):
            return default
        return int(self._checked(name, int))

    def money(self, name: str) -> Money:
        """Money as text in yuan; refuses BadAmount."""
        text = self._checked(name, str)
        try:
            return Money.yuan(text)
        except ValueError:
            raise BadAmount(text=text) from None

    def quantity(self, name: str) -> Quantity:
        """Quantity as text in the selling unit."""
        return read_quantity(self._checked(name, str))

    def day(self, name: str) -> date:
        """A calendar day, `2021-09-08`."""
        try:
            return date.fromisoformat(self._checked(name, str))
        except ValueError:
            raise self.bad(name) from None

    def table(self, name: str) -> dict[str, Any]:
        """An object."""
        return dict(self._checked(name, dict))

    def flag(self, name: str) -> bool:
        """True or false."""
        return bool(self._checked(name, bool))

    def one_of(self, *names: str) -> str:
        """The one of these fields that was given; refuses none and several."""
        asked = [name for name in names if self.has(name)]
        if len(asked) != 1:
            raise (TooManyFields if asked else MissingField)(do=self._do, field=" | ".join(names))
        return asked[0]

    def given(self, names: Iterable[str]) -> dict[str, object]:
        """Those of the fields that were given, null included, as they came."""
        return {name: self._given[name] for name in names if name in self._given}

    def bad(self, name: str) -> BadField:
        """The refusal of a field that cannot be what it is."""
        # What opens a lock or a purse is never said again, whatever was wrong with it.
        value = "…" if name in SECRETS else self._given.get(name)
        return BadField(do=self._do, field=name, value=value)

    def _checked(self, name: str, kind: type) -> Any:
        value = self._field(name)
        if type(value) is not kind:
            raise self.bad(name)
        return value

    def lines(self) -> list[tuple[int, Quantity]] | None:
        """`lines` of a refund: `[{n, quantity}]`, or None for all that is left."""
        if not self.has("lines"):
            return None
        asked = []
        for row in self._checked("lines", list):
            if type(row) is not dict:
                raise self.bad("lines")
            for name in row:
                if name not in ("n", "quantity"):
                    raise UnknownField(do=self._do, field=f"lines.{name}")
            if type(row.get("n")) is not int or type(row.get("quantity")) is not str:
                raise self.bad("lines")
            asked.append((row["n"], read_quantity(row["quantity"])))
        return asked


def _no_number(word: str) -> object:
    """NaN and infinities are no JSON."""
    raise ValueError(word)


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A key that stands twice says two things at once."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


SECRETS = ("pin", "auth_code")
FINDING = ("number", "amount", "time", "product", "text", "day", "from", "to", "limit")
ATTRIBUTES = ("channel", "buyer_kind", "buyer", "agreement", "fair", "motive", "purchase_mode", "love_card")


class Gestures:
    """Carries out gestures one after the other; a refusal changes nothing and the till goes on."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.selling = SellingScreen(till)
        self.ended = False
        self.troubled = False
        till.desk.resume()
        self._verbs: dict[str, tuple[Callable[[Fields], Answer], tuple[str, ...]]] = {
            "login": (self._login, ("pin",)),
            "lock": (self._lock, ()),
            "open_shift": (self._open_shift, ("float",)),
            "scan": (self._scan, ("code",)),
            "find": (self._find, ("text", "limit")),
            "add": (self._add, ("product", "quantity", "price")),
            "line": (self._line, ("n", "quantity", "price", "discount", "remove")),
            "discount": (self._discount, ("amount",)),
            "attribute": (self._attribute, ATTRIBUTES),
            "hold": (self._hold, ("name",)),
            "recall": (self._recall, ("name",)),
            "pay": (self._pay, ("means", "amount", "reference", "auth_code", "funder")),
            "pay_ask": (self._pay_ask, ("number",)),
            "pay_revoke": (self._pay_revoke, ()),
            "pay_settle": (self._pay_settle, ("paid", "number", "way")),
            "payments": (self._payments, ()),
            "cancel": (self._cancel, ()),
            "refund": (self._refund, ("receipt", "lines", "means", "reason")),
            "exchange": (self._exchange, ("receipt", "lines", "reason")),
            "refund_goods": (self._refund_goods, ("product", "code", "quantity", "price", "means", "reason")),
            "find_receipt": (self._find_receipt, FINDING),
            "reprint": (self._reprint, ("receipt",)),
            "cash": (self._cash, ("direction", "amount", "reason")),
            "drawer": (self._drawer, ()),
            "check_weight": (self._check_weight, ("product", "sold_g", "checked_g", "kind")),
            "override": (self._override, ("pin", "reason")),
            "close_shift": (self._close_shift, ("counted", "counts")),
            "x_report": (self._x_report, ()),
            "z_report": (self._z_report, ()),
            "quit": (self._quit, ()),
            "stock_out": (self._stock_out, ("product", "quantity", "kind", "reason")),
        }

    def run(self, lines: Iterable[str]) -> Iterator[Answer]:
        """Answer every line; empty ones and those that begin with `#` are passed over without an answer."""
        for line in lines:
            text = line.strip().removeprefix("\ufeff")
            if text and not text.startswith("#"):
                yield self.answer(text)
                if self.ended:
                    return

    def answer(self, line: str) -> Answer:
        """Carry out one gesture; what it changed is durable when this returns."""
        standing = self.till.leave
        try:
            given = self._read(line)
            do = given.get("do")
            if not isinstance(do, str) or do not in self._verbs:
                raise UnknownGesture(do=do)
            verb, names = self._verbs[do]
            fields = Fields(given)
            fields.only(names)
            self._move_clock(given)
            # What is due at a payment service comes before, what this gesture left to be done there after it.
            self.till.desk.tick()
            answer: Answer = {"ok": True, **verb(fields)}
            self.till.desk.tick()
        except Problem as problem:
            # A full disk ends no shift: what was not written was not done, and the till sells on when there is room.
            self.troubled = self.troubled or isinstance(problem, Trouble)
            answer = {"ok": False, "refused": problem.word, "message": problem.message()}
        if standing is not None and self.till.leave is standing:
            # A leave is for the next gesture only, whether it needed one or not.
            self.till.leave = None
        return answer

    @staticmethod
    def _read(line: str) -> dict[str, Any]:
        try:
            given = json.loads(line, parse_constant=_no_number, object_pairs_hook=_no_key_twice)
            # What has no bytes (half of a surrogate pair) cannot be kept, printed or sent.
            json.dumps(given, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            raise NotJson from None
        if not isinstance(given, dict):
            raise NotJson
        return given

    def _move_clock(self, given: Mapping[str, Any]) -> None:
        if given.get("at") is None:
            return
        with self.till.store.read() as session:
            last: datetime | None = journal.head(session, self.till.settings.till).at
        first = not self.till.clock.given
        self.till.clock.move(read_instant(given["at"]), last)
        if first:
            # What lay on the counter was read by this computer's clock: a fair of the given day was over for it.
            self.selling.reload()

    # The gestures

    def _login(self, fields: Fields) -> Answer:
        person = sign_in(self.till, fields.text("pin"))
        return {"clerk": person.no, "role": person.role}

    def _lock(self, fields: Fields) -> Answer:
        lock(self.till)
        return {}

    def _open_shift(self, fields: Fields) -> Answer:
        ShiftScreen(self.till).open_shift(fields.money("float"))
        shift = self.till.open_shift()
        return {"shift": shift.number, "business_day": shift.business_day.isoformat()}

    def _on_line(self, n: int) -> Answer:
        line = self.selling.basket.line(n)
        return {
            "n": n,
            "product": line.article.code,
            "name": line.article.name,
            "quantity": str(line.quantity),
            "price": str(line.price),
            "amount": str(line.net),
            "basket_total": str(self.selling.total),
        }

    def _scan(self, fields: Fields) -> Answer:
        return self._on_line(self.selling.scan(fields.text("code")))

    def _find(self, fields: Fields) -> Answer:
        limit = max(0, min(fields.whole("limit", 50), 1000))
        found = self.selling.look_up(fields.text("text"), limit)
        return {
            "found": [
                {"product": f.product, "name": f.name, "price": str(f.price), "unit": f.unit, "region": f.region}
                for f in found
            ]
        }

    def _add(self, fields: Fields) -> Answer:
        quantity = fields.quantity("quantity") if fields.has("quantity") else None
        price = fields.money("price") if fields.has("price") else None
        return self._on_line(self.selling.add(fields.text("product"), quantity, price))

    def _line(self, fields: Fields) -> Answer:
        n = fields.whole("n")
        asked = fields.one_of("quantity", "price", "discount", "remove")
        self.till.open_shift()
        if asked == "remove":
            if not fields.flag("remove"):
                raise fields.bad("remove")
            self.selling.remove(n)
            return {"basket_total": str(self.selling.total)}
        if asked == "quantity":
            self.selling.change_quantity(n, fields.quantity("quantity"))
        elif asked == "price":
            self.selling.set_price(n, fields.money("price"))
        else:
            self.selling.set_discount(n, fields.money("discount"))
        return self._on_line(n)

    def _discount(self, fields: Fields) -> Answer:
        self.till.open_shift()
        self.selling.set_ticket_discount(fields.money("amount"))
        return {"discount": str(self.selling.basket.discount), "basket_total": str(self.selling.total)}

    def _attribute(self, fields: Fields) -> Answer:
        atoms = fields.given(ATTRIBUTES)
        if not atoms:
            raise MissingField(do="attribute", field=" | ".join(ATTRIBUTES))
        self.selling.attribute(**atoms)
        return {"basket_total": str(self.selling.total)}

    def _hold(self, fields: Fields) -> Answer:
        return {"name": self.selling.hold(fields.text("name", ""))}

    def _recall(self, fields: Fields) -> Answer:
        self.selling.recall(fields.text("name"))
        return {"basket_total": str(self.selling.total), "lines": len(self.selling.basket.lines)}

    def _pay(self, fields: Fields) -> Answer:
        payment = self.selling.payment_today()
        code = fields.text("auth_code") if fields.has("auth_code") else None
        reference = fields.text("reference", "")
        payer = fields.text("funder", "")
        means, amount = fields.text("means"), fields.money("amount")
        payment.pay(means, amount, reference, auth_code=code, funder=payer, confirmed=True)
        if payment.row is not None:
            wait_for_customer(self.till.desk, payment.row.number)
        return self._paid_or_left(payment)

    def _paid_or_left(self, payment: PaymentScreen) -> Answer:
        """What became of a payment: the sale, or what is left; `state` where a payment service was asked."""
        paid, row = payment.finished, payment.row
        state: Answer = {} if row is None else {"state": row.state}
        if paid is None:
            return {"left_to_pay": str(payment.left), **state}
        answer: Answer = {
            "receipt": paid.receipt,
            "total": str(paid.total),
            "rounding": str(paid.rounding),
            "change": str(paid.change),
        }
        if paid.refund:
            answer |= {"refund": paid.refund, "refunded": str(paid.refunded), "set_off": str(paid.set_off)}
            answer["back"] = {means: str(amount) for means, amount in paid.back}
        return answer | state

    def _pay_ask(self, fields: Fields) -> Answer:
        if fields.has("number"):
            ShiftScreen(self.till).ask(fields.text("number"))
            return self._payments(fields)
        payment = self._standing()
        payment.ask_again()
        return self._paid_or_left(payment)

    def _pay_revoke(self, fields: Fields) -> Answer:
        payment = self._standing()
        payment.revoke()
        return self._paid_or_left(payment)

    def _pay_settle(self, fields: Fields) -> Answer:
        if fields.has("number"):
            screen, way = ShiftScreen(self.till), fields.text("way")
            if way not in (GIVE_BACK, SETTLE):
                raise fields.bad("way")
            (screen.give_back if way == GIVE_BACK else screen.settle)(fields.text("number"))
            return self._payments(fields)
        payment, paid = self._standing(), fields.flag("paid")
        (payment.confirm_by_hand if paid else payment.release_by_hand)()
        return self._paid_or_left(payment)

    def _standing(self) -> PaymentScreen:
        """The payment of the ticket that waits for a service; refuses NoSuchPayment."""
        self.till.open_shift()
        if not self.selling.basket.request:
            raise NoSuchPayment
        return self.selling.payment_today()

    def _payments(self, fields: Fields) -> Answer:
        self.till.on_duty()
        return {"payments": [row.as_answer() for row in self.till.desk.open]}

    def _cancel(self, fields: Fields) -> Answer:
        self.selling.cancel()
        return {}

    def _refund(self, fields: Fields) -> Answer:
        done = RefundScreen(self.till).refund(
            fields.text("receipt"), fields.lines(), fields.text("means"), fields.text("reason")
        )
        return {
            "receipt": done.receipt,
            "refunded": str(done.refunded),
            "given": str(done.given),
            "rounding": str(done.rounding),
            "means": {means: str(amount) for means, amount in done.paid},
        }

    def _exchange(self, fields: Fields) -> Answer:
        credit = take_in(self.selling, fields.text("receipt"), fields.lines(), fields.text("reason"))
        return {
            "receipt": credit.receipt,
            "refunded": str(credit.net),
            "credit": str(credit.given),
            "lines": [{"n": n, "quantity": str(quantity)} for n, quantity in credit.asked],
            "basket_total": str(self.selling.total),
        }

    def _refund_goods(self, fields: Fields) -> Answer:
        done, _ = refund_goods(
            self.till,
            fields.text(fields.one_of("product", "code")),
            fields.quantity("quantity") if fields.has("quantity") else None,
            fields.money("price") if fields.has("price") else None,
            fields.text("reason"),
            fields.text("means", CASH),
        )
        return {"receipt": done.receipt, "refunded": str(done.refunded), "given": str(done.given)}

    def _find_receipt(self, fields: Fields) -> Answer:
        asked = [name for name in FINDING[:-1] if fields.has(name)]
        if not asked:
            raise MissingField(do="find_receipt", field=" | ".join(FINDING[:-1]))
        found = find_receipts(
            self.till,
            text=f"{fields.text('text', '')} {fields.text('time', '')}".strip(),
            number=fields.text("number", ""),
            amount=fields.money("amount") if fields.has("amount") else None,
            product=fields.text("product", ""),
            days={name: fields.day(name) for name in ("day", "from", "to") if fields.has(name)},
            limit=max(0, min(fields.whole("limit", 50), 1000)),
        )
        return {"found": [row.as_answer() for row in found]}

    def _reprint(self, fields: Fields) -> Answer:
        return {"receipt": reprint(self.till, fields.text("receipt"))}

    def _cash(self, fields: Fields) -> Answer:
        direction = fields.text("direction")
        if direction not in ("in", "out"):
            raise fields.bad("direction")
        ShiftScreen(self.till).cash(direction, fields.money("amount"), fields.text("reason"))
        return {}

    def _drawer(self, fields: Fields) -> Answer:
        open_drawer(self.till)
        return {}

    def _check_weight(self, fields: Fields) -> Answer:
        sold, checked, kind = fields.whole("sold_g"), fields.whole("checked_g"), fields.text("kind", "")
        if not 0 < sold <= MOST_GRAMS:
            raise fields.bad("sold_g")
        if not 0 <= checked <= MOST_GRAMS:
            raise fields.bad("checked_g")
        if kind not in ("", *GOODS):
            raise fields.bad("kind")
        found = check(self.till, fields.text("product"), sold, checked, kind)
        return {"missing_g": found.missing, "permitted_g": found.permitted, "within": found.within}

    def _override(self, fields: Fields) -> Answer:
        leave = give_leave(self.till, fields.text("pin"), fields.text("reason"))
        return {"by": leave.by}

    def _close_shift(self, fields: Fields) -> Answer:
        in_all = fields.one_of("counted", "counts") == "counted"
        counted = fields.money("counted") if in_all else None
        counts = None if in_all else fields.table("counts")
        screen = ShiftScreen(self.till)
        report = screen.close(counted, counts)
        answer: Answer = {
            "expected": str(report.expected),
            "counted": str(report.counted),
            "over_short": str(report.over_short),
            "z": report.z,
        }
        if screen.over_tolerance:
            answer["approved"] = screen.approved
        return answer

    def _x_report(self, fields: Fields) -> Answer:
        screen = ShiftScreen(self.till)
        counted = {"drawer_openings": screen.openings, "lines_off": screen.lines_off()}
        unsettled = [one.as_answer() for one in screen.unsettled()]
        return {**screen.x_report().as_dict(), **counted, "unsettled": unsettled}

    def _z_report(self, fields: Fields) -> Answer:
        screen = ShiftScreen(self.till)
        report = screen.z_report()
        return {
            "z": report.z,
            "business_day": report.business_day.isoformat(),
            "expected": str(report.expected),
            "counted": str(report.counted),
            "over_short": str(report.over_short),
            **report.totals.as_dict(),
            "drawer_openings": screen.openings_of(report.z),
            "lines_off": screen.lines_off(report.z),
            "unsettled": [one.as_answer() for one in screen.unsettled(report.z)],
        }

    def _stock_out(self, fields: Fields) -> Answer:
        kind = fields.text("kind")
        if kind not in KINDS:
            raise fields.bad("kind")
        out = stock_out(self.till, fields.text("product"), fields.quantity("quantity"), kind, fields.text("reason", ""))
        return out.as_dict()

    def _quit(self, fields: Fields) -> Answer:
        self.ended = True
        return {}
