"""Nobody but the service can tell the till that money is there: signatures, and answers with a byte changed."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core.gateways import PayOrder, RefundOrder
from pos.devices.gateways.alipay import AlipayGateway, signed_text
from pos.devices.gateways.reading import NotReadable, fen_of, json_object, reference, said, top_level, words
from pos.devices.gateways.signing import open_public
from pos.devices.gateways.simulator import PaymentSimulator
from pos.devices.gateways.transport import Answer
from pos.devices.gateways.wechat import WechatGateway, answer_text, request_text
from tests.devices.paying import CODES, MEANS, order, paid, refund, service, sim, the

__all__ = ["service", "sim"]

#: WeChat Pay's documentation: the key of its example (signature-verification), the answer and its signature.
WECHAT_PUBLIC = """-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwXNI6sdlknHBnK8Fu2U6
Cwor9qY747jP8KAfeBMeveEt1TqaHkLfaSD07trZLhGpfs8/AHqjhgSMO1O10YQW
OrrJ4hjIWPKqxbgrYMkBQc+mwdiWp4W3ByCqxBRagCveCXRWCmuJYovl9H/bsDI0
iGbpVtEOghJtfciisYSgxcLufUDTRkvwxjIBK1pCRjk33jJ5YTBWTHMRtMAOcFLN
F6hdEYdX8SPsgHHeLZ5Lv2T/686w1xtgCHef/sd4uSfWmyzsalQdHG/e4IyYmrhx
+O3VBoNDzE3nx23bFeV/RVNCG7cV6VhmYokJNHa/erIPkEmEFID6A5wQOXuxUkmJ
WwIDAQAB
-----END PUBLIC KEY-----
"""
ANSWERED = b'{"code_url":"weixin://wxpay/bizpayurl?pr=JyC91EIz1"}'
ANSWER_SIGNED = (
    "mfI1CPqvBrgcXfgXMFjdNIhBf27ACE2YyeWsWV9ZI7T7RU0vHvbQpu9Z32ogzc+k8ZC5n3kz7h70eWKjgqNdKQF0eRp8mVKlmfzMLBVHbssB9jEZ"
    "EDXThOX1XFqX7s7ymia1hoHQxQagPGzkdWxtlZPZ4ZPvr1RiqkgAu6Is8MZgXXrRoBKqjmSdrP1N7uxzJ/cjfSiis9FiLjuADoqmQ1P7p2N876YP"
    "Aol7Rn0+GswwAwxldbdLrmVSjfytfSBJFqTMHn4itojgxSWWN1byuckQt8hSTEv/Lg97QoeGniYP17T80pJeQyL3b+295FPHSO2AtvCgyIbKMZ0B"
    "ALilAA=="
)
#: The same documentation: the public half of the merchant's key of its examples, two requests and their signatures.
MERCHANT_MODULUS = (
    "ptpm+qvIDCh/9wjU26SQCK26ogYkBhDrYxnAaw2JbbBsp1oDbHKk+1r381NeBUG2HEFAuU+Fr72u5ot3yKdzoF/FajAzQNKnm569/D3upKoi8mYB"
    "aST15Uig8j8qoUW1U217LL0jEHlSnHV3lcaDTXqDpTRR4Bfz9IqOgJgFZ8/oTfEomSrjrLYef81Eyxr7ZIMQXEKKEK7V4UXKS0+/fDsiG/cXidhz"
    "t8UbTL9vqXqxM2+IDImyO+FAc/tkBG55LmzxPto1Nq0WbnZzRM/wTzrd0I/8NlevxtFbphg4evlHjFNI7+GrqR87ViEwuAJJ9Je5QQjct5YJfFRW"
    "iZ5CMQ=="
)
AT, NONCE = "1554208460", "593BEC0C930BF1AFEB40B4A08C8FB242"
BILL = (
    '{"appid":"wxd678efh567hg6787","mchid":"1230000109","description":"Image形象店-深圳腾大-QQ公仔",'
    '"out_trade_no":"1217752501201407033233368018","notify_url":"https://www.weixin.qq.com/wxpay/pay.php",'
    '"amount":{"total":100,"currency":"CNY"},"payer":{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}}'
)
REQUESTS = [
    (
        ("GET", "/v3/refund/domestic/refunds/123123123123", b""),
        "Lc9VXxmeonkdV8Xk9tmigQFLhl0vRWTerdmoRu01aAnYwIrD/5nsSwE1WlmZGLRlAFTNQ3QsMa0+VRDlJp1Wp5p0nO8EK68b5sJBbjouxaFciIfq"
        "1zfDWWz+jqhcMoKXI1A6dPm1AW7D4d30WsMTNzp6g23OXakIsh9LO3lUmwvTuE0BY8ncf6tNGk4wKmvXwERd/ZpoQY3MAVKz+Nakwc+2XBmzT66K"
        "cUehU5kr4IvGa/lEU5RZb/q00zP9VLdBhC/jQSX3X1UcJLCtEc4gTmib4tnmAT+bHF/e17ZAuxDNcx6rqT8gNEXqaJGG+1OflMSTU2tpyG65G4dM"
        "KdFcoA==",
    ),
    (
        ("POST", "/v3/pay/transactions/jsapi", BILL.encode()),
        "gEuexJ547PHFV77TQ6eiE4tphVYfWfUe1Wc2dBmVnoMYU2rl/M4zhw+b3vBhuMw6AC7pteNkryLA7UWU2h+umo0OdSuuLm1++O3NckQPCSfm6dyp"
        "sjn4GYm84KMqXWFrhFmyxEwIdEJDr3w1UYfxOcu55OQupfLkrt/ZzuOspnliJFrPzGQFUk7lGqMMtpz3EfbDUNxnVsHblORg3hVmuYNmbGWnS2ov"
        "U30Y2Q+iKFDxzkaXBk8LTy6HzvxizRo6Q+J4SVM7O0hKXfgo1QdI68kpzNULb3EVBXlhTyPUzhkHzzLxECL1qHl3HH2hEv8++C+4wBlsagF3j/O6"
        "PABojA==",
    ),
]


# --- what the services have published ---------------------------------------------------------------------------------


def test_the_answer_in_wechats_documentation_is_believed(tmp_path: Any) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "pub_key.pem").write_text(WECHAT_PUBLIC)
    key = open_public(tmp_path, "pub_key.pem", "WECHAT")
    signed = answer_text("1722850421", "d824f2e086d3c1df967785d13fcd22ef", ANSWERED)

    assert key.signed(signed, ANSWER_SIGNED)
    assert not key.signed(signed.replace(b"JyC91EIz1", b"JyC91EIz2"), ANSWER_SIGNED)
    assert not key.signed(signed, ANSWER_SIGNED[:-4])
    assert not key.signed(signed, "kein Base64")


@pytest.mark.parametrize(("asked", "signature"), REQUESTS)
def test_the_requests_in_wechats_documentation_are_signed_over_the_same_bytes(
    asked: tuple[str, str, bytes], signature: str
) -> None:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

    from pos.devices.gateways.signing import PublicKey

    modulus = int.from_bytes(base64.b64decode(MERCHANT_MODULUS))
    key = PublicKey(RSAPublicNumbers(65537, modulus).public_key())
    method, target, body = asked

    assert key.signed(request_text(method, target, AT, NONCE, body), signature)
    assert not key.signed(request_text(method, target, AT, NONCE, body + b" "), signature)


def test_alipay_signs_the_fields_in_order_and_leaves_out_the_empty_ones() -> None:
    """As its documentation of the signature says: sorted, name=value, joined with &, as they are before encoding."""
    fields = {"method": "alipay.trade.pay", "app_id": "2014072300007148", "sign": "x", "biz_content": '{"a":"条 码"}'}

    assert signed_text({**fields, "notify_url": "", "charset": "utf-8"}) == (
        'app_id=2014072300007148&biz_content={"a":"条 码"}&charset=utf-8&method=alipay.trade.pay'.encode()
    )


# --- a byte changed on the way ----------------------------------------------------------------------------------------


class Recorded:
    """A line that gives back one answer, whatever is asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def ask(self, *_asked: object, **_named: object) -> Answer:
        return self.answer


def overheard(gateway: Any, ask: Any) -> Answer:
    """The answer that the service gave to a question."""
    heard: list[Answer] = []
    line = gateway._line

    class Listening:
        def ask(self, *asked: Any) -> Answer:
            heard.append(line.ask(*asked))
            return heard[-1]

    gateway._line = Listening()
    try:
        ask()
    finally:
        gateway._line = line
    return heard[-1]


@pytest.fixture(scope="module", params=MEANS)
def well(request: Any, service: PaymentSimulator) -> Iterator[tuple[Any, PayOrder, RefundOrder, dict[str, Answer]]]:
    """A paid order, part of it given back, and what the service said to every question about it."""
    gateway = the(request.param, service)
    one, waits = order(), order()
    back = refund(one, 100)
    heard = {"pay": overheard(gateway, lambda: gateway.pay(one, CODES[gateway.means]))}
    heard["query"] = overheard(gateway, lambda: gateway.query(one))
    heard["refund"] = overheard(gateway, lambda: gateway.refund(back))
    heard["query_refund"] = overheard(gateway, lambda: gateway.query_refund(back))
    gateway.pay(waits, CODES[gateway.means])
    heard["revoke"] = overheard(gateway, lambda: gateway.revoke(waits))
    yield gateway, one, back, heard


def told(gateway: Any, verb: str, one: PayOrder, back: RefundOrder, answer: Answer) -> str:
    """What the adapter makes of an answer: the state, or whether a revoke is done."""
    line = gateway._line
    gateway._line = Recorded(answer)
    try:
        if verb == "pay":
            return str(gateway.pay(one, CODES[gateway.means]).state)
        if verb == "query":
            return str(gateway.query(one).state)
        if verb == "revoke":
            return "REVOKED" if gateway.revoke(one).done else "UNKNOWN"
        return str(getattr(gateway, verb)(back).state)
    finally:
        gateway._line = line


VERBS = {"pay": "PAID", "query": "PAID", "refund": "DONE", "query_refund": "DONE"}


def test_unchanged_they_are_believed(well: Any) -> None:
    gateway, one, back, heard = well
    assert {verb: told(gateway, verb, one, back, heard[verb]) for verb in VERBS} == VERBS


@pytest.mark.parametrize("verb", VERBS)
def test_no_answer_with_one_byte_changed_says_that_money_is_there(well: Any, verb: str) -> None:
    """Every byte of the body, each with one bit turned over, and each left out."""
    gateway, one, back, heard = well
    body = heard[verb].body
    tried = 0
    for at in range(len(body)):
        for changed in (body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :], body[:at] + body[at + 1 :]):
            answer = Answer(heard[verb].status, heard[verb].headers, changed)
            state = told(gateway, verb, one, back, answer)
            tried += 1
            if state != "UNKNOWN":
                # The one thing that is not signed: blanks and the like around Alipay's signed part; never its words.
                assert (gateway.means, state) == ("ALIPAY", VERBS[verb])
                assert top_level(changed)[_member(body)][1] == top_level(body)[_member(body)][1]
    assert tried == 2 * len(body)


def _member(body: bytes) -> str:
    found = re.match(rb'\{"(\w+)"', body)
    assert found
    return found[1].decode()


@pytest.mark.parametrize("verb", VERBS)
@given(data=st.data())
def test_nor_does_one_with_a_header_changed(well: Any, verb: str, data: st.DataObject) -> None:
    gateway, one, back, heard = well
    if gateway.means == "ALIPAY":
        return
    name = data.draw(
        st.sampled_from(["wechatpay-timestamp", "wechatpay-nonce", "wechatpay-serial", "wechatpay-signature"])
    )
    value = heard[verb].headers[name]
    at = data.draw(st.integers(0, len(value) - 1))
    others = st.characters(min_codepoint=33, max_codepoint=126).filter(lambda s: s.lower() != value[at].lower())
    sign = data.draw(others)
    headers = {**heard[verb].headers, name: value[:at] + sign + value[at + 1 :]}

    answer = Answer(heard[verb].status, headers, heard[verb].body)
    assert told(gateway, verb, one, back, answer) == "UNKNOWN"
    without = {key: text for key, text in headers.items() if key != name}
    assert told(gateway, verb, one, back, Answer(answer.status, without, answer.body)) == "UNKNOWN"


@given(body=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_nor_do_any_bytes_at_all(well: Any, body: bytes) -> None:
    gateway, one, back, heard = well
    for verb in VERBS:
        assert told(gateway, verb, one, back, Answer(200, heard[verb].headers, body)) == "UNKNOWN"


def test_the_answer_to_another_question_is_none_to_this_one(well: Any) -> None:
    """All are signed, and all speak of the same order; only the query says what the payment says."""
    gateway, one, back, heard = well
    alike = ({"pay", "query"}, {"refund", "query_refund"}) if gateway.means == "WECHAT" else ()
    for verb in heard:
        for other in heard.keys() - {verb}:
            if {verb, other} not in alike:
                assert told(gateway, verb, one, back, heard[other]) == "UNKNOWN", (verb, other)


def test_the_answer_about_another_order_is_none_to_this_one(sim: PaymentSimulator) -> None:
    for means in MEANS:
        gateway = the(means, sim)
        other = paid(gateway)
        heard = overheard(gateway, lambda gateway=gateway, other=other: gateway.query(other))
        mine = order()
        assert told(gateway, "query", mine, refund(mine, 1), heard) == "UNKNOWN"


def test_what_the_other_service_signed_is_not_believed(service: PaymentSimulator) -> None:
    with PaymentSimulator() as stranger:
        for means in MEANS:
            gateway, strange = the(means, service), the(means, stranger)
            one = paid(strange)
            heard = overheard(strange, lambda strange=strange, one=one: strange.query(one))
            assert told(gateway, "query", one, refund(one, 1), heard) == "UNKNOWN"


# --- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"null", b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":{"b":1,"b":1}}', b"\xff{}", b"{}x", b"[" * 100_000],
)
def test_json_that_is_none(data: bytes) -> None:
    with pytest.raises(NotReadable):
        json_object(data)
    with pytest.raises(NotReadable):
        top_level(data)


#: What JSON can hold, whole numbers only.
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(members=st.dictionaries(st.text(), VALUES, max_size=4), indent=st.sampled_from([None, 1]), plain=st.booleans())
def test_any_object_is_taken_apart_as_json_does(members: dict[str, Any], indent: int | None, plain: bool) -> None:
    try:
        written = json.dumps(members, indent=indent, ensure_ascii=plain).encode()
    except UnicodeEncodeError:
        return
    if not members:
        return
    taken = top_level(written)

    assert {name: value for name, (value, _) in taken.items()} == members == json_object(written)
    assert {name: json.loads(raw) for name, (_, raw) in taken.items()} == members


def test_the_signed_part_is_taken_byte_for_byte() -> None:
    inside = '{"a" : "\\u4e2d中\\/",\n "sign":"}"}'
    members = top_level(f' {{ "x_response" :{inside} ,"sign" : "abc"}} '.encode())

    assert members["x_response"][1] == inside.encode()
    assert members["sign"][0] == "abc"


def test_alipay_may_write_a_slash_in_both_ways(service: PaymentSimulator) -> None:
    gateway = the("ALIPAY", service)
    one = paid(gateway)
    heard = overheard(gateway, lambda: gateway.query(one))
    key = service._own("ALIPAY")
    answer = json.loads(heard.body)["alipay_trade_query_response"] | {"store_name": "馆/店"}
    content = json.dumps(answer, ensure_ascii=False)
    written = content.replace("/", "\\/")
    body = f'{{"alipay_trade_query_response":{written},"sign":"{key.sign(content.encode())}"}}'.encode()

    assert told(gateway, "query", one, refund(one, 1), Answer(200, {}, body)) == "PAID"


@pytest.mark.parametrize(
    ("value", "fen"),
    [("0.01", 1), ("12.3", 1230), ("12", 1200), (12.34, 1234), (5, 500), ("1e3", None), ("-1.00", None), (True, None)]
    + [(value, None) for value in ("", "1.234", "１.00", None, "NaN", ".5", "1.", 0.1 + 0.2)],
)
def test_an_amount_in_yuan(value: object, fen: int | None) -> None:
    assert fen_of(value) == fen


@given(st.text(), st.integers(1, 127))
def test_words_for_the_service_are_one_line_of_so_many_bytes(text: str, most: int) -> None:
    line = words(text, most)
    assert 0 < len(line.encode()) <= most
    assert line.isprintable()


def test_words_are_cut_between_signs() -> None:
    assert (words("大兴专馆", 7), words(" 坏\n果\udc80 ", 80), words("\x1b", 80)) == ("大兴", "坏 果", "-")


@given(st.text())
def test_a_note_holds_code_words_and_nothing_that_could_be_a_payment_code(word: str) -> None:
    for code in CODES.values():
        note = said(word, code, f"{word}{code}{word}")
        assert re.fullmatch(r"[A-Z0-9._]*", note)
        assert not re.search(r"\d{6}", note)


def test_a_note_keeps_what_the_service_calls_it() -> None:
    assert said("ACQ.PAYMENT_AUTH_CODE_INVALID") == "ACQ.PAYMENT_AUTH_CODE_INVALID"
    assert said("isv.invalid-signature") == "ISV.INVALID_SIGNATURE"
    assert said("10003") == "10003"
    assert said("", "UNSIGNED", 401, "SIGN_ERROR") == "UNSIGNED.401.SIGN_ERROR"
    assert (reference("4200001234567890"), reference("<b>"), reference(None)) == ("4200001234567890", "", "")


# --- what the services are known to say -------------------------------------------------------------------------------


def signed_wechat(service: PaymentSimulator, status: int, content: dict[str, Any]) -> Answer:
    reply = service._sides["WECHAT"]._signed(status, content, None)  # type: ignore[attr-defined]
    return Answer(reply.status, {name.lower(): value for name, value in reply.headers.items()}, reply.body)


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        (403, "NOT_ENOUGH", "FAILED"),
        (403, "NOTENOUGH", "FAILED"),
        (400, "AUTH_CODE_EXPIRE", "FAILED"),
        (400, "AUTHCODEEXPIRE", "FAILED"),
        (400, "AUTH_CODE_INVALID", "FAILED"),
        (403, "RULE_LIMIT", "FAILED"),
        (403, "TRADE_ERROR", "FAILED"),
        (403, "NO_AUTH", "FAILED"),
        (403, "USERPAYING", "WAIT_USER"),
        (400, "USER_PAYING", "WAIT_USER"),
        (400, "ORDER_CLOSED", "REVOKED"),
        (400, "ORDER_REVERSED", "REVOKED"),
        # It has been seen for orders that were paid.
        (400, "PARAM_ERROR", "UNKNOWN"),
        (400, "INVALID_REQUEST", "UNKNOWN"),
        (403, "OUT_TRADE_NO_USED", "UNKNOWN"),
        (403, "ORDERPAID", "UNKNOWN"),
        (500, "SYSTEM_ERROR", "UNKNOWN"),
        (500, "BANK_ERROR", "UNKNOWN"),
        (500, "NOT_ENOUGH", "UNKNOWN"),
        (429, "FREQUENCY_LIMITED", "UNKNOWN"),
        (400, "SOMETHING_NEW", "UNKNOWN"),
        (400, "", "UNKNOWN"),
    ],
)
def test_what_wechats_code_words_mean_for_a_payment(
    service: PaymentSimulator, status: int, code: str, state: str
) -> None:
    gateway, one = the("WECHAT", service), order()
    answer = signed_wechat(service, status, {"code": code, "message": "135112298638468293"})

    assert told(gateway, "pay", one, refund(one, 1), answer) == state


@pytest.mark.parametrize(
    ("trade_state", "state"),
    [
        ("SUCCESS", "PAID"),
        ("USERPAYING", "WAIT_USER"),
        ("ACCEPT", "WAIT_USER"),
        ("REVOKED", "REVOKED"),
        ("CLOSED", "REVOKED"),
        ("NOTPAY", "UNKNOWN"),
        ("PAYERROR", "UNKNOWN"),
        ("REFUND", "UNKNOWN"),
        ("", "UNKNOWN"),
    ],
)
def test_what_the_states_of_an_order_mean(service: PaymentSimulator, trade_state: str, state: str) -> None:
    gateway, one = the("WECHAT", service), order()
    content = {
        "mchid": service.wechat.mchid,
        "out_trade_no": one.number,
        "trade_state": trade_state,
        "amount": {"total": 598, "currency": "CNY"},
    }

    for verb in ("pay", "query"):
        assert told(gateway, verb, one, refund(one, 1), signed_wechat(service, 200, content)) == state
    foreign = {**content, "amount": {"total": 598, "currency": "USD"}}
    assert told(gateway, "query", one, refund(one, 1), signed_wechat(service, 200, foreign)) != "PAID"


@pytest.mark.parametrize(
    ("status", "content", "done", "again"),
    [
        (204, None, True, False),
        (200, {}, True, False),
        (200, {"recall": "N"}, True, False),
        (200, {"recall": "Y"}, False, True),
        (200, {"trade_state": "REVOKED"}, True, False),
        (200, {"trade_state": "SUCCESS"}, False, True),
        (200, {"out_trade_no": "X"}, False, True),
        (400, {"code": "ORDER_REVERSED"}, True, False),
        (400, {"code": "REVERSE_EXPIRE"}, False, False),
        (404, {"code": "ORDER_NOT_EXIST"}, False, True),
        (400, {"code": "INVALID_REQUEST"}, False, True),
        (500, {"code": "SYSTEM_ERROR"}, False, True),
    ],
)
def test_what_wechat_says_to_a_revoke(
    service: PaymentSimulator, status: int, content: dict[str, Any] | None, done: bool, again: bool
) -> None:
    gateway: Any = the("WECHAT", service)
    gateway._line = Recorded(signed_wechat(service, status, content))  # type: ignore[arg-type]

    answer = gateway.revoke(order())
    assert (answer.done, answer.again) == (done, again)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("SUCCESS", "DONE"),
        ("PROCESSING", "PROCESSING"),
        ("ABNORMAL", "PROCESSING"),
        ("CLOSED", "FAILED"),
        ("SOMETHING", "UNKNOWN"),
    ],
)
def test_what_the_states_of_a_refund_mean(service: PaymentSimulator, status: str, state: str) -> None:
    gateway, one = the("WECHAT", service), order()
    back = refund(one, 100)
    content = {"out_trade_no": one.number, "out_refund_no": back.number, "status": status, "amount": {"refund": 100}}

    for verb in ("refund", "query_refund"):
        assert told(gateway, verb, one, back, signed_wechat(service, 200, content)) == state


def signed_alipay(service: PaymentSimulator, method: str, content: dict[str, Any]) -> Answer:
    reply = service._sides["ALIPAY"]._signed(method, content, None)  # type: ignore[attr-defined]
    return Answer(reply.status, {}, reply.body)


@pytest.mark.parametrize(
    ("code", "sub_code", "state"),
    [
        ("10003", "", "WAIT_USER"),
        ("20000", "aop.ACQ.SYSTEM_ERROR", "UNKNOWN"),
        ("40004", "ACQ.SYSTEM_ERROR", "UNKNOWN"),
        ("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID", "FAILED"),
        ("40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH", "FAILED"),
        ("40004", "ACQ.PAYMENT_FAIL", "FAILED"),
        ("40004", "ACQ.TRADE_HAS_CLOSE", "REVOKED"),
        ("40004", "ACQ.TRADE_HAS_SUCCESS", "UNKNOWN"),
        ("40004", "ACQ.CONTEXT_INCONSISTENT", "UNKNOWN"),
        ("40004", "ACQ.TRADE_BUYER_NOT_MATCH", "UNKNOWN"),
        ("40004", "ACQ.SOMETHING_NEW", "UNKNOWN"),
        ("40002", "isv.invalid-signature", "FAILED"),
        ("40006", "isv.insufficient-isv-permissions", "FAILED"),
        ("", "", "UNKNOWN"),
        ("10000", "", "UNKNOWN"),  # without the order's number and amount it says nothing
    ],
)
def test_what_alipays_code_words_mean_for_a_payment(
    service: PaymentSimulator, code: str, sub_code: str, state: str
) -> None:
    gateway, one = the("ALIPAY", service), order()
    content = {"code": code, "msg": "…", "sub_code": sub_code, "sub_msg": "28763443825664394"}

    answer = signed_alipay(service, "alipay.trade.pay", content)
    assert told(gateway, "pay", one, refund(one, 1), answer) == state
    gateway_error = signed_alipay(service, "", content)
    assert told(gateway, "pay", one, refund(one, 1), gateway_error) == ("UNKNOWN" if code == "10003" else state)


@pytest.mark.parametrize(
    ("content", "done", "again"),
    [
        ({"code": "10000", "retry_flag": "N", "action": "close"}, True, False),
        ({"code": "10000", "retry_flag": "N", "action": "refund"}, True, False),
        ({"code": "10000", "retry_flag": "Y", "action": "close"}, False, True),
        ({"code": "10000", "retry_flag": "N"}, False, True),
        ({"code": "40004", "sub_code": "ACQ.TRADE_HAS_CLOSE"}, True, False),
        ({"code": "40004", "sub_code": "ACQ.SELLER_BALANCE_NOT_ENOUGH"}, False, True),
        ({"code": "40004", "sub_code": "ACQ.TRADE_CANCEL_TIME_OUT"}, False, False),
        ({"code": "40004", "sub_code": "ACQ.SYSTEM_ERROR", "retry_flag": "Y"}, False, True),
        ({"code": "10000", "retry_flag": "N", "action": "close", "out_trade_no": "X"}, False, True),
    ],
)
def test_what_alipay_says_to_a_cancel(
    service: PaymentSimulator, content: dict[str, Any], done: bool, again: bool
) -> None:
    gateway: Any = the("ALIPAY", service)
    gateway._line = Recorded(signed_alipay(service, "alipay.trade.cancel", content))

    answer = gateway.revoke(order())
    assert (answer.done, answer.again) == (done, again)


FIELDS = ["code", "sub_code", "trade_state", "trade_status", "status", "refund_status", "out_trade_no", "amount"]
FIELDS += ["out_refund_no", "out_request_no", "total_amount", "refund_amount", "mchid", "transaction_id", "trade_no"]
FIELDS += ["recall", "action", "retry_flag", "fund_change"]
WORDS = ["10000", "10003", "40004", "SUCCESS", "TRADE_SUCCESS", "REFUND_SUCCESS", "USERPAYING", "Y", "N", "close"]


@given(
    content=st.dictionaries(st.sampled_from(FIELDS), VALUES | st.sampled_from(WORDS), max_size=6),
    status=st.sampled_from([200, 202, 400, 403, 404, 500]),
)
def test_whatever_the_service_signs_nothing_is_raised_and_no_money_comes_of_it(
    service: PaymentSimulator, content: dict[str, Any], status: int
) -> None:
    """None of it names the order that was asked about."""
    methods = {"pay": "alipay.trade.pay", "query": "alipay.trade.query", "revoke": "alipay.trade.cancel"}
    methods |= {"refund": "alipay.trade.refund", "query_refund": "alipay.trade.fastpay.refund.query"}
    one = order()
    back = refund(one, 100)
    try:
        answers = {"WECHAT": [(verb, signed_wechat(service, status, content)) for verb in methods]}
        answers["ALIPAY"] = [(verb, signed_alipay(service, method, content)) for verb, method in methods.items()]
    except UnicodeEncodeError:
        return
    for means, said_to in answers.items():
        for verb, answer in said_to:
            state = told(the(means, service), verb, one, back, answer)
            assert state in ("UNKNOWN", "FAILED", "NOT_FOUND", "WAIT_USER", "REVOKED"), (means, verb)


def test_the_two_adapters_have_the_face_of_a_gateway(service: PaymentSimulator) -> None:
    from pos.core.gateways import ALIPAY_TIMING, WECHAT_TIMING

    wechat, alipay = service.gateways()
    assert (type(wechat), wechat.means, wechat.timing) == (WechatGateway, "WECHAT", WECHAT_TIMING)
    assert (type(alipay), alipay.means, alipay.timing) == (AlipayGateway, "ALIPAY", ALIPAY_TIMING)


def test_money_of_another_country_is_not_ours(service: PaymentSimulator) -> None:
    one = order()
    back = refund(one, 100)
    wechat, alipay = the("WECHAT", service), the("ALIPAY", service)
    account = wechat._account  # type: ignore[attr-defined]
    for currency, state, done in (("CNY", "PAID", "DONE"), ("HKD", "UNKNOWN", "UNKNOWN")):
        amount = {"total": one.amount.fen, "refund": 100, "currency": currency}
        numbers = {"mchid": account.mchid, "out_trade_no": one.number, "out_refund_no": back.number}
        content = {**numbers, "trade_state": "SUCCESS", "status": "SUCCESS", "amount": amount}
        for verb, expected in (("pay", state), ("query", state), ("refund", done), ("query_refund", done)):
            assert told(wechat, verb, one, back, signed_wechat(service, 200, content)) == expected
        money = {"out_trade_no": one.number, "total_amount": str(one.amount), "trans_currency": currency}
        said = {"code": "10000", "trade_status": "TRADE_SUCCESS", **money}
        for verb in ("pay", "query"):
            method = {"pay": "alipay.trade.pay", "query": "alipay.trade.query"}[verb]
            assert told(alipay, verb, one, back, signed_alipay(service, method, said)) == state


def test_noughts_before_a_serial_number_count_for_nothing(service: PaymentSimulator) -> None:
    wechat, one = the("WECHAT", service), order()
    content = {
        "mchid": wechat._account.mchid,  # type: ignore[attr-defined]
        "out_trade_no": one.number,
        "trade_state": "SUCCESS",
        "amount": {"total": one.amount.fen},
    }
    answer = signed_wechat(service, 200, content)
    before, wechat._platform_id = wechat._platform_id, "5157F09EFD"  # type: ignore[attr-defined]
    try:
        for serial, state in (("005157f09efd", "PAID"), ("5157F09EFD", "PAID"), ("5157F09EFD00", "UNKNOWN")):
            headers = {**answer.headers, "wechatpay-serial": serial}
            assert told(wechat, "query", one, refund(one, 1), replace(answer, headers=headers)) == state
    finally:
        wechat._platform_id = before  # type: ignore[attr-defined]
