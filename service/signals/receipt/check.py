"""Is a receipt genuine? Reads the JSON answer, a compact JWS, or the PDF; needs the public keys and nothing else."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from joserfc.util import urlsafe_b64decode

from service.signals.receipt.content import KIND_OF_DOCUMENT
from service.signals.receipt.seal import SEAL_TYPE, attached_in, told_by, unsealed
from service.signals.receipt.sign import ALGORITHM, READABLE, RECEIPT_TYPE, fingerprint

LARGEST = 500_000
# What a stranger wrote is repeated only where it is a plain name.
_PLAIN = re.compile(r"[\w-]{1,64}", re.ASCII)
_COMPACT = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")


class Verdict(StrEnum):
    GENUINE = "echt"
    ALTERED = "veranderd"
    UNKNOWN_KEY = "onbekendeSleutel"
    NOT_A_RECEIPT = "geenBewijs"


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome, told in Dutch. `content` is what was signed, only where its own signature is right."""

    verdict: Verdict
    told: tuple[str, ...]
    content: dict[str, Any] | None = None

    @property
    def genuine(self) -> bool:
        return self.verdict is Verdict.GENUINE


class Keys:
    """The public keys that may have signed a receipt, by id; keys for other uses are left out."""

    def __init__(self, published: Iterable[Any]) -> None:
        self._by_id: dict[str, RSAKey] = {}
        for one in published:
            if isinstance(one, dict) and one.get("kty") == "RSA" and one.get("alg") == ALGORITHM and "d" not in one:
                with suppress(JoseError, ValueError, KeyError):
                    self._by_id[str(one.get("kid"))] = RSAKey.import_key(one)

    def __len__(self) -> int:
        return len(self._by_id)

    def find(self, kid: str) -> RSAKey | None:
        return self._by_id.get(kid)


class _Refused(Exception):
    def __init__(self, verdict: Verdict, *told: str) -> None:
        super().__init__(*told)
        self.checked = Checked(verdict, told)


_NOTHING = "Dit is geen ontvangstbewijs van Voordeur: kies de PDF of de JSON die de corporatie heeft gekregen."
_GENUINE = "Dit ontvangstbewijs is echt en ongewijzigd."
_BROKEN = (
    "De handtekening hoort niet bij de ondertekende inhoud. De inhoud of de handtekening is veranderd na uitgifte."
)


def check(raw: bytes, keys: Keys) -> Checked:
    """Verify a receipt in whatever form it comes."""
    try:
        if raw.lstrip()[:5] == b"%PDF-":
            return _check_pdf(raw, keys)
        return _check_text(raw, keys)
    except _Refused as refused:
        return refused.checked
    except RecursionError:
        return Checked(Verdict.NOT_A_RECEIPT, (_NOTHING,))


def _check_text(raw: bytes, keys: Keys) -> Checked:
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise _Refused(Verdict.NOT_A_RECEIPT, _NOTHING) from None
    if _COMPACT.fullmatch(text):
        protected, payload, signature = text.split(".")
        return _check_document({"protected": protected, "payload": payload, "signature": signature}, keys)
    return _check_document(_parsed(text), keys)


def _check_document(document: Mapping[str, Any], keys: Keys) -> Checked:
    """Verify a flattened JWS, and that the readable content beside it, if any, says the same."""
    compact = ".".join(str(document.get(name, "")) for name in ("protected", "payload", "signature"))
    changed = _differences(document.get(READABLE), _peeked(document.get("payload")))
    try:
        content = _verified(compact, RECEIPT_TYPE, keys)
    except _Refused as refused:
        raise _Refused(refused.checked.verdict, *refused.checked.told, *changed) from None
    if content.get("soortBewijs") != KIND_OF_DOCUMENT:
        raise _Refused(Verdict.NOT_A_RECEIPT, _NOTHING)
    if changed:
        told = "De leesbare tekst is veranderd na uitgifte. De ondertekende inhoud is wel echt en staat hieronder."
        return Checked(Verdict.ALTERED, (told, *changed), content)
    return Checked(Verdict.GENUINE, (_GENUINE, f"SHA-256 van de inhoud: {fingerprint(content)}"), content)


def _check_pdf(raw: bytes, keys: Keys) -> Checked:
    """Verify the signed JSON in a PDF, and the seal over all its other bytes."""
    inside = next(_receipts_in(raw), None)
    if inside is None:
        raise _Refused(Verdict.NOT_A_RECEIPT, "In deze PDF zit geen ontvangstbewijs van Voordeur.", _SCANNED)
    found = _check_document(inside, keys)
    if not found.genuine or found.content is None:
        return found
    if not _seal_fits(raw, found.content["bewijsnummer"], keys):
        return Checked(Verdict.ALTERED, (_RESAVED, _TRUST), found.content)
    return found


def _seal_fits(pdf: bytes, number: str, keys: Keys) -> bool:
    seal, rest = unsealed(pdf)
    try:
        return _verified(seal, SEAL_TYPE, keys) == told_by(rest, number)
    except _Refused:
        return False


_SCANNED = (
    "Een afdruk, een scan of een opnieuw gemaakte PDF is niet te controleren. Vraag om het oorspronkelijke bestand."
)
_RESAVED = (
    "Deze PDF is veranderd na uitgifte: bewerkt, of opnieuw opgeslagen met een ander programma. Vertrouw niet op wat "
    "op de bladzijde staat."
)
_TRUST = "Het ondertekende bewijs in de PDF is wel echt. Wat is ondertekend, staat hieronder."


def _receipts_in(pdf: bytes) -> Iterator[dict[str, Any]]:
    """The attached files of a PDF that are a JSON object."""
    for plain in attached_in(pdf):
        with suppress(UnicodeDecodeError, _Refused):
            yield _parsed(plain.decode("utf-8"))


def _verified(compact: str, kind: str, keys: Keys) -> dict[str, Any]:
    """The content of a compact JWS of one of our two types, signed with a known key. Raises `_Refused`."""
    try:
        header = _parsed(urlsafe_b64decode(compact.partition(".")[0].encode()).decode("utf-8"))
    except ValueError:
        raise _Refused(Verdict.NOT_A_RECEIPT, _NOTHING) from None
    if header.get("typ") != kind or header.get("alg") != ALGORITHM:
        raise _Refused(Verdict.NOT_A_RECEIPT, _NOTHING)
    key = keys.find(str(header.get("kid")))
    if key is None:
        raise _Refused(Verdict.UNKNOWN_KEY, _unknown(_plain(header.get("kid"))))
    try:
        return _parsed(jws.deserialize_compact(compact, key, algorithms=[ALGORITHM]).payload.decode("utf-8"))
    except (JoseError, ValueError):
        raise _Refused(Verdict.ALTERED, _BROKEN) from None


def _unknown(kid: str) -> str:
    return (
        f"De sleutel {kid} is hier niet bekend. Dit bewijs is niet door deze Voordeur ondertekend, of uw lijst met "
        "sleutels is te oud. Haal de lijst opnieuw op bij het adres /.well-known/jwks.json van de Voordeur die het "
        "bewijs gaf."
    )


def _peeked(payload: Any) -> Any:
    """The signed content without looking at the signature: only to say where the readable text differs."""
    try:
        return _parsed(urlsafe_b64decode(str(payload).encode()).decode("utf-8"))
    except (ValueError, _Refused):
        return None


def _differences(readable: Any, signed: Any) -> tuple[str, ...]:
    if readable is None or signed is None:
        return ()
    return tuple(f"Anders dan ondertekend: {place}." for place in _places(readable, signed, ""))[:20]


def _places(readable: Any, signed: Any, place: str) -> Iterator[str]:
    """The names of the fields in which two documents differ."""
    if isinstance(readable, dict) and isinstance(signed, dict):
        for name in {**signed, **readable}:
            yield from _places(readable.get(name), signed.get(name), f"{place}/{_plain(name)}")
    elif isinstance(readable, list) and isinstance(signed, list) and len(readable) == len(signed):
        for number, (one, other) in enumerate(zip(readable, signed, strict=True)):
            yield from _places(one, other, f"{place}/{number}")
    elif readable != signed or type(readable) is not type(signed):
        yield place or "/"


def _plain(name: Any) -> str:
    return name if isinstance(name, str) and _PLAIN.fullmatch(name) else "(onleesbaar)"


def _parsed(text: str) -> dict[str, Any]:
    """A JSON object without doubled names: one could hide behind the other. Raises `_Refused`."""
    try:
        found = json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _Refused(Verdict.NOT_A_RECEIPT, _NOTHING)
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name stands there twice")
    return dict(pairs)
