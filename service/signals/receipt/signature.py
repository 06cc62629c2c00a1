"""What every check of a proof needs: the keys that may have signed, the outcome in Dutch, and a verified JWS."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from joserfc.util import urlsafe_b64decode

from service.signals.receipt.sign import ALGORITHM

# What a stranger wrote is repeated only where it is a plain name.
_PLAIN = re.compile(r"[\w-]{1,64}", re.ASCII)


class Verdict(StrEnum):
    GENUINE = "echt"
    ALTERED = "veranderd"
    OTHER_REFERENCE = "andereReferentie"
    UNKNOWN_KEY = "onbekendeSleutel"
    NOT_A_RECEIPT = "geenBewijs"


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome, told in Dutch. `content` is what was signed, only where its own signature is right.

    `reference` is the one that a statement of a refusal was shown to belong to.
    """

    verdict: Verdict
    told: tuple[str, ...]
    content: dict[str, Any] | None = None
    reference: str = ""

    @property
    def genuine(self) -> bool:
        return self.verdict is Verdict.GENUINE


class Keys:
    """The public keys that may have signed a proof, by id; keys for other uses are left out."""

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


class CheckFailed(Exception):
    """There is nothing to show of what was given; `checked` says why."""

    def __init__(self, verdict: Verdict, *told: str) -> None:
        super().__init__(*told)
        self.checked = Checked(verdict, told)


NO_PROOF = (
    "Dit is geen ontvangstbewijs of weigeringsbewijs van Voordeur: kies de PDF of de JSON die de corporatie heeft "
    "gekregen."
)
_BROKEN = (
    "De handtekening hoort niet bij de ondertekende inhoud. De inhoud of de handtekening is veranderd na uitgifte."
)


def verified(compact: str, kind: str, keys: Keys) -> dict[str, Any]:
    """The content of a compact JWS of one of our types, signed with a known key. Raises `CheckFailed`."""
    try:
        header = parsed(urlsafe_b64decode(compact.partition(".")[0].encode()).decode("utf-8"))
    except ValueError:
        raise CheckFailed(Verdict.NOT_A_RECEIPT, NO_PROOF) from None
    if header.get("typ") != kind or header.get("alg") != ALGORITHM:
        raise CheckFailed(Verdict.NOT_A_RECEIPT, NO_PROOF)
    key = keys.find(str(header.get("kid")))
    if key is None:
        raise CheckFailed(Verdict.UNKNOWN_KEY, _unknown(_plain(header.get("kid"))))
    try:
        return parsed(jws.deserialize_compact(compact, key, algorithms=[ALGORITHM]).payload.decode("utf-8"))
    except (JoseError, ValueError):
        raise CheckFailed(Verdict.ALTERED, _BROKEN) from None


def _unknown(kid: str) -> str:
    return (
        f"De sleutel {kid} is hier niet bekend. Dit bewijs is niet door deze Voordeur ondertekend, of uw lijst met "
        "sleutels is te oud. Haal de lijst opnieuw op bij het adres /.well-known/jwks.json van de Voordeur die het "
        "bewijs gaf."
    )


def peeked(payload: Any) -> Any:
    """The signed content without looking at the signature: only to say where the readable text differs."""
    try:
        return parsed(urlsafe_b64decode(str(payload).encode()).decode("utf-8"))
    except (ValueError, CheckFailed):
        return None


def differences(readable: Any, signed: Any) -> tuple[str, ...]:
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


def parsed(text: str) -> dict[str, Any]:
    """A JSON object without doubled names: one could hide behind the other. Raises `CheckFailed`."""
    try:
        found = json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise CheckFailed(Verdict.NOT_A_RECEIPT, NO_PROOF)
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name stands there twice")
    return dict(pairs)
