"""The accounts in till.toml, the key files beside it, and which gateways a till has."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos import settings as till_settings
from pos.core import wording
from pos.core.labels import means_label
from pos.core.training import SHOP as TRAINING
from pos.devices.gateways import configured, exposed_keys, open_gateway, open_gateways
from pos.devices.gateways.signing import PaymentKeyUnusable
from pos.devices.gateways.simulator import Fault, PaymentSimulator, practice
from pos.settings import BadSettings, Settings, writing
from pos.settings.gateways import ALIPAY_URL, WECHAT_URL, AlipayAccount, WechatAccount
from tests.devices.paying import CODES, MEANS, order, refund, service
from tests.shop import SHOP

__all__ = ["service"]

MANUAL = Path(__file__).parents[2] / "docs" / "PAYMENT.md"
PLAIN = 'shop = "DX03"\nname = "店"\ntill = "01"\ndistrict = "110115"\n'
WECHAT = {
    "appid": '"wxd678efh567hg6787"',
    "mchid": '"1900000109"',
    "serial": '"5157f09efdc096de15ebe81a47057a7232f1b8e1"',
    "key": '"apiclient_key.pem"',
    "platform_key": '"pub_key.pem"',
    "platform_id": '"PUB_KEY_ID_0114232134912410000000000000"',
}
ALIPAY = {"app_id": '"2014072300007148"', "key": '"应用私钥.txt"', "platform_key": '"alipayPublicKey_RSA2.txt"'}


def told(name: str, entries: dict[str, str]) -> Settings:
    lines = "".join(f"{key} = {value}\n" for key, value in entries.items())
    return till_settings.from_table(tomllib.loads(f"{PLAIN}[{name}]\n{lines}"))


# --- till.toml --------------------------------------------------------------------------------------------------------


def test_a_till_without_accounts_has_no_gateways(tmp_path: Path) -> None:
    plain = till_settings.from_table(tomllib.loads(PLAIN))

    assert (plain.wechat, plain.alipay) == (None, None)
    assert configured(plain) == ()
    assert open_gateways(plain, tmp_path) == {}
    assert "[wechat]" not in writing.as_toml(plain)


def test_an_account_is_read() -> None:
    wechat = told("wechat", WECHAT).wechat
    assert wechat == WechatAccount(
        appid="wxd678efh567hg6787",
        mchid="1900000109",
        serial="5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
        key="apiclient_key.pem",
        platform_key="pub_key.pem",
        platform_id="PUB_KEY_ID_0114232134912410000000000000",
        url=WECHAT_URL,
    )
    alipay = told("alipay", ALIPAY).alipay
    assert alipay == AlipayAccount("2014072300007148", "应用私钥.txt", "alipayPublicKey_RSA2.txt", ALIPAY_URL)


def test_what_is_written_is_read_again() -> None:
    both = replace(
        SHOP, wechat=replace(_account(), store="0001"), alipay=told("alipay", {**ALIPAY, "url": '"https://a/b"'}).alipay
    )
    for settings in (both, replace(both, wechat=None), replace(both, alipay=None)):
        assert till_settings.from_table(tomllib.loads(writing.as_toml(settings))) == settings


def _account() -> WechatAccount:
    account = told("wechat", WECHAT).wechat
    assert account is not None
    return account


@pytest.mark.parametrize(
    ("name", "entry", "value"),
    [
        ("wechat", "appid", None),
        ("wechat", "appid", '"wx 1"'),
        ("wechat", "appid", "1"),
        ("wechat", "mchid", '"19000001O9"'),
        ("wechat", "mchid", "1900000109"),
        ("wechat", "serial", '"Z157"'),
        ("wechat", "key", '"../till.toml"'),
        ("wechat", "key", '"/etc/passwd"'),
        ("wechat", "key", '""'),
        ("wechat", "key", None),
        ("wechat", "platform_key", '"keys\\\\pub.pem"'),
        ("wechat", "platform_id", '"PUB_KEY_ID_"'),
        ("wechat", "store", '"店"'),
        ("wechat", "url", '"http://api.mch.weixin.qq.com"'),
        ("wechat", "url", '"https://user:pass@api.mch.weixin.qq.com"'),
        ("wechat", "url", '"https://"'),
        ("wechat", "url", '"https://a:0"'),
        ("wechat", "url", '"https://a b"'),
        ("wechat", "url", '"file:///etc/passwd"'),
        ("wechat", "url", '"http://127.0.0.1.evil.example"'),
        ("wechat", "url", '"https://api.mch.weixin.qq.com/v3"'),
        ("alipay", "url", '"https://openapi.alipay.com"'),
        ("alipay", "app_id", '"wx2014072300"'),
        ("alipay", "app_id", None),
        ("alipay", "key", '".hidden"'),
        ("alipay", "platform_key", None),
        ("alipay", "url", '"https://openapi.alipay.com/gateway.do?x=1"'),
        ("alipay", "url", "[]"),
    ],
)
def test_an_entry_that_cannot_be_is_named(name: str, entry: str, value: str | None) -> None:
    entries = {**(WECHAT if name == "wechat" else ALIPAY)}
    entries.pop(entry, None)
    if value is not None:
        entries[entry] = value

    with pytest.raises(BadSettings) as refused:
        told(name, entries)
    assert refused.value.where == f"[{name}] {entry}"
    assert refused.value.why


def test_a_table_that_is_none() -> None:
    with pytest.raises(BadSettings) as refused:
        till_settings.from_table(tomllib.loads(PLAIN + 'wechat = "yes"\n'))
    assert refused.value.where == "[wechat]"


# --- the key files ----------------------------------------------------------------------------------------------------


@pytest.fixture
def furnished(service: PaymentSimulator, tmp_path: Path) -> tuple[Settings, Path]:
    """A shop with both accounts, whose keys lie where they belong."""
    wechat, alipay = service.furnish(tmp_path)
    return replace(SHOP, wechat=wechat, alipay=alipay), tmp_path


def test_a_till_with_accounts_and_keys_takes_payment_codes(furnished: tuple[Settings, Path]) -> None:
    settings, folder = furnished
    gateways = open_gateways(settings, folder)

    assert tuple(gateways) == configured(settings) == MEANS
    for means, gateway in gateways.items():
        one = order()
        assert gateway.means == means
        assert gateway.pay(one, CODES[means]).state == "PAID"
        assert gateway.refund(refund(one, 100)).state == "DONE"
    assert exposed_keys(settings, folder) == []


def test_a_platform_certificate_tells_its_serial_number_itself(
    furnished: tuple[Settings, Path], service: PaymentSimulator
) -> None:
    import datetime as dt

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    from pos.devices.gateways.simulator.wechat_side import WechatSide

    settings, folder = furnished
    key = service._own_keys["WECHAT"]
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Tenpay.com Root CA")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(0x5157F09EFDC096DE15EBE81A47057A7232F1B8E1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "keys" / "wechatpay_cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    assert settings.wechat is not None
    account = replace(settings.wechat, platform_key="wechatpay_cert.pem", platform_id="")
    signing = replace(settings.wechat, platform_id="5157F09EFDC096DE15EBE81A47057A7232F1B8E1")
    before = service._sides["WECHAT"]
    service._sides["WECHAT"] = WechatSide(signing, service._shop_public("WECHAT"), service._own("WECHAT"), service._now)
    try:
        gateway = open_gateway(replace(settings, wechat=account), folder, "WECHAT")
        assert gateway.pay(order(), CODES["WECHAT"]).state == "PAID"
        other = replace(account, platform_id="00" * 20)
        gateway = open_gateway(replace(settings, wechat=other), folder, "WECHAT")
        assert gateway.pay(order(), CODES["WECHAT"]).note == "OTHER_KEY"
    finally:
        service._sides["WECHAT"] = before


@pytest.mark.parametrize("role", ["key", "platform_key"])
@pytest.mark.parametrize("means", MEANS)
def test_a_missing_key_file_is_named_and_the_other_service_goes_on(
    furnished: tuple[Settings, Path], means: str, role: str
) -> None:
    settings, folder = furnished
    account = settings.wechat if means == "WECHAT" else settings.alipay
    name = getattr(account, role)
    (folder / "keys" / name).unlink()

    with pytest.raises(PaymentKeyUnusable) as trouble:
        open_gateways(settings, folder)
    assert name in trouble.value.title()
    assert means_label(means) in trouble.value.title()
    assert trouble.value.advice()
    other = "ALIPAY" if means == "WECHAT" else "WECHAT"
    assert open_gateway(settings, folder, other).means == other


def _pem(body: str, label: str) -> str:
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n"


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize(
    ("role", "content", "why"),
    [
        ("key", "", "there is no key in it"),
        ("key", "kein Schluessel", "there is no key in it"),
        ("key", _pem("AAAA", "PRIVATE KEY"), "there is no key in it"),
        ("key", "PUBLIC", "it holds a public key, and the private one belongs there"),
        ("key", "SMALL", "the key in it is not an RSA key of at least 2048 bits"),
        ("key", "CURVE", "the key in it is not an RSA key of at least 2048 bits"),
        ("key", "LOCKED", "the key in it has a password"),
        ("platform_key", "", "there is no key in it"),
        ("platform_key", "PRIVATE", "it holds a private key, and a public one belongs there"),
        ("platform_key", _pem("AAAA", "CERTIFICATE"), "there is no key in it"),
        ("platform_key", "CURVE_PUBLIC", "the key in it is not an RSA key of at least 2048 bits"),
    ],
)
def test_a_file_that_holds_another_thing_is_told_apart(
    furnished: tuple[Settings, Path], service: PaymentSimulator, means: str, role: str, content: str, why: str
) -> None:
    settings, folder = furnished
    account = settings.wechat if means == "WECHAT" else settings.alipay
    written = _key_of_kind(content, service) or content
    (folder / "keys" / getattr(account, role)).write_text(written)

    with pytest.raises(PaymentKeyUnusable) as trouble:
        open_gateway(settings, folder, means)
    assert trouble.value.gaps["why"] == why
    before = wording.spoken()
    wording.speak("en")
    try:
        assert why in trouble.value.title()
    finally:
        wording.speak(before)
    for line in written.splitlines()[1:-1]:
        assert line not in trouble.value.message()


def _key_of_kind(kind: str, service: PaymentSimulator) -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    spki, bare = serialization.PublicFormat.SubjectPublicKeyInfo, serialization.NoEncryption()
    own = service._own_keys["WECHAT"]
    if kind == "SMALL":
        small = rsa.generate_private_key(public_exponent=65537, key_size=1024)
        return small.private_bytes(pem, pkcs8, bare).decode()
    if kind == "CURVE":
        return ec.generate_private_key(ec.SECP256R1()).private_bytes(pem, pkcs8, bare).decode()
    if kind == "CURVE_PUBLIC":
        return ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(pem, spki).decode()
    if kind == "PUBLIC":
        return own.public_key().public_bytes(pem, spki).decode()
    if kind == "PRIVATE":
        return own.private_bytes(pem, pkcs8, bare).decode()
    if kind == "LOCKED":
        return own.private_bytes(pem, pkcs8, serialization.BestAvailableEncryption(b"246810")).decode()
    return ""


def test_keys_as_the_services_tools_write_them(furnished: tuple[Settings, Path], service: PaymentSimulator) -> None:
    """PKCS#1 and PKCS#8, with the lines around it or the bare base64."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    settings, folder = furnished
    key = service._shop_keys["ALIPAY"]
    assert settings.alipay is not None
    file = folder / "keys" / settings.alipay.key
    for kind in (PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL):
        der = base64.b64encode(key.private_bytes(Encoding.DER, kind, NoEncryption())).decode()
        for written in (der, der + "\r\n", key.private_bytes(Encoding.PEM, kind, NoEncryption()).decode()):
            file.write_text(written)
            assert open_gateway(settings, folder, "ALIPAY").query(order()).state == "NOT_FOUND"


def test_a_key_that_others_may_read_is_named(furnished: tuple[Settings, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from pos.devices.gateways import signing

    settings, folder = furnished
    assert settings.wechat is not None
    (folder / "keys" / settings.wechat.key).chmod(0o644)
    monkeypatch.setattr(signing.os, "name", "posix")

    assert exposed_keys(settings, folder) == [settings.wechat.key]


# --- training ---------------------------------------------------------------------------------------------------------


def test_in_training_the_last_digit_of_the_code_tells_what_happens(tmp_path: Path) -> None:
    settings = replace(SHOP, shop=TRAINING, training=True)
    gateways = open_gateways(settings, tmp_path)

    for means, gateway in gateways.items():
        code = CODES[means][:-1]
        assert {gateway.pay(order(), code + digit).state for digit in "0123456"} == {"PAID"}
        typing, refused, lost = order(), order(), order()
        assert gateway.pay(typing, code + "7").state == "WAIT_USER"
        assert gateway.query(typing).state == "PAID"
        assert gateway.pay(refused, code + "8").state == "FAILED"
        assert gateway.pay(lost, code + "9").state == "UNKNOWN"
        assert gateway.query(lost).state == "PAID"
        back = refund(lost, 100)
        assert (gateway.refund(back).state, gateway.query_refund(back).state) == ("DONE", "DONE")
        assert gateway.revoke(typing).done
    assert tuple(gateways) == configured(settings) == MEANS
    assert list(tmp_path.iterdir()) == []


def test_the_manual_tells_what_each_digit_does() -> None:
    rows = re.findall(r"^\| (\d)(?: 到 (\d))? \| (.+) \|$", MANUAL.read_text("utf-8"), re.MULTILINE)
    told = {str(digit): words for first, last, words in rows for digit in range(int(first), int(last or first) + 1)}

    assert len(told) == 10
    for digit, words in told.items():
        assert ("密码" in words) == (practice.by_last_digit(digit) == Fault.PASSWORD_PAYS)
        assert ("没付成" in words) == (practice.by_last_digit(digit) == Fault.NO_MONEY)
        assert ("丢了" in words) == (practice.by_last_digit(digit) == Fault.LOST_ANSWER)
        assert ("马上" in words) == (practice.by_last_digit(digit) is None)


def test_what_the_manual_writes_into_till_toml_can_be_used() -> None:
    example = re.search(r"```toml\n(.+?)```", MANUAL.read_text("utf-8"), re.DOTALL)
    assert example is not None

    assert configured(till_settings.from_table(tomllib.loads(PLAIN + example[1]))) == MEANS


def test_training_never_asks_the_shops_own_account(service: PaymentSimulator, tmp_path: Path) -> None:
    wechat, alipay = service.furnish(tmp_path)
    settings = replace(SHOP, shop=TRAINING, training=True, wechat=wechat, alipay=alipay)
    before = len(service.requests)

    assert open_gateways(settings, tmp_path)["WECHAT"].pay(order(), CODES["WECHAT"][:-1] + "0").state == "PAID"
    assert len(service.requests) == before


# --- the start of the till --------------------------------------------------------------------------------------------


def test_asking_which_gateways_there_are_imports_nothing_heavy() -> None:
    code = """
import sys
from pos.settings.gateways import WechatAccount
import pos.settings
from pos.devices.gateways import configured
print(sorted({"cryptography", "http.client", "http.server", "ssl"} & set(sys.modules)))
"""
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True, timeout=60)
    assert ran.stdout.strip() == "[]"


def test_a_bare_public_key_needs_its_name(furnished: tuple[Settings, Path], service: PaymentSimulator) -> None:
    settings, folder = furnished
    assert settings.wechat is not None
    account = replace(settings.wechat, platform_id="")
    (folder / "keys" / account.platform_key).write_text(_key_of_kind("PUBLIC", service))
    with pytest.raises(PaymentKeyUnusable) as trouble:
        open_gateway(replace(settings, wechat=account), folder, "WECHAT")
    assert account.platform_key in trouble.value.title()
    assert "platform_id" in trouble.value.title()
