"""The load generator: one thread, raw keep-alive sockets, requests made beforehand.

It must not dominate: with requests ready in memory it costs some tens of microseconds each, and the case `posten`
prints its own ceiling against an endpoint that does nothing.
"""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.frame import Failed

_RECEIVE = 65_536


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a drive saw: how many answers by status, in how many seconds."""

    statuses: Counter[int]
    seconds: float

    def rate(self, status: int) -> float:
        """Answers per second. Raises `Failed` when one had another status."""
        if set(self.statuses) != {status}:
            raise Failed(f"Verwachtte alleen {status}, kreeg {dict(self.statuses)}.")
        return self.statuses[status] / self.seconds


class _Connection:
    """One keep-alive connection that has at most one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._held = b""

    def receive(self) -> int | None:
        """Take in what came; the status when the answer is whole."""
        found = self.socket.recv(_RECEIVE)
        if not found:
            raise Failed("De server verbrak de verbinding.")
        self._held += found
        head, mark, body = self._held.partition(b"\r\n\r\n")
        if not mark or len(body) < _length(head):
            return None
        self._held = b""
        return int(head[9:12])


def _length(head: bytes) -> int:
    at = head.lower().find(b"content-length:")
    if at < 0:
        raise Failed("Een antwoord zonder Content-Length; de meting kan het eind niet zien.")
    return int(head[at + 15:].split(b"\r\n", 1)[0])


def drive(port: int, requests: Sequence[bytes], connections: int, seconds: float) -> Outcome:
    """Send requests over `connections` at once for `seconds`, or until they are all sent; wait for every answer."""
    todo = iter(requests)
    statuses: Counter[int] = Counter()
    with selectors.DefaultSelector() as selector:
        open_ones = [_Connection(port) for _ in range(connections)]
        began = time.perf_counter()
        busy = 0
        for one in open_ones:
            selector.register(one.socket, selectors.EVENT_READ, one)
            busy += _send_next(one, todo)
        while busy:
            busy -= _answers(selector, statuses, todo if time.perf_counter() - began < seconds else iter(()))
        took = time.perf_counter() - began
        for one in open_ones:
            one.socket.close()
    return Outcome(statuses, took)


def _answers(selector: selectors.BaseSelector, statuses: Counter[int], todo: Iterator[bytes]) -> int:
    """Handle what is ready; how many connections came to rest."""
    ready = selector.select(30)
    if not ready:
        raise Failed("De server gaf een halve minuut geen antwoord.")
    rested = 0
    for key, _ in ready:
        status = key.data.receive()
        if status is not None:
            statuses[status] += 1
            rested += not _send_next(key.data, todo)
    return rested


def _send_next(connection: _Connection, todo: Iterator[bytes]) -> bool:
    request = next(todo, None)
    if request is not None:
        connection.socket.sendall(request)
    return request is not None


def post_request(path: str, body: bytes, token: str = "") -> bytes:
    """The bytes of one POST with a JSON body."""
    guard = f"Authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{guard}Content-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
