"""The invented help of the invented municipality: one of each kind, and one that is past and so does not show."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from service import clock
from service.actors import Administrator
from service.db import new_id
from service.help.catalogue import HelpDesk, keep_desk, keep_offer
from service.help.offer import HelpOffer, OfferKind
from service.help.tables import HelpOfferRow

_K = OfferKind
_OFFERS: tuple[tuple[OfferKind, str, str, str, str, str], ...] = (
    (_K.DEBT_HELP, "Samen uit de geldzorgen", "Voor iedereen die in Voorbeeldstad woont.",
     "U praat met iemand van de gemeente. Wij maken samen een plan. Het kost u niets.",
     "Bij u thuis, of in het Verzonnen Stadhuis, Denkplein 1.", ""),
    (_K.WALK_IN, "Inloop De Open Deur", "Voor iedereen met een vraag over geld, brieven of wonen.",
     "U kunt zo binnenlopen. Neem uw brieven mee als u dat wilt. Openen mag ook hier.",
     "Buurthuis De Proef, Fictiestraat 12.", "Maandag en donderdag van 10 tot 12 uur. Woensdag van 19 tot 21 uur."),
    (_K.ARRANGEMENT, "De huur in delen betalen", "Voor huurders die de huur niet in één keer kunnen betalen.",
     "Bel uw woningcorporatie. Samen kiest u een bedrag dat past. De gemeente belt mee als u dat wilt.",
     "Op het nummer van uw woningcorporatie.", ""),
    (_K.HOME_FINANCE, "De Postbezorgde Hulp", "Voor wie het overzicht kwijt is.",
     "Een vrijwilliger komt bij u thuis. Samen legt u uw post op volgorde. Dat doet u zo vaak als u wilt.",
     "Bij u thuis.", ""),
    (_K.RENT_FUND, "Huurfonds Voorbeeldstad", "Voor mensen die door pech de huur niet kunnen betalen.",
     "Vraag ons om contact. Wij kijken samen of het fonds kan helpen.", "Via de gemeente.", ""),
    (_K.REMISSION, "Minder belasting aan de gemeente", "Voor mensen met weinig geld.",
     "Wij vullen het samen in. Vaak duurt dat een half uur.",
     "Verzonnen Stadhuis, Denkplein 1.", "Elke werkdag van 9 tot 13 uur."),
    (_K.ACTIVITY, "Soep op vrijdag", "Voor iedereen in de buurt.", "U schuift aan. Dat kost u niets.",
     "Buurthuis De Proef, Fictiestraat 12.", "Elke vrijdag om 12 uur."),
)


def add_help(session: Session, actor: Administrator, now: datetime) -> None:
    """Fill the page for residents of the demonstration."""
    today = clock.day_of(now)
    for number, (kind, name, for_whom, how, place, hours) in enumerate(_OFFERS):
        until = today + timedelta(days=180 + 30 * number)
        keep_offer(session, None, HelpOffer(kind, name, for_whom, how, place, hours, until), actor, now)
    session.add(HelpOfferRow(
        id=new_id(), municipality_code=actor.municipality_code, kind=_K.ACTIVITY, name="Zomerfeest in het park",
        for_whom="Voor iedereen.", how="U loopt gewoon binnen.", place="Het Bedachte Park.", hours="",
        valid_until=today - timedelta(days=60), changed_at=now,
    ))
    desk = HelpDesk(actor.municipality_code, "", "Noor van het stadhuis", "020 555 01 23",
                    "Maandag tot en met vrijdag, van 9 tot 17 uur.", "Stadhuisplein 1, 2091 AA Voorbeeldstad")
    keep_desk(session, desk, actor, now)
