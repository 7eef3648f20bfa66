"""The preview's reader against the strict one of the tests: two readers that share no code see the same paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.core.paper import Block, CopyMark, Cut, Drawer, Feed, Line, Qr, Row, Rule, Text
from pos.devices import printed as preview
from pos.devices.escpos import Encoding, encode
from pos.paper.receipt import layout
from pos.settings import ENCODINGS
from pos.settings.printer import Printing
from tests import papers_reader as strict
from tests.paper.receipts import drawn


def by_the_strict_reader(job: bytes, columns: int, encoding: str) -> list[object]:
    (paper,) = strict.read(job, columns, encoding)
    found: list[object] = []
    for item in paper.items:
        match item:
            case strict.PrintedLine():
                size = {(False, False): "normal", (False, True): "tall", (True, True): "double"}[item.wide, item.high]
                found.append(Line(item.text, item.align, item.bold, size))  # type: ignore[arg-type]
            case strict.Raster():
                found.append(preview.Dots(item.width, item.height, item.data, item.align))  # type: ignore[arg-type]
            case strict.QrCode():
                found.append(preview.Code(item.data, item.module, item.align))  # type: ignore[arg-type]
            case strict.Feed():
                found.append(preview.Gap(item.lines))
            case _:
                found.append(preview.Done(str(item)))
    return found


@pytest.mark.parametrize("columns", [24, 32, 42, 48, 64])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("qr", ["native", "image"])
def test_a_receipt_is_seen_alike(columns: int, encoding: Encoding, qr: str) -> None:
    paper = layout(replace(drawn(), open_drawer=True), columns)
    job = encode(paper, columns=columns, encoding=encoding, printing=Printing(qr=qr))

    seen = list(preview.printed(job, encoding))

    assert seen == by_the_strict_reader(job, columns, encoding)
    assert preview.Done("cut") in seen
    if encoding != "raster":
        assert any(isinstance(one, Line) and "288.52" in one.text and one.size != "normal" for one in seen)


_TEXTS = st.text(max_size=40)
_BLOCKS = st.one_of(
    st.builds(
        Text,
        _TEXTS,
        st.sampled_from(("left", "center", "right")),
        st.booleans(),
        st.sampled_from(("normal", "tall", "double")),
    ),
    st.builds(Row, _TEXTS, _TEXTS),
    st.builds(Rule, st.booleans()),
    st.builds(Qr, st.text(min_size=1, max_size=20)),
    st.builds(Feed, st.integers(0, 9)),
    st.sampled_from((CopyMark(), Cut(), Drawer())),
)


@given(st.lists(_BLOCKS, min_size=1, max_size=12), st.sampled_from(("gb18030", "gbk", "utf-8")), st.integers(24, 64))
def test_anything_is_seen_alike(blocks: list[Block], encoding: Encoding, columns: int) -> None:
    job = encode(blocks, columns=columns, encoding=encoding)

    assert list(preview.printed(job, encoding)) == by_the_strict_reader(job, columns, encoding)


@pytest.mark.parametrize("job", [b"\x1b@\x07", b"\x1b@\x10\x04\x01", b"\x1b@\x1bZ"])
def test_what_no_job_of_ours_holds_is_not_shown_as_if(job: bytes) -> None:
    with pytest.raises(ValueError, match="at "):
        preview.printed(job, "gb18030")
