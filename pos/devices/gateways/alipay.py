"""Alipay, payment codes over its open platform: alipay.trade.pay, query, cancel, refund, fastpay.refund.query.

Signed with the application's key (RSA2). An answer counts only if its very bytes are signed with Alipay's key and it
speaks of the order that was asked about. Amounts are text in yuan with two places.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from pos.core.gateways import (
    ALIPAY_TIMING,
    PayAnswer,
    Paying,
    PayOrder,
    Refunding,
    RefundOrder,
    Revoking,
)
from pos.devices.gateways.reading import NotReadable, Unbelieved, fen_of, reference, said, text, top_level, words
from pos.devices.gateways.signing import PrivateKey, PublicKey
from pos.devices.gateways.transport import Line, NoAnswer, NotSent
from pos.settings.gateways import AlipayAccount

#: An unpaid order closes by itself after so long, whatever becomes of this till.
CLOSES_AFTER = "2m"
_BEIJING = timedelta(hours=8)
LONGEST_TEXT = 240

OK, WAITING, UNSURE, REFUSED = "10000", "10003", "20000", "40004"
#: The gateway itself turned the request away before any order was touched: rights, missing and wrong parameters.
_TURNED_AWAY = {"20001", "40001", "40002", "40003", "40006"}

_STATES: dict[str, PayAnswer] = {
    "WAIT_BUYER_PAY": "WAIT_USER",
    "TRADE_SUCCESS": "PAID",
    "TRADE_FINISHED": "PAID",
    "TRADE_CLOSED": "REVOKED",
}
#: What ends a request: nothing was taken, and nothing will be. Whatever is not named here is asked about.
_NEVER = {
    "ACQ." + word
    for word in (
        "ACCESS_FORBIDDEN",
        "BEYOND_PAY_RESTRICTION",
        "BEYOND_PER_RECEIPT_RESTRICTION",
        "BUYER_BALANCE_NOT_ENOUGH",
        "BUYER_BANKCARD_BALANCE_NOT_ENOUGH",
        "BUYER_ENABLE_STATUS_FORBID",
        "BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
        "BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR",
        "BUYER_SELLER_EQUAL",
        "ERROR_BALANCE_PAYMENT_DISABLE",
        "ERROR_BUYER_CERTIFY_LEVEL_LIMIT",
        "EXIST_FORBIDDEN_WORD",
        "MOBILE_PAYMENT_SWITCH_OFF",
        "NO_PAYMENT_INSTRUMENTS_AVAILABLE",
        "NOT_SUPPORT_PAYMENT_INST",
        "PARTNER_ERROR",
        "PAYMENT_AUTH_CODE_INVALID",
        "PAYMENT_FAIL",
        "PAYMENT_REQUEST_HAS_RISK",
        "SELLER_BEEN_BLOCKED",
        "TOTAL_FEE_EXCEED",
        "USER_FACE_PAYMENT_SWITCH_OFF",
    )
}
_CLOSED = {"ACQ.TRADE_HAS_CLOSE"}
_NO_TRADE = "ACQ.TRADE_NOT_EXIST"
#: A cancel will never be accepted for this order; what was taken can only be refunded.
_NO_CANCEL = {
    "ACQ.CANCEL_NOT_ALLOWED",
    "ACQ.REASON_TRADE_REFUND_FEE_ERR",
    "ACQ.TRADE_CANCEL_TIME_OUT",
    "ACQ.TRADE_HAS_FINISHED",
}


class AlipayGateway:
    """A `PaymentGateway` for one application."""

    means = "ALIPAY"
    timing = ALIPAY_TIMING

    def __init__(
        self, account: AlipayAccount, key: PrivateKey, platform: PublicKey, *, now: Callable[[], float] = time.time
    ) -> None:
        self._account = account
        self._key, self._alipay = key, platform
        self._line = Line(account.url)
        self._path = urlsplit(account.url).path or "/"
        self._now = now

    def pay(self, order: PayOrder, auth_code: str, deadline: float = 10.0) -> Paying:
        """Ask for the money of the telephone that showed `auth_code`."""
        bill = {
            "out_trade_no": order.number,
            "scene": "bar_code",
            "auth_code": auth_code,
            "subject": _subject(order.subject),
            "total_amount": str(order.amount),
            "timeout_express": CLOSES_AFTER,
            "terminal_id": order.till[:32],
        }
        try:
            said_back = self._asked("alipay.trade.pay", bill, deadline)
        except NotSent as fault:
            return Paying("NOT_SENT", note=fault.why)
        except (NoAnswer, Unbelieved) as fault:
            return Paying("UNKNOWN", note=fault.why)
        code, word = text(said_back, "code"), text(said_back, "sub_code")
        if code == OK:
            return self._paid(order, said_back, "PAID", "")
        if text(said_back, "out_trade_no") not in ("", order.number):
            return Paying("UNKNOWN", note="ANOTHER_ORDER")
        if code == WAITING:
            return Paying("WAIT_USER", reference=reference(said_back.get("trade_no")), note=said(code))
        if code == REFUSED and word in _CLOSED:
            return Paying("REVOKED", note=said(word))
        never = (code == REFUSED and word in _NEVER) or code in _TURNED_AWAY
        return Paying("FAILED" if never else "UNKNOWN", note=said(word or code))

    def query(self, order: PayOrder, deadline: float = 5.0) -> Paying:
        """What became of an order."""
        try:
            said_back = self._asked("alipay.trade.query", {"out_trade_no": order.number}, deadline)
        except NotSent as fault:
            return Paying("NOT_SENT", note=fault.why)
        except (NoAnswer, Unbelieved) as fault:
            return Paying("UNKNOWN", note=fault.why)
        code, word = text(said_back, "code"), text(said_back, "sub_code")
        if code == OK:
            status = text(said_back, "trade_status")
            return self._paid(order, said_back, _STATES.get(status, "UNKNOWN"), status)
        return Paying("NOT_FOUND" if (code, word) == (REFUSED, _NO_TRADE) else "UNKNOWN", note=said(word or code))

    def revoke(self, order: PayOrder, deadline: float = 10.0) -> Revoking:
        """Close an order, and give back what was taken. An order that Alipay does not know cannot be closed yet."""
        try:
            said_back = self._asked("alipay.trade.cancel", {"out_trade_no": order.number}, deadline)
        except (NotSent, NoAnswer, Unbelieved) as fault:
            return Revoking(done=False, note=fault.why)
        code, word = text(said_back, "code"), text(said_back, "sub_code")
        if text(said_back, "out_trade_no") not in ("", order.number):
            return Revoking(done=False, note="ANOTHER_ORDER")
        if code == OK:
            action = text(said_back, "action")
            if text(said_back, "retry_flag") == "N" and action in ("close", "refund"):
                return Revoking(done=True, again=False, note=said(action))
            # Success without an action: there was no such trade, and the request may still be on its way.
            return Revoking(done=False, note="RETRY" if action else _NO_TRADE)
        if word in _CLOSED:
            return Revoking(done=True, again=False, note=said(word))
        return Revoking(done=False, again=word not in _NO_CANCEL, note=said(word or code))

    def refund(self, refund: RefundOrder, deadline: float = 10.0) -> Refunding:
        """Give money back. What is not plainly done, or plainly open, is asked about before it is answered."""
        ends = time.monotonic() + deadline
        claim = {
            "out_trade_no": refund.of.number,
            "refund_amount": str(refund.amount),
            "out_request_no": refund.number,
            "refund_reason": words(refund.reason, LONGEST_TEXT),
        }
        try:
            said_back = self._asked("alipay.trade.refund", claim, deadline)
        except NotSent as fault:
            return Refunding("NOT_SENT", note=fault.why)
        except (NoAnswer, Unbelieved) as fault:
            return Refunding("UNKNOWN", note=fault.why)
        code, word = text(said_back, "code"), text(said_back, "sub_code")
        if text(said_back, "out_trade_no") not in ("", refund.of.number):
            return Refunding("UNKNOWN", note="ANOTHER_ORDER")
        if code == OK and text(said_back, "fund_change") == "Y" and text(said_back, "out_trade_no"):
            return Refunding("DONE", reference=reference(said_back.get("trade_no")), note="REFUND_SUCCESS")
        if code == UNSURE or word.endswith("SYSTEM_ERROR"):
            return Refunding("UNKNOWN", note=said(word or code))
        # No money moved now. Perhaps it did when the same was asked before, perhaps it never will.
        there = self.query_refund(refund, ends - time.monotonic())
        if there.state == "NOT_FOUND" and code != OK:
            return Refunding("FAILED", note=said(word or code))
        return (
            there if there.state in ("DONE", "PROCESSING", "FAILED") else Refunding("UNKNOWN", note=said(word or code))
        )

    def query_refund(self, refund: RefundOrder, deadline: float = 5.0) -> Refunding:
        """What became of a refund. Alipay says nothing of one that it has not received or that came to nothing."""
        asked = {"out_trade_no": refund.of.number, "out_request_no": refund.number}
        try:
            said_back = self._asked("alipay.trade.fastpay.refund.query", asked, deadline)
        except NotSent as fault:
            return Refunding("NOT_SENT", note=fault.why)
        except (NoAnswer, Unbelieved) as fault:
            return Refunding("UNKNOWN", note=fault.why)
        code, word = text(said_back, "code"), text(said_back, "sub_code")
        if code != OK:
            return Refunding(
                "NOT_FOUND" if (code, word) == (REFUSED, _NO_TRADE) else "UNKNOWN", note=said(word or code)
            )
        status = text(said_back, "refund_status")
        if not status and "refund_amount" not in said_back:
            return Refunding("NOT_FOUND")
        numbers = text(said_back, "out_trade_no"), text(said_back, "out_request_no")
        if numbers != (refund.of.number, refund.number):
            return Refunding("UNKNOWN", note="ANOTHER_ORDER")
        if fen_of(said_back.get("refund_amount")) != refund.amount.fen:
            return Refunding("UNKNOWN", note="ANOTHER_AMOUNT")
        state = {"REFUND_SUCCESS": "DONE", "REFUND_PROCESSING": "PROCESSING", "REFUND_FAIL": "FAILED"}.get(status)
        return Refunding(state or "UNKNOWN", reference=reference(said_back.get("trade_no")), note=said(status))  # type: ignore[arg-type]

    # --- what is said, and what it means ------------------------------------------------------------------------------

    def _paid(self, order: PayOrder, said_back: dict[str, Any], state: PayAnswer, note: str) -> Paying:
        if text(said_back, "out_trade_no") != order.number:
            return Paying("UNKNOWN", note="ANOTHER_ORDER")
        if state == "PAID" and fen_of(said_back.get("total_amount")) != order.amount.fen:
            return Paying("UNKNOWN", note="ANOTHER_AMOUNT")
        if state == "PAID" and said_back.get("trans_currency", "CNY") != "CNY":
            return Paying("UNKNOWN", note="ANOTHER_CURRENCY")
        return Paying(state, reference=reference(said_back.get("trade_no")), note=said(note))

    def _asked(self, method: str, content: Mapping[str, str], deadline: float) -> dict[str, Any]:
        """What Alipay answers to `method`; NotSent, NoAnswer or Unbelieved if it cannot be had or believed."""
        written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        fields = {
            "app_id": self._account.app_id,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": f"{datetime.fromtimestamp(self._now(), UTC) + _BEIJING:%Y-%m-%d %H:%M:%S}",
            "version": "1.0",
        }
        sign = self._key.sign(signed_text({**fields, "biz_content": written}))
        # The content travels in the body: an address is kept by whatever the request comes through.
        target = f"{self._path}?{urlencode({**fields, 'sign': sign})}"
        body = urlencode({"biz_content": written}).encode("ascii")
        headers = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8", "User-Agent": "pos"}
        answer = self._line.ask("POST", target, headers, body, deadline)
        if answer.status != 200:
            raise Unbelieved(f"HTTP_{answer.status}")
        try:
            members = top_level(answer.body)
        except NotReadable:
            raise Unbelieved("NOT_JSON") from None
        return self._believed(members, method.replace(".", "_") + "_response")

    def _believed(self, members: dict[str, tuple[Any, bytes]], name: str) -> dict[str, Any]:
        name = name if name in members else "error_response"
        value, raw = members.get(name, (None, b""))
        sign = members.get("sign", ("", b""))[0]
        if not isinstance(value, dict):
            raise Unbelieved("NOT_JSON")
        if not isinstance(sign, str) or not sign:
            raise Unbelieved("UNSIGNED")
        # Alipay signs before it writes a slash as \/; its own libraries try both.
        if not (self._alipay.signed(raw, sign) or self._alipay.signed(raw.replace(b"\\/", b"/"), sign)):
            raise Unbelieved("WRONGLY_SIGNED")
        if name == "error_response" and text(value, "code") in (OK, WAITING):
            raise Unbelieved("NOT_JSON")
        return value


def signed_text(fields: Mapping[str, str]) -> bytes:
    """The bytes of a request that are signed: all fields but the signature, by name, those without a value left out."""
    return "&".join(f"{name}={fields[name]}" for name in sorted(fields) if name != "sign" and fields[name]).encode()


def _subject(subject: str) -> str:
    """What stands on the telephone, without the signs that Alipay does not take in it."""
    return words(re.sub(r"[/=&\\\"'<>]", " ", subject), LONGEST_TEXT)
