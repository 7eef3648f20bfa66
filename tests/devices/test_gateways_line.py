"""The line to a payment service: what left this computer, how long it may take, and what is kept of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pos.core.gateways import PaymentGateway
from pos.devices.gateways import transport
from pos.devices.gateways.simulator import Fault, PaymentSimulator
from pos.devices.gateways.transport import Line, NoAnswer, NotSent
from tests.devices.paying import CODES, MEANS, gateway, order, paid, refund, service, sim, the

__all__ = ["gateway", "service", "sim"]

WELL = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@contextlib.contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[tuple[str, list[bytes]]]:
    """Somebody on the loopback who hears every connection's first bytes and then does what `answer` says."""
    heard: list[bytes] = []
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.05)

        def serve() -> None:
            while not ended.is_set():
                try:
                    caller, _ = door.accept()
                except TimeoutError:
                    continue
                with caller:
                    caller.settimeout(5)
                    try:
                        heard.append(caller.recv(65536))
                        answer(caller)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}", heard
        finally:
            ended.set()
            thread.join(20)


def nobodys_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def asked(url: str, deadline: float = 5.0) -> transport.Answer:
    return Line(url).ask("POST", "/", {"Accept": "x"}, b"body", deadline)


# --- was anything sent ------------------------------------------------------------------------------------------------


def test_where_nobody_listens_nothing_was_sent() -> None:
    with pytest.raises(NotSent) as fault:
        asked(f"http://127.0.0.1:{nobodys_port()}")
    assert fault.value.why == "NOT_REACHED"


def test_a_name_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_asked: object, **_named: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NotSent):
        asked("http://pay.invalid")


def test_a_look_up_that_never_ends_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    def endless(*_asked: object, **_named: object) -> list[object]:
        ended.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", endless)
    started = time.monotonic()
    with pytest.raises(NotSent):
        asked("http://pay.invalid", 0.3)
    assert time.monotonic() - started < 10
    ended.set()


@pytest.mark.parametrize(
    "spoils",
    [
        pytest.param(lambda caller: None, id="closes"),
        pytest.param(lambda caller: caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"), id="too short"),
        pytest.param(lambda caller: caller.sendall(b"SMTP ready\r\n"), id="not HTTP"),
        pytest.param(lambda caller: caller.sendall(b"HTTP/1.1 zweihundert\r\n\r\n"), id="no status"),
        pytest.param(lambda caller: caller.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000), id="endless header"),
        pytest.param(
            lambda caller: caller.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            id="bad chunk",
        ),
        pytest.param(lambda caller: caller.sendall(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n"), id="many"),
    ],
)
def test_once_a_byte_was_sent_nobody_says_that_nothing_was(spoils: Callable[[socket.socket], None]) -> None:
    with listening(spoils) as (url, heard), pytest.raises(NoAnswer):
        asked(url)
    assert heard[0].startswith(b"POST / HTTP/1.1\r\n")


def test_a_connection_reset_while_sending_is_not_certain_either() -> None:
    def reset(caller: socket.socket) -> None:
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")

    with listening(reset) as (url, _), pytest.raises(NoAnswer):
        Line(url).ask("POST", "/", {}, b"x" * 8_000_000, 5)


def test_an_answer_is_read_whole() -> None:
    with listening(lambda caller: caller.sendall(WELL)) as (url, heard):
        answer = asked(url)
    assert (answer.status, answer.body) == (200, b"{}")
    assert heard[0].endswith(b"\r\nContent-Length: 4\r\n\r\nbody")


def test_an_answer_without_end_is_not_read_to_the_end(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    sim.plan(Fault.OVERSIZED)
    answer = gateway.pay(order(), CODES[gateway.means])
    assert (answer.state, answer.note) == ("UNKNOWN", "TOO_LONG")


def test_a_header_that_comes_twice_counts_for_nothing() -> None:
    twice = b"HTTP/1.1 200 OK\r\nWechatpay-Nonce: a\r\nwechatpay-nonce: b\r\nX: 1\r\nContent-Length: 0\r\n\r\n"
    with listening(lambda caller: caller.sendall(twice)) as (url, _):
        assert asked(url).headers == {"x": "1", "content-length": "0"}


def test_a_redirect_is_followed_nowhere(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    one = order()
    sim.plan(Fault.REDIRECT, "PAY", one.number)
    assert gateway.pay(one, CODES[gateway.means]).state == "UNKNOWN"
    assert sim.asked("PAY", one.number) == 1
    assert sim.complaints == []


def test_the_environments_proxies_are_not_used(monkeypatch: pytest.MonkeyPatch, sim: PaymentSimulator) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{nobodys_port()}")
    for means in MEANS:
        paid(the(means, sim))


def test_a_gateway_says_not_sent_only_then(service: PaymentSimulator) -> None:
    with PaymentSimulator() as gone:
        gateways = [the(means, gone) for means in MEANS]
    for closed in gateways:
        one = order()
        back = refund(one, 1)
        assert closed.pay(one, CODES[closed.means]).state == "NOT_SENT"
        assert closed.query(one).state == "NOT_SENT"
        assert closed.refund(back).state == "NOT_SENT"
        assert closed.query_refund(back).state == "NOT_SENT"
        answer = closed.revoke(one)
        assert (answer.done, answer.again, answer.note) == (False, True, "NOT_REACHED")
    assert gone.requests == []


# --- the deadline -----------------------------------------------------------------------------------------------------

#: What a slow computer may add to a deadline; a line that ignored it would take minutes.
PATIENCE = 20.0


def test_an_answer_drop_by_drop_ends_with_the_deadline(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    one = paid(gateway)
    sim.plan(Fault.SLOW_DRIP, "QUERY")
    started = time.monotonic()

    answer = gateway.query(one, 0.4)

    assert (answer.state, answer.note) == ("UNKNOWN", "TIMEOUT")
    assert 0.4 <= time.monotonic() - started < PATIENCE
    assert gateway.query(one).state == "PAID"


def test_an_answer_that_comes_too_late_is_not_waited_for(gateway: PaymentGateway, sim: PaymentSimulator) -> None:
    one = order()
    sim.plan(Fault.SLOW, "PAY", seconds=30)
    started = time.monotonic()

    assert gateway.pay(one, CODES[gateway.means], 0.3).state == "UNKNOWN"
    assert time.monotonic() - started < PATIENCE
    assert gateway.query(one).state == "PAID"


def test_endless_promises_of_an_answer_end_too() -> None:
    def promise(caller: socket.socket) -> None:
        for _ in range(200):
            caller.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.02)

    with listening(promise) as (url, _):
        started = time.monotonic()
        with pytest.raises(NoAnswer):
            asked(url, 0.4)
        assert time.monotonic() - started < PATIENCE


def test_a_service_that_takes_nothing_in_ends_with_the_deadline() -> None:
    with listening(lambda caller: time.sleep(2)) as (url, _):
        started = time.monotonic()
        with pytest.raises(NoAnswer):
            Line(url).ask("POST", "/", {}, b"x" * 50_000_000, 0.5)
        assert time.monotonic() - started < PATIENCE


# --- TLS --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextlib.contextmanager
def secured(certificate: Path) -> Iterator[tuple[str, list[bytes]]]:
    heard: list[bytes] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(10)

        def serve() -> None:
            caller, _ = door.accept()
            caller.settimeout(10)
            with contextlib.suppress(OSError), caller, context.wrap_socket(caller, server_side=True) as safe:
                if got := safe.recv(65536):
                    heard.append(got)
                    safe.sendall(WELL)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{door.getsockname()[1]}", heard
        thread.join(20)


def test_a_certificate_that_nobody_vouches_for_is_not_spoken_to(certificate: Path) -> None:
    with secured(certificate) as (url, heard):
        with pytest.raises(NotSent) as fault:
            asked(url)
        assert fault.value.why == "NOT_TRUSTED"
    assert heard == []


def test_one_that_is_vouched_for_is(certificate: Path) -> None:
    trusting = ssl.create_default_context(cafile=certificate)
    with secured(certificate) as (url, heard):
        assert Line(url, trusting).ask("GET", "/x", {}, b"", 5).body == b"{}"
    assert heard[0].startswith(b"GET /x HTTP/1.1\r\n")


def test_one_for_another_name_is_not(certificate: Path) -> None:
    trusting = ssl.create_default_context(cafile=certificate)
    with secured(certificate) as (url, heard), pytest.raises(NotSent):
        Line(url.replace("127.0.0.1", "localhost"), trusting).ask("GET", "/", {}, b"", 5)
    assert heard == []


def test_somebody_who_speaks_no_tls() -> None:
    plain = listening(lambda caller: caller.sendall(b"HTTP/1.1 400 Bad\r\n\r\n"))
    with plain as (url, _), pytest.raises(NotSent) as fault:
        asked(url.replace("http:", "https:"))
    assert fault.value.why == "NO_TLS"


def test_a_handshake_that_never_ends() -> None:
    with listening(lambda caller: time.sleep(1)) as (url, _), pytest.raises(NotSent):
        asked(url.replace("http:", "https:"), 0.3)


# --- what is kept -----------------------------------------------------------------------------------------------------


def spoken(fault: BaseException | None) -> str:
    """Everything that an exception and what caused it would print."""
    words = ""
    while fault is not None:
        words += f"{fault!r} {fault} {fault.args!r} {getattr(fault, '__notes__', '')}"
        fault = fault.__cause__ or fault.__context__
    return words


def test_neither_the_payment_code_nor_a_key_is_kept_anywhere(
    sim: PaymentSimulator, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every fault once, with a code of its own; then everything that was said, logged or left lying about is read."""
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG)
    raised: list[BaseException] = []
    line = Line.ask

    def noting(self: Line, *asked: Any) -> transport.Answer:
        try:
            return line(self, *asked)
        except (NotSent, NoAnswer) as fault:
            raised.append(fault)
            raise

    monkeypatch.setattr(Line, "ask", noting)
    said = ""
    codes = []
    for means in MEANS:
        gateway = the(means, sim)
        for at, fault in enumerate(Fault):
            code = ("13" if means == "WECHAT" else "28") + f"{at:02d}" + "77770001234567"
            codes.append(code)
            one = order()
            sim.plan(fault, "PAY" if fault not in (Fault.PAID_AFTER_REVOKE,) else "REVOKE", one.number)
            answers = [gateway.pay(one, code, 0.5), gateway.query(one), gateway.revoke(one)]
            said += repr(answers) + repr(gateway) + repr(vars(gateway)) + repr(vars(vars(gateway)["_line"]))
    sim.forget_plans()

    with PaymentSimulator() as gone:
        closed = [the(means, gone) for means in MEANS]
    for gateway in closed:
        said += repr(gateway.pay(order(), codes[0]))

    said += caplog.text + "".join(map(spoken, raised)) + repr(sim.requests) + repr(sim.ledger.orders)
    assert len(raised) > len(MEANS) * 4
    for code in codes:
        assert code not in said
        assert code[4:] not in said
    assert "PRIVATE" not in said
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_alipays_payment_code_does_not_stand_in_the_address() -> None:
    """An address is written down by whatever it comes through."""
    with PaymentSimulator() as sim:
        gateway: Any = the("ALIPAY", sim)
        targets: list[str] = []
        line = gateway._line

        class Looking:
            def ask(self, method: str, target: str, *rest: Any) -> transport.Answer:
                targets.append(target)
                return line.ask(method, target, *rest)  # type: ignore[no-any-return]

        gateway._line = Looking()
        assert gateway.pay(order(), CODES["ALIPAY"]).state == "PAID"
    assert CODES["ALIPAY"] not in targets[0]
    assert "biz_content" not in targets[0]
