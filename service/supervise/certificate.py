"""The demo's own certificate, so that the national delivery can be tried. It proves nothing: nobody trusts its issuer.

Made once per state folder, and again shortly before it ends. In production the operator sets one of PKIoverheid.
"""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import NameOID

from service.embedded.keys import write_private

_CHAIN, _KEY = "ddas-keten.pem", "ddas-sleutel.pem"
_LASTS, _RENEWED_BEFORE = timedelta(days=365), timedelta(days=30)
_ISSUER, _SIGNER = "Voordeur proef (geen PKIoverheid)", "Gemeente Voorbeeldstad, proefondertekening"


def demo_certificate(state: Path, now: datetime) -> dict[str, str]:
    """The settings that lead to it."""
    chain, key = state / _CHAIN, state / _KEY
    if not _lasts(chain, now) or not key.exists():
        _make(chain, key, now)
    return {"DDAS_CERTIFICATE_CHAIN": str(chain), "DDAS_SIGNING_KEY": str(key)}


def _lasts(chain: Path, now: datetime) -> bool:
    if not chain.exists():
        return False
    return x509.load_pem_x509_certificate(chain.read_bytes()).not_valid_after_utc > now + _RENEWED_BEFORE


def _make(chain: Path, key: Path, now: datetime) -> None:
    issuer, signer = (generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
    certificates = (_issued(_SIGNER, signer, issuer, now), _issued(_ISSUER, issuer, issuer, now))
    pem = signer.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption(),
    )
    write_private(key, pem.decode())
    write_private(chain, "".join(one.public_bytes(serialization.Encoding.PEM).decode() for one in certificates))


def _issued(name: str, key: RSAPrivateKey, issuer: RSAPrivateKey, now: datetime) -> x509.Certificate:
    return (
        x509.CertificateBuilder().subject_name(_named(name)).issuer_name(_named(_ISSUER)).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _LASTS).sign(issuer, hashes.SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
