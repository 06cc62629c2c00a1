"""A text as a resident would see it, with an invented resident: for whoever writes texts, who sees no resident."""

from datetime import UTC, datetime
from uuid import UUID

from service.messages.channels.carrier import Parcel
from service.messages.channels.print import letter_of
from service.messages.compose import Composed, compose
from service.messages.kind import MessagePurpose
from service.messages.letterhead import Letterhead
from service.messages.placeholders import Placeholder
from service.messages.template import Template

_KEY = UUID(int=0)
_DAY = datetime(2026, 9, 14, 8, tzinfo=UTC)
# Long values, so that what fits here fits for nearly everybody; the very longest is seen when a letter is made.
_VALUES = {
    Placeholder.RESIDENT_NAME: "J. Voorbeeldstra-Fictief",
    Placeholder.RESIDENT_SALUTATION: "J. Voorbeeldstra-Fictief",
    Placeholder.RESIDENT_ADDRESS: "Verzonnen Dreef 112 A-2, 2091 AB  VOORBEELDSTAD",
    Placeholder.WORKER_NAME: "Sanne Proefstra",
    Placeholder.WORKER_PHONE: "0612345678",
    Placeholder.ORGANISATION: "Gemeente Voorbeeldstad",
    Placeholder.APPOINTMENT_DAY: "woensdag 23 september",
    Placeholder.APPOINTMENT_TIME: "14.30 uur",
    Placeholder.APPOINTMENT_PLACE: "het gemeentehuis",
    Placeholder.SIGNAL_SOURCE: "Woningcorporatie Proefwonen",
    Placeholder.PRIVACY_LINK: "voorbeeldstad.example/privacy/9901",
    Placeholder.SIGNAL_REFERENCE: "HA-2026-0001",
    Placeholder.STATUS_CODE: "opgepakt",
    Placeholder.REQUEST_NUMBER: "ABCD-2345",
    Placeholder.APPOINTMENT_LINK: "https://voorbeeldstad.example/afspraak/voorbeeld",
    Placeholder.HELP_LINK: "https://voorbeeldstad.example/hulp/9901",
    Placeholder.MUNICIPALITY_PHONE: "het nummer dat u al kent",
    Placeholder.REASON: "Woningcorporatie Proefwonen vertelde ons dat er huur openstaat.",
    Placeholder.SERIOUSNESS: "De rechter kan over uw huis beslissen, of deed dat al.",
    Placeholder.RETURN_ADDRESS: "Postbus 1, 2090 AA Voorbeeldstad",
}


def sample_of(template: Template) -> Composed:
    care = template.kind.purpose is MessagePurpose.CARE
    reason = {Placeholder.REASON: "U vond het goed dat de gemeente contact met u zoekt."} if care else {}
    return compose(template, _VALUES | reason)


def sample_letter(template: Template, letterhead: Letterhead, *, large_type: bool = False) -> bytes:
    """The text on paper. Raises `DoesNotFit` when it is longer than its pages."""
    to = (_VALUES[Placeholder.RESIDENT_NAME], *_VALUES[Placeholder.RESIDENT_ADDRESS].split(", "))
    composed = sample_of(template)
    parcel = Parcel(
        _KEY, composed.text, composed.subject, to, _VALUES[Placeholder.ORGANISATION], _DAY, large_type,
        letterhead=letterhead,
    )
    return letter_of(parcel)
