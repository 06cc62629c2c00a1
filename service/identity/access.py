"""The guard of every API operation: which scope it asks, and who then acts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, g, request

from service import clock
from service.config import Settings
from service.db import Database
from service.errors import NotAllowed, TokenMissing
from service.identity.provider import Provider
from service.identity.tokens import Access, Tokens
from service.vault import Vault

View = TypeVar("View", bound=Callable[..., Any])
_NAME = "voordeur"


@dataclass(frozen=True, slots=True)
class Parts:
    """What one process has at hand, made once in `create_app`."""

    settings: Settings
    database: Database
    vault: Vault
    tokens: Tokens
    provider: Provider | None = None


def keep(extensions: dict[str, Any], parts: Parts) -> None:
    extensions[_NAME] = parts


def parts() -> Parts:
    """The parts of the application that handles this request."""
    found: Parts = current_app.extensions[_NAME]
    return found


def access() -> Access:
    """The access of this request; only inside an operation that `requires` a scope."""
    found: Access = g.access
    return found


def requires(scope: str) -> Callable[[View], View]:
    """Let an operation run only with a valid token that has the scope. Raises `NotSignedIn`, `NotAllowed`."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.access = _read(scope)
            return view(*args, **kwargs)

        # flask-smorest reads this to document the operation; the house test reads it to find an unguarded one.
        docs = dict(getattr(view, "_apidoc", {}))
        docs["manual_doc"] = {**docs.get("manual_doc", {}), "security": [{"client": [scope]}]}
        guarded._apidoc = docs  # type: ignore[attr-defined]
        guarded.required_scope = scope  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def _read(scope: str) -> Access:
    return bearer(request.headers.get("Authorization", ""), scope, parts().tokens, clock.now())


def bearer(authorization: str, scope: str, tokens: Tokens, now: datetime) -> Access:
    """The access that an `Authorization` header gives, if it has the scope. Raises `NotSignedIn`, `NotAllowed`."""
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise TokenMissing("Stuur een token mee: Authorization: Bearer. Vraag het aan bij /oauth/token.")
    found = tokens.read(token.strip(), now)
    if scope not in found.scopes:
        raise NotAllowed(f"Dit token mist de scope {scope}.")
    return found
