"""A customer's display of two lines on a serial line: the commands that CD5220 and ESC/POS displays share.

`ESC @` begins anew, `FF` clears; then the upper line in full, and what follows stands on the lower one. Only printable
bytes are ever sent behind them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from pos.core.wording import translate
from pos.devices import DeviceState
from pos.devices.serial_port import Line

RESET, CLEAR = b"\x1b@", b"\x0c"
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
LOOK = 0.5


class SerialPole:
    """Has the face of `Display`; `encoding` is ascii (Chinese in pinyin), gb18030 or gbk."""

    def __init__(self, port: str, columns: int = 20, encoding: str = "ascii") -> None:
        self.name = port
        self._columns, self._encoding = columns, encoding
        self._wanted: tuple[str, str] | None = None
        self._shown: tuple[str, str] | None = None
        self._open: Any = None
        self._line = Line(port, self._write, name="pole")

    @property
    def state(self) -> DeviceState:
        """unknown while the line is there, trouble while it is not."""
        self._line.begin()
        return self._line.state

    def show(self, upper: str, lower: str) -> None:
        """Show both lines; of several in a row only the last one may be seen."""
        self._wanted = (upper, lower)
        self._line.begin()
        self._line.wake()

    def close(self) -> None:
        """Let go of the line; what stands there stays."""
        self._line.close()

    def _write(self, line: Any) -> None:
        wanted = self._wanted
        if line is not self._open:
            # Plugged in again: it has forgotten everything.
            self._open, self._shown = line, None
            line.write(RESET)
        if wanted is not None and wanted != self._shown:
            line.write(CLEAR + b"".join(self.bytes_of(words) for words in wanted))
            self._shown = wanted
        if line.in_waiting:
            line.read(line.in_waiting)
        words = translate("Device", "The display's port {port} is there; a display never answers")
        self._line.state = DeviceState("unknown", words.format(port=self._line.port))
        self._line.rest(LOOK)

    def bytes_of(self, words: str) -> bytes:
        """One line, exactly as wide as the display; what does not fit is cut at a character's edge."""
        return fitted(words, self._columns, self._encoding)


def fitted(words: str, columns: int, encoding: str = "ascii") -> bytes:
    """Text in exactly `columns` bytes. A Chinese character takes two of them, or its pinyin where there are none.

    What stands behind a tab is flush right; the words before it give way.
    """
    left, _, right = words.partition("\t")
    end = _cut(right, columns, encoding)
    room = columns - len(end) - bool(end)
    return _cut(left, room, encoding).ljust(columns - len(end)) + end


def _cut(words: str, columns: int, encoding: str) -> bytes:
    """As much of the text as fits, ending at a character's edge."""
    out = b""
    for sign in _plain(words, encoding):
        piece = _piece(sign, encoding)
        if len(out) + len(piece) > columns:
            break
        out += piece
    return out


def _piece(sign: str, encoding: str) -> bytes:
    if sign.isascii():
        return sign.encode("ascii") if sign.isprintable() else b""
    try:
        piece = sign.encode("gbk" if encoding == "gb18030" else encoding)
    except UnicodeEncodeError:
        return b"?"
    # Two bytes, both outside the commands: nothing of it can be read as one.
    return piece if len(piece) == 2 and min(piece) >= 0x40 else b"?"


def _plain(words: str, encoding: str) -> str:
    """Without signs that a display has no place for; in pinyin for one without Chinese."""
    narrow = unicodedata.normalize("NFKC", words)
    if encoding != "ascii" or narrow.isascii():
        return narrow
    from pypinyin import Style, lazy_pinyin

    def said(found: re.Match[str]) -> str:
        return "".join(one.capitalize() for one in lazy_pinyin(found[0], style=Style.NORMAL))

    return _CHINESE.sub(said, narrow)
