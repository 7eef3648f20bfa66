"""WeChat Pay's side of APIv3: requests verified, answers signed."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pos.devices.gateways.reading import NotReadable, json_object
from pos.devices.gateways.signing import PrivateKey, PublicKey
from pos.devices.gateways.simulator.ledger import Asked, Fault, Order, Outcome, Refund
from pos.devices.gateways.simulator.sides import Malformed, Reply, Request, demand
from pos.devices.gateways.wechat import MOST_SKEW, SCHEME, answer_text, request_text
from pos.settings.gateways import WechatAccount

_NUMBER = r"[0-9A-Za-z_*-]{6,32}"
_CODE = r"1[0-5]\d{16}|160\d{15}"
_ERRORS = {
    "NUMBER_USED": (403, "OUT_TRADE_NO_USED"),
    "CLOSED": (400, "ORDER_CLOSED"),
    "EXPIRED_CODE": (403, "AUTH_CODE_EXPIRE"),
    "NO_MONEY": (403, "NOT_ENOUGH"),
    "NO_ORDER": (404, "ORDER_NOT_EXIST"),
    "NO_REFUND": (404, "RESOURCE_NOT_EXISTS"),
    "SYSTEM_ERROR": (500, "SYSTEM_ERROR"),
    "TOO_MUCH": (400, "INVALID_REQUEST"),
}
_STATES = {"TYPING": "USERPAYING", "PAID": "SUCCESS", "REFUSED": "PAYERROR", "REVOKED": "REVOKED"}
_REFUNDS = {"DONE": "SUCCESS", "PROCESSING": "PROCESSING", "FAILED": "CLOSED"}


class WechatSide:
    """The service. `shop` verifies what comes in, `key` signs what goes out."""

    def __init__(self, account: WechatAccount, shop: PublicKey, key: PrivateKey, now: Callable[[], float]) -> None:
        self._account, self._shop, self._key, self._now = account, shop, key, now
        self._nonces: set[str] = set()

    def read(self, request: Request) -> Asked:
        """The request, verified; Malformed if anything about it is wrong."""
        self._verify(request)
        headers = request.headers
        demand(headers.get("accept") == "application/json", "Accept is not application/json")
        demand(headers.get("content-type") == "application/json", "Content-Type is not application/json")
        demand(bool(headers.get("user-agent")), "there is no User-Agent")
        url = urlsplit(request.target)
        path, query = url.path, dict(parse_qsl(url.query))
        if request.method == "GET":
            demand(not request.body, "a GET with a body")
            if found := re.fullmatch(rf"/v3/pay/transactions/out-trade-no/({_NUMBER})", path):
                demand(query == {"mchid": self._account.mchid}, "mchid is not in the query")
                return Asked("WECHAT", "QUERY", found[1])
            if found := re.fullmatch(rf"/v3/refund/domestic/refunds/({_NUMBER})", path):
                return Asked("WECHAT", "QUERY_REFUND", "", refund=found[1])
        elif request.method == "POST":
            demand(not query, "a POST with a query")
            try:
                body = json_object(request.body)
            except NotReadable:
                raise Malformed("the body is no JSON object") from None
            if path == "/v3/pay/transactions/codepay":
                return self._pay(body)
            if found := re.fullmatch(rf"/v3/pay/transactions/out-trade-no/({_NUMBER})/reverse", path):
                self._demand_keys(body, {"appid", "mchid"})
                self._demand_account(body)
                return Asked("WECHAT", "REVOKE", found[1])
            if path == "/v3/refund/domestic/refunds":
                return self._refund(body)
        raise Malformed("there is no such address", "RESOURCE_NOT_EXISTS", 404)

    def _verify(self, request: Request) -> None:
        scheme, _, rest = request.headers.get("authorization", "").partition(" ")
        parts = dict(re.findall(r'(\w+)="([^"]*)"', rest))
        demand(scheme == SCHEME, "the scheme of Authorization", "SIGN_ERROR", 401)
        names = {"mchid", "nonce_str", "signature", "timestamp", "serial_no"}
        demand(set(parts) == names, "the parts of Authorization", "SIGN_ERROR", 401)
        demand(parts["mchid"] == self._account.mchid, "mchid of Authorization", "SIGN_ERROR", 401)
        demand(parts["serial_no"] == self._account.serial, "serial_no of Authorization", "SIGN_ERROR", 401)
        demand(re.fullmatch(r"\d{10}", parts["timestamp"]) is not None, "timestamp", "SIGN_ERROR", 401)
        demand(abs(int(parts["timestamp"]) - self._now()) <= MOST_SKEW, "timestamp is far off", "SIGN_ERROR", 401)
        demand(re.fullmatch(r"\w{16,32}", parts["nonce_str"]) is not None, "nonce_str", "SIGN_ERROR", 401)
        demand(parts["nonce_str"] not in self._nonces, "nonce_str was used before", "SIGN_ERROR", 401)
        self._nonces.add(parts["nonce_str"])
        signed = request_text(request.method, request.target, parts["timestamp"], parts["nonce_str"], request.body)
        demand(self._shop.signed(signed, parts["signature"]), "the signature", "SIGN_ERROR", 401)

    def _pay(self, body: dict[str, Any]) -> Asked:
        self._demand_keys(body, {"appid", "mchid", "description", "out_trade_no", "payer", "amount", "scene_info"})
        self._demand_account(body)
        description = body["description"]
        demand(isinstance(description, str) and 0 < len(description.encode()) <= 127, "description")
        demand(re.fullmatch(_NUMBER, str(body["out_trade_no"])) is not None, "out_trade_no")
        payer, scene = body["payer"], body["scene_info"]
        demand(isinstance(payer, dict) and set(payer) == {"auth_code"}, "payer")
        code = payer["auth_code"]
        demand(isinstance(code, str) and re.fullmatch(_CODE, code, re.ASCII) is not None, "auth_code")
        demand(isinstance(scene, dict) and isinstance(scene.get("store_info"), dict), "scene_info.store_info")
        demand(re.fullmatch(r"\w{1,32}", str(scene["store_info"].get("id", ""))) is not None, "store_info.id")
        demand(0 < len(str(scene.get("device_id", "-"))) <= 32, "device_id")
        amount = body["amount"]
        demand(isinstance(amount, dict) and set(amount) == {"total", "currency"}, "amount")
        return Asked("WECHAT", "PAY", body["out_trade_no"], self._fen(amount, "total"), digit=code[-1])

    def _refund(self, body: dict[str, Any]) -> Asked:
        self._demand_keys(body, {"out_trade_no", "out_refund_no", "reason", "amount"})
        for name in ("out_trade_no", "out_refund_no"):
            demand(re.fullmatch(_NUMBER, str(body[name])) is not None, name)
        demand(isinstance(body["reason"], str) and 0 < len(body["reason"].encode()) <= 80, "reason")
        amount = body["amount"]
        demand(isinstance(amount, dict) and set(amount) == {"refund", "total", "currency"}, "amount")
        demand(self._fen(amount, "refund") <= self._fen(amount, "total"), "amount.refund is above amount.total")
        return Asked("WECHAT", "REFUND", body["out_trade_no"], amount["refund"], body["out_refund_no"])

    @staticmethod
    def _fen(amount: dict[str, Any], name: str) -> int:
        value = amount[name]
        demand(type(value) is int and 0 < value < 10**10, f"amount.{name}")
        demand(amount["currency"] == "CNY", "amount.currency")
        return int(value)

    @staticmethod
    def _demand_keys(body: dict[str, Any], keys: set[str]) -> None:
        demand(set(body) == keys, f"the fields are {sorted(set(body) ^ keys)} off")

    def _demand_account(self, body: dict[str, Any]) -> None:
        mine = (body["appid"], body["mchid"]) == (self._account.appid, self._account.mchid)
        demand(mine, "appid and mchid", "APPID_MCHID_NOT_MATCH")

    def reply(self, asked: Asked, outcome: Outcome, fault: Fault | None) -> Reply:
        """The signed answer, spoilt as `fault` says."""
        if outcome.word != "OK":
            status, word = _ERRORS[outcome.word]
            if asked.verb == "QUERY_REFUND":
                word = "RESOURCE_NOT_EXISTS" if status == 404 else word
            return self._signed(status, {"code": word, "message": "模拟"}, fault)
        assert outcome.order is not None  # noqa: S101
        if outcome.refund is not None:
            return self._signed(200, self._refund_body(outcome.order, outcome.refund, fault), fault)
        if asked.verb == "REVOKE":
            return self._signed(204, None, fault)
        typing = asked.verb == "PAY" and outcome.order.state == "TYPING"
        return self._signed(202 if typing else 200, self._order_body(outcome.order, fault), fault)

    def _order_body(self, order: Order, fault: Fault | None) -> dict[str, Any]:
        body: dict[str, Any] = {
            "appid": self._account.appid,
            "mchid": self._account.mchid,
            "out_trade_no": order.number if fault != Fault.OTHER_ORDER else "0" * len(order.number),
            "trade_type": "MICROPAY",
            "trade_state": "REFUND" if order.state == "PAID" and order.refunds else _STATES[order.state],
            "trade_state_desc": "模拟",
        }
        if order.taken:
            body |= {"transaction_id": order.reference, "bank_type": "OTHERS"}
        total = order.fen + (1 if fault == Fault.OTHER_AMOUNT else 0)
        return body | {"payer": {"openid": "oSimulated"}, "amount": {"total": total, "currency": "CNY"}}

    def _refund_body(self, order: Order, refund: Refund, fault: Fault | None) -> dict[str, Any]:
        fen = refund.fen + (1 if fault == Fault.OTHER_AMOUNT else 0)
        return {
            "refund_id": refund.reference,
            "out_refund_no": refund.number if fault != Fault.OTHER_ORDER else "0" * len(refund.number),
            "transaction_id": order.reference,
            "out_trade_no": order.number,
            "channel": "ORIGINAL",
            "status": _REFUNDS[refund.state],
            "amount": {"total": order.fen, "refund": fen, "currency": "CNY"},
        }

    def turn_away(self, _request: Request, why: Malformed) -> Reply:
        """The answer to a malformed request; one whose signature was wrong gets no signature either."""
        spoilt = Fault.UNSIGNED if why.word == "SIGN_ERROR" else None
        return self._signed(why.status, {"code": why.word, "message": why.why}, spoilt)

    def _signed(self, status: int, content: dict[str, Any] | None, fault: Fault | None) -> Reply:
        body = b"" if content is None else json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        if fault == Fault.OVERSIZED:
            body, status = b'{"filler":"' + b"x" * 1_000_000 + b'"}', 200
        at, nonce = str(int(self._now()) - (600 if fault == Fault.CLOCK_SKEW else 0)), secrets.token_hex(16)
        signed = answer_text(at, nonce, body + (b" " if fault == Fault.WRONGLY_SIGNED else b""))
        headers = {"Content-Type": "application/json; charset=utf-8", "Request-ID": secrets.token_hex(8)}
        if fault != Fault.UNSIGNED:
            headers |= {
                "Wechatpay-Timestamp": at,
                "Wechatpay-Nonce": nonce,
                "Wechatpay-Serial": self._account.platform_id,
                "Wechatpay-Signature": self._key.sign(signed),
                "Wechatpay-Signature-Type": SCHEME,
            }
        return Reply(status, headers, body)
