"""The life of a referral, as data, with the national codes of the follow-up (DDAS vroegsignalering 1.2). Pure."""

from enum import StrEnum


class ReferralStatus(StrEnum):
    OPEN = "open"
    PICKED_UP = "opgepakt"
    CLOSED = "afgesloten"


_R = ReferralStatus
ALLOWED: dict[ReferralStatus, frozenset[ReferralStatus]] = {
    _R.OPEN: frozenset({_R.PICKED_UP, _R.CLOSED}),
    _R.PICKED_UP: frozenset({_R.OPEN, _R.CLOSED}),
    _R.CLOSED: frozenset({_R.PICKED_UP}),
}


class ContactKind(StrEnum):
    ADMINISTRATIVE = "Administratief"
    APPOINTMENT = "Afspraak op locatie"
    LETTER = "Brief"
    HOME_VISIT = "Huisbezoek"
    CARD = "Kaartje"
    EMAIL = "Mail"
    UNKNOWN = "Onbekend"
    OTHER = "Overige"
    TEXT_MESSAGE = "SMS/Whatsapp"
    PHONE = "Telefoon"


class PartOfDay(StrEnum):
    """Morning is before 12:00, afternoon until 18:00, evening after that."""

    MORNING = "Ochtend"
    AFTERNOON = "Middag"
    EVENING = "Avond"


class EndResult(StrEnum):
    ADVICE_OR_QUICK_FIX = "(Budget)advies en/of quick fix"
    NO_CONTACT = "Definitief geen contact kunnen krijgen"
    CONTACT_LOST = "Geen reactie na eerder contact"
    KNOWN_AT_DEBT_HELP = "Inwoner al bekend bij schuldhulpverlening"
    OTHER_HELP_RUNNING = "Inwoner heeft al een ander lopend traject"
    PAID_OR_ARRANGED = "Inwoner heeft zelf al betaald/betalingsregeling getroffen"
    DECEASED = "Inwoner is overleden"
    NO_HELP_WANTED = "Inwoner regelt het zelf/hoeft geen hulp vanuit vroegsignalering"
    OTHER_REASON = "Niet opgepakt: andere reden"
    REPEATED = "Niet opgepakt: herhaalde melding"
    UNJUSTIFIED = "Niet opgepakt: onterecht signaal"
    NOT_A_RESIDENT = "Persoon is geen inwoner (meer) in de gemeente"
    FOLLOW_UP = "Vervolghulp en/of verwijzing"
    FOLLOW_UP_FINANCIAL = "Vervolghulp en/of verwijzing financieel"
    FOLLOW_UP_OTHER = "Vervolghulp en/of verwijzing niet financieel"
    REFERRED_WITHOUT_RESIDENT = "Verwijzing zonder tussenkomst inwoner"


NOT_TAKEN_UP = frozenset({
    EndResult.OTHER_REASON, EndResult.REPEATED, EndResult.UNJUSTIFIED, EndResult.DECEASED, EndResult.NOT_A_RESIDENT,
})
"""Results that say: there was nothing to follow up. These may be given without picking the referral up first."""

NO_DECISION_POSSIBLE = frozenset({EndResult.DECEASED, EndResult.NOT_A_RESIDENT})
"""Results with which there is nobody left to decide about: the task is for residents (Wgs articles 1 and 3)."""


class OnwardStatus(StrEnum):
    """The life of what was referred on to a partner."""

    OFFERED = "aangeboden"
    ACCEPTED = "aangenomen"
    REFUSED = "geweigerd"
    DONE = "afgerond"
    STOPPED = "gestopt"


_O = OnwardStatus
ALLOWED_ONWARD: dict[OnwardStatus, frozenset[OnwardStatus]] = {
    _O.OFFERED: frozenset({_O.ACCEPTED, _O.REFUSED, _O.STOPPED}),
    _O.ACCEPTED: frozenset({_O.DONE, _O.STOPPED}),
    _O.REFUSED: frozenset(), _O.DONE: frozenset(), _O.STOPPED: frozenset(),
}
SEEN_BY_PARTNER = frozenset(status for status, following in ALLOWED_ONWARD.items() if following)
"""As long as something is still to follow the partner sees what it was given, and not a moment longer."""


class StopReason(StrEnum):
    """Why a partner no longer sees what it was given."""

    CONSENT_WITHDRAWN = "toestemmingIngetrokken"
    MISTAKE = "vergissing"
    KEPT_LONG_ENOUGH = "bewaartermijn"
    WORK_OVER = "afgesloten"


class OpenKind(StrEnum):
    """What can still be open when work ends, as the fields that ask about it."""

    APPOINTMENTS = "afspraken"
    MESSAGES = "berichten"
    ONWARD = "doorverwijzingen"


class OpenChoice(StrEnum):
    """What becomes of it. Nobody's silence is an answer: a talk that nobody comes to does harm."""

    END = "beeindigen"
    KEEP = "houden"


class ReopenReason(StrEnum):
    """Why closed work goes on. No free text."""

    RESIDENT_CALLED = "inwonerMeldtZich"
    NEW_FACTS = "nieuweFeiten"
    MISTAKE = "vergissing"


class ForwardReason(StrEnum):
    """Why the other municipality is the right one; it decides what the corporation may hear."""

    LIVES_ELSEWHERE = "woontInAndereGemeente"
    ADDRESS_ELSEWHERE = "adresInAndereGemeente"
