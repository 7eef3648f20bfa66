"""Payment by code: who asks the services, when, and what becomes of the ticket.

One `PayDesk` a till. Its verbs write what is known before and after every question (`core/pay_requests.py`), so that a
crash at any place is taken up by asking. Calls run in `till.background`: beside the window, or, in a till without one,
here and now. A payment code lives in the one call that shows it to the service, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import sleep
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.core import pay_refunds, pay_requests, tickets
from pos.core.gateways import Paying, PaymentGateway, Refunding, Revoking
from pos.core.labels import means_label
from pos.core.money import ZERO, Money
from pos.core.pay_requests import (
    BY_HAND_PAID,
    FAILED,
    NEW,
    PAID,
    REFUND,
    REVOKED,
    REVOKING,
    SENT,
    UNKNOWN,
    WAIT_USER,
    NoSuchPayment,
    NotThisWay,
    Request,
    RevokeTooEarly,
)
from pos.core.pay_timing import Doing, Step, Trail, next_step
from pos.core.problems import Refusal, Trouble
from pos.core.receipts import is_booked
from pos.core.shifts import business_day, open_shift_of
from pos.core.tenders import Settled, settle
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.screens.booking import Paid, book, tell, tell_of_held
from pos.screens.pay_rows import STATES, STATES_BACK, OpenPayment, PayRow, open_row, said, steps_of
from pos.settings.gateways import needs_network

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.core.basket import Basket
    from pos.core.journal import Stamp
    from pos.screens import Till
    from pos.screens.payment import PaymentScreen
    from pos.screens.selling import SellingScreen

#: So long a service that could not be reached is said to be out of reach.
OUT_OF_REACH = timedelta(seconds=30)
#: So many questions about what nobody waits for may be under way at once; the customer's own never has to queue.
AT_ONCE = 2
LONG_AGO = datetime.min.replace(tzinfo=UTC)
#: So long, in all, and so many seconds at a time a till without a window waits for a customer who types.
LONGEST_WAIT, SHORTEST_WAIT = timedelta(minutes=2), 0.2


class PaymentCodeNeeded(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{means} is taken by the customer's payment code; nothing was taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan the code the customer shows, or choose another means.")


class _NotBooked(Exception):
    """The money is there, but the sale was refused: what was written with it is rolled back and written without it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.word)
        self.refusal = refusal


class PayDesk:
    """Everything a till does with payment services. Without gateways it asks nobody; what is open can be settled."""

    def __init__(self, till: Till, gateways: Mapping[str, PaymentGateway]) -> None:
        self.till, self._gateways = till, gateways
        self._trails: dict[str, Trail] = {}
        self._busy: set[str] = set()
        self._missed: dict[str, datetime] = {}
        self.ended: Request | None = None
        #: No way leads out of this computer, as far as anybody looked (`Counter.watch`).
        self.offline = False
        #: The counter whose ticket waits, and the payment page that was opened last.
        self.counter: SellingScreen | None = None
        self.page: PaymentScreen | None = None

    # What is known

    def takes(self, means: str) -> bool:
        """Whether a service takes that means."""
        return means in self._gateways

    def gateway(self, means: str) -> PaymentGateway:
        """The service for that means. Trouble if what it needs (a key) cannot be read."""
        return self._gateways[means]

    def _known_gateway(self, means: str) -> PaymentGateway | None:
        """The same, None where there is none to be asked."""
        with suppress(Trouble):
            return self._gateways.get(means)
        return None

    def out_of_reach(self, means: str) -> bool:
        """That service could not be reached a moment ago, or cannot be because no way leads out of this computer."""
        account = {"WECHAT": self.till.settings.wechat, "ALIPAY": self.till.settings.alipay}.get(means)
        if self.offline and self.takes(means) and account is not None and needs_network(account.url):
            return True
        missed = self._missed.get(means)
        # A clock that was put back says nothing about the line.
        return missed is not None and abs(self.till.now() - missed) < OUT_OF_REACH

    def open_requests(self) -> tuple[Request, ...]:
        """Everything whose money and books do not say the same yet."""
        with self.till.store.read() as session:
            return pay_requests.open_requests(session, self.till.settings.till)

    def find(self, number: str) -> Request:
        """One request of this till; refuses NoSuchPayment."""
        with self.till.store.read() as session:
            found = pay_requests.find(session, number)
        if found is None or found.till != self.till.settings.till:
            # Another till on the same books asks about its own: its ticket could not be told here what became of it.
            raise NoSuchPayment
        return found

    @property
    def open(self) -> tuple[OpenPayment, ...]:
        """What stays open, as the closing page shows it; what is merely on its way is there too."""
        shop = self.till.settings.shop
        with self.till.store.read() as session:
            rows = pay_requests.open_requests(session, self.till.settings.till)
            receipts = [pay_requests.receipt_of(session, shop, row) for row in rows]
        return tuple(open_row(row, receipt) for row, receipt in zip(rows, receipts, strict=True))

    def row(self, number: str) -> PayRow | None:
        """The request as the payment page draws it."""
        with self.till.store.read() as session:
            request = pay_requests.find(session, number)
            taken = () if request is None else pay_requests.steps(session, request.id)
        return None if request is None else self._row(request, taken)

    def _row(self, request: Request, taken: tuple[tuple[str, datetime], ...]) -> PayRow:
        now, ended = self.till.now(), not request.waits
        gateway = self._known_gateway(request.means)
        asking = request.number in self._busy
        due: Step | None = None
        if gateway is not None and not ended:
            due = next_step(request, gateway.timing, now, self._trail(request.number))
        next_in = None if due is None else _seconds_until(due.at - now)
        revoke_in = 0
        if gateway is not None:
            revoke_in = _seconds_until(timedelta(seconds=gateway.timing.revoke_from) - request.age(now))
        waited = max(0, int(request.age(now).total_seconds()))
        every = 0 if gateway is None else int(gateway.timing.every)
        title, advice = said(request, waited, every, asked=gateway is not None)
        revocable = request.state in (SENT, WAIT_USER, UNKNOWN) and gateway is not None and not asking
        return PayRow(
            number=request.number,
            means=request.means,
            label=means_label(request.means),
            amount=request.amount,
            state=request.state,
            state_label=translate("PayCode", STATES[request.state]),
            steps=steps_of(request, taken),
            waited=waited,
            next_ask_in=0 if asking else next_in,
            asking=asking,
            may_revoke=revocable and not revoke_in,
            revoke_in=revoke_in,
            may_confirm=request.state in (SENT, WAIT_USER, UNKNOWN),
            may_release=request.waits and (request.state == REVOKING or gateway is None),
            title=title,
            advice=advice,
            ended=ended,
        )

    def back_text(self, receipt: str) -> str:
        """How the money of a refund goes back through the services: `微信 10.00 退回中`; empty if none does."""
        with self.till.store.read() as session:
            rows = pay_requests.refunds_on(session, self.till.settings.till, int(receipt.rpartition("-")[2]))
        return " · ".join(
            f"{means_label(means)} {amount.grouped()} {translate('PayCode', STATES_BACK[state])}"
            for means, amount, state in rows
        )

    # Asking for money

    def begin(self, session: Session, number: str, ticket: str, means: str, amount: Money) -> None:
        """Write down that money is asked for, in the transaction that keeps the ticket with it."""
        pay_requests.begin(session, self.till.stamp(), number=number, ticket=ticket, means=means, amount=amount)

    def send(self, number: str, auth_code: str) -> None:
        """Ask the service for the money of the telephone that shows `auth_code`; answers when it is asked, not paid."""
        self.ended = None
        with self.till.write(lambda session: _state_is(session, number, SENT)) as session:
            request = pay_requests.sent(session, number, self.till.now())
        gateway, order = self._gateways[request.means], request.order(self.till.settings.name)
        self._call(
            number, "nothing", lambda: gateway.pay(order, auth_code), lambda answer: self._paying(number, answer, True)
        )

    def ask(self, number: str) -> None:
        """Ask at once what became of it; refuses NotThisWay where there is nobody to be asked any more."""
        request = self.find(number)
        gateway = self._gateways.get(request.means)
        if gateway is None:
            raise NotThisWay(means=means_label(request.means), amount=request.amount)
        if number in self._busy or request.settled:
            return
        if request.of is not None and request.waits_for_payment:
            self.ask(request.of.number)
        elif request.kind == REFUND:
            self._back(request, gateway, query=request.state != NEW)
        elif request.pending and request.state != NEW:
            self._query(request, gateway)

    def revoke(self, number: str) -> None:
        """Revoke it, however often the service has to be asked; refuses RevokeTooEarly and NotThisWay."""
        request = self.find(number)
        gateway = self._gateways.get(request.means)
        if gateway is None or request.state not in (SENT, WAIT_USER, UNKNOWN) or request.by_hand == BY_HAND_PAID:
            raise NotThisWay(means=means_label(request.means), amount=request.amount)
        early = _seconds_until(timedelta(seconds=gateway.timing.revoke_from) - request.age(self.till.now()))
        if early:
            raise RevokeTooEarly(seconds=early)
        self._begin_revoke(number)
        if number not in self._busy:
            self._revoke(request, gateway)

    # By hand

    def confirm_by_hand(self, number: str) -> Paid | None:
        """A manager saw that the customer paid: the ticket goes on with it. Answers the sale if that completes it."""
        authority = self.till.authority()
        request = self.find(number)

        def change(session: Session) -> Request:
            return pay_requests.confirmed_by_hand(session, self._stamp(request), number, authority)

        paid = self._take(number, change)
        self.till.leave = None
        return paid

    def release_by_hand(self, number: str) -> None:
        """A manager says that the customer did not pay: the ticket goes on, and what may still come is revoked."""
        authority = self.till.authority()
        request = self.find(number)
        with self.till.write() as session:
            pay_requests.released_by_hand(session, self._stamp(request), number, authority)
            self._let_go(session, request)
        self.till.leave = None
        self._show()

    def settle(self, number: str) -> None:
        """A manager says that nothing more is to be done about it; the reason tells how it was settled."""
        authority = self.till.authority()
        request = self.find(number)
        with self.till.write() as session:
            pay_requests.settled_by_hand(session, self._stamp(request), number, authority)
        self.till.leave = None
        self._show()

    def give_back(self, number: str) -> None:
        """Money that came for no ticket goes back through the service; a refund that was not made is asked for anew."""
        self.till.on_duty()
        request = self.find(number)
        with self.till.write() as session:
            pay_refunds.give_back(session, self._stamp(request), number, reason=_gone_back())
        self.tick()
        self._show()

    def tender_gone(self, session: Session, number: str) -> None:
        """A tender is taken off the ticket: its money goes back, in the transaction that keeps the ticket."""
        pay_refunds.tender_gone(session, self.till.stamp(), number, reason=_gone_back())

    # What is due

    def tick(self) -> None:
        """Do what is due now: questions, revokes, money back, and what an earlier crash left. Once a second is enough.

        Never raises for the surroundings: what cannot be written now is tried again.
        """
        if not self._gateways:
            return
        with suppress(Trouble):
            for request in sorted(self.open_requests(), key=self._turn):
                if request.number not in self._busy and (request.waits or len(self._busy) < AT_ONCE):
                    with suppress(Trouble):
                        self._do_what_is_due(request)

    def _turn(self, request: Request) -> tuple[bool, datetime]:
        """The ticket that waits comes first, then what was asked about longest ago."""
        return not request.waits, self._trail(request.number).asked or LONG_AGO

    def resume(self) -> None:
        """Take up what was left when the till was switched off: what was never sent is over."""
        with suppress(Trouble):
            for request in self.open_requests():
                if request.kind != REFUND and request.state == NEW:
                    self._forget(request)
        self.tick()

    def next_due(self, number: str) -> datetime | None:
        """When something will be done about it by itself."""
        request = self.find(number)
        gateway = self._known_gateway(request.means)
        if gateway is None or request.settled:
            return None
        step = next_step(request, gateway.timing, self.till.now(), self._trail(number))
        return None if step.what == "nothing" else step.at

    def _do_what_is_due(self, request: Request) -> None:
        gateway = self._known_gateway(request.means)
        if gateway is None:
            return
        now = self.till.now()
        step = next_step(request, gateway.timing, now, self._trail(request.number))
        if step.what == "nothing" or step.at > now:
            return
        if step.what == "forget":
            self._forget(request)
        elif step.what == "query":
            self._query(request, gateway)
        elif step.what == "revoke":
            self._begin_revoke(request.number)
            self._revoke(request, gateway)
        else:
            self._back(request, gateway, query=step.what == "query_refund")

    def _forget(self, request: Request) -> None:
        now = self.till.now()
        with self.till.write(lambda session: _state_is(session, request.number, FAILED)) as session:
            if request.kind == REFUND:
                pay_refunds.refund_impossible(session, request.number, now)
            else:
                ended = pay_requests.never_sent(session, request.number, now)
                self._let_go(session, request)
                self.ended = ended
        self._show()

    def _query(self, request: Request, gateway: PaymentGateway) -> None:
        order, number = request.order(self.till.settings.name), request.number
        self._call(number, "query", lambda: gateway.query(order), lambda answer: self._paying(number, answer, False))

    def _begin_revoke(self, number: str) -> None:
        with self.till.write(lambda session: _state_is(session, number, REVOKING)) as session:
            pay_requests.revoke_begun(session, number, self.till.now())
        self._show()

    def _revoke(self, request: Request, gateway: PaymentGateway) -> None:
        order, number = request.order(self.till.settings.name), request.number
        self._call(number, "revoke", lambda: gateway.revoke(order), lambda answer: self._revoked(number, answer))

    def _back(self, request: Request, gateway: PaymentGateway, *, query: bool) -> None:
        order, number = request.refund_order(self.till.settings.name), request.number
        if request.state == NEW:
            with self.till.write(lambda session: _state_is(session, number, SENT)) as session:
                pay_refunds.refund_sent(session, number, self.till.now())
        ask = gateway.query_refund if query else gateway.refund
        doing: Doing = "query_refund" if query else "refund"
        self._call(number, doing, lambda: ask(order), lambda answer: self._refunding(number, answer))

    def _call(self, number: str, doing: Doing, ask: Callable[[], object], then: Callable[[object], None]) -> None:
        """Ask off the window's thread; one question about one request at a time."""
        self._busy.add(number)
        trail, now = self._trail(number), self.till.now()
        since = now if trail.since is None else min(trail.since, now)
        self._trails[number] = replace(trail, since=since, asked=now, asked_last=doing)

        def work() -> object:
            answer = None
            try:
                answer = ask()
                return answer
            finally:
                if answer is None:
                    # A bug goes its way; the request is asked about again.
                    self._busy.discard(number)

        def told(answer: object) -> None:
            self._busy.discard(number)
            then(answer)

        self.till.background(work, told)

    def _trail(self, number: str) -> Trail:
        return self._trails.get(number, Trail())

    # What the service said

    def _paying(self, number: str, answer: object, first: bool) -> None:
        if not isinstance(answer, Paying):
            raise TypeError("a gateway answers Paying")
        request = self.find(number)
        self._heard(request.means, answer.state)
        trail, now = self._trail(number), self.till.now()

        def change(session: Session) -> Request:
            return pay_requests.answered(
                session, number, answer, now, first=first, no_revoke=trail.no_revoke, since=trail.since
            )

        if answer.state == "PAID":
            self._take(number, change)
            return
        with self.till.write(lambda session: _state_left(session, number, request.state)) as session:
            after = change(session)
            if after.state in (FAILED, REVOKED):
                self._let_go(session, after)
                self.ended = after if request.waits else self.ended
        self._show()

    def _revoked(self, number: str, answer: object) -> None:
        if not isinstance(answer, Revoking):
            raise TypeError("a gateway answers Revoking")
        self._trails[number] = replace(self._trail(number), no_revoke=not (answer.done or answer.again))
        if answer.done:
            request = self.find(number)
            with self.till.write(lambda session: _state_is(session, number, REVOKED)) as session:
                after = pay_requests.revoke_answered(session, number, answer, self.till.now())
                self._let_go(session, after)
                self.ended = after if request.waits else self.ended
        self._show()

    def _refunding(self, number: str, answer: object) -> None:
        if not isinstance(answer, Refunding):
            raise TypeError("a gateway answers Refunding")
        request = self.find(number)
        self._heard(request.means, answer.state)
        with self.till.write(lambda session: _state_left(session, number, request.state)) as session:
            pay_refunds.refund_answered(session, number, answer, self.till.now())
        self._show()

    def _heard(self, means: str, state: str) -> None:
        if state == "NOT_SENT":
            self._missed[means] = self.till.now()
        else:
            self._missed.pop(means, None)

    # The ticket

    def _stamp(self, request: Request) -> Stamp:
        """Who does it: whoever is signed in; before that, whoever began it."""
        stamp = self.till.stamp()
        return stamp if stamp.clerk else replace(stamp, clerk=request.clerk)

    def _waiting_ticket(self, session: Session, number: str) -> tuple[str | None, Basket] | None:
        """The ticket that waits for it, and the name it is held under."""
        day = business_day(self.till.now(), self.till.settings.cut_over)
        return tickets.waiting_for(session, self.till.settings.till, number, day)

    def _let_go(self, session: Session, request: Request) -> None:
        """The ticket waits no longer, in the transaction of what let it go."""
        found = self._waiting_ticket(session, request.number)
        if found is not None:
            name, basket = found
            tickets.keep_where_it_lies(session, self._stamp(request), name, basket.with_request(""))

    def _take(self, number: str, change: Callable[[Session], Request]) -> Paid | None:
        """Write `change` and, if the money stands for a ticket now, the tender and the sale it completes: at once.

        Where the goods cannot be booked any more the money still stands on the ticket, and the clerk is told why.
        """
        try:
            return self._take_and_book(number, change, may_book=True)
        except _NotBooked as met:
            paid = self._take_and_book(number, change, may_book=False)
            if self.page is not None:
                self.page.refused = met.refusal
                self._refresh_page()
            return paid

    def _take_and_book(self, number: str, change: Callable[[Session], Request], *, may_book: bool) -> Paid | None:
        before = self.find(number)
        paid: Paid | None = None
        sold: Basket | None = None
        held: str | None = None

        def came_through(session: Session) -> bool:
            if sold is not None:
                return is_booked(session, sold.uuid)
            now = pay_requests.find(session, number)
            return now is not None and (now.state, now.by_hand) != (before.state, before.by_hand)

        with self.till.write(came_through) as session:
            request = change(session)
            stands = request.state == PAID or request.by_hand == BY_HAND_PAID
            found = self._waiting_ticket(session, number) if stands and before.waits else None
            if found is not None:
                held = found[0]
                settled, basket = self._with_tender(request, found[1])
                pay_requests.tender_stands(session, number)
                shift = open_shift_of(session, self.till.settings.till)
                if settled.complete and may_book and shift is not None:
                    try:
                        paid = book(self.till, session, self._stamp(request), shift, basket, settled, held)
                    except Refusal as refusal:
                        raise _NotBooked(refusal) from refusal
                    sold = basket
                else:
                    tickets.keep_where_it_lies(session, self._stamp(request), held, basket)
        if paid is not None and sold is not None:
            self._finish(paid, sold, held)
        else:
            self._show()
        return paid

    def _with_tender(self, request: Request, basket: Basket) -> tuple[Settled, Basket]:
        asked, now = max(ZERO, basket.due), self.till.now()
        settled = settle(asked, basket.tenders, request.means, request.amount, request.reference, now)
        tender = replace(settled.tender, request=request.number)
        return replace(settled, tender=tender), basket.with_request("").with_tender(tender)

    def _finish(self, paid: Paid, sold: Basket, held: str | None) -> None:
        self.till.booked += 1
        self.till.printing.wake()
        if held is not None:
            if self.counter is not None:
                tell_of_held(self.counter, held, paid)
            return
        if self.page is not None and self.page.uuid == sold.uuid:
            self.page.take_paid(paid, sold)
        if self.counter is not None:
            tell(self.counter, paid)
        self._refresh_page()

    def _show(self) -> None:
        """Something may have changed: the counter reads its ticket anew, the page draws it."""
        if self.counter is not None:
            before = self.counter.basket, self.counter.held
            with suppress(Trouble):
                self.counter.reload()
            if (self.counter.basket, self.counter.held) != before:
                self.counter.view.refresh()
        self._refresh_page()

    def _refresh_page(self) -> None:
        if self.page is not None:
            self.page.view.refresh()


def wait_for_customer(desk: PayDesk, number: str) -> None:
    """Where nobody watches a window: ask as often as is due until the customer has typed the password, or not.

    A till that cannot write down what it hears, because its disk is full, does not wait for ever.
    """
    while (request := desk.find(number)).state == WAIT_USER and request.age(desk.till.now()) < LONGEST_WAIT:
        due = desk.next_due(number)
        if due is None:
            return
        sleep(max(SHORTEST_WAIT, (due - desk.till.now()).total_seconds()))
        desk.tick()


def _state_is(session: Session, number: str, state: str) -> bool:
    request = pay_requests.find(session, number)
    return request is not None and request.state == state


def _state_left(session: Session, number: str, before: str) -> bool:
    request = pay_requests.find(session, number)
    return request is not None and request.state != before


def _seconds_until(left: timedelta) -> int:
    """Whole seconds of what is left, counted up; 0 once it is past."""
    return max(0, -int(-left.total_seconds() // 1))


def _gone_back() -> str:
    """What the customer reads on the telephone beside money that came back."""
    return "退款"
