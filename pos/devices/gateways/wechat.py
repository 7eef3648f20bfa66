"""WeChat Pay, payment codes over APIv3: pay (codepay), query, reverse, refund, query of a refund.

Signed with the merchant's key (WECHATPAY2-SHA256-RSA2048); an answer counts only if it is signed with the key of WeChat
Pay, is not older than five minutes and speaks of the very order that was asked about. Amounts are in fen.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from typing import Any

from pos.core.gateways import (
    WECHAT_TIMING,
    PayAnswer,
    Paying,
    PayOrder,
    RefundAnswer,
    Refunding,
    RefundOrder,
    Revoking,
)
from pos.core.labels import means_label
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.devices.gateways.reading import NotReadable, Unbelieved, json_object, reference, said, table, text, words
from pos.devices.gateways.signing import PaymentKeyUnusable, PrivateKey, PublicKey
from pos.devices.gateways.transport import Answer, Line, NoAnswer, NotSent
from pos.settings.gateways import WechatAccount

SCHEME = "WECHATPAY2-SHA256-RSA2048"
#: An answer whose time differs by more from this computer's is not believed: it may be an old one played again.
MOST_SKEW = 300
LONGEST_SUBJECT, LONGEST_REASON = 127, 80
_NO_KEY_ID = QT_TRANSLATE_NOOP("Reason", "it is a bare public key, and till.toml does not tell its platform_id")

#: What `trade_state` means. NOTPAY, PAYERROR and REFUND are left UNKNOWN: after the first two the service itself asks
#: for a revoke, so they are not the end; and for money that went back on another way no goods may be handed over.
_STATES: dict[str, PayAnswer] = {
    "SUCCESS": "PAID",
    "USERPAYING": "WAIT_USER",
    "ACCEPT": "WAIT_USER",
    "CLOSED": "REVOKED",
    "REVOKED": "REVOKED",
}
#: Code words (without underscores, for they are written both ways) that end a request: nothing was taken, and nothing
#: will be. Whatever is not named here is UNKNOWN and asked about; PARAM_ERROR too, which has come for paid orders.
_REFUSED = {
    "ACCOUNTERROR",
    "APPIDMCHIDNOTMATCH",
    "AUTHCODEERROR",
    "AUTHCODEEXPIRE",
    "AUTHCODEEXPIRED",
    "AUTHCODEINVALID",
    "BUYERMISMATCH",
    "MCHNOTEXISTS",
    "NOAUTH",
    "NOTENOUGH",
    "NOTSUPORTCARD",
    "NOTSUPPORTCARD",
    "RULELIMIT",
    "RULELIMITED",
    "TRADEERROR",
}
_CLOSED = {"ORDERCLOSED", "ORDERREVERSED", "TRADECLOSED"}
_NO_ORDER = {"ORDERNOTEXIST", "ORDERNOTEXISTS", "RESOURCENOTEXISTS"}
_TOO_LATE = {"REVERSEEXPIRE", "REVERSEEXPIRED"}
#: The service could not say itself.
_BUSY = {"SYSTEMERROR", "BANKERROR", "FREQUENCYLIMITED", "FREQUENCYLIMITEXCEED", "RATELIMITEXCEEDED", "INNERERROR"}
#: Words of an answer without a signature that are worth a note: it is how a wrong key or number is told.
_WORTH_A_NOTE = {"SIGN_ERROR", "NO_AUTH", "PARAM_ERROR", "INVALID_REQUEST", "SYSTEM_ERROR", "FREQUENCY_LIMITED"}

_REFUNDS: dict[str, RefundAnswer] = {
    "SUCCESS": "DONE",
    "PROCESSING": "PROCESSING",
    # The bank did not take it; it stays open until somebody settles it on the merchant platform, under this number.
    "ABNORMAL": "PROCESSING",
    "CLOSED": "FAILED",
}


class WechatGateway:
    """A `PaymentGateway` for one merchant account. `store` is the place of business if the account names none."""

    means = "WECHAT"
    timing = WECHAT_TIMING

    def __init__(
        self,
        account: WechatAccount,
        key: PrivateKey,
        platform: PublicKey,
        *,
        store: str,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._account = account
        self._store = account.store or store
        self._key, self._platform = key, platform
        self._platform_id = account.platform_id or platform.serial
        if not self._platform_id:
            # Every answer names its key: not one of them could be believed, whatever the customer has paid.
            raise PaymentKeyUnusable(file=account.platform_key, service=means_label(self.means), why=_NO_KEY_ID)
        self._line = Line(account.url)
        self._now = now

    def pay(self, order: PayOrder, auth_code: str, deadline: float = 10.0) -> Paying:
        """Ask for the money; USERPAYING comes as an accepted request (202) or as a code word."""
        try:
            answer = self._asked("POST", "/v3/pay/transactions/codepay", self._bill(order, auth_code), deadline)
        except NotSent as fault:
            return Paying("NOT_SENT", note=fault.why)
        except (NoAnswer, Unbelieved) as fault:
            return Paying("UNKNOWN", note=fault.why)
        status, said_back = answer
        if status < 300:
            return self._state(order, said_back)
        word = text(said_back, "code")
        if _bare(word) == "USERPAYING":
            return Paying("WAIT_USER", note=said(word))
        if _bare(word) in _CLOSED:
            return Paying("REVOKED", note=said(word))
        return Paying("FAILED" if status < 500 and _bare(word) in _REFUSED else "UNKNOWN", note=said(word))

    def query(self, order: PayOrder, deadline: float = 5.0) -> Paying:
        """What became of an order."""
        target = f"/v3/pay/transactions/out-trade-no/{order.number}?mchid={self._account.mchid}"
        try:
            status, said_back = self._asked("GET", target, None, deadline)
        except NotSent as fault:
            return Paying("NOT_SENT", note=fault.why)
        except (NoAnswer, Unbelieved) as fault:
            return Paying("UNKNOWN", note=fault.why)
        if status < 300:
            return self._state(order, said_back)
        word = text(said_back, "code")
        missing = status == 404 and _bare(word) in _NO_ORDER
        return Paying("NOT_FOUND" if missing else "UNKNOWN", note=said(word))

    def revoke(self, order: PayOrder, deadline: float = 10.0) -> Revoking:
        """Close an order, and give back what was taken. An order the service does not know cannot be closed yet."""
        target = f"/v3/pay/transactions/out-trade-no/{order.number}/reverse"
        try:
            status, said_back = self._asked("POST", target, self._who(), deadline)
        except (NotSent, NoAnswer, Unbelieved) as fault:
            return Revoking(done=False, note=fault.why)
        word = text(said_back, "code")
        if status < 300:
            if said_back.get("out_trade_no", order.number) != order.number or "out_refund_no" in said_back:
                return Revoking(done=False, note="ANOTHER_ORDER")
            # The older interface says in `recall` whether it has to be asked again; where it is there, it counts.
            again = text(said_back, "recall") == "Y" or said_back.get("trade_state", "REVOKED") != "REVOKED"
            return Revoking(done=not again, again=again, note="RECALL" if again else "")
        if _bare(word) in _CLOSED:
            return Revoking(done=True, again=False, note=said(word))
        return Revoking(done=False, again=_bare(word) not in _TOO_LATE, note=said(word))

    def refund(self, refund: RefundOrder, deadline: float = 10.0) -> Refunding:
        """Give money back. A refusal is believed only where the service knows no such refund either."""
        ends = time.monotonic() + deadline
        body = {
            "out_trade_no": refund.of.number,
            "out_refund_no": refund.number,
            "reason": words(refund.reason, LONGEST_REASON),
            "amount": {"refund": refund.amount.fen, "total": refund.of.amount.fen, "currency": "CNY"},
        }
        try:
            status, said_back = self._asked("POST", "/v3/refund/domestic/refunds", body, deadline)
        except NotSent as fault:
            return Refunding("NOT_SENT", note=fault.why)
        except (NoAnswer, Unbelieved) as fault:
            return Refunding("UNKNOWN", note=fault.why)
        if status < 300:
            return self._refunded(refund, said_back)
        word = text(said_back, "code")
        if status >= 500 or _bare(word) in _BUSY:
            return Refunding("UNKNOWN", note=said(word))
        there = self.query_refund(refund, ends - time.monotonic())
        if there.state == "NOT_FOUND":
            return Refunding("FAILED", note=said(word))
        return Refunding("UNKNOWN", note=said(word)) if there.state in ("NOT_SENT", "UNKNOWN") else there

    def query_refund(self, refund: RefundOrder, deadline: float = 5.0) -> Refunding:
        """What became of a refund."""
        try:
            status, said_back = self._asked("GET", f"/v3/refund/domestic/refunds/{refund.number}", None, deadline)
        except NotSent as fault:
            return Refunding("NOT_SENT", note=fault.why)
        except (NoAnswer, Unbelieved) as fault:
            return Refunding("UNKNOWN", note=fault.why)
        if status < 300:
            return self._refunded(refund, said_back)
        word = text(said_back, "code")
        missing = status == 404 and _bare(word) in _NO_ORDER | {"REFUNDNOTEXISTS"}
        return Refunding("NOT_FOUND" if missing else "UNKNOWN", note=said(word))

    # --- what is said -------------------------------------------------------------------------------------------------

    def _who(self) -> dict[str, Any]:
        return {"appid": self._account.appid, "mchid": self._account.mchid}

    def _bill(self, order: PayOrder, auth_code: str) -> dict[str, Any]:
        return {
            **self._who(),
            "description": words(order.subject, LONGEST_SUBJECT),
            "out_trade_no": order.number,
            "payer": {"auth_code": auth_code},
            "amount": {"total": order.amount.fen, "currency": "CNY"},
            "scene_info": {"device_id": order.till[:32], "store_info": {"id": self._store[:32]}},
        }

    def _asked(
        self, method: str, target: str, body: dict[str, Any] | None, deadline: float
    ) -> tuple[int, dict[str, Any]]:
        """The status and the body of an answer that is the service's; NotSent, NoAnswer or Unbelieved otherwise."""
        data = b"" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        headers = {
            "Authorization": self._authorization(method, target, data),
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "pos",
        }
        if self._platform_id.startswith("PUB_KEY_ID_"):
            # With which key the answer is to be signed, while a merchant changes from certificate to public key.
            headers["Wechatpay-Serial"] = self._platform_id
        answer = self._line.ask(method, target, headers, data, deadline)
        self._believe(answer)
        try:
            return answer.status, json_object(answer.body) if answer.body else {}
        except NotReadable:
            raise Unbelieved(f"NOT_JSON.{answer.status}") from None

    def _authorization(self, method: str, target: str, data: bytes) -> str:
        nonce, at = secrets.token_hex(16), str(int(self._now()))
        signature = self._key.sign(request_text(method, target, at, nonce, data))
        return (
            f'{SCHEME} mchid="{self._account.mchid}",nonce_str="{nonce}",signature="{signature}",'
            f'timestamp="{at}",serial_no="{self._account.serial}"'
        )

    def _believe(self, answer: Answer) -> None:
        headers = answer.headers
        at, nonce = headers.get("wechatpay-timestamp", ""), headers.get("wechatpay-nonce", "")
        signature, serial = headers.get("wechatpay-signature", ""), headers.get("wechatpay-serial", "")
        if not signature:
            raise Unbelieved(said("UNSIGNED", answer.status, _hint(answer)))
        if _plain_serial(serial) != _plain_serial(self._platform_id):
            raise Unbelieved("OTHER_KEY")
        if not (at.isascii() and at.isdigit() and len(at) < 12):
            raise Unbelieved("WRONGLY_SIGNED")
        if not self._platform.signed(answer_text(at, nonce, answer.body), signature):
            raise Unbelieved("WRONGLY_SIGNED")
        if abs(int(at) - self._now()) > MOST_SKEW:
            raise Unbelieved("CLOCK_DIFFERS")

    # --- what it means ------------------------------------------------------------------------------------------------

    def _state(self, order: PayOrder, said_back: dict[str, Any]) -> Paying:
        word = text(said_back, "trade_state")
        mine = (text(said_back, "mchid"), text(said_back, "out_trade_no")) == (self._account.mchid, order.number)
        if not mine:
            return Paying("UNKNOWN", note="ANOTHER_ORDER")
        state = _STATES.get(word, "UNKNOWN")
        amount = table(said_back, "amount")
        if state == "PAID" and not _same(amount.get("total"), order.amount.fen):
            return Paying("UNKNOWN", note="ANOTHER_AMOUNT")
        if state == "PAID" and not _in_yuan(amount):
            return Paying("UNKNOWN", note="ANOTHER_CURRENCY")
        return Paying(state, reference=reference(said_back.get("transaction_id")), note=said(word))

    def _refunded(self, refund: RefundOrder, said_back: dict[str, Any]) -> Refunding:
        word = text(said_back, "status")
        numbers = text(said_back, "out_trade_no"), text(said_back, "out_refund_no")
        if numbers != (refund.of.number, refund.number):
            return Refunding("UNKNOWN", note="ANOTHER_ORDER")
        amount = table(said_back, "amount")
        if not _same(amount.get("refund"), refund.amount.fen):
            return Refunding("UNKNOWN", note="ANOTHER_AMOUNT")
        if not _in_yuan(amount):
            return Refunding("UNKNOWN", note="ANOTHER_CURRENCY")
        state = _REFUNDS.get(word, "UNKNOWN")
        return Refunding(state, reference=reference(said_back.get("refund_id")), note=said(word))


def request_text(method: str, target: str, at: str, nonce: str, body: bytes) -> bytes:
    """The bytes of a request that are signed."""
    return f"{method}\n{target}\n{at}\n{nonce}\n".encode() + body + b"\n"


def answer_text(at: str, nonce: str, body: bytes) -> bytes:
    """The bytes of an answer that are signed."""
    return f"{at}\n{nonce}\n".encode() + body + b"\n"


def _plain_serial(serial: str) -> str:
    """A serial number is a number: nought before it counts for nothing, and some tools leave it out."""
    return serial.upper().lstrip("0")


def _bare(word: str) -> str:
    return word.upper().replace("_", "")


def _in_yuan(amount: dict[str, Any]) -> bool:
    return bool(amount.get("currency", "CNY") == "CNY")


def _same(value: object, fen: int) -> bool:
    return type(value) is int and value == fen


def _hint(answer: Answer) -> str:
    try:
        word = text(json_object(answer.body), "code")
    except NotReadable:
        return ""
    return word if word in _WORTH_A_NOTE else ""
