"""The shop's accounts at the payment services: `[wechat]` and `[alipay]` of `till.toml`.

Keys are files in the shop's `keys/`, named here and never written here. A table that is not there: that service is not
used, and the clerk confirms its payments by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from pos.core.wording import QT_TRANSLATE_NOOP
from pos.settings import checks
from pos.settings.checks import BadSettings

WECHAT_URL = "https://api.mch.weixin.qq.com"
ALIPAY_URL = "https://openapi.alipay.com/gateway.do"
#: Where a service may be spoken to without TLS: on this computer, and nowhere else.
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_FILE_NAME = r"[\w][\w. -]{0,59}"

_NO_APPID = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: letters and digits, such as wxd678efh567hg6787")
_NO_MCHID = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: the digits of the merchant number, such as 1900000109")
_NO_SERIAL = QT_TRANSLATE_NOOP("Settings", "is not the serial number of a certificate: up to 40 of 0-9 and A-F")
_NO_KEY_ID = QT_TRANSLATE_NOOP(
    "Settings", "is neither empty nor PUB_KEY_ID_ and digits, nor the serial number of a certificate"
)
_NO_STORE = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: up to 32 letters and digits")
_NO_APP_ID = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: the digits of the application, such as 2014072300007148")
_NO_FILE = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: the name of a file in the folder keys")
_NO_ADDRESS = QT_TRANSLATE_NOOP("Settings", "cannot be {value}: an address that begins with https://")


def needs_network(url: str) -> bool:
    """Whether a service lies beyond this computer."""
    return urlsplit(url).hostname not in LOOPBACK


class WechatAccount(Struct, frozen=True):
    """A merchant's account at WeChat Pay (APIv3). `key` and `platform_key` are file names in `keys/`."""

    appid: str
    mchid: str
    serial: str
    """Of the merchant's own API certificate, whose private key is `key`."""
    key: str
    platform_key: str
    """The public key of WeChat Pay, or a platform certificate."""
    platform_id: str = ""
    """PUB_KEY_ID_… of the public key; of a certificate the serial number, which may be left out."""
    store: str = ""
    """The number of the place of business; empty: the shop's number."""
    url: str = WECHAT_URL


class AlipayAccount(Struct, frozen=True):
    """A merchant's application at Alipay's open platform. `key` and `platform_key` are file names in `keys/`."""

    app_id: str
    key: str
    """The application's private key (RSA2)."""
    platform_key: str
    """Alipay's public key, which is not the application's own public key."""
    url: str = ALIPAY_URL


def wechat(table: Mapping[str, Any]) -> WechatAccount | None:
    """What `[wechat]` says; None where there is no such table. BadSettings names the entry."""
    own = checks.table(table, "wechat")
    if not own:
        return None
    return WechatAccount(
        appid=_matching(own, "wechat", "appid", r"[A-Za-z0-9]{1,32}", _NO_APPID),
        mchid=_matching(own, "wechat", "mchid", r"\d{6,32}", _NO_MCHID),
        serial=_matching(own, "wechat", "serial", r"[0-9A-Fa-f]{8,40}", _NO_SERIAL).upper(),
        key=_file(own, "wechat", "key"),
        platform_key=_file(own, "wechat", "platform_key"),
        platform_id=_matching(own, "wechat", "platform_id", r"|PUB_KEY_ID_\d{1,64}|[0-9A-Fa-f]{8,40}", _NO_KEY_ID, ""),
        store=_matching(own, "wechat", "store", r"[A-Za-z0-9]{0,32}", _NO_STORE, ""),
        url=_url(own, "wechat", WECHAT_URL, path=r"/?"),
    )


def alipay(table: Mapping[str, Any]) -> AlipayAccount | None:
    """What `[alipay]` says; None where there is no such table. BadSettings names the entry."""
    own = checks.table(table, "alipay")
    if not own:
        return None
    return AlipayAccount(
        app_id=_matching(own, "alipay", "app_id", r"\d{8,32}", _NO_APP_ID),
        key=_file(own, "alipay", "key"),
        platform_key=_file(own, "alipay", "platform_key"),
        url=_url(own, "alipay", ALIPAY_URL, path=r"/.*"),
    )


def _text(own: Mapping[str, Any], table: str, key: str, default: str | None = None) -> str:
    where = f"[{table}] {key}"
    return checks.text({} if key not in own else {where: own[key]}, where, default, 200)


def _matching(
    own: Mapping[str, Any], table: str, key: str, pattern: str, reason: str, default: str | None = None
) -> str:
    value = _text(own, table, key, default)
    if not re.fullmatch(pattern, value, re.ASCII):
        raise BadSettings(f"[{table}] {key}", reason, value=repr(value))
    return value


def _file(own: Mapping[str, Any], table: str, key: str) -> str:
    value = _text(own, table, key)
    if not re.fullmatch(_FILE_NAME, value):
        raise BadSettings(f"[{table}] {key}", _NO_FILE, value=repr(value))
    return value


def _url(own: Mapping[str, Any], table: str, default: str, path: str) -> str:
    value = _text(own, table, "url", default)
    try:
        url = urlsplit(value)
        host, port = url.hostname or "", url.port
        whole = bool(host) and port != 0 and not (url.query or url.fragment or "@" in url.netloc)
        whole = whole and re.fullmatch(path, url.path) is not None
        safe = url.scheme == "https" or (url.scheme == "http" and host in LOOPBACK)
        plain = re.fullmatch(r"[\w./:~%@+\[\]-]+", value, re.ASCII) is not None
    except ValueError:
        whole = safe = plain = False
    if not (whole and safe and plain):
        raise BadSettings(f"[{table}] url", _NO_ADDRESS, value=repr(value))
    return value


def as_toml(wechat: WechatAccount | None, alipay: AlipayAccount | None) -> str:
    """The tables that are in use; empty where neither is."""
    return "".join((_wechat_as_toml(wechat) if wechat else "", _alipay_as_toml(alipay) if alipay else ""))


# Not one of these values can hold a quotation mark: what is read is checked sign by sign.
def _wechat_as_toml(account: WechatAccount) -> str:
    return f"""\
[wechat]                       # WeChat Pay, payment codes (APIv3); the files lie in the folder keys
appid = "{account.appid}"
mchid = "{account.mchid}"
serial = "{account.serial}"    # of the merchant's API certificate
key = "{account.key}"          # its private key
platform_key = "{account.platform_key}"   # the public key of WeChat Pay, or a platform certificate
platform_id = "{account.platform_id}"     # PUB_KEY_ID_… of that public key; empty for a certificate
store = "{account.store}"      # number of the place of business; empty: the shop's number
url = "{account.url}"

"""


def _alipay_as_toml(account: AlipayAccount) -> str:
    return f"""\
[alipay]                       # Alipay, payment codes (open platform, RSA2); the files lie in the folder keys
app_id = "{account.app_id}"
key = "{account.key}"          # the application's private key
platform_key = "{account.platform_key}"   # Alipay's public key, not the application's
url = "{account.url}"

"""
