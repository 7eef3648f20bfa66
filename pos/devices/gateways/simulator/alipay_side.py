"""Alipay's side of its open platform: requests verified, answers signed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pos.devices.gateways.alipay import signed_text
from pos.devices.gateways.reading import NotReadable, fen_of, json_object
from pos.devices.gateways.signing import PrivateKey, PublicKey
from pos.devices.gateways.simulator.ledger import Asked, Fault, Order, Outcome, Verb
from pos.devices.gateways.simulator.sides import Malformed, Reply, Request, demand
from pos.settings.gateways import AlipayAccount

_VERBS: dict[str, Verb] = {
    "alipay.trade.pay": "PAY",
    "alipay.trade.query": "QUERY",
    "alipay.trade.cancel": "REVOKE",
    "alipay.trade.refund": "REFUND",
    "alipay.trade.fastpay.refund.query": "QUERY_REFUND",
}
_FIELDS: dict[Verb, set[str]] = {
    "PAY": {"out_trade_no", "scene", "auth_code", "subject", "total_amount", "timeout_express", "terminal_id"},
    "QUERY": {"out_trade_no"},
    "REVOKE": {"out_trade_no"},
    "REFUND": {"out_trade_no", "refund_amount", "out_request_no", "refund_reason"},
    "QUERY_REFUND": {"out_trade_no", "out_request_no"},
}
_SYSTEM_FIELDS = {"app_id", "method", "format", "charset", "sign_type", "timestamp", "version", "sign", "biz_content"}
_CODE = r"(?:2[5-9]|30)\d{14,22}"
_ERRORS = {
    "NUMBER_USED": "ACQ.TRADE_HAS_SUCCESS",
    "CLOSED": "ACQ.TRADE_HAS_CLOSE",
    "EXPIRED_CODE": "ACQ.PAYMENT_AUTH_CODE_INVALID",
    "NO_ORDER": "ACQ.TRADE_NOT_EXIST",
    "SYSTEM_ERROR": "ACQ.SYSTEM_ERROR",
    "TOO_MUCH": "ACQ.REASON_TRADE_REFUND_FEE_ERR",
}
_STATES = {
    "TYPING": "WAIT_BUYER_PAY",
    "PAID": "TRADE_SUCCESS",
    "REFUSED": "TRADE_CLOSED",
    "REVOKED": "TRADE_CLOSED",
}
_REFUNDS = {"DONE": "REFUND_SUCCESS", "PROCESSING": "REFUND_PROCESSING", "FAILED": "REFUND_FAIL"}


class AlipaySide:
    """The service. `shop` verifies what comes in, `key` signs what goes out."""

    def __init__(self, account: AlipayAccount, shop: PublicKey, key: PrivateKey, now: Callable[[], float]) -> None:
        self._account, self._shop, self._key, self._now = account, shop, key, now

    def read(self, request: Request) -> Asked:
        """The request, verified; Malformed if anything about it is wrong."""
        demand(request.method == "POST", "not a POST", "isv.invalid-method")
        kind = request.headers.get("content-type", "").replace(" ", "").lower()
        demand(kind == "application/x-www-form-urlencoded;charset=utf-8", "Content-Type")
        fields = self._fields(request)
        verb = _VERBS.get(fields["method"])
        if verb is None:
            raise Malformed("there is no such method", "isv.invalid-method")
        try:
            content = json_object(fields["biz_content"].encode())
        except NotReadable:
            raise Malformed("biz_content is no JSON object") from None
        demand(set(content) == _FIELDS[verb], f"the fields are {sorted(set(content) ^ _FIELDS[verb])} off")
        demand(all(isinstance(value, str) and value for value in content.values()), "a value is no text, or empty")
        for name in ("out_trade_no", "out_request_no"):
            demand(re.fullmatch(r"\w{1,64}", content.get(name, "x"), re.ASCII) is not None, name)
        number, refund = content["out_trade_no"], content.get("out_request_no", "")
        if verb == "PAY":
            return Asked("ALIPAY", verb, number, self._bill(content), digit=content["auth_code"][-1])
        if verb == "REFUND":
            demand(len(content["refund_reason"]) <= 256, "refund_reason")
            return Asked("ALIPAY", verb, number, _amount(content["refund_amount"]), refund)
        return Asked("ALIPAY", verb, number, refund=refund)

    def _fields(self, request: Request) -> dict[str, str]:
        pairs = parse_qsl(urlsplit(request.target).query, keep_blank_values=True, strict_parsing=True)
        demand("biz_content" not in dict(pairs), "biz_content stands in the address, which is kept in logs")
        pairs += parse_qsl(request.body.decode("ascii", "strict"), keep_blank_values=True, strict_parsing=True)
        fields = dict(pairs)
        demand(len(fields) == len(pairs) and set(fields) == _SYSTEM_FIELDS, "the common fields", "isv.missing-field")
        demand(fields["app_id"] == self._account.app_id, "app_id", "isv.invalid-app-id")
        fixed = {"format": "JSON", "charset": "utf-8", "sign_type": "RSA2", "version": "1.0"}
        demand({name: fields[name] for name in fixed} == fixed, "format, charset, sign_type or version")
        demand(self._shop.signed(signed_text(fields), fields["sign"]), "the signature", "isv.invalid-signature")
        try:
            at = datetime.strptime(fields["timestamp"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC) - timedelta(hours=8)
        except ValueError:
            raise Malformed("timestamp", "isv.invalid-timestamp") from None
        demand(abs(at.timestamp() - self._now()) < 24 * 3600, "timestamp is far off", "isv.invalid-timestamp")
        return fields

    @staticmethod
    def _bill(content: dict[str, str]) -> int:
        demand(content["scene"] == "bar_code", "scene")
        demand(re.fullmatch(_CODE, content["auth_code"], re.ASCII) is not None, "auth_code")
        demand(len(content["subject"]) <= 256 and not re.search("[/=&]", content["subject"]), "subject")
        demand(re.fullmatch(r"[1-9]\d{0,3}m", content["timeout_express"]) is not None, "timeout_express")
        demand(len(content["terminal_id"]) <= 32, "terminal_id")
        return _amount(content["total_amount"])

    def reply(self, asked: Asked, outcome: Outcome, fault: Fault | None) -> Reply:
        """The signed answer, spoilt as `fault` says."""
        answer = {
            "PAY": self._paid,
            "QUERY": self._found,
            "REVOKE": self._revoked,
            "REFUND": self._refunded,
            "QUERY_REFUND": self._refund_found,
        }[asked.verb](asked, outcome)
        if fault == Fault.OTHER_ORDER and "out_trade_no" in answer:
            answer["out_trade_no"] = "0" * len(asked.number)
        if fault == Fault.OTHER_AMOUNT:
            answer |= {name: "9999.99" for name in ("total_amount", "refund_amount") if name in answer}
        method = next(name for name, verb in _VERBS.items() if verb == asked.verb)
        return self._signed(method, answer, fault)

    def _refused(self, asked: Asked, outcome: Outcome) -> dict[str, Any]:
        word = _ERRORS.get(outcome.word, "")
        if outcome.word == "NO_MONEY":
            word = "ACQ.BUYER_BALANCE_NOT_ENOUGH" if asked.verb == "PAY" else "ACQ.SELLER_BALANCE_NOT_ENOUGH"
        return {"code": "40004", "msg": "Business Failed", "sub_code": word, "sub_msg": "模拟"}

    def _order(self, order: Order) -> dict[str, Any]:
        well = {"code": "10000", "msg": "Success"}
        return well | {"out_trade_no": order.number, "trade_no": order.reference, "buyer_logon_id": "159****5620"}

    def _paid(self, asked: Asked, outcome: Outcome) -> dict[str, Any]:
        if outcome.word == "SYSTEM_ERROR":
            return {"code": "20000", "msg": "Service Currently Unavailable", "sub_code": "aop.ACQ.SYSTEM_ERROR"}
        if outcome.word != "OK" or outcome.order is None:
            return self._refused(asked, outcome) | {"out_trade_no": asked.number}
        answer = self._order(outcome.order)
        if outcome.order.state == "TYPING":
            return answer | {"code": "10003", "msg": "order success pay inprocess"}
        return answer | {"total_amount": _yuan(outcome.order.fen), "gmt_payment": "2014-11-27 15:45:57"}

    def _found(self, asked: Asked, outcome: Outcome) -> dict[str, Any]:
        if outcome.word != "OK" or outcome.order is None:
            return self._refused(asked, outcome)
        order = outcome.order
        given_back = order.state == "PAID" and order.kept == 0
        status = "TRADE_CLOSED" if given_back else _STATES[order.state]
        return self._order(order) | {"trade_status": status, "total_amount": _yuan(order.fen)}

    def _revoked(self, asked: Asked, outcome: Outcome) -> dict[str, Any]:
        if outcome.word == "NO_ORDER":
            return {"code": "10000", "msg": "Success", "out_trade_no": asked.number, "retry_flag": "N"}
        if outcome.word != "OK" or outcome.order is None:
            return self._refused(asked, outcome) | {"retry_flag": "Y"}
        action = "refund" if outcome.given_back_now else "close"
        return self._order(outcome.order) | {"retry_flag": "N", "action": action}

    def _refunded(self, asked: Asked, outcome: Outcome) -> dict[str, Any]:
        if outcome.word != "OK" or outcome.order is None or outcome.refund is None:
            return self._refused(asked, outcome)
        moved = outcome.given_back_now and outcome.refund.state == "DONE"
        total = _yuan(outcome.order.given_back)
        return self._order(outcome.order) | {"fund_change": "Y" if moved else "N", "refund_fee": total}

    def _refund_found(self, asked: Asked, outcome: Outcome) -> dict[str, Any]:
        if outcome.word == "NO_REFUND":
            return {"code": "10000", "msg": "Success"}
        if outcome.word != "OK" or outcome.order is None or outcome.refund is None:
            return self._refused(asked, outcome)
        return self._order(outcome.order) | {
            "out_request_no": outcome.refund.number,
            "total_amount": _yuan(outcome.order.fen),
            "refund_amount": _yuan(outcome.refund.fen),
            "refund_status": _REFUNDS[outcome.refund.state],
        }

    def turn_away(self, request: Request, why: Malformed) -> Reply:
        """The answer to a malformed request."""
        method = dict(parse_qsl(urlsplit(request.target).query)).get("method", "")
        refusal = {"code": "40002", "msg": "Invalid Arguments", "sub_code": why.word.lower(), "sub_msg": why.why}
        return self._signed(method if method in _VERBS else "", refusal, None)

    def _signed(self, method: str, answer: dict[str, Any], fault: Fault | None) -> Reply:
        if fault == Fault.OVERSIZED:
            answer = answer | {"filler": "x" * 1_000_000}
        content = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
        sign = self._key.sign(content + (b" " if fault == Fault.WRONGLY_SIGNED else b""))
        name = f"{method.replace('.', '_')}_response" if method else "error_response"
        tail = b"" if fault == Fault.UNSIGNED else b',"sign":"' + sign.encode() + b'"'
        body = b'{"' + name.encode() + b'":' + content + tail + b"}"
        return Reply(200, {"Content-Type": "text/html;charset=utf-8"}, body)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _amount(written: str) -> int:
    demand(re.fullmatch(r"\d{1,9}\.\d{2}", written, re.ASCII) is not None, "an amount is not written 0.00")
    fen = fen_of(written)
    demand(bool(fen), "an amount is zero")
    return fen or 0
