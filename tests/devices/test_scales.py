"""What scales say, frame by frame. Nothing but a whole frame is a weight, and a weight is never another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core.weighing import Weighing
from pos.devices.scales import LANGUAGES, LONGEST_FRAME, Frames, Steady, mt_sics, nci

SICS = {
    b"S S     100.00 g\r\n": Weighing(100),
    b"S S      1.235 kg\r\n": Weighing(1235),
    b"S S     0.0125 kg\r\n": Weighing(12),
    b"S D       1204 g\r\n": Weighing(1204, "MOVING"),
    b"S S      -0.20 kg\r\n": Weighing(-200),
    b"S S       0.00 g\r\n": Weighing(0),
    b"S I\r\n": Weighing(0, "MOVING"),
    b"S +\r\n": Weighing(0, "OVER"),
    b"S -\r\n": Weighing(0, "UNDER"),
}
NOT_SICS = (
    b"",
    b"\r\n",
    b"ES\r\n",
    b"EL\r\n",
    b"T S     100.00 g\r\n",
    b"S S    100.00 g\r\n",
    b"S S     10.00 g\r\n",
    b"S S      100.00 g\r\n",
    b"S S     100.00 lb\r\n",
    b"S S     100.00\r\n",
    b"S S     1 0.00 g\r\n",
    b"S S     100.00 g",
    b"S S     1OO.00 g\r\n",
    b"xS S     100.00 g\r\n",
)
NCI = {
    b"\n  1.235kg\r\n00\r\x03": Weighing(1235),
    b"\n 001.23kg\r\n00\r\x03": Weighing(1230),
    b"\n  1204g \r\n00\r\x03": Weighing(1204),
    b"\n 01.204KG\r\nS00\r\x03": Weighing(1204),
    b"\n  0.000kg\r\n20\r\x03": Weighing(0),
    b"\n -0.200kg\r\n00\r\x03": Weighing(-200),
    b"\n- 0.200kg\r\n00\r\x03": Weighing(-200),
    b"\n  1.000kg\r\n10\r\x03": Weighing(1000, "MOVING"),
    b"\n  1.000kg\r\n0p4\r\x03": Weighing(1000, net=True),
    b"\n  1.000kg\r\n0p0\r\x03": Weighing(1000),
    b"\n10\r\x03": Weighing(0, "MOVING"),
    b"\n20\r\x03": Weighing(0),
    b"\n^^^^^^kg\r\n02\r\x03": Weighing(0, "OVER"),
    b"\n^^^^^^kg\r\n00\r\x03": Weighing(0, "OVER"),
    b"\n______kg\r\n01\r\x03": Weighing(0, "UNDER"),
    b"\n______kg\r\n00\r\x03": Weighing(0, "UNDER"),
    b"\n------kg\r\n00\r\x03": Weighing(0, "DEFECT"),
    b"\n  1.000kg\r\n40\r\x03": Weighing(0, "DEFECT"),
    b"\n  1.000kg\r\n08\r\x03": Weighing(0, "DEFECT"),
}
NOT_NCI = (
    b"",
    b"\x03",
    b"\n?\r\x03",
    b"\n00\r\x03",
    b"\n  1.235lb\r\n00\r\x03",
    b"\n  1.235\r\n00\r\x03",
    b"\n  1.235kg\r\n0\r\x03",
    b"\n  1.235kg\r\n0p\r\x03",
    b"\n  1.235kg\r\n000\r\x03",
    b"\n  1.235kg\r\n\xb0\xb0\r\x03",
    b"\n  1.235kg\r\n00\x03",
    b"  1.235kg\r\n00\r\x03",
    b"\n  1.2 5kg\r\n00\r\x03",
    b"\n  1.235kg\r\n00\r",
)


@pytest.mark.parametrize(("frame", "said"), SICS.items())
def test_mt_sics(frame: bytes, said: Weighing) -> None:
    assert mt_sics(frame) == said


@pytest.mark.parametrize("frame", NOT_SICS)
def test_what_is_no_mt_sics(frame: bytes) -> None:
    assert mt_sics(frame) is None


@pytest.mark.parametrize(("frame", "said"), NCI.items())
def test_nci(frame: bytes, said: Weighing) -> None:
    assert nci(frame) == said


@pytest.mark.parametrize("frame", NOT_NCI)
def test_what_is_no_nci(frame: bytes) -> None:
    assert nci(frame) is None


@given(st.binary(max_size=80))
def test_no_noise_breaks_a_reader(noise: bytes) -> None:
    for language in LANGUAGES.values():
        for frame in Frames(language.end).take(noise):
            language.read(frame)


@given(st.sampled_from(sorted(SICS)), st.data())
def test_a_frame_that_lost_or_won_bytes_is_no_other_weight(frame: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(frame) - 1).filter(lambda at: frame[at : at + 1] != b"k"))
    assert mt_sics(frame[:at] + frame[at + 1 :]) is None
    more = data.draw(st.binary(min_size=1, max_size=3))
    assert mt_sics(frame[:at] + more + frame[at:]) in (None, SICS[frame])


@given(st.sampled_from(sorted(NCI)), st.integers(0, 40))
def test_half_a_frame_is_none(frame: bytes, at: int) -> None:
    assert nci(frame[: min(at, len(frame) - 1)]) is None


@given(st.lists(st.sampled_from([*SICS, *NOT_SICS]), max_size=8), st.data())
def test_frames_come_out_whole_however_the_bytes_come_in(frames: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(frame for frame in frames if frame.endswith(b"\r\n"))
    cutter, out, at = Frames(b"\r\n"), list[bytes](), 0
    while at < len(whole):
        step = data.draw(st.integers(1, 9))
        out += cutter.take(whole[at : at + step])
        at += step
    assert b"".join(out) == whole


def test_what_never_ends_is_thrown_away() -> None:
    cutter = Frames(b"\r\n")
    for _ in range(1000):
        assert cutter.take(b"x" * 40) == []
    assert len(cutter._kept) <= LONGEST_FRAME
    assert cutter.take(b"\r\nS I\r\n")[-1] == b"S I\r\n"


def test_a_weight_is_steady_when_it_was_said_twice() -> None:
    steady = Steady()
    said = [steady.take(Weighing(grams)) for grams in (1000, 1100, 1100, 1100, 1200)]
    assert [one.rest for one in said] == ["MOVING", "MOVING", "STABLE", "STABLE", "MOVING"]


def test_kilograms_that_lost_their_k_once_are_never_at_rest() -> None:
    # The one byte whose loss leaves a whole frame: hence nothing is believed that was said once only.
    steady = Steady()
    frames = (b"S S    120.500 kg\r\n", b"S S    120.500 g\r\n", b"S S    120.500 kg\r\n")
    said = [mt_sics(frame) for frame in frames]
    assert [one.rest for one in (steady.take(one) for one in said if one)] == ["MOVING"] * 3


def test_every_load_has_its_number() -> None:
    steady = Steady()
    said = [steady.take(Weighing(grams)).load for grams in (0, 0, 500, 500, 900, 0, 900, 0, 0, 3, 700, 700)]
    assert said == [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2]
