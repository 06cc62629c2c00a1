"""A template: the text for one channel, purpose and situation, and the shipped ones from `templates/`. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from service.errors import DomainError
from service.messages.kind import Kind, MeetingManner, MessageChannel, MessagePurpose, MessageSituation
from service.messages.placeholders import Placeholder, may_carry, strays, used_in

FOLDER = Path(__file__).parent / "templates"
_SNIPPET = re.compile(r"%([a-z]+)%")
_SUBJECT = "Onderwerp:"


class BadTemplate(DomainError):
    title = "Sjabloon klopt niet"


@dataclass(frozen=True, slots=True)
class Template:
    """`code` is its name outside. Raises `BadTemplate` for a datum it may not carry.

    `subject` is that of an e-mail, and a part of its words; `heading` is the same line above the letter of the same
    words.

    `manner` is where the talk is that the text is written for; None: it fits each. Texts that differ in nothing else
    are of one `family`, which is called by the first of them. `own` is the municipality's own version that this text
    is; None: it is the text that comes with the service.
    """

    code: str
    kind: Kind
    situation: MessageSituation
    body: str
    subject: str | None = None
    own: UUID | None = None
    manner: MeetingManner | None = None
    family: str = ""
    heading: str | None = None

    def __post_init__(self) -> None:
        if next(strays(self.text), None) is not None:
            raise BadTemplate(f"In sjabloon {self.code} staat een onbekend of half invulveld.")
        refused = sorted(name for name in self.placeholders if not may_carry(self.kind, name))
        if refused:
            raise BadTemplate(f"Sjabloon {self.code} ({self.kind}) mag dit niet bevatten: {', '.join(refused)}.")

    @property
    def text(self) -> str:
        """The whole text as the rules read it: an e-mail begins with its subject line."""
        return self.body if self.subject is None else f"{_SUBJECT} {self.subject}\n{self.body}"

    @property
    def line(self) -> str | None:
        """What the message is about, in one line."""
        return self.subject or self.heading

    @property
    def is_first_of_family(self) -> bool:
        """Whether a caseworker chooses this text; its relatives follow from the place of the talk."""
        return self.family in {"", self.code}

    @property
    def version(self) -> str:
        """Which words exactly: the id of an own version, or the fingerprint of a shipped text."""
        return f"eigen-{self.own}" if self.own else f"meegeleverd-{sha256(self.text.encode()).hexdigest()[:12]}"

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
    suited = [template for template in shipped() if template.kind == kind and template.is_first_of_family]
    own = tuple(template for template in suited if template.situation is situation)
    return own or tuple(template for template in suited if template.situation is MessageSituation.ORDINARY)


def relative_for(template: Template, manner: MeetingManner) -> Template:
    """The text of the same family for a talk held there; the text itself where there is no other."""
    if template.manner in {None, manner}:
        return template
    relatives = (one for one in shipped() if one.family == template.family and one.manner is manner)
    return next(relatives, template)


def reworded(shipped_one: Template, words: str, own: UUID | None = None) -> Template:
    """The same template with other words, an e-mail's beginning with its subject line. Raises `BadTemplate`."""
    if shipped_one.subject is None:
        return replace(shipped_one, body=words, own=own)
    first, _, rest = words.partition("\n")
    if not first.casefold().startswith(_SUBJECT.casefold()):
        raise BadTemplate(f"Begin een e-mail met een regel “{_SUBJECT}”, met daarachter het onderwerp.")
    return replace(shipped_one, subject=first[len(_SUBJECT):].strip(), body=rest, own=own)


def situation_of(*, threatening: bool, care: bool) -> MessageSituation:
    if care:
        return MessageSituation.CARE
    return MessageSituation.THREATENING if threatening else MessageSituation.ORDINARY


def suited(situation: MessageSituation, *, names_source: bool) -> tuple[Template, ...]:
    """The texts to choose from for a resident: for each channel and purpose those of this situation.

    A worry begins with a text for `care`, arrears with one for `first`; a request of the resident's own, where no
    source can be named, with either, or with an answer to it. Who opens the door nobody knows beforehand.
    """
    kinds = dict.fromkeys(one.kind for one in shipped() if one.kind.to_resident)
    begins = _beginnings(situation, names_source=names_source)
    on_occasion = _ON_OCCASION - _OF_DEBTS if situation is MessageSituation.CARE else _ON_OCCASION
    found = [
        one for kind in kinds if kind.purpose in begins or kind.purpose not in _BEGINNINGS
        for one in templates_for(kind, MessageSituation.CARE if kind.purpose is MessagePurpose.CARE else situation)
    ]
    found += (
        one for one in shipped()
        if one.situation in on_occasion and one.kind.to_resident and one.is_first_of_family
    )
    lacking = _BY_ITSELF if names_source else _BY_ITSELF | {Placeholder.SIGNAL_SOURCE}
    return tuple(one for one in found if not lacking & one.placeholders)


_ON_OCCASION = frozenset(MessageSituation) - {
    MessageSituation.ORDINARY, MessageSituation.THREATENING, MessageSituation.CARE,
}
"""What somebody chooses because something happened: it does not follow from the signal."""
_OF_DEBTS = frozenset({MessageSituation.PLAN, MessageSituation.PAUSE, MessageSituation.PAID})
_BY_ITSELF = frozenset({Placeholder.REQUEST_NUMBER})
"""What only stands in a text that goes out by itself."""


_BEGINNINGS = frozenset({MessagePurpose.FIRST, MessagePurpose.CARE, MessagePurpose.RECEIPT})


def _beginnings(situation: MessageSituation, *, names_source: bool) -> frozenset[MessagePurpose]:
    if situation is MessageSituation.CARE:
        return frozenset({MessagePurpose.CARE})
    return frozenset({MessagePurpose.FIRST}) if names_source else _BEGINNINGS


def _read(channel: MessageChannel) -> Iterator[Template]:
    if channel is MessageChannel.EMAIL:
        letters = _documents("letter")
        yield from (one for given in letters if "mail" in given for one in _family(channel, given | given["mail"]))
    else:
        yield from (one for given in _documents(channel) for one in _family(channel, given))


def _family(channel: MessageChannel, given: Mapping[str, Any]) -> Iterator[Template]:
    """One text, or one for each place of the talk that it is written for."""
    kind, situation = Kind(channel, MessagePurpose(given["doel"])), MessageSituation(given["situatie"])
    code, subject = given["sjabloon"], given.get("onderwerp")
    heading = given.get("mail", {}).get("onderwerp") if channel is MessageChannel.LETTER else None
    manners = [MeetingManner(manner) for manner in given.get("wijzen", ())]
    for manner in (manners or (None,)):
        own_code = code if manner is None or manner is manners[0] else f"{code}-{manner}"
        body = _with_snippets(given["tekst"], channel, manner).rstrip("\n")
        yield Template(own_code, kind, situation, body, subject, None, manner, code, heading)


def _with_snippets(words: str, channel: MessageChannel, manner: MeetingManner | None) -> str:
    """The words with the snippets in their places; a snippet may hold another."""
    medium = "mail" if channel is MessageChannel.EMAIL else "brief"
    snippets = _documents("snippets")
    known = snippets["altijd"] | snippets[medium] | (snippets[manner] if manner else {})
    while _SNIPPET.search(words):
        words = _SNIPPET.sub(lambda found: known[found[1]], words)
    return words


@cache
def _documents(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
