"""The QR of the key card in a terminal: the same squares as another maker of QR codes draws."""

from __future__ import annotations

import pytest
import qrcode

from pos.paper.terminal_qr import terminal_qr

DARK = {"█": (False, False), "▀": (False, True), "▄": (True, False), " ": (True, True)}


def squares(drawn: str) -> list[list[bool]]:
    rows = []
    for line in drawn.split("\n"):
        rows += [[DARK[sign][half] for sign in line] for half in (0, 1)]
    return rows


@pytest.mark.parametrize("text", ["1", '{"district":"110115","shop":"DX03"} 大兴', "Zm9v" * 60])
def test_it_is_that_text(text: str) -> None:
    drawn = squares(terminal_qr(text))

    others = []
    for mask in range(8):  # which of the eight masks is nicest is a matter of taste
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4, mask_pattern=mask)
        code.add_data(qrcode.util.QRData(text.encode(), mode=qrcode.util.MODE_8BIT_BYTE))
        others.append(code.get_matrix())
    assert drawn[: len(others[0])] in others
    assert not any(drawn[-1])
