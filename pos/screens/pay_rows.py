"""What the pages show of a payment by code: how it stands, what is known, what to do, in a sentence each."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from pos.core.labels import means_label
from pos.core.money import Money
from pos.core.pay_requests import (
    BY_HAND_PAID,
    DONE,
    FAILED,
    NEW,
    PAID,
    PROCESSING,
    REFUND,
    REVOKED,
    REVOKING,
    SENT,
    UNKNOWN,
    WAIT_USER,
    Request,
)
from pos.core.tables import SHOP_TIME
from pos.core.wording import QT_TRANSLATE_NOOP, translate

#: What can be done about what stays open.
ASK, GIVE_BACK, SETTLE = "ASK", "GIVE_BACK", "SETTLE"
#: What an adapter notes when the service turns a question down for its time.
CLOCK_DIFFERS = "CLOCK_DIFFERS"
#: And of money back that the customer's bank did not take.
ABNORMAL = "ABNORMAL"

#: The word on a tender's row.
STATES = {
    NEW: QT_TRANSLATE_NOOP("PayCode", "Waiting for payment"),
    SENT: QT_TRANSLATE_NOOP("PayCode", "Waiting for payment"),
    WAIT_USER: QT_TRANSLATE_NOOP("PayCode", "Waiting for payment"),
    UNKNOWN: QT_TRANSLATE_NOOP("PayCode", "Result unknown"),
    PAID: QT_TRANSLATE_NOOP("PayCode", "Received"),
    FAILED: QT_TRANSLATE_NOOP("PayCode", "Not paid"),
    REVOKING: QT_TRANSLATE_NOOP("PayCode", "Being revoked"),
    REVOKED: QT_TRANSLATE_NOOP("PayCode", "Revoked"),
}
#: The same for money back.
STATES_BACK = {
    NEW: QT_TRANSLATE_NOOP("PayCode", "To be given back"),
    SENT: QT_TRANSLATE_NOOP("PayCode", "To be given back"),
    UNKNOWN: QT_TRANSLATE_NOOP("PayCode", "Result unknown"),
    PROCESSING: QT_TRANSLATE_NOOP("PayCode", "Being given back"),
    DONE: QT_TRANSLATE_NOOP("PayCode", "Given back"),
    FAILED: QT_TRANSLATE_NOOP("PayCode", "Not given back"),
}
#: The word under a step.
STEPS = {
    NEW: QT_TRANSLATE_NOOP("PayCode", "Written down"),
    SENT: QT_TRANSLATE_NOOP("PayCode", "Sent"),
    WAIT_USER: QT_TRANSLATE_NOOP("PayCode", "Customer types the password"),
    UNKNOWN: QT_TRANSLATE_NOOP("PayCode", "Result unknown"),
    REVOKING: QT_TRANSLATE_NOOP("PayCode", "Being revoked"),
    PAID: QT_TRANSLATE_NOOP("PayCode", "Received"),
    FAILED: QT_TRANSLATE_NOOP("PayCode", "Not paid"),
    REVOKED: QT_TRANSLATE_NOOP("PayCode", "Revoked"),
}


class PayStep(Struct, frozen=True):
    """A state on the way of a request; `at` None: not reached yet."""

    state: str
    label: str
    at: datetime | None
    done: bool
    now: bool


class PayRow(Struct, frozen=True):
    """The request the ticket waits for, as the payment page draws it; `ended`: the last one, that came to nothing.

    `waited`, `revoke_in` and `next_ask_in` are whole seconds; None: nobody asks by itself. `may_release`: the service
    has been told to close it, or cannot be asked at all.
    """

    number: str
    means: str
    label: str
    amount: Money
    state: str
    state_label: str
    steps: tuple[PayStep, ...]
    waited: int
    next_ask_in: int | None
    asking: bool
    may_revoke: bool
    revoke_in: int
    may_confirm: bool
    may_release: bool
    title: str
    advice: str
    ended: bool = False


class OpenPayment(Struct, frozen=True):
    """A payment, or money back, whose books and money do not say the same yet; `ways`: ASK, GIVE_BACK, SETTLE."""

    number: str
    kind: str
    means: str
    label: str
    amount: Money
    state: str
    state_label: str
    made_at: datetime
    receipt: str
    note: str
    title: str
    advice: str
    ways: tuple[str, ...]

    def as_answer(self) -> dict[str, object]:
        """For scripts."""
        return {
            "number": self.number,
            "kind": self.kind,
            "means": self.means,
            "amount": str(self.amount),
            "state": self.state,
            "at": self.made_at.isoformat(timespec="seconds"),
            "receipt": self.receipt,
            "note": self.note,
            "ways": list(self.ways),
        }


def steps_of(request: Request, taken: tuple[tuple[str, datetime], ...]) -> tuple[PayStep, ...]:
    """The states it came through, and the open end while nothing is certain; a state it came back to stands once."""
    last: dict[str, datetime] = {}
    for state, at in taken:
        if state != NEW or len(taken) == 1:
            last.pop(state, None)
            last[state] = at
    rows = [
        PayStep(
            state,
            translate("PayCode", STEPS[state]),
            at.astimezone(SHOP_TIME),
            done=state != request.state or not request.pending,
            now=state == request.state and request.pending,
        )
        for state, at in last.items()
    ]
    if request.pending:
        end = translate("PayCode", "Received / not paid")
        if request.state == REVOKING:
            end = translate("PayCode", "Revoked")
        rows.append(PayStep("", end, None, done=False, now=False))
    return tuple(rows)


def said(request: Request, waited: int, every: int, *, asked: bool) -> tuple[str, str]:
    """What is known and what to do, a sentence each."""
    gaps = {"means": means_label(request.means), "amount": request.amount, "waited": waited, "every": every}
    if request.state == FAILED:
        title = translate("PayCode", "{means} {amount} was not paid; nothing was taken")
        advice = translate("PayCode", "Ask the customer to show the code again, or choose another means.")
    elif request.state == REVOKED:
        title = translate("PayCode", "{means} {amount} was revoked; what had been taken goes back to the customer")
        advice = translate("PayCode", "Ask the customer to show the code again, or choose another means.")
    elif request.state == REVOKING:
        title = translate("PayCode", "{means} {amount} is being revoked")
        advice = translate(
            "PayCode", "It is asked for until it is done. Take nothing else for it, or the manager releases the ticket."
        )
    elif request.state == UNKNOWN:
        title = translate("PayCode", "{means} {amount} is not known to be paid or not")
        advice = translate(
            "PayCode",
            "Waited {waited} s, asked again every {every} s. Do not let the customer pay twice, and take no cash.",
        )
    elif request.state == WAIT_USER:
        title = translate("PayCode", "{means} {amount}: the customer types the password")
        advice = translate(
            "PayCode",
            "Waited {waited} s, asked again every {every} s. Let the customer finish on the telephone.",
        )
    else:
        title = translate("PayCode", "{means} {amount} was sent, no answer yet")
        advice = translate("PayCode", "Waited {waited} s. Do not scan another code, and take no cash for it.")
    if request.note == CLOCK_DIFFERS and request.pending:
        advice = translate(
            "PayCode", "This computer's clock is wrong, so the service does not answer it: set the clock."
        )
    if not asked and request.pending:
        advice = translate(
            "PayCode", "The service is not set up here any more and cannot be asked; the manager settles it by hand."
        )
    return title.format(**gaps), advice.format(**gaps)


def open_row(request: Request, receipt: str) -> OpenPayment:
    """A row of the closing page; `receipt` is the printed number it belongs to, or empty."""
    title, advice, ways = _what_to_do(request)
    states = STATES_BACK if request.kind == REFUND else STATES
    return OpenPayment(
        number=request.number,
        kind=request.kind,
        means=request.means,
        label=means_label(request.means),
        amount=request.amount,
        state=request.state,
        state_label=translate("PayCode", states[request.state]),
        made_at=request.made_at.astimezone(SHOP_TIME),
        receipt=receipt,
        note=request.note,
        title=title,
        advice=advice,
        ways=ways,
    )


def _what_to_do(request: Request) -> tuple[str, str, tuple[str, ...]]:
    gaps = {"means": means_label(request.means), "amount": request.amount, "note": request.note}
    ways: tuple[str, ...] = (ASK, SETTLE)
    if request.kind == REFUND and request.state == FAILED:
        title = translate("PayCode", "{means} did not give {amount} back: {note}")
        advice = translate("PayCode", "Ask for it once more, or give it back in another way and settle it by hand.")
        ways = (GIVE_BACK, SETTLE)
    elif request.kind == REFUND and request.note == ABNORMAL:
        title = translate("PayCode", "{means} could not bring {amount} back to the customer's card or account")
        advice = translate(
            "PayCode", "Settle it on the merchant platform of {means}; it is asked by itself until it is done."
        )
    elif request.kind == REFUND:
        title = translate("PayCode", "{means} {amount} is on its way back to the customer")
        advice = translate("PayCode", "It is asked for by itself until it is done.")
    elif request.stray:
        title = translate("PayCode", "{means} {amount} came in, but the ticket was settled without it")
        advice = translate("PayCode", "Give it back through the service.")
        ways = (GIVE_BACK, SETTLE)
    elif request.waits:
        title = translate("PayCode", "{means} {amount} is not known to be paid or not")
        advice = translate("PayCode", "Its ticket waits for it, on the counter or held: settle it on the payment page.")
        ways = (ASK,)
    elif request.state in (FAILED, REVOKED):
        title = translate("PayCode", "{means} {amount} was confirmed by hand, but the service says it was not paid")
        advice = translate("PayCode", "See to it with the customer, then settle it by hand and say how.")
        ways = (SETTLE,)
    elif request.by_hand == BY_HAND_PAID:
        title = translate("PayCode", "{means} {amount}: confirmed by hand, not yet by the service")
        advice = translate("PayCode", "It is asked by itself; look into the account of the shop if it takes long.")
    else:
        title = translate("PayCode", "{means} {amount} was released by hand and is being revoked")
        advice = translate("PayCode", "It is asked for by itself until it is done.")
    return title.format(**gaps), advice.format(**gaps), ways
