"""A template: the text for one channel, purpose and situation, and the shipped ones from `templates/`. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from service.errors import DomainError
from service.messages.kind import Kind, MessageChannel, MessagePurpose
from service.messages.placeholders import Placeholder, may_carry, strays, used_in

FOLDER = Path(__file__).parent / "templates"


class MessageSituation(StrEnum):
    """What a text is written for, beside its purpose."""

    ORDINARY = "gewoon"
    THREATENING = "bedreigend"
    CARE = "zorg"
    SOMEBODY_ELSE = "anderDoetOpen"


class BadTemplate(DomainError):
    title = "Sjabloon klopt niet"


@dataclass(frozen=True, slots=True)
class Template:
    """`code` is its name outside. `subject` is for e-mail only. Raises `BadTemplate` for a datum it may not carry."""

    code: str
    kind: Kind
    situation: MessageSituation
    body: str
    subject: str | None = None

    def __post_init__(self) -> None:
        if next(strays(self.text), None) is not None:
            raise BadTemplate(f"In sjabloon {self.code} staat een onbekend of half invulveld.")
        refused = sorted(name for name in self.placeholders if not may_carry(self.kind, name))
        if refused:
            raise BadTemplate(f"Sjabloon {self.code} ({self.kind}) mag dit niet bevatten: {', '.join(refused)}.")

    @property
    def text(self) -> str:
        """The whole text as the rules read it: an e-mail begins with its subject line."""
        return self.body if self.subject is None else f"Onderwerp: {self.subject}\n{self.body}"

    @property
    def placeholders(self) -> frozenset[Placeholder]:
        return used_in(self.text)


@cache
def shipped() -> tuple[Template, ...]:
    """The templates that come with the service, by channel and then in the order of their file."""
    return tuple(template for channel in MessageChannel for template in _read(channel))


def template_named(code: str) -> Template | None:
    return next((template for template in shipped() if template.code == code), None)


def templates_for(kind: Kind, situation: MessageSituation) -> tuple[Template, ...]:
    """The templates for a message: those for its own situation, else the ordinary ones for the same purpose."""
    suited = [template for template in shipped() if template.kind == kind]
    own = tuple(template for template in suited if template.situation is situation)
    return own or tuple(template for template in suited if template.situation is MessageSituation.ORDINARY)


def _read(channel: MessageChannel) -> Iterator[Template]:
    documents: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{channel}.yaml").read_text("utf-8"))
    for given in documents:
        kind, situation = Kind(channel, MessagePurpose(given["doel"])), MessageSituation(given["situatie"])
        yield Template(given["sjabloon"], kind, situation, given["tekst"].rstrip("\n"), given.get("onderwerp"))
