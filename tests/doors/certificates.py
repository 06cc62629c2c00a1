"""A certificate chain like that of PKIoverheid, made for one test run: root, intermediate, and one that signs."""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from service import clock

DAYS = timedelta(days=1)
_NAMES = ("Proefwortel (geen PKIoverheid)", "Proefuitgever", "Gemeente Voorbeeldstad, ondertekening")


class Chain:
    """The files that an operator sets: the chain, the signing certificate first, and the key."""

    def __init__(self, folder: Path, *, until: datetime | None = None) -> None:
        now = clock.now()
        keys = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in _NAMES]
        names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in _NAMES]
        self.certificates = [
            x509.CertificateBuilder().subject_name(name).issuer_name(issuer).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - 30 * DAYS)
            .not_valid_after(until or now + 30 * DAYS)
            .add_extension(x509.BasicConstraints(ca=key is not keys[-1], path_length=None), critical=True)
            .add_extension(_usage(issues=key is not keys[-1]), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
            .sign(signer, hashes.SHA256())
            for name, key, issuer, signer in zip(
                names, keys, [names[0], *names], [keys[0], *keys], strict=False,
            )
        ][::-1]
        self.chain, self.key = folder / "keten.pem", folder / "sleutel.pem"
        self.root = folder / "wortel.pem"
        self.root.write_bytes(_pem(self.certificates[-1]))
        self.chain.write_bytes(b"".join(map(_pem, self.certificates)))
        self.key.write_bytes(keys[-1].private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption(),
        ))


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=issues, crl_sign=issues, encipher_only=False, decipher_only=False,
    )
