"""A proxy of a few lines in front of the real service, that goes wrong when it is told to."""

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from service import clock

DAY = timedelta(days=1)
DELIVERIES = "/api/v1/aanleveringen"


Passed = Callable[..., httpx.Response]
Fault = Callable[[Any, Passed], httpx.Response | None]


class Front(ThreadingHTTPServer):
    """Passes every request on. `faults` says per delivery, counted from one, what goes wrong with it."""

    daemon_threads = True

    def __init__(self, behind: str) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.behind, self.deliveries, self.tokens = behind, 0, 0
        self.faults: dict[int, Fault] = {}
        self.bodies: list[bytes] = []
        self.lifetime: int | None = None
        self.certificate: Path | None = None

    @property
    def url(self) -> str:
        return f"{'http' if self.certificate is None else 'https'}://127.0.0.1:{self.server_port}"

    def encrypt(self, folder: Path) -> Path:
        """Speak TLS from now on, with a certificate that nobody knows; where that is."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "voordeur")])
        day = clock.now()
        address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        made = x509.CertificateBuilder(name, name, key.public_key(), 1, day - DAY, day + DAY, [])
        made = made.add_extension(address, critical=False)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.certificate, private = folder / "certificaat.pem", folder / "tls.pem"
        self.certificate.write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
        private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, private)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        return self.certificate


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Front

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        names = ("Authorization", "Content-Type")
        headers = {name: self.headers[name] for name in names if name in self.headers}

        def passed(**other: str) -> httpx.Response:
            return httpx.post(self.server.behind + self.path, content=body, headers=headers | other, timeout=60)

        fault = None
        if self.path == DELIVERIES:
            self.server.deliveries += 1
            self.server.bodies.append(body)
            fault = self.server.faults.get(self.server.deliveries)
        else:
            self.server.tokens += 1
        answer = fault(self, passed) if fault else passed()
        if self.path != DELIVERIES and self.server.lifetime is not None:
            answer = httpx.Response(200, json=passed().json() | {"expires_in": self.server.lifetime})
        if answer is not None:
            self.reply(answer)

    def reply(self, answer: httpx.Response) -> None:
        self.send_response(answer.status_code)
        for name in ("Content-Type", "Retry-After"):
            if name in answer.headers:
                self.send_header(name, answer.headers[name])
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


def cut_before(handler: _Passing, _passed: Passed) -> None:
    """The line breaks before the service has seen anything."""
    _reset(handler)


def cut_after(handler: _Passing, passed: Passed) -> None:
    """The service has taken everything, and its answer is lost."""
    assert passed().status_code == 201
    _reset(handler)


def busy(handler: _Passing, _passed: Passed) -> httpx.Response:
    return httpx.Response(429, headers={"Retry-After": "1"})


def silent(handler: _Passing, _passed: Passed) -> None:
    """No answer for so long that somebody stops waiting, and then none at all."""
    time.sleep(2.0)
    _reset(handler)


def ended(handler: _Passing, passed: Passed) -> httpx.Response:
    """The token that the client holds is no longer one of the service."""
    return passed(Authorization="Bearer eyJhbGciOiJFUzI1NiJ9.e30.e30")


def too_large(handler: _Passing, _passed: Passed) -> httpx.Response:
    return httpx.Response(413, json={"detail": "Te groot."})


def _reset(handler: _Passing) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


@contextmanager
def front(behind: str) -> Iterator[Front]:
    """A proxy that stops at the end."""
    found = Front(behind)
    threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield found
    finally:
        found.shutdown()
        found.server_close()
