"""A payment service on the loopback that speaks both wire formats and moves no money; with faults where told.

It stands in for the services in training, and in every test of what must hold when they or the line are not well.
"""

from __future__ import annotations

import base64
import os
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from msgspec import Struct

from pos.devices.gateways.signing import KEYS, LEAST_BITS, PrivateKey, PublicKey
from pos.devices.gateways.simulator.alipay_side import AlipaySide
from pos.devices.gateways.simulator.ledger import Asked, Fault, Ledger, Order, Verb
from pos.devices.gateways.simulator.sides import Malformed, Reply, Request, Side
from pos.devices.gateways.simulator.wechat_side import WechatSide
from pos.settings.gateways import AlipayAccount, WechatAccount

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from pos.devices.gateways.alipay import AlipayGateway
    from pos.devices.gateways.wechat import WechatGateway

_MOST_BYTES = 64 * 1024
_ALIPAY_PATH = "/gateway.do"
#: Which verb a fault belongs to; the others may befall any.
_BELONGS: dict[Fault, Verb] = {
    Fault.PASSWORD_PAYS: "PAY",
    Fault.PASSWORD_REFUSES: "PAY",
    Fault.PASSWORD_NEVER: "PAY",
    Fault.EXPIRED_CODE: "PAY",
    Fault.NO_MONEY: "PAY",
    Fault.PAID_AFTER_REVOKE: "REVOKE",
    Fault.REFUND_PROCESSING_DONE: "REFUND",
    Fault.REFUND_PROCESSING_REFUSED: "REFUND",
    Fault.REFUND_NO_MONEY: "REFUND",
}


class Plan(Struct):
    """A fault that waits for its request. `looks`: queries that still find it unfinished; `seconds`: how late."""

    fault: Fault
    verb: Verb | None
    number: str | None
    times: int | None
    looks: int
    seconds: float

    def fits(self, asked: Asked) -> bool:
        """Whether the request is one that it waits for."""
        of = (asked.number, asked.refund)
        return self.verb in (None, asked.verb) and (self.number is None or self.number in of) and self.times != 0


class PaymentSimulator:
    """Both services, from `with` to its end, on a port that the system chooses.

    `rule` says by the last digit of a payment code what happens to its order, where no fault was planned. What the
    service knows stands in `ledger`; `requests` are those that were done, `complaints` why others were turned away.
    """

    def __init__(self, rule: Callable[[str], Fault | None] | None = None, now: Callable[[], float] = time.time) -> None:
        self._rule = rule or (lambda _digit: None)
        self._now = now
        self._plans: list[Plan] = []
        self._lock = threading.Lock()
        self._held: list[Asked] = []
        self.closing = threading.Event()
        self.ledger = Ledger()
        self.requests: list[Asked] = []
        self.complaints: list[str] = []
        self._shop_keys = {means: _new_key() for means in ("WECHAT", "ALIPAY")}
        self._own_keys = {means: _new_key() for means in ("WECHAT", "ALIPAY")}
        self._server = _Server(("127.0.0.1", 0), self)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.wechat = WechatAccount(
            appid="wxsimulated",
            mchid="1900000109",
            serial="5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
            key="wechat_key.pem",
            platform_key="wechat_pub_key.pem",
            platform_id="PUB_KEY_ID_0000000000000000000000000000000001",
            url=self.url,
        )
        self.alipay = AlipayAccount(
            app_id="2014072300007148",
            key="alipay_key.txt",
            platform_key="alipay_public_key.txt",
            url=self.url + _ALIPAY_PATH,
        )
        self._sides: dict[str, Side] = {
            "WECHAT": WechatSide(self.wechat, self._shop_public("WECHAT"), self._own("WECHAT"), now),
            "ALIPAY": AlipaySide(self.alipay, self._shop_public("ALIPAY"), self._own("ALIPAY"), now),
        }
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="payments", daemon=True)

    # --- for who uses it ----------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Self:
        """Begin to answer; as `with` does, for who has no end in sight."""
        return self.__enter__()

    def stop(self) -> None:
        """No answers any more; what is under way is broken off."""
        self.closing.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def plan(
        self,
        fault: Fault,
        verb: Verb | None = None,
        number: str | None = None,
        *,
        times: int | None = 1,
        looks: int = 1,
        seconds: float = 0.3,
    ) -> None:
        """Let the next `times` requests that fit (None: all) meet this fault; one fault a request, first planned first.

        `number` is an out_trade_no or an out_refund_no. `looks`: how many queries still find a password being typed, or
        a refund being worked on. `seconds`: how late a SLOW answer is.
        """
        with self._lock:
            self._plans.append(Plan(fault, verb or _BELONGS.get(fault), number, times, looks, seconds))

    def let_through(self) -> int:
        """Do now what was held back (HELD_REQUEST), whose askers have long gone; answers how many that were."""
        with self._lock:
            held, self._held = self._held, []
        for asked in held:
            self.ledger.handle(asked, None, None)
        return len(held)

    def forget_plans(self) -> None:
        """From now on all is well; what was held back never arrives."""
        with self._lock:
            self._plans.clear()
            self._held.clear()

    def order(self, number: str) -> Order | None:
        """What the service has in its books about an order."""
        return self.ledger.order(number)

    def asked(self, verb: Verb, number: str | None = None) -> int:
        """How many requests of that kind were read (whatever became of them)."""
        with self._lock:
            return sum(one.verb == verb and number in (None, one.number, one.refund) for one in self.requests)

    def gateways(self, store: str = "DX03") -> tuple[WechatGateway, AlipayGateway]:
        """The shop's side of both, with keys that lie in no file."""
        from pos.devices.gateways.alipay import AlipayGateway
        from pos.devices.gateways.wechat import WechatGateway

        keys = {means: PrivateKey(key) for means, key in self._shop_keys.items()}
        public = {means: PublicKey(key.public_key()) for means, key in self._own_keys.items()}
        wechat = WechatGateway(self.wechat, keys["WECHAT"], public["WECHAT"], store=store, now=self._now)
        return wechat, AlipayGateway(self.alipay, keys["ALIPAY"], public["ALIPAY"], now=self._now)

    def furnish(self, folder: Path) -> tuple[WechatAccount, AlipayAccount]:
        """Put the key files into `folder`/keys, for a till in a process of its own; answers what till.toml must say.

        WeChat's as PEM, Alipay's as its tool writes them: the bare base64.
        """
        place = folder / KEYS
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        _put(place / self.wechat.key, _private_der(self._shop_keys["WECHAT"]), "PRIVATE KEY")
        _put(place / self.wechat.platform_key, _public_der(self._own_keys["WECHAT"]), "PUBLIC KEY")
        _put(place / self.alipay.key, _private_der(self._shop_keys["ALIPAY"]))
        _put(place / self.alipay.platform_key, _public_der(self._own_keys["ALIPAY"]))
        return self.wechat, self.alipay

    # --- for its own server -------------------------------------------------------------------------------------------

    def respond(self, request: Request) -> tuple[Reply | None, Fault | None]:
        """The reply to a request, and how it is to be sent; no reply where the line is to break."""
        side = self._sides["ALIPAY" if request.target.partition("?")[0] == _ALIPAY_PATH else "WECHAT"]
        try:
            try:
                asked = side.read(request)
            except ValueError:
                raise Malformed("the request cannot be read") from None
        except Malformed as wrong:
            with self._lock:
                self.complaints.append(f"{request.method} {request.target.partition('?')[0]}: {wrong.why}")
            return side.turn_away(request, wrong), None
        plan = self._planned(asked)
        fault = plan.fault if plan else None
        if fault == Fault.LOST_REQUEST:
            return None, fault
        if fault == Fault.HELD_REQUEST:
            with self._lock:
                self._held.append(asked)
            return None, fault
        outcome = self.ledger.handle(asked, fault, plan.looks if plan else 0)
        if plan and fault == Fault.SLOW:
            self.closing.wait(plan.seconds)
        if fault == Fault.LOST_ANSWER:
            return None, fault
        return side.reply(asked, outcome, fault), fault

    def _planned(self, asked: Asked) -> Plan | None:
        with self._lock:
            self.requests.append(asked)
            for plan in self._plans:
                if plan.fits(asked):
                    if plan.times is not None:
                        plan.times -= 1
                    return plan
        ruled = self._rule(asked.digit) if asked.verb == "PAY" else None
        return Plan(ruled, "PAY", None, 1, 0, 0) if ruled else None

    def _own(self, means: str) -> PrivateKey:
        return PrivateKey(self._own_keys[means])

    def _shop_public(self, means: str) -> PublicKey:
        return PublicKey(self._shop_keys[means].public_key())


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], simulator: PaymentSimulator) -> None:
        super().__init__(address, _Handler)
        self.simulator = simulator

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that leaves in the middle is nothing to speak of; all else is a bug and shows itself."""
        import sys

        if not isinstance(sys.exc_info()[1], OSError):
            self.simulator.complaints.append(f"broken: {sys.exc_info()[1]!r}")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *_args: object) -> None:
        """Nothing is written down: an address or a body may hold what nobody may keep."""

    def _answer(self) -> None:
        self.close_connection = True
        simulator = cast(_Server, self.server).simulator
        length = self.headers.get("Content-Length", "0")
        body = self.rfile.read(min(int(length), _MOST_BYTES)) if length.isdigit() else b""
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply, fault = simulator.respond(Request(self.command, self.path, headers, body))
        if reply is None:
            self._break_off()
        elif fault == Fault.GARBAGE:
            self.wfile.write(b"\x16\x03\x01 not what was expected \r\n\r\n")
        elif fault == Fault.HTTP_500:
            self._write(Reply(500, {"Content-Type": "text/html"}, b"<html>Internal Server Error</html>"))
        elif fault == Fault.REDIRECT:
            self._write(Reply(302, {"Location": simulator.url + "/elsewhere"}, b""))
        elif fault == Fault.SLOW_DRIP:
            self._drip(reply)
        else:
            self._write(reply)

    def _bytes(self, reply: Reply) -> bytes:
        lines = [f"HTTP/1.1 {reply.status} -"] + [f"{name}: {value}" for name, value in reply.headers.items()]
        if reply.status != 204:
            lines.append(f"Content-Length: {len(reply.body)}")
        return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + reply.body

    def _write(self, reply: Reply) -> None:
        self.wfile.write(self._bytes(reply))

    def _drip(self, reply: Reply) -> None:
        for byte in self._bytes(reply):
            self.wfile.write(bytes([byte]))
            if cast(_Server, self.server).simulator.closing.wait(0.05):
                return

    def _break_off(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)


def _new_key() -> RSAPrivateKey:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=LEAST_BITS)


def _private_der(key: RSAPrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _public_der(key: RSAPrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _put(file: Path, der: bytes, label: str = "") -> None:
    written = base64.encodebytes(der).decode("ascii") if label else base64.b64encode(der).decode("ascii")
    text = f"-----BEGIN {label}-----\n{written}-----END {label}-----\n" if label else written
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii", newline="\n") as stream:
        stream.write(text)
