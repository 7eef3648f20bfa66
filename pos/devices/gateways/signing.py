"""Keys in the shop's `keys/`: read, used, and shown to nobody. RSA with SHA-256, as both services ask for."""

from __future__ import annotations

import base64
import binascii
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

KEYS = "keys"
LEAST_BITS = 2048
_MOST_BYTES = 64 * 1024
_EMPTY = QT_TRANSLATE_NOOP("Reason", "there is no key in it")
_LOCKED = QT_TRANSLATE_NOOP("Reason", "the key in it has a password")
_NOT_RSA = QT_TRANSLATE_NOOP("Reason", "the key in it is not an RSA key of at least 2048 bits")
_PRIVATE = QT_TRANSLATE_NOOP("Reason", "it holds a private key, and a public one belongs there")
_PUBLIC = QT_TRANSLATE_NOOP("Reason", "it holds a public key, and the private one belongs there")


class PaymentKeyUnusable(Trouble):
    """A key file that `till.toml` names for a payment service is missing or of no use."""

    sentence = QT_TRANSLATE_NOOP(
        "Problem", "The key file {file} for {service} cannot be used: {why}. Payment codes of {service} are not taken."
    )
    todo = QT_TRANSLATE_NOOP(
        "Problem",
        "Put the file from the merchant platform into the folder keys and its name into till.toml, then start again.",
    )


class PrivateKey:
    """The shop's own key for one service. Nothing about it is ever printed."""

    def __init__(self, key: RSAPrivateKey) -> None:
        self._key = key

    def sign(self, data: bytes) -> str:
        """The signature over `data`, as base64."""
        from cryptography.hazmat.primitives.asymmetric import padding
        from cryptography.hazmat.primitives.hashes import SHA256

        return base64.b64encode(self._key.sign(data, padding.PKCS1v15(), SHA256())).decode("ascii")


class PublicKey:
    """The key of a service. `serial` is the certificate's serial number, empty for a bare key."""

    def __init__(self, key: RSAPublicKey, serial: str = "") -> None:
        self._key = key
        self.serial = serial

    def signed(self, data: bytes, signature: str) -> bool:
        """Whether `signature` (base64) is this key's over `data`."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric import padding
        from cryptography.hazmat.primitives.hashes import SHA256

        try:
            raw = base64.b64decode(signature.encode("ascii"), validate=True)
            self._key.verify(raw, data, padding.PKCS1v15(), SHA256())
        except (ValueError, binascii.Error, InvalidSignature):
            return False
        return True


def open_private(folder: Path, name: str, service: str) -> PrivateKey:
    """The private key in `folder`/keys/`name`; PaymentKeyUnusable says what is wrong with the file."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    data = _read(folder, name, service)
    try:
        if b"-----BEGIN" in data:
            key: Any = serialization.load_pem_private_key(data, password=None)
        else:
            key = serialization.load_der_private_key(_bare(data), password=None)
    except TypeError:
        raise PaymentKeyUnusable(file=name, service=service, why=_LOCKED) from None
    except ValueError:
        why = _PUBLIC if b"PUBLIC KEY-----" in data or b"CERTIFICATE-----" in data else _EMPTY
        raise PaymentKeyUnusable(file=name, service=service, why=why) from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < LEAST_BITS:
        raise PaymentKeyUnusable(file=name, service=service, why=_NOT_RSA)
    return PrivateKey(key)


def open_public(folder: Path, name: str, service: str) -> PublicKey:
    """The public key, or the certificate, in `folder`/keys/`name`; PaymentKeyUnusable says what is wrong with it."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    data = _read(folder, name, service)
    serial = ""
    try:
        if b"-----BEGIN CERTIFICATE" in data:
            certificate = x509.load_pem_x509_certificate(data)
            key: Any = certificate.public_key()
            serial = f"{certificate.serial_number:X}"
        elif b"-----BEGIN" in data:
            key = serialization.load_pem_public_key(data)
        else:
            key = serialization.load_der_public_key(_bare(data))
    except (ValueError, UnsupportedAlgorithm):
        why = _PRIVATE if b"PRIVATE KEY-----" in data else _EMPTY
        raise PaymentKeyUnusable(file=name, service=service, why=why) from None
    if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_BITS:
        raise PaymentKeyUnusable(file=name, service=service, why=_NOT_RSA)
    return PublicKey(key, serial)


def readable_by_others(folder: Path, name: str) -> bool:
    """Whether other users of this computer may read a private key; never on Windows, where the folder decides."""
    try:
        mode = (folder / KEYS / name).stat().st_mode
    except OSError:
        return False
    return os.name == "posix" and bool(stat.S_IMODE(mode) & 0o077)


def _read(folder: Path, name: str, service: str) -> bytes:
    try:
        with (folder / KEYS / name).open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as fault:
        raise PaymentKeyUnusable(file=name, service=service, why=fault.strerror or fault) from None


def _bare(data: bytes) -> bytes:
    """Alipay's key tool writes the base64 alone, without the lines around it."""
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error as fault:
        raise ValueError from fault
