"""Words about what a corporation hears besides a status: that debt help is given, and a pause of collection."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from service.referrals.notices.status import NoticeKind, NoticeState, NoticeStop, PauseEnd
from service.web.dates import moment, read_day

BECAUSE = "Dit moet van de wet (Besluit gemeentelijke schuldhulpverlening, artikel 17, eerste lid)."
ANNOUNCEMENT = (
    "Uw verhuurder krijgt bericht dat u schuldhulp krijgt. Dat moet van de wet. Wij vertellen alleen dat u hulp "
    "krijgt. Wij vertellen niet welke hulp, en niet waarom. Stopt de hulp? Dan hoort uw verhuurder dat ook. Is het "
    "niet veilig als uw verhuurder dit weet? Zeg het ons meteen."
)
"""What the resident hears before the corporation does: in the first talk, and in the letter with the decision."""
KIND = {
    NoticeKind.RECEIVES: "Deze huurder ontvangt schuldhulpverlening",
    NoticeKind.ENDED: "Deze huurder ontvangt geen schuldhulpverlening meer",
}
STATE = {
    NoticeState.WAITING: "Gaat op {}. Tot dan kunt u het tegenhouden.",
    NoticeState.HELD: "Aangehouden voor de veiligheid. Een tweede collega beslist.",
    NoticeState.STOPPED: "Gaat niet: {}.",
    NoticeState.SENT: "De corporatie hoorde dit op {}. Dat is niet terug te nemen.",
}
STOP = {
    NoticeStop.ARREARS_GONE: "er is geen achterstand meer",
    NoticeStop.SIGNAL_WITHDRAWN: "de corporatie trok het signaal in",
    NoticeStop.NOT_TAKEN_UP: "het signaal is afgesloten als niet opgepakt",
    NoticeStop.ANOTHER_PERSON: "het signaal gaat over iemand anders",
    NoticeStop.UNSAFE: "het is niet veilig",
    NoticeStop.MISTAKE: "het was verkeerd vastgelegd",
    NoticeStop.DECISION_CHANGED: "het besluit is veranderd",
    NoticeStop.HELP_ENDED: "de hulp stopte al eerder",
}
PAUSE_END = {
    PauseEnd.OVER: "de dagen zijn voorbij",
    PauseEnd.CONSENT_WITHDRAWN: "de inwoner trok de toestemming in",
    PauseEnd.OFFER_DECLINED: "de inwoner wees het aanbod af",
    PauseEnd.SIGNAL_WITHDRAWN: "de corporatie trok het signaal in",
}
_TELLS = {"vertellen": "toch vertellen", "nietVertellen": "niet vertellen"}
Detail = dict[str, Any]


def _about(detail: Detail) -> str:
    return KIND[NoticeKind(detail["soort"])].lower()


def _pause(detail: Detail) -> str:
    return f"{read_day(detail['van'])} tot en met {read_day(detail['tot'])}"


NOTICE_EVENTS: dict[str, Callable[[Detail], str]] = {
    "schuldhulpmelding-klaargezet": lambda detail: (
        f"Klaargezet voor een corporatie: {_about(detail)}. Gaat op {moment(datetime.fromisoformat(detail['gaatOp']))}"
    ),
    "schuldhulpmelding-gestopt": lambda detail: (
        f"Een corporatie hoort niet: {_about(detail)}. Reden: {STOP[NoticeStop(detail['reden'])]}"
    ),
    "schuldhulpmelding-aangehouden": lambda detail: (
        f"Aangehouden voor de veiligheid: {_about(detail)}. Een tweede collega beslist"
    ),
    "schuldhulpmelding-beslist": lambda detail: f"De tweede collega besliste: {_TELLS[detail['antwoord']]}",
    "schuldhulp-gemeld": lambda detail: f"Een corporatie hoorde: {_about(detail)}",
    "incassopauze-begonnen": lambda detail: f"Met toestemming gemeld: een pauze van de incasso, {_pause(detail)}",
    "incassopauze-geeindigd": lambda detail: (
        f"De pauze van de incasso is beëindigd: {PAUSE_END[PauseEnd(detail['reden'])]}"
    ),
}
"""What the journal holds of it, as sentences for the timeline of a referral."""
ACTIONS = {
    "schuldhulpmelding-klaargezet": "Klaargezet dat een corporatie van schuldhulp hoort",
    "schuldhulpmelding-gestopt": "Tegengehouden dat een corporatie van schuldhulp hoort",
    "schuldhulpmelding-aangehouden": "Melding over schuldhulp aangehouden voor de veiligheid",
    "schuldhulpmelding-beslist": "Als tweede beslist over een melding van schuldhulp",
    "incassopauze-begonnen": "Pauze van de incasso gemeld, met toestemming",
    "incassopauze-geeindigd": "Pauze van de incasso beëindigd",
}
DONE = {
    "melding-gestopt": "Vastgelegd is waarom de corporatie dit niet hoort.",
    "melding-aangehouden": "De melding is aangehouden. Een tweede collega beslist.",
    "melding-beslist": "Uw beslissing is vastgelegd.",
    "meldingen": "Klaargezet. De corporatie hoort dit op de volgende werkdag, om 12.00 uur.",
    "hulp-gestopt": "Vastgelegd is dat de hulp is gestopt.",
    "pauze-gestopt": "De pauze van de incasso is meteen beëindigd.",
}
"""What a page says after something was done."""
