"""A corporation's receiver: a real HTTP server that answers as a test tells it, and keeps what it got."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from service import clock

ALLOW_ALL = {"WebHook-Allowed-Origin": "*"}


@dataclass(frozen=True)
class Got:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    began: float
    ended: float = 0.0


@dataclass(frozen=True)
class Reply:
    """How to answer once. `raw` is written as it is, in place of an HTTP answer, with a `drip` of seconds per byte."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0
    raw: bytes | None = None
    drip: float = 0.0


class Receiver:
    """`replies` are used up one by one by POST; after that every event is taken."""

    def __init__(self, server: ThreadingHTTPServer, scheme: str, host: str) -> None:
        self._server = server
        self.url = f"{scheme}://{host}:{server.server_address[1]}/vroegsignalen"
        self.got: list[Got] = []
        self.replies: list[Reply] = []
        self.consent = Reply(200, ALLOW_ALL)

    @property
    def events(self) -> list[Got]:
        return [one for one in self.got if one.method == "POST"]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        began = time.monotonic()
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        reply = self.consent
        if handler.command == "POST":
            reply = self.replies.pop(0) if self.replies else Reply()
        time.sleep(reply.delay)
        self.got.append(
            Got(handler.command, handler.path, dict(handler.headers), body, began, time.monotonic()))
        if reply.raw is not None:
            handler.close_connection = True
            for byte in reply.raw:
                handler.wfile.write(bytes([byte]))
                time.sleep(reply.drip)
            return
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if "Content-Length" not in reply.headers and reply.status != 204:
            handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        handler.wfile.write(reply.body)


@contextmanager
def receiver(certificate: Path | None = None, host: str = "127.0.0.1") -> Iterator[Receiver]:
    """A receiver on loopback; with TLS when a file with its key and certificate is given."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            found.answer(self)

        do_OPTIONS = do_GET = do_POST  # noqa: N815 (the names of the library)

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_args: Any) -> None:
            """Who hung up is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    found = Receiver(server, "https" if certificate else "http", host)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


class Authority:
    """A root certificate of one's own, and certificates for names under it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Proefwortel")])
        self._root = self._sign(self._name, self._key, [])
        self.file = folder / "root.pem"
        self.file.write_bytes(self._root.public_bytes(serialization.Encoding.PEM))

    def certificate(self, name: str) -> Path:
        """A file with a key and a certificate for a name."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        signed = self._sign(subject, key, [name])
        path = self._folder / f"{name}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
        return path

    def _sign(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, names: list[str]) -> x509.Certificate:
        now, is_root = clock.now(), not names
        building = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(self._name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        )
        if names:
            told = [_general(name) for name in names]
            building = building.add_extension(x509.SubjectAlternativeName(told), critical=False)
        return building.sign(self._key, hashes.SHA256())


def _general(name: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
