"""The life of a message and of an appointment, as codes. Pure."""

from enum import StrEnum

from service.messages.kind import MeetingManner, MessageChannel
from service.policy.model import Channel
from service.signals.contact_wish import ContactWay


class MessageStatus(StrEnum):
    PLANNED = "gepland"
    SENT = "verzonden"
    FAILED = "mislukt"
    WITHDRAWN = "ingetrokken"


class MessageEnd(StrEnum):
    """Why a planned message did not arrive: what was wrong with it, or what stopped it."""

    REFUSED = "geweigerd"
    UNSURE = "onzeker"
    TOO_LONG = "pastNiet"
    NOT_SAFE = "nietVeilig"
    NO_WISH = "geenWens"
    WORK_OVER = "werkVoorbij"
    APPOINTMENT_OFF = "afspraakVervallen"
    BY_CASEWORKER = "doorBehandelaar"
    BY_RESIDENT = "inwonerZeiNee"
    UNDELIVERABLE = "onbestelbaar"
    TOO_LATE = "teLaat"
    SITUATION_CHANGED = "situatieVeranderd"


class Delivery(StrEnum):
    """What a sending service said in the end of a message that it took."""

    DELIVERED = "bezorgd"
    POSTED = "opDePost"
    PASSED_ON = "doorgegeven"
    WRONG_ADDRESS = "adresKloptNiet"
    NOT_ACCEPTED = "nietAangenomen"
    COULD_NOT = "nietGelukt"
    RETURNED = "teruggekomen"


NEVER_ARRIVED = frozenset({
    Delivery.WRONG_ADDRESS, Delivery.NOT_ACCEPTED, Delivery.COULD_NOT, Delivery.RETURNED,
})


class FollowUpReason(StrEnum):
    """Why something has to happen after a message."""

    UNDELIVERED = "onbestelbaar"
    UNSURE = "onzeker"
    CHANGED = "afspraakVeranderd"
    CANCELLED = "afspraakVervallen"
    SITUATION_CHANGED = "situatieVeranderd"


class DeviationReason(StrEnum):
    """Why a caseworker chose a moment that the planning would not choose."""

    ASKED_FOR = "inwonerVroeg"
    WITH_ATTEMPT = "bijContactpoging"
    CANNOT_WAIT = "kanNietWachten"
    AGREED_TOGETHER = "afgestemd"


class AddressSource(StrEnum):
    """Where the municipality looked up a street and a place."""

    POPULATION_REGISTER = "basisregistratiePersonen"
    ADDRESS_REGISTER = "basisregistratieAdressen"
    RESIDENT = "inwoner"


class AppointmentStatus(StrEnum):
    OFFERED = "aangeboden"
    CONFIRMED = "bevestigd"
    CHANGED = "gewijzigd"
    CANCELLED = "afgezegd"
    DECLINED = "geenContact"


class AppointmentReply(StrEnum):
    """What somebody can say of an appointment that stands. `DECLINED` is a no to every contact."""

    CONFIRMED = "bevestigd"
    CANCELLED = "afgezegd"
    DECLINED = "geenContact"


class ResidentReply(StrEnum):
    """What a resident can do with an appointment by the link to it."""

    CONFIRM = "bevestigen"
    MOVE = "verzetten"
    CANCEL = "afzeggen"
    DECLINE = "nee"
    TAKE_BACK = "tochWel"


class AppointmentPlace(StrEnum):
    HOME = "thuis"
    TOWN_HALL = "gemeentehuis"
    NEIGHBOURHOOD = "buurthuis"
    TELEPHONE = "telefoon"


STANDING = frozenset({AppointmentStatus.OFFERED, AppointmentStatus.CONFIRMED})
"""An appointment that somebody is expected at."""
KNOWN_TO_BE_OFF = frozenset({AppointmentStatus.DECLINED})
"""Off because the resident said so: who said it needs no message that corrects an earlier one."""
PLACE_WORDS = {
    AppointmentPlace.HOME: "u thuis",
    AppointmentPlace.TOWN_HALL: "het gemeentehuis",
    AppointmentPlace.NEIGHBOURHOOD: "het buurthuis",
    AppointmentPlace.TELEPHONE: "u aan de telefoon",
}
"""A place as it stands in a text, after the word “bij”."""
MANNER_OF = {
    AppointmentPlace.HOME: MeetingManner.HOME, AppointmentPlace.TOWN_HALL: MeetingManner.OFFICE,
    AppointmentPlace.NEIGHBOURHOOD: MeetingManner.OFFICE, AppointmentPlace.TELEPHONE: MeetingManner.TELEPHONE,
}
"""Which words fit a place; a text is written for one of them."""
REACHES_BY = {
    MessageChannel.LETTER: Channel.LETTER,
    MessageChannel.EMAIL: Channel.EMAIL,
    MessageChannel.SMS: Channel.TEXT_MESSAGE,
    MessageChannel.WHATSAPP: Channel.TEXT_MESSAGE,
    MessageChannel.PHONE: Channel.PHONE,
    MessageChannel.VOICEMAIL: Channel.PHONE,
    MessageChannel.VISIT_CARD: Channel.HOME_VISIT,
    MessageChannel.NOT_AT_HOME_CARD: Channel.CARD,
    MessageChannel.ENVELOPE: Channel.LETTER,
}
"""The way in which a text for a resident reaches them; each is a contact kind of the national list."""
WAY_OF = {
    MessageChannel.LETTER: ContactWay.LETTER,
    MessageChannel.EMAIL: ContactWay.EMAIL,
    MessageChannel.SMS: ContactWay.SMS,
    MessageChannel.WHATSAPP: ContactWay.WHATSAPP,
    MessageChannel.PHONE: ContactWay.CALL,
    MessageChannel.VOICEMAIL: ContactWay.CALL,
    MessageChannel.VISIT_CARD: ContactWay.VISIT,
    MessageChannel.NOT_AT_HOME_CARD: ContactWay.CARD,
    MessageChannel.ENVELOPE: ContactWay.LETTER,
}
"""The way that safe contact and express wishes are asked about: SMS and WhatsApp apart."""
WAYS_BY = {
    Channel.PHONE: (ContactWay.CALL,),
    Channel.TEXT_MESSAGE: (ContactWay.SMS, ContactWay.WHATSAPP),
    Channel.EMAIL: (ContactWay.EMAIL,),
    Channel.LETTER: (ContactWay.LETTER,),
    Channel.CARD: (ContactWay.CARD,),
    Channel.HOME_VISIT: (ContactWay.VISIT,),
    Channel.APPOINTMENT: (ContactWay.ELSEWHERE,),
}
"""The ways within one code of the national list."""
COUNTS_AS = {way: channel for channel, ways in WAYS_BY.items() for way in ways}
SENT_BY_SERVICE = frozenset({
    MessageChannel.LETTER, MessageChannel.EMAIL, MessageChannel.SMS, MessageChannel.WHATSAPP,
})
"""What a machine can send. The other texts are for somebody who calls, rings or writes by hand."""
