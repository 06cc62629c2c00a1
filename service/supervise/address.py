"""Where the demo answers: the same port every time when it can be had, and whether it answers yet."""

import contextlib
import http.client
from dataclasses import dataclass
from pathlib import Path

from service.embedded.processes import ServerFailed, is_free

_FIRST, _LAST = 8000, 8099


def choose_port(state: Path, asked: str | None) -> int:
    """The port that was asked for, else the one of last time, else the first free one from 8000."""
    kept = state / "port"
    if asked:
        if asked.isdigit() and is_free(int(asked)):
            return int(asked)
        raise ServerFailed(f"Poort {asked} (API_PORT) is niet vrij. Kies een andere, of laat API_PORT weg.")
    with contextlib.suppress(OSError, ValueError):
        last = int(kept.read_text())
        if is_free(last):
            return last
    for port in range(_FIRST, _LAST + 1):
        if is_free(port):
            kept.write_text(str(port))
            return port
    raise ServerFailed(f"Er is geen vrije poort van {_FIRST} tot en met {_LAST}. Zet API_PORT op een vrije poort.")


@dataclass(frozen=True, slots=True)
class Health:
    """What `/gezondheid` said; status 0 when nobody answers."""

    status: int
    body: str


def health(port: int) -> Health:
    """Ask our own API. No proxy comes in between: it is this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/gezondheid")
        answer = connection.getresponse()
        return Health(answer.status, answer.read(2000).decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException):
        return Health(0, "")
    finally:
        connection.close()
