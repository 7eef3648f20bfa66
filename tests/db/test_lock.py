"""One till at a time on a shop's folder."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos.db.lock import AlreadyRunning, FolderNotWritable, InstanceLock

HOLD = """
import sys, time
from pathlib import Path
from pos.db.lock import InstanceLock
lock = InstanceLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def other_till(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    till = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert till.stdout is not None
    assert till.stdout.readline() == "held\n"
    yield till
    till.kill()
    till.wait()
    till.stdout.close()


def test_the_second_till_is_told(tmp_path: Path, other_till: subprocess.Popen[str]) -> None:
    with pytest.raises(AlreadyRunning) as told:
        InstanceLock(tmp_path).acquire()

    assert str(tmp_path) in told.value.message()


def test_a_killed_till_leaves_no_lock_behind(tmp_path: Path, other_till: subprocess.Popen[str]) -> None:
    other_till.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    other_till.wait()

    for _ in range(50):  # the system may need a moment to sweep up after it
        try:
            with InstanceLock(tmp_path) as lock:
                assert lock.held
                return
        except AlreadyRunning:
            time.sleep(0.1)
    pytest.fail("the lock outlived its holder")


def test_two_in_one_process_do_not_share_it(tmp_path: Path) -> None:
    with InstanceLock(tmp_path), pytest.raises(AlreadyRunning):
        InstanceLock(tmp_path).acquire()


def test_it_can_be_taken_again(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path).acquire()
    lock.release()
    lock.release()

    with InstanceLock(tmp_path) as again:
        assert again.held
    assert not again.held


def test_a_child_of_the_till_does_not_keep_it(tmp_path: Path) -> None:
    with InstanceLock(tmp_path):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], close_fds=False)
    try:
        with InstanceLock(tmp_path) as lock:
            assert lock.held
    finally:
        child.kill()
        child.wait()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritable):
        InstanceLock(tmp_path / "nowhere").acquire()
