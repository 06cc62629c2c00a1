"""How a resident can be reached: the two questions, and the last answers, on the page of a referral."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from service.errors import Conflict
from service.messages.contact_answers import WayAnswers, address_key_of, answers_of
from service.referrals.links import person_of
from service.referrals.tables import Referral
from service.signals.contact_wish import ContactWay
from service.vault import Vault
from service.web import message_words as words
from service.web.dates import in_dutch
from service.web.show.forms import BOXES, SELECT, Field, Form, choice, options_of
from service.web.show.signals import Fact

SAFETY = Form("veilig-contact", "Veilig contact en berichten vastleggen", "Antwoord vastleggen", (
    Field("manier", "Over welke manier ging het?", SELECT, (options_of(words.WAY),), "Kies een manier."),
    choice("veilig", "Mag een huisgenoot zien of horen dat wij zo contact zoeken?", words.ASK_SAFE,
           "Kies wat de inwoner zei."),
    choice("bereikbaar", "Wil de inwoner zo berichten krijgen?", words.ASK_REACHABLE, "Kies wat de inwoner zei."),
    Field("soorten", "Welke berichten?", BOXES, (options_of(words.CATEGORY),), required=False,
          hint="Alleen bij sms, WhatsApp en mail. Kruis aan waar de inwoner ja op zei."),
    Field("gevraagdOp", "Op welke dag vroeg u het?"),
), (
    "Vraag het elke keer opnieuw, als de inwoner vrij kan praten. Het laatste antwoord telt, voor elk loket.",
    "Een sms, app of mail mag alleen als de inwoner zelf zei zo bereikbaar te zijn (Awb artikel 2:8).",
    "Dat ja geldt voor het nummer of adres dat hier nu staat. Een nummer dat de corporatie gaf, is nog geen ja.",
))


def contact_answers(session: Session, vault: Vault, referral: Referral) -> tuple[Fact, ...]:
    """What is known per way: is it safe, and are electronic messages wanted there."""
    try:
        person = person_of(session, vault, referral.id)
    except Conflict:
        person = {}
    known = answers_of(session, referral)
    return tuple(
        Fact(words.WAY[way], text) for way in ContactWay if way in known
        for text in _told(known[way], address_key_of(vault, way, person))
    )


def _told(known: WayAnswers, address_key: bytes | None) -> Iterable[str]:
    safety, reachable = known.safety, known.reachable
    if safety:
        yield f"{words.SAFETY[safety.safety]}, gevraagd op {in_dutch(safety.asked_on)} door {safety.asked_by}"
    if reachable is None:
        return
    said = f"gevraagd op {in_dutch(reachable.asked_on)} door {reachable.asked_by}"
    if not reachable.reachable:
        yield f"De inwoner wil zo geen berichten, {said}"
        return
    elsewhere = "" if reachable.wish(address_key).same_address else ". Het ging over een ander nummer of adres dan hier"
    kinds = words.categories_text(reachable.categories)
    yield f"De inwoner wil zo berichten{f': {kinds}' if kinds else ''}, {said}{elsewhere}"
