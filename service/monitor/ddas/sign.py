"""Signing what goes to the statistics office: the digest of the body, and a detached JWS over that digest.

Profile: payload signing of the NL API strategy (JAdES level B, mechanism `HttpHeaders`, only `digest`), as DDAS asks:
PS256, the certificate chain in `x5c`. `iat` is the signing time, which JAdES (ETSI TS 119 182-1, version 1.2.1) asks of
every signature since 15 May 2025; that was read in another implementation, not in the standard itself. The chain and
the key are files of the operator (PKIoverheid); whether they were revoked (OCSP, CRL) is for the receiver to ask.
"""

import base64
import hashlib
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from joserfc import jws
from joserfc.jwk import RSAKey
from joserfc.registry import HeaderParameter

from service.errors import BadSettings, DomainError

DIGEST, SIGNATURE = "Digest", "nlgov-adr-payload-sig"
ALGORITHM = "PS256"
HTTP_HEADERS = "http://uri.etsi.org/19182/HttpHeaders"
# What the library does not know by itself; the first two must be understood by whoever reads the signature.
_REGISTRY = jws.JWSRegistry(
    {
        "sigD": HeaderParameter("What is signed", lambda _ours: None), "b64": HeaderParameter("Encoded or not", "bool"),
        "iat": HeaderParameter("When it was signed", "int"),
    },
    algorithms=[ALGORITHM],
)
_CHAIN, _KEY = "DDAS_CERTIFICATE_CHAIN", "DDAS_SIGNING_KEY"


class CannotSign(DomainError):
    """The operator has not set a certificate, or the one there is not valid today: nothing is delivered unsigned."""

    status = 502
    title = "Niet bereikbaar"


class Signer:
    """Signs with the key of the first certificate of a chain."""

    def __init__(self, chain: tuple[x509.Certificate, ...], key: RSAPrivateKey) -> None:
        self._certificate = chain[0]
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption(),
        )
        self._key = RSAKey.import_key(pem)
        thumbprint = base64.urlsafe_b64encode(chain[0].fingerprint(hashes.SHA256())).decode().rstrip("=")
        self._header = {
            "alg": ALGORITHM, "typ": "JOSE", "kid": thumbprint, "x5c": [_spelled(one) for one in chain],
            "x5t#S256": thumbprint, "b64": False, "crit": ["sigD", "b64"],
            "sigD": {"mId": HTTP_HEADERS, "pars": ["digest"]},
        }

    @classmethod
    def load(cls, chain_path: str | None, key_path: str | None) -> "Signer | None":
        """The signer of these two files; None when neither is set. Raises `BadSettings` for anything that is wrong."""
        if chain_path is None and key_path is None:
            return None
        if chain_path is None or key_path is None:
            raise BadSettings(f"Zet {_CHAIN} en {_KEY} allebei, of geen van beide.")
        chain, key = _chain(chain_path), _key(key_path)
        if chain[0].public_key() != key.public_key():
            raise BadSettings(f"{_KEY} hoort niet bij het eerste certificaat in {_CHAIN}.")
        for one, issuer in pairwise(chain):
            _require_issued(one, issuer)
        return cls(chain, key)

    def headers(self, body: bytes, now: datetime) -> dict[str, str]:
        """The two headers that go with a body. Raises `CannotSign` outside the days of the certificate."""
        if not self._certificate.not_valid_before_utc <= now <= self._certificate.not_valid_after_utc:
            raise CannotSign("Het certificaat voor de aanlevering is vandaag niet geldig. Meld dit de beheerder.")
        told = digest(body)
        header = self._header | {"iat": int(now.timestamp())}
        signed = jws.serialize_compact(header, signed_text(told), self._key, registry=_REGISTRY)
        return {DIGEST: told, SIGNATURE: signed}


def digest(body: bytes) -> str:
    """The value of the header `Digest` (RFC 3230)."""
    return "SHA-256=" + base64.b64encode(hashlib.sha256(body).digest()).decode()


def signed_text(told: str) -> str:
    """What is signed: the header line as JAdES (ETSI TS 119 182-1) puts it together for `HttpHeaders`."""
    return f"digest: {told}"


def _spelled(certificate: x509.Certificate) -> str:
    return base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()


def _chain(path: str) -> tuple[x509.Certificate, ...]:
    try:
        return tuple(x509.load_pem_x509_certificates(_read(_CHAIN, path)))
    except ValueError:
        raise BadSettings(f"{_CHAIN}: verwacht certificaten in PEM, dat van de ondertekening voorop.") from None


def _key(path: str) -> RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(_read(_KEY, path), None)
    except (ValueError, TypeError):
        raise BadSettings(f"{_KEY}: verwacht een geheime sleutel in PEM, zonder wachtwoord.") from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < 2048:
        raise BadSettings(f"{_KEY}: verwacht een RSA-sleutel van ten minste 2048 bits ({ALGORITHM}).")
    return key


def _read(name: str, path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BadSettings(f"{name}: {path} is niet te lezen: {error.strerror}.") from None


def _require_issued(certificate: x509.Certificate, issuer: x509.Certificate) -> None:
    """Whether the chain is in order; whether it leads to a root that is trusted, the receiver asks."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        told = f"{_CHAIN}: elk certificaat moet zijn uitgegeven door het volgende in het bestand."
        raise BadSettings(told) from None
