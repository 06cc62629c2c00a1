"""Forwarding to another municipality: which one, why, and what follows from that before it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from service.journal import JournalRow
from service.referrals.forward import FORWARDED, ForwardRequest
from service.referrals.status import EndResult, ForwardReason, ReferralStatus
from service.referrals.tables import Referral
from service.rules.facts import Ground
from service.web import address
from service.web.dates import moment
from service.web.show.attempt import Mistake
from service.web.show.heard import HeardLine
from service.web.show.worklist import mark_of

CONNECTED, CODE, REASON = "aangesloten", "gemeentecode", "reden"
_NOT_WHERE = (
    "Zo staat het in de BRP. De corporatie hoort alleen dat de persoon geen inwoner (meer) is. Zij hoort niet waar de "
    "inwoner woont."
)
_KNOWS_THE_ADDRESS = (
    "De corporatie stuurde het signaal naar de verkeerde gemeente (Awb artikel 2:3). Zij kent het adres. Daarom hoort "
    "zij ook naar welke gemeente het ging. Kies dit nooit omdat de inwoner is verhuisd."
)
REASONS = {
    ForwardReason.LIVES_ELSEWHERE: ("De inwoner woont in een andere gemeente", _NOT_WHERE),
    ForwardReason.ADDRESS_ELSEWHERE: ("Het adres in het signaal ligt zelf in die gemeente", _KNOWS_THE_ADDRESS),
}
HEARD_WHERE = {
    ForwardReason.LIVES_ELSEWHERE: "De corporatie hoort niet waarheen.",
    ForwardReason.ADDRESS_ELSEWHERE: (
        "De corporatie hoort ook naar welke gemeente, want het adres in haar signaal ligt daar (Awb artikel 2:3)."
    ),
}
DONE = {ForwardReason.LIVES_ELSEWHERE: "doorgezonden", ForwardReason.ADDRESS_ELSEWHERE: "doorgezonden-adres"}
ONLY_RENT = (
    "Alleen een signaal over huurachterstand gaat naar een andere gemeente. Dit werk rust op een vraag of op "
    "toestemming van de inwoner, en die gold voor deze gemeente. Wijs de inwoner de weg naar de eigen gemeente."
)
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class ForwardChoice:
    """What was filled in, and what is wrong with it."""

    connected: str = ""
    code: str = ""
    reason: str = str(ForwardReason.LIVES_ELSEWHERE)
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, name: str) -> str:
        return next((one.text for one in self.mistakes if one.field == name), "")

    @property
    def municipality(self) -> str:
        return self.connected or self.code


@dataclass(frozen=True, slots=True)
class ForwardPage:
    """`municipalities` are the others that work here, by code; `blocked` tells why it cannot be."""

    mark: str
    href: str
    version: int
    form: ForwardChoice
    municipalities: dict[str, str]
    blocked: str
    reasons: tuple[tuple[str, str, str], ...] = field(
        default=tuple((str(code), *words) for code, words in REASONS.items()),
    )


@dataclass(frozen=True, slots=True)
class ForwardPreview:
    """`name` is empty for a municipality that does not work here: then there is a file to download."""

    mark: str
    href: str
    version: int
    code: str
    name: str
    reason: str
    reason_label: str
    signals: tuple[str, ...]
    heard: tuple[HeardLine, ...]

    @property
    def where_is_secret(self) -> bool:
        return self.reason == ForwardReason.LIVES_ELSEWHERE


@dataclass(frozen=True, slots=True)
class ForwardedView:
    """Where the signals of a referral went and when, and whether their corporations hear where."""

    where: str
    heard: str


def forwarded_view(referral: Referral, timeline: Iterable[JournalRow]) -> ForwardedView | None:
    if referral.forwarded_to is None or referral.forwarded_at is None:
        return None
    where = f"Naar de gemeente met code {referral.forwarded_to} ({moment(referral.forwarded_at)})"
    reasons = [row.detail["reden"] for row in timeline if row.action == FORWARDED]
    return ForwardedView(where, HEARD_WHERE[ForwardReason(reasons[-1])] if reasons else "")


def forward_page(referral: Referral, municipalities: Mapping[str, str], form: ForwardChoice) -> ForwardPage:
    others = {code: name for code, name in municipalities.items() if code != referral.municipality_code}
    return ForwardPage(
        mark_of(referral.id), address.referral(referral.id), referral.version, form, others, _blocked(referral),
    )


def forward_preview(
    referral: Referral, asked: ForwardRequest, name: str, signals: tuple[str, ...], heard: tuple[HeardLine, ...]
) -> ForwardPreview:
    return ForwardPreview(
        mark_of(referral.id), address.referral(referral.id), referral.version, asked.code, name, str(asked.reason),
        REASONS[asked.reason][0], signals, heard,
    )


def may_forward(referral: Referral) -> bool:
    """Whether forwarding may be tried; what else stands in the way, `forward` tells."""
    ended = referral.status == ReferralStatus.CLOSED and referral.end_result != EndResult.NOT_A_RESIDENT
    return (
        referral.ground == Ground.SIGNAL and not ended and referral.forwarded_to is None
        and referral.forgotten_at is None
    )


def read_form(sent: Mapping[str, str]) -> ForwardChoice:
    form = ForwardChoice(
        sent.get(CONNECTED, "").strip(), sent.get(CODE, "").strip(), sent.get(REASON, ""),
    )
    return ForwardChoice(form.connected, form.code, form.reason, tuple(_mistakes(form)))


def request_of(referral: Referral, form: ForwardChoice) -> ForwardRequest:
    return ForwardRequest(referral.id, form.municipality, ForwardReason(form.reason))


def _mistakes(form: ForwardChoice) -> list[Mistake]:
    found = []
    code = form.municipality
    if form.connected and form.code and form.connected != form.code:
        found.append(Mistake(CODE, "Kies een gemeente uit de lijst, of vul een code in. Niet allebei."))
    elif not (code.isascii() and code.isdigit() and len(code) == _DIGITS):
        found.append(Mistake(CODE, "Kies een gemeente uit de lijst, of vul de code van vier cijfers in."))
    if form.reason not in set(ForwardReason):
        found.append(Mistake(REASON, "Kies wat u hebt gevonden."))
    return found


def _blocked(referral: Referral) -> str:
    if referral.ground != Ground.SIGNAL:
        return ONLY_RENT
    if referral.forwarded_to is not None:
        return "Deze verwijzing is al doorgezonden."
    if referral.forgotten_at is not None:
        return "De gegevens van de inwoner zijn gewist. Er is niets meer om door te zenden."
    if not may_forward(referral):
        return "Deze verwijzing is afgesloten met een ander eindresultaat. Heropen haar eerst."
    return ""
