"""The closed list of what may be filled in, and which channel may carry which datum. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from service.messages.kind import SPOKEN_TO_A_STRANGER, Kind, MessageChannel, MessagePurpose

_ALL = frozenset(MessageChannel)
_RESIDENT = _ALL - {MessageChannel.CORPORATION}
_WRITTEN = frozenset({MessageChannel.LETTER, MessageChannel.EMAIL})


class Placeholder(StrEnum):
    """Names as they stand between `{{` and `}}`."""

    RESIDENT_NAME = "inwoner_naam"
    RESIDENT_SALUTATION = "inwoner_aanhef"
    RESIDENT_ADDRESS = "inwoner_adres"
    WORKER_NAME = "medewerker_naam"
    WORKER_PHONE = "medewerker_telefoon"
    ORGANISATION = "organisatie"
    APPOINTMENT_DAY = "afspraak_datum"
    APPOINTMENT_TIME = "afspraak_tijd"
    APPOINTMENT_PLACE = "afspraak_plaats"
    SIGNAL_SOURCE = "bron_signaal"
    PRIVACY_LINK = "privacy_link"
    SIGNAL_REFERENCE = "signaal_kenmerk"
    STATUS_CODE = "status_code"
    RETURN_ADDRESS = "retouradres"
    REQUEST_NUMBER = "vraag_nummer"
    APPOINTMENT_LINK = "afspraak_link"
    HELP_LINK = "hulp_link"
    MUNICIPALITY_PHONE = "gemeente_telefoon"
    REASON = "reden"
    SERIOUSNESS = "ernst"
    AMOUNT = "bedrag"
    CITIZEN_NUMBER = "bsn"
    BIRTH_DATE = "geboortedatum"
    FILE_NUMBER = "dossiernummer"


FORBIDDEN = frozenset({
    Placeholder.AMOUNT, Placeholder.CITIZEN_NUMBER, Placeholder.BIRTH_DATE, Placeholder.FILE_NUMBER,
})
"""Known, so that a text that asks for them is refused with the reason: no channel carries them."""


@dataclass(frozen=True, slots=True)
class Carried:
    """`longest` is the length in characters that the longest value takes (an SMS is counted with it)."""

    longest: int
    channels: frozenset[MessageChannel]


_NAME, _PLACE = 25, 30
_TOLD_APART = _WRITTEN | SPOKEN_TO_A_STRANGER
CARRIED = {
    Placeholder.RESIDENT_NAME: Carried(_NAME, _RESIDENT),
    Placeholder.RESIDENT_SALUTATION: Carried(_NAME, _RESIDENT - {MessageChannel.ENVELOPE}),
    Placeholder.RESIDENT_ADDRESS: Carried(_PLACE, frozenset({MessageChannel.LETTER, MessageChannel.ENVELOPE})),
    Placeholder.WORKER_NAME: Carried(_NAME, _ALL),
    Placeholder.WORKER_PHONE: Carried(12, _ALL),
    Placeholder.ORGANISATION: Carried(_PLACE, _ALL),
    Placeholder.APPOINTMENT_DAY: Carried(21, _RESIDENT - {MessageChannel.ENVELOPE}),
    Placeholder.APPOINTMENT_TIME: Carried(9, _RESIDENT - {MessageChannel.ENVELOPE}),
    Placeholder.APPOINTMENT_PLACE: Carried(_PLACE, _RESIDENT - {MessageChannel.ENVELOPE}),
    Placeholder.SIGNAL_SOURCE: Carried(_PLACE, _WRITTEN | SPOKEN_TO_A_STRANGER),
    Placeholder.PRIVACY_LINK: Carried(60, _WRITTEN),
    Placeholder.SIGNAL_REFERENCE: Carried(_PLACE, frozenset({MessageChannel.CORPORATION})),
    Placeholder.STATUS_CODE: Carried(_PLACE, frozenset({MessageChannel.CORPORATION})),
    Placeholder.RETURN_ADDRESS: Carried(_PLACE, frozenset({MessageChannel.LETTER, MessageChannel.ENVELOPE})),
    Placeholder.REQUEST_NUMBER: Carried(9, _RESIDENT - {MessageChannel.ENVELOPE}),
    Placeholder.APPOINTMENT_LINK: Carried(120, _WRITTEN),
    Placeholder.HELP_LINK: Carried(60, _WRITTEN),
    Placeholder.MUNICIPALITY_PHONE: Carried(24, _RESIDENT - {MessageChannel.ENVELOPE}),
    Placeholder.REASON: Carried(90, _TOLD_APART),
    Placeholder.SERIOUSNESS: Carried(90, _TOLD_APART),
    **{name: Carried(_NAME, frozenset()) for name in FORBIDDEN},
}
_NAMES = {str(name): name for name in Placeholder}
WRITTEN_AS = re.compile(r"\{\{([^{}]*)\}\}")


def may_carry(kind: Kind, name: Placeholder) -> bool:
    """Whether a text of this kind may have this datum filled in. Who reported a worry stands nowhere."""
    if name is Placeholder.SIGNAL_SOURCE and kind.purpose is MessagePurpose.CARE:
        return False
    return kind.channel in CARRIED[name].channels


def known(name: str) -> Placeholder | None:
    return _NAMES.get(name)


def used_in(text: str) -> frozenset[Placeholder]:
    """The known placeholders of a text."""
    return frozenset(name for name in map(known, WRITTEN_AS.findall(text)) if name is not None)


def expanded(text: str) -> str:
    """The text with every known placeholder as long as its longest value."""
    return WRITTEN_AS.sub(lambda found: "x" * _longest(found), text)


def _longest(found: re.Match[str]) -> int:
    name = known(found[1])
    return CARRIED[name].longest if name else len(found[0])


def strays(text: str) -> Iterator[tuple[int, int]]:
    """Where a placeholder is unknown, or its braces do not match."""
    for found in re.finditer(r"\{\{[^{}]*\}\}|[{}]+", text):
        if found[0][:2] != "{{" or found[0][-2:] != "}}" or known(found[0][2:-2]) is None:
            yield found.span()


