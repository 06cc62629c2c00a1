"""What `./start` runs: servers, tables, the example municipality and the three processes, watched until it is stopped.

Imports nothing heavy at once: `./start clean` runs without an environment, and Ctrl-C must work from the first moment.
"""

import contextlib
import sys
from collections.abc import Callable

from service.supervise.stopping import Stopped, StopSignals


def say(line: str) -> None:
    """Show a line. A terminal that is gone must not stop the cleaning up."""
    with contextlib.suppress(OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def demo(echo: Callable[[str], None] = say) -> int:
    """Run the demo until someone stops it (0), or until something fails (1, after saying what)."""
    signals = StopSignals()
    try:
        with signals.listening():
            from service.supervise import run  # noqa: PLC0415 - see above

            return run.demo(echo, signals)
    except Stopped:
        echo("Gestopt.")
        return 0
