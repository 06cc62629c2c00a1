"""Checking the signature under a question, as DDAS asks of who receives one: profile, chain, days, and the key.

Only where the operator names the roots that are trusted (those of PKIoverheid); elsewhere the inway does it. Whether a
certificate was revoked (OCSP, CRL) is not asked here.
"""

import base64
import binascii
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import Criticality, ExtensionPolicy, Policy, PolicyBuilder, Store, VerificationError

from service.errors import BadSettings, DomainError
from service.monitor.ddas.sign import ALGORITHM, HTTP_HEADERS, digest, signed_text

_ROOTS = "DDAS_TRUSTED_ROOTS"
_MOST_CERTIFICATES = 6
_PSS = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256().digest_size)


class BadSignature(DomainError):
    """The signature under a question is missing, or does not hold."""

    status = 400
    title = "Handtekening klopt niet"


class Verifier:
    """Trusts what the given roots issued."""

    def __init__(self, roots: list[x509.Certificate]) -> None:
        self._store = Store(roots)

    @classmethod
    def load(cls, path: str | None) -> "Verifier | None":
        """One that trusts the roots in a file; None without a file. Raises `BadSettings`."""
        if path is None:
            return None
        try:
            return cls(x509.load_pem_x509_certificates(Path(path).read_bytes()))
        except OSError as error:
            raise BadSettings(f"{_ROOTS}: {path} is niet te lezen: {error.strerror}.") from None
        except ValueError:
            raise BadSettings(f"{_ROOTS}: verwacht wortelcertificaten in PEM.") from None

    def require(self, signatures: list[str], body: bytes, now: datetime) -> None:
        """Raises `BadSignature` unless there is exactly one signature, and it is of this body by who is trusted."""
        if len(signatures) != 1:
            raise BadSignature("Zet precies één keer de kop nlgov-adr-payload-sig bij de vraag.")
        head, _, signature = signatures[0].partition("..")
        try:
            told, signed = json.loads(_decoded(head)), _decoded(signature)
            chain = [x509.load_der_x509_certificate(base64.b64decode(one)) for one in _chain_of(told)]
        except (ValueError, TypeError, binascii.Error):
            raise BadSignature("De kop nlgov-adr-payload-sig volgt niet het profiel van DDAS-VS 1.2.") from None
        self._require_trusted(chain, now)
        key = chain[0].public_key()
        if not isinstance(key, RSAPublicKey):
            raise BadSignature(f"Onderteken met een RSA-sleutel ({ALGORITHM}).")
        try:
            key.verify(signed, f"{head}.{signed_text(digest(body))}".encode(), _PSS, hashes.SHA256())
        except InvalidSignature:
            raise BadSignature("De handtekening hoort niet bij dit bericht.") from None

    def _require_trusted(self, chain: list[x509.Certificate], now: datetime) -> None:
        signs = ExtensionPolicy.permit_all().require_present(x509.KeyUsage, Criticality.AGNOSTIC, _may_sign)
        policy = PolicyBuilder().store(self._store).time(now).extension_policies(
            ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=signs,
        )
        try:
            policy.build_client_verifier().verify(chain[0], chain[1:])
        except VerificationError:
            told = "Het certificaat in x5c is verlopen, mag niet ondertekenen, of is niet van een vertrouwde uitgever."
            raise BadSignature(told) from None


def _chain_of(header: Any) -> list[str]:
    """The certificates in a header of this profile. Raises `ValueError` for anything else."""
    given: dict[str, Any] = header if isinstance(header, dict) else {}
    asked = {"alg": ALGORITHM, "b64": False, "sigD": {"mId": HTTP_HEADERS, "pars": ["digest"]}}
    if {name: given.get(name) for name in asked} != asked or set(given.get("crit", ())) != {"sigD", "b64"}:
        raise ValueError
    chain = given.get("x5c")
    if not isinstance(chain, list) or not 0 < len(chain) <= _MOST_CERTIFICATES:
        raise ValueError
    return chain


def _may_sign(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage | None) -> None:
    if usage is None or not usage.digital_signature:
        raise ValueError("not for signing")


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
