"""Scale, pole and drawer on lines that are mute, noisy, cut, and put back while the till sells."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core import wording
from pos.devices import Devices, drawer, open_devices, open_others, scale, serial_port
from pos.devices.drawer import SerialDrawer
from pos.devices.pole import CLEAR, RESET, SerialPole, fitted
from pos.devices.scale import SerialScale
from pos.settings import Settings
from pos.settings.devices import CustomerDisplay, DrawerPort, ScaleLine
from tests.devices.fake_serial import Socket, mute, plugged, until

PULSE = bytes.fromhex("1B700019FA")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_language", "en")
    monkeypatch.setattr(serial_port, "RETRY", 0.1)
    monkeypatch.setattr(scale, "PAUSE", 0.01)


class Pan:
    """A scale's pan: what lies on it, and how it says so in MT-SICS."""

    def __init__(self, grams: int = 0) -> None:
        self.grams, self.moving, self.tared = grams, False, 0
        self.told = list[bytes]()

    def __call__(self, told: bytes) -> bytes:
        self.told.append(told)
        if b"T\r\n" in told:
            self.tared = self.grams
        net = f"{(self.grams - self.tared) / 1000:.3f}".rjust(10)
        return f"S {'D' if self.moving else 'S'} {net} kg\r\n".encode() * told.count(b"SI\r\n")


def on_it(link: SerialScale) -> int | None:
    said = link.weighing()
    return said.grams if said is not None and said.rest == "STABLE" else None


def test_a_scale_is_read_all_the_time(tmp_path: Path) -> None:
    pan = Pan(1235)
    with plugged(tmp_path, pan) as socket:
        link = SerialScale(socket.name, "mt-sics")
        assert link.weighing() is None
        until(lambda: on_it(link) == 1235, "no weight")
        assert link.state.state == "ok"
        pan.grams = 0
        until(lambda: on_it(link) == 0, "not empty")
        pan.grams = 800
        until(lambda: on_it(link) == 800, "no second weight")
        said = link.weighing()
        assert said is not None
        assert said.load == 2
        pan.moving = True
        until(lambda: on_it(link) is None, "it moves")
        pan.moving = False
        link.press("tare")
        until(lambda: on_it(link) == 0, "no tare")
        link.close()


def test_a_scale_that_speaks_nci(tmp_path: Path) -> None:
    def play(told: bytes) -> bytes:
        return b"\n  2.350kg\r\n00\r\x03" * told.count(b"W\r")

    with plugged(tmp_path, play) as socket:
        link = SerialScale(socket.name, "nci")
        until(lambda: on_it(link) == 2350, "no weight")
        link.close()


def test_a_mute_scale_is_told(tmp_path: Path) -> None:
    with plugged(tmp_path, mute) as socket:
        link = SerialScale(socket.name, "mt-sics")
        until(lambda: link.state.state == "trouble", "no trouble")
        assert link.state.words == f"The scale on {socket.where} does not answer"
        assert link.weighing() is None
        link.close()


def test_a_scale_of_another_tongue_is_told_and_weighs_nothing(tmp_path: Path) -> None:
    with plugged(tmp_path, lambda told: b"\x02+  1.235 kg\r\n\xff\x00S S     10.00 g\r\n") as socket:
        link = SerialScale(socket.name, "mt-sics")
        until(lambda: "MT-SICS" in link.state.words, "nothing is said of the protocol")
        assert link.state.state == "trouble"
        assert link.weighing() is None
        link.close()


def test_frames_in_pieces_are_put_together(tmp_path: Path) -> None:
    frame = b"S S      1.235 kg\r\n"
    stream = bytearray()

    def play(told: bytes) -> bytes:
        if len(stream) < 7:
            stream.extend(frame)
        piece = bytes(stream[:7])
        del stream[:7]
        return piece

    with plugged(tmp_path, play) as socket:
        link = SerialScale(socket.name, "mt-sics")
        until(lambda: on_it(link) == 1235, "no weight")
        link.close()


def test_a_scale_is_pulled_out_and_put_back(tmp_path: Path) -> None:
    with plugged(tmp_path, Pan(500)) as socket:
        link = SerialScale(socket.name, "mt-sics")
        until(lambda: on_it(link) == 500, "no weight")
        socket.pull()
        until(lambda: link.state.state == "trouble", "nobody saw it")
        until(lambda: link.weighing() is None, "an old weight counts")
        socket.plug()
        until(lambda: on_it(link) == 500, "it is not found again")
        assert link.state.state == "ok"
        link.close()


def test_a_port_that_is_not_there(tmp_path: Path) -> None:
    socket = Socket(tmp_path / "tty", Pan(700))
    link = SerialScale(socket.name, "mt-sics")
    begun = time.monotonic()
    assert link.weighing() is None
    until(lambda: link.state.state == "trouble", "no trouble")
    assert link.state.words == f"{socket.where} is not there"
    socket.plug()
    until(lambda: on_it(link) == 700, "it is not found")
    link.close()
    socket.pull()
    assert time.monotonic() - begun < 8


def test_no_call_waits_for_a_device_that_hangs(tmp_path: Path) -> None:
    def hang(told: bytes) -> bytes:
        time.sleep(0.5)
        return b""

    with plugged(tmp_path, hang) as socket:
        link, pole, box = SerialScale(socket.name, "nci"), SerialPole(socket.name), SerialDrawer(socket.name, PULSE)
        begun = time.monotonic()
        for _ in range(50):
            link.weighing()
            link.press("zero")
            pole.show("a", "b")
            box.open()
            assert {link.state.state, pole.state.state, box.state.state} <= {"unknown", "trouble"}
        assert time.monotonic() - begun < 0.2
        for device in (link, pole, box):
            device.close()


def test_a_drawer_of_its_own_opens_once(tmp_path: Path) -> None:
    with plugged(tmp_path, mute) as socket:
        box = SerialDrawer(socket.name, PULSE)
        until(lambda: box.state.state == "unknown" and "never answers" in box.state.words, "the line is not open")
        assert socket.heard == b""
        box.open()
        until(lambda: socket.heard == PULSE, "it stayed shut")
        time.sleep(0.1)
        assert socket.heard == PULSE
        box.close()


def test_a_drawer_is_pulled_out_and_put_back(tmp_path: Path) -> None:
    with plugged(tmp_path, mute) as socket:
        box = SerialDrawer(socket.name, PULSE)
        until(lambda: box.state.state == "unknown" and "never answers" in box.state.words, "the line is not open")
        socket.pull()
        until(lambda: box.state.state == "trouble", "nobody saw it")
        socket.plug()
        until(lambda: box.state.state == "unknown", "it is not found again")
        box.open()
        until(lambda: socket.heard == PULSE, "it stayed shut")
        box.close()


def test_a_pulse_that_is_late_never_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawer, "LATE", 0.2)
    socket = Socket(tmp_path / "tty", mute)
    box = SerialDrawer(socket.name, PULSE)
    box.open()
    until(lambda: box.state.state == "trouble", "no trouble")
    time.sleep(0.3)
    socket.plug()
    until(lambda: box.state.state == "unknown", "the line is not found")
    time.sleep(0.1)
    assert socket.heard == b""
    box.close()
    socket.pull()


def test_a_pole_shows_the_last_lines_and_again_after_it_was_pulled(tmp_path: Path) -> None:
    with plugged(tmp_path, mute) as socket:
        pole = SerialPole(socket.name, 20)
        pole.show("Hetian 1 x 26.80", "TOTAL          26.80")
        wanted = CLEAR + b"Hetian 1 x 26.80    TOTAL          26.80"
        until(lambda: socket.heard == RESET + wanted, f"it shows {socket.heard!r}")
        pole.show("Hetian 1 x 26.80", "TOTAL          26.80")
        time.sleep(0.1)
        assert socket.heard == RESET + wanted
        socket.pull()
        until(lambda: pole.state.state == "trouble", "nobody saw it")
        socket.heard = b""
        socket.plug()
        until(lambda: socket.heard == RESET + wanted, f"it shows {socket.heard!r}")
        pole.close()


def test_chinese_on_a_pole() -> None:
    assert fitted("和田大枣", 20) == b"HeTianDaZao".ljust(20)
    assert fitted("绿茶 250g", 20) == b"LvCha 250g".ljust(20)
    assert fitted("和田大枣", 20, "gbk") == "和田大枣".encode("gbk").ljust(20)
    assert fitted("和田大枣", 7, "gb18030") == "和田大".encode("gbk") + b" "
    assert fitted("𠮷野家", 8, "gb18030") == b"?" + "野家".encode("gbk") + b"   "


@given(st.text(max_size=40), st.sampled_from(["ascii", "gbk", "gb18030"]), st.integers(16, 40))
def test_no_text_sends_a_command_to_a_pole(text: str, encoding: str, columns: int) -> None:
    line = fitted(text, columns, encoding)
    assert len(line) == columns
    assert all(byte >= 0x20 and byte != 0x7F for byte in line)
    line.decode("gbk" if encoding != "ascii" else "ascii")


def test_what_till_toml_names_is_there_and_the_rest_absent() -> None:
    plain = Settings("DX03", "店", "01", "110115")
    assert {one.state.state for one in _three(open_devices(plain))} == {"absent"}
    named = Settings(
        "DX03",
        "店",
        "01",
        "110115",
        scale=ScaleLine("serial:COM7", "nci"),
        display=CustomerDisplay("serial:COM8@2400"),
        drawer=DrawerPort("serial:COM9"),
    )
    assert [one.name for one in _three(open_others(named))] == ["serial:COM7", "serial:COM8@2400", "serial:COM9"]
    training = open_others(named).for_training()
    assert [one.name for one in _three(training)] == ["serial:COM7", "absent", "absent"]
    open_others(plain).close()


def _three(devices: Devices) -> tuple[scale.SerialScale, SerialPole, SerialDrawer]:
    return devices.scale, devices.display, devices.drawer  # type: ignore[return-value]
