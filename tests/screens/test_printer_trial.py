"""What was seen on the test page becomes the printer's settings; what was not answered changes nothing."""

from __future__ import annotations

import pytest

from pos.screens.printer_trial import PrinterDraft, Seen
from pos.settings.printer import Printing

DRAFT = PrinterDraft("tcp:10.0.0.9:9100", 80, "gb18030", Printing())


def test_no_answer_changes_nothing() -> None:
    assert DRAFT.after(Seen()) == DRAFT


@pytest.mark.parametrize(
    ("ruler", "paper", "columns"), [(32, 58, 0), (48, 80, 0), (42, 80, 42), (33, 58, 33), (64, 80, 64)]
)
def test_the_ruler_says_paper_and_columns(ruler: int, paper: int, columns: int) -> None:
    after = DRAFT.after(Seen(ruler=ruler))
    assert (after.paper, after.printing.columns) == (paper, columns)
    assert after.printing.columns_on(after.paper) == ruler


@pytest.mark.parametrize("ruler", [1, 23, 65, 99])
def test_a_ruler_that_cannot_be_is_no_answer(ruler: int) -> None:
    assert DRAFT.after(Seen(ruler=ruler)) == DRAFT


@pytest.mark.parametrize(("line", "encoding"), [("A", "gb18030"), ("B", "gbk"), ("C", "utf-8"), ("D", "raster")])
def test_the_line_says_the_encoding(line: str, encoding: str) -> None:
    assert DRAFT.after(Seen(line=line)).encoding == encoding


def test_code_cutter_and_drawer() -> None:
    after = DRAFT.after(Seen(code="2", cut="no", drawer="no"))
    assert after.printing == Printing(qr="image", cut=False, drawer_pin=5)
    # Once more, and all is well now: the pin stays, and the code and the cutter come back.
    again = after.after(Seen(code="1", cut="yes", drawer="yes"))
    assert again.printing == Printing(drawer_pin=5)
    assert after.after(Seen(drawer="no")).printing.drawer_pin == 2
