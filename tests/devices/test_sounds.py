"""What the till sounds like: short, at the shop's volume, and never in anybody's way."""

from __future__ import annotations

import io
import subprocess
import threading
import time
import wave
from array import array
from collections.abc import Callable

import pytest

from pos.devices.sounds import LONGEST, MOST_FAULTS, SOUNDS, Speaker, _by_command, silent, wav


def samples(sound: bytes) -> tuple[array[int], int]:
    with wave.open(io.BytesIO(sound)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return array("h", file.readframes(file.getnframes())), file.getframerate()


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not what() and time.monotonic() < until:
        time.sleep(0.005)
    assert what()


@pytest.mark.parametrize("name", SOUNDS)
def test_every_sound_is_short_and_as_loud_as_the_shop_wants_it(name: str) -> None:
    loud, rate = samples(wav(name, 100))
    soft, _ = samples(wav(name, 20))
    assert 0 < len(loud) / rate <= LONGEST / 1000
    assert 2000 < max(loud) <= 32_767
    assert max(soft) == pytest.approx(max(loud) / 5, rel=0.02)
    # Softly in and out: a step would click.
    assert abs(loud[0]) + abs(loud[-1]) < max(loud) / 10
    assert max(samples(wav(name, 0))[0]) == 0


def test_refused_falls_paid_rises_unknown_is_low() -> None:
    falls, rises = [h for h, _, _ in SOUNDS["refused"] if h], [h for h, _, _ in SOUNDS["paid"] if h]
    assert len(falls) == len(rises) == 2
    assert falls[0] > falls[1]
    assert rises[0] < rises[1]
    assert SOUNDS["unknown"][0][0] < 300


def test_who_is_played_is_asked_for_the_volume_every_time() -> None:
    heard: list[bytes] = []
    volume = [60]
    speaker = Speaker(heard.append, lambda: volume[0])
    speaker.play("added")
    wait_for(lambda: len(heard) == 1)
    volume[0] = 0
    assert speaker.play("added"), "silence is what the shop wants"
    volume[0] = 10
    speaker.play("paid")
    wait_for(lambda: len(heard) == 2)
    assert heard == [wav("added", 60), wav("paid", 10)]
    speaker.close()


def test_a_player_that_hangs_holds_nobody_up_and_what_is_late_is_not_heard() -> None:
    go_on, begun, heard = threading.Event(), threading.Event(), []

    def hangs(sound: bytes) -> None:
        begun.set()
        go_on.wait(5)
        heard.append(sound)

    speaker = Speaker(hangs, lambda: 60)
    speaker.play("added")
    assert begun.wait(5)
    at = time.perf_counter()
    for _ in range(50):
        speaker.play("added")
    assert time.perf_counter() - at < 1, "fifty scans did not wait for the loudspeaker"
    speaker.close()
    go_on.set()
    wait_for(lambda: not speaker._thread.is_alive())  # type: ignore[union-attr]
    assert len(heard) <= 3


@pytest.mark.parametrize(
    "fault",
    [OSError(), RuntimeError(), subprocess.TimeoutExpired("aplay", 2), subprocess.CalledProcessError(1, "aplay")],
)
def test_a_player_that_cannot_is_left_alone_after_a_while(fault: Exception) -> None:
    tried: list[bytes] = []

    def cannot(sound: bytes) -> None:
        tried.append(sound)
        raise fault

    speaker = Speaker(cannot, lambda: 60)
    for n in range(1, MOST_FAULTS + 1):
        speaker.play("refused")
        wait_for(lambda n=n: len(tried) == n)  # type: ignore[misc]
    wait_for(lambda: speaker.given_up)
    assert not speaker.play("refused")
    time.sleep(0.05)
    assert len(tried) == MOST_FAULTS
    speaker.close()


def test_one_that_works_again_is_heard_again() -> None:
    works = iter((False, True, False, False, True))
    heard: list[bool] = []

    def now_and_then(_sound: bytes) -> None:
        heard.append(next(works))
        if not heard[-1]:
            raise OSError

    speaker = Speaker(now_and_then, lambda: 60)
    for n in range(1, 6):
        speaker.play("added")
        wait_for(lambda n=n: len(heard) == n)  # type: ignore[misc]
    assert not speaker.given_up
    speaker.close()


def test_without_a_loudspeaker_nothing_is_begun() -> None:
    speaker = Speaker(silent, lambda: 100)
    assert not speaker.play("paid")
    assert speaker._thread is None
    speaker.close()


def test_a_command_is_given_the_sound_and_its_refusal_is_told() -> None:
    _by_command("sh", "-c", 'test "$(wc -c)" -gt 1000')(wav("paid", 60))
    with pytest.raises(subprocess.CalledProcessError):
        _by_command("sh", "-c", "cat > /dev/null; exit 1")(wav("paid", 60))
