"""One question and its answer over HTTP, within a deadline that holds for all of it; no redirect, no proxy.

What matters to whoever asks for money: whether anything left this computer. `NotSent` is raised only where it is
certain that not one byte of the question did; everything after that first byte is `NoAnswer`.
"""

from __future__ import annotations

import http.client
import io
import queue
import socket
import ssl
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

#: Answers of payment services have a few kilobytes.
MOST_BYTES = 256 * 1024
#: Where systems keep their authorities: Debian, Fedora, SUSE.
AUTHORITIES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem")


class NotSent(Exception):
    """Not one byte of the question left this computer; `why` is a code word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NoAnswer(Exception):
    """The question may have arrived, and there is no answer that could be read; `why` is a code word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, unjudged. `headers` have lower-case names; one that came twice is left out."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Line:
    """The way to one service. `url` is where it lives, `https://HOST[:PORT]`; may be used by many threads at once."""

    def __init__(self, url: str, context: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._tls = parts.scheme == "https"
        self._port = parts.port or (443 if self._tls else 80)
        self._name = parts.netloc.rpartition("@")[2]
        self._context = context

    def ask(self, method: str, target: str, headers: Mapping[str, str], body: bytes, deadline: float) -> Answer:
        """Send one request and read its answer within `deadline` seconds. NotSent or NoAnswer if there is none."""
        ends = time.monotonic() + deadline
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self._name}", "Connection: close", "Accept-Encoding: identity"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body or method != "GET":
            lines.append(f"Content-Length: {len(body)}")
        question = "\r\n".join([*lines, "", ""]).encode("ascii") + body
        connection = self._connected(ends)
        try:
            return _exchange(connection, method, question, ends)
        finally:
            with suppress(OSError):
                connection.close()

    def _connected(self, ends: float) -> socket.socket:
        try:
            plain = _reached(_addresses(self._host, self._port, ends), ends)
        except TimeoutError as fault:
            raise NotSent("NOT_REACHED") from fault
        except OSError as fault:
            raise NotSent("NOT_REACHED") from fault
        if not self._tls:
            return plain
        try:
            plain.settimeout(_left(ends))
            secured = self._trust().wrap_socket(plain, server_hostname=self._host, do_handshake_on_connect=False)
        except (OSError, ValueError) as fault:
            plain.close()
            raise NotSent("NO_TLS") from fault
        try:
            secured.do_handshake()
        except (OSError, ValueError) as fault:
            secured.close()
            raise NotSent("NOT_TRUSTED" if isinstance(fault, ssl.SSLCertVerificationError) else "NO_TLS") from fault
        return secured

    def _trust(self) -> ssl.SSLContext:
        if self._context is None:
            # Two threads may both make it, and either is as good.
            self._context = _trusting_this_computer()
        return self._context


def _trusting_this_computer() -> ssl.SSLContext:
    """Certificates are checked against the computer's own authorities; unlike the usual context it never notes keys."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    known = ssl.get_default_verify_paths()
    if sys.platform != "win32" and not (known.cafile or known.capath):
        # A bundle that was made on another system knows only that system's places.
        for place in AUTHORITIES:
            with suppress(OSError):
                context.load_verify_locations(place)
    return context


def _left(ends: float) -> float:
    """The seconds left; TimeoutError when there are none."""
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _addresses(host: str, port: int, ends: float) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
    """Where the host is. The system's look-up knows no deadline, so it runs beside us and may be left behind."""
    found: queue.SimpleQueue[list[tuple[socket.AddressFamily, tuple[str, int]]] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.put([(family, address) for family, _, _, _, address in rows])  # type: ignore[misc]
        except (OSError, UnicodeError) as fault:
            found.put(fault if isinstance(fault, OSError) else OSError(str(fault)))

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    try:
        answer = found.get(timeout=_left(ends))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _reached(addresses: list[tuple[socket.AddressFamily, tuple[str, int]]], ends: float) -> socket.socket:
    """A connection to the first address that answers; one that is silent leaves the others their share of the time."""
    last: OSError = OSError("no address")
    for at, (family, address) in enumerate(addresses):
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(_left(ends) / (len(addresses) - at))
            connection.connect(address)
        except OSError as fault:
            connection.close()
            last = fault
        else:
            return connection
    raise last


def _exchange(connection: socket.socket, method: str, question: bytes, ends: float) -> Answer:
    # From the first call of send on nobody can say any more that nothing was sent.
    try:
        if ends - time.monotonic() <= 0:
            raise NotSent("NOT_REACHED")
        _send(connection, question, ends)
        response = http.client.HTTPResponse(_Ear(connection, ends), method=method)  # type: ignore[arg-type]
        try:
            response.begin()
            body = response.read(MOST_BYTES + 1)
            if len(body) > MOST_BYTES:
                raise NoAnswer("TOO_LONG")
            if response.length:
                raise NoAnswer("BROKEN_OFF")
            return Answer(response.status, _headers(response), body)
        finally:
            response.close()
    except TimeoutError as fault:
        raise NoAnswer("TIMEOUT") from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise NoAnswer("BROKEN_OFF") from fault


def _send(connection: socket.socket, data: bytes, ends: float) -> None:
    rest = memoryview(data)
    while rest:
        connection.settimeout(_left(ends))
        rest = rest[connection.send(rest) :]


def _headers(response: http.client.HTTPResponse) -> dict[str, str]:
    rows = [(name.lower(), value) for name, value in response.getheaders()]
    names = [name for name, _ in rows]
    return {name: value for name, value in rows if names.count(name) == 1}


class _Ear(io.RawIOBase):
    """The hearing side of a connection: every read has only what is left of the whole deadline."""

    def __init__(self, connection: socket.socket, ends: float) -> None:
        super().__init__()
        self._connection, self._ends = connection, ends

    def readable(self) -> bool:
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]
        self._connection.settimeout(_left(self._ends))
        return self._connection.recv_into(room)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """As `http.client` asks a socket for it."""
        return io.BufferedReader(self)
