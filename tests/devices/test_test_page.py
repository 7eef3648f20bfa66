"""The page that finds out what a printer can do, read piece by piece as a printer of each kind would."""

from __future__ import annotations

import pytest

from pos.devices.test_page import CHINESE, LINES, RULERS, pieces, ruler, test_page
from pos.settings import ENCODINGS
from pos.settings.printer import Printing
from tests.papers_reader import Paper, Raster, read

# A name that pytest would take for a test.
whole_page = test_page
del test_page


def papers(columns: int = 48, encoding: str = "gb18030", printing: Printing | None = None) -> list[Paper]:
    found = []
    for piece in pieces(columns, encoding, printing or Printing()):
        (paper,) = read(piece.data, piece.columns, piece.encoding)
        found.append(paper)
    return found


@pytest.mark.parametrize("columns", RULERS)
def test_every_number_of_a_ruler_ends_in_its_own_column(columns: int) -> None:
    line = ruler(columns)
    assert len(line) == columns
    for number in line.replace(".", " ").split():
        assert line[: int(number)].endswith(number)
    assert line.endswith(str(columns))


def test_three_rulers_stand_each_on_a_line() -> None:
    lines = papers()[0].text.splitlines()
    assert [len(line) for line in lines[1:]] == list(RULERS)


def test_the_same_line_in_every_encoding_with_its_sign() -> None:
    found = {paper.text[0]: paper for paper in papers() if paper.text[:2] in ("A ", "B ", "C ")}
    assert found["A"].text == f"A {CHINESE}"
    assert found["B"].text == f"B {CHINESE[:-1]}？"  # what GBK lacks; so A and B can be told apart
    assert found["C"].text == f"C {CHINESE}"
    assert tuple(LINES.values()) == ENCODINGS
    drawn = [piece for piece in pieces(48, "gb18030", Printing()) if piece.encoding == "raster"]
    assert len(drawn) == 1


def test_a_line_in_utf8_spoils_nothing_on_a_printer_that_takes_bytes_in_pairs() -> None:
    for encoding in ("gb18030", "gbk"):
        assert f"C {CHINESE}".encode().decode(encoding).isprintable()


def test_one_code_of_the_printers_own_and_one_as_a_picture() -> None:
    codes = [paper for paper in papers() if "3 CODE" in paper.text]
    assert [paper.text for paper in codes] == ["3 CODE 1", "3 CODE 2"]
    assert [len(paper.qr) for paper in codes] == [1, 0]
    assert [any(isinstance(item, Raster) for item in paper.items) for paper in codes] == [False, True]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("columns", [24, 32, 42, 48, 64])
def test_it_ends_with_letters_cut_and_drawer_as_the_settings_have_them(columns: int, encoding: str) -> None:
    found = papers(columns, encoding, Printing(cut=False, drawer_pin=2))
    assert [paper.cuts for paper in found] == [0] * (len(found) - 1) + [1]
    assert [paper.drawer_opened for paper in found] == [0] * (len(found) - 1) + [1]


def test_all_of_it_is_one_job() -> None:
    data = whole_page(48, "gb18030", Printing())
    assert data == b"".join(piece.data for piece in pieces(48, "gb18030", Printing()))
    assert data.startswith(b"\x1b@")
    assert b"\x1bp\x01" in whole_page(48, "gb18030", Printing(drawer_pin=5))
