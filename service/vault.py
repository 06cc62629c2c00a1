"""Person data at rest: envelope encryption, blind indexes, crypto-shredding.

Each sealed value has a data key of its own, wrapped by a key from the environment (AES-256-GCM both). The wrapping
key's number stands in the value, so keys rotate by `rewrap` without touching what is inside; throwing away the value
throws away its data key, and copies in a backup are unreadable once the wrapping key is retired. `context` binds a
value to its row: a value moved to another row does not open. Source: NIST SP 800-38D (GCM).
"""

import hmac
import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.errors import DomainError

SEALED = "sealed"
"""Marks a column of sealed values, in its `info`: the word that, with the row's id, is their context."""
_VERSION = 1
_NONCE = 12
_WRAPPED = _NONCE + 32 + 16
_HEAD = 2 + _WRAPPED
_ZERO = bytes(_NONCE)


class Unreadable(DomainError):
    """A sealed value was changed, moved to another row, or sealed with a key that is gone."""

    status = 500
    title = "Gegevens onleesbaar"


class Vault:
    """Seals and opens person data; `index` gives equal values equal 16 bytes, and nothing else."""

    def __init__(self, keys: tuple[tuple[int, bytes], ...], index_key: bytes) -> None:
        self._active = keys[0][0]
        self._keys = {number: AESGCM(key) for number, key in keys}
        self._index_key = index_key
        self._searched: dict[str, blake2b] = {}

    @property
    def active(self) -> int:
        """The number of the wrapping key that seals; it is the second byte of what it sealed."""
        return self._active

    def seal(self, data: Mapping[str, Any], context: str) -> bytes:
        return self.seal_bytes(msgspec.json.encode(data), context)

    def open(self, sealed: bytes, context: str) -> dict[str, Any]:
        found: dict[str, Any] = msgspec.json.decode(self.open_bytes(sealed, context))
        return found

    def seal_bytes(self, plain: bytes, context: str) -> bytes:
        # The data key is used once, so a fixed nonce under it is safe; the wrapping key needs a random one.
        fresh = os.urandom(32 + _NONCE)
        data_key, nonce = fresh[:32], fresh[32:]
        wrapped = self._keys[self._active].encrypt(nonce, data_key, context.encode())
        inside = AESGCM(data_key).encrypt(_ZERO, plain, context.encode())
        return bytes((_VERSION, self._active)) + nonce + wrapped + inside

    def open_bytes(self, sealed: bytes, context: str) -> bytes:
        try:
            return AESGCM(self._data_key(sealed, context)).decrypt(_ZERO, sealed[_HEAD:], context.encode())
        except (InvalidTag, ValueError):
            raise Unreadable("Deze gegevens zijn niet te lezen. Meld dit bij de beheerder.") from None

    def rewrap(self, sealed: bytes, context: str) -> bytes:
        """The same value under the active wrapping key."""
        nonce = os.urandom(_NONCE)
        wrapped = self._keys[self._active].encrypt(nonce, self._data_key(sealed, context), context.encode())
        return bytes((_VERSION, self._active)) + nonce + wrapped + sealed[_HEAD:]

    def index(self, purpose: str, value: str) -> bytes:
        """Blind index of a normalised value: an HMAC, so that without the key nobody can try values."""
        return hmac.digest(self._index_key, f"{purpose}\0{value}".encode(), "sha256")[:16]

    def index_in(self, scope: str, value: str) -> bytes:
        """As `index`, under a key of its own for each scope: equal values in two scopes give nothing to compare."""
        own = hmac.digest(self._index_key, f"scope\0{scope}".encode(), "sha256")
        return hmac.digest(own, value.encode(), "sha256")[:16]

    def tokens(self, scope: str, keys: Iterable[tuple[str, str]]) -> list[int]:
        """Blind indexes of (purpose, value) to search by, of 8 bytes and in an order that tells nothing.

        Each scope has a key of its own, so what is equal in two scopes gives nothing to compare. Keyed BLAKE2b, which
        is a MAC by itself (RFC 7693) and quicker than an HMAC: there are many tokens.
        """
        keyed = self._searched.get(scope) or self._searched_in(scope)
        tokens = []
        for purpose, value in keys:
            mac = keyed.copy()
            mac.update((purpose + "\0" + value).encode())
            tokens.append(int.from_bytes(mac.digest(), signed=True))
        return sorted(tokens)

    def _searched_in(self, scope: str) -> blake2b:
        """The MAC of a scope with its key in it, made once; each token is taken of a copy."""
        own = hmac.digest(self._index_key, f"search\0{scope}".encode(), "sha256")
        self._searched[scope] = found = blake2b(digest_size=8, key=own)
        return found

    def _data_key(self, sealed: bytes, context: str) -> bytes:
        if len(sealed) < _HEAD or sealed[0] != _VERSION or sealed[1] not in self._keys:
            raise Unreadable("Deze gegevens zijn verzegeld met een onbekende sleutel.")
        try:
            return self._keys[sealed[1]].decrypt(sealed[2:2 + _NONCE], sealed[2 + _NONCE:_HEAD], context.encode())
        except InvalidTag:
            raise Unreadable("Deze gegevens zijn niet te lezen. Meld dit bij de beheerder.") from None
