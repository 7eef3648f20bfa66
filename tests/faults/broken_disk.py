"""A disk that breaks for one thread: the kernel itself refuses that thread's calls (Linux seccomp, no root needed).

Everybody else, and the same process afterwards, finds the disk well again: a fault that comes and goes.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

# The numbers of the calls that SQLite and Python make, by machine.
CALLS = {
    "x86_64": {"write": 1, "pwrite64": 18, "fsync": 74, "fdatasync": 75, "ftruncate": 77},
    "aarch64": {"write": 64, "pwrite64": 68, "fsync": 82, "fdatasync": 83, "ftruncate": 46},
}
T = TypeVar("T")

FLUSHES = ("fsync", "fdatasync")
WRITES = ("write", "pwrite64")

_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


@cache
def can_break() -> bool:
    """Whether this system lets a process refuse its own calls."""
    if sys.platform != "linux" or platform.machine() not in CALLS:
        return False
    with ThreadPoolExecutor(1) as one_thread:
        return one_thread.submit(_refuse, ("ftruncate",), errno.EIO).exception() is None


def on_a_broken_disk(work: Callable[[], T], calls: tuple[str, ...], code: int = errno.EIO) -> T:
    """Do `work` while the kernel answers every one of `calls` with `code`; what it raises is raised here.

    Where the system cannot do that (see `can_break`) the disk stays well.
    """
    if not can_break():
        return work()

    def broken() -> T:
        _refuse(calls, code)
        return work()

    with ThreadPoolExecutor(1) as one_thread:
        return one_thread.submit(broken).result()


def _refuse(calls: tuple[str, ...], code: int) -> None:
    numbers = [CALLS[platform.machine()][call] for call in calls]
    steps = [(_LOAD, 0, 0, 0)]
    steps += [(_JUMP_IF_EQUAL, len(numbers) - n, 0, number) for n, number in enumerate(numbers)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE | code)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(head), 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel does not let this process refuse its own calls")
