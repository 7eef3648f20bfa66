"""Work off the GUI thread: `background(work, then)` over one thread pool."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal


class _Post(QObject):
    """Carries a result from its thread to the thread this was made in."""

    arrived = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = True
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, then: Callable[[object], None], result: object) -> None:
        if self.wanted:
            then(result)


class Background:
    """Runs `work` on a thread and `then` with its result on the GUI thread; make it there.

    What `work` raises reaches `sys.excepthook`, as everything else does; `then` is not called in that case.
    `work` opens its own session and answers plain values.
    """

    def __init__(self, threads: int = 2) -> None:
        self._post = _Post()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(threads)

    def __call__(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        """Begin."""
        self._pool.start(lambda: self._post.arrived.emit(then, work()))

    def finish(self, milliseconds: int = 5000) -> bool:
        """Wait for what is running; False if it did not come to an end. Its answers come with the next events."""
        return self._pool.waitForDone(milliseconds)

    def end(self) -> bool:
        """The window goes: wait for what is running, and deliver nothing to pages that are not there any more."""
        self._post.wanted = False
        return self.finish()
