"""How the demo hears that it must stop: once, at any moment, and never in the middle of cleaning up."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType


class Stopped(BaseException):
    """Someone asked us to stop. Not an `Exception`, so that nothing on the way takes it for an error."""


class StopSignals:
    """Ctrl-C, SIGTERM or a lost terminal raises `Stopped` where we are; once disarmed they change nothing.

    An exception out of nowhere may be lost in a library, in a callback for instance, so `check` raises it again.
    """

    def __init__(self) -> None:
        self._armed = True
        self._asked = False

    def check(self) -> None:
        if self._asked and self._armed:
            raise Stopped

    def disarm(self) -> None:
        self._armed = False

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        wanted = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asks to outlive the terminal
            wanted.append(signal.SIGHUP)
        before = {number: signal.signal(number, self._caught) for number in wanted}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _caught(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        self.check()
