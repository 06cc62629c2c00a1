"""Algemene termijnenwet, articles 1 to 4, version of 10 October 2010: the words `terms` and `calendar` count by."""

from service.rules.certainty import Certainty
from service.rules.citation import Citation, quoted

_FILE = "BWBR0002448-2010-10-10.txt"
_SEEN = (
    "Algemene termijnenwet, tekst geldend vanaf 10 oktober 2010 (BWBR0002448), gelezen in MinBZK/regelrecht-corpus."
)


def _article(article: str) -> Citation:
    return Citation("Algemene termijnenwet", article, _SEEN, Certainty.TEXT, text_file=_FILE)


ARTICLES = (
    (_article("artikel 1, eerste lid"), quoted(
        "Een in een wet gestelde termijn die op een zaterdag, zondag of algemeen erkende feestdag eindigt, wordt "
        "verlengd tot en met de eerstvolgende dag die niet een zaterdag, zondag of algemeen erkende feestdag is.")),
    (_article("artikel 1, tweede lid"), quoted(
        "Het vorige lid geldt niet voor termijnen, bepaald door terugrekening vanaf een tijdstip of een "
        "gebeurtenis.")),
    (_article("artikel 2"), quoted(
        "Een in een wet gestelde termijn van ten minste drie dagen wordt, zo nodig, zoveel verlengd, dat daarin ten "
        "minste twee dagen voorkomen die niet een zaterdag, zondag of algemeen erkende feestdag zijn.")),
    (_article("artikel 3, eerste lid"), quoted(
        "Algemeen erkende feestdagen in de zin van deze wet zijn: de Nieuwjaarsdag, de Christelijke tweede Paas- "
        "en Pinksterdag, de beide Kerstdagen, de Hemelvaartsdag, de dag waarop de verjaardag van de Koning wordt "
        "gevierd en de vijfde mei.")),
    (_article("artikel 3, tweede lid"), quoted(
        "Voor de toepassing van deze wet wordt de Goede Vrijdag met de in het vorige lid genoemde dagen "
        "gelijkgesteld.")),
    (_article("artikel 3, derde lid"), quoted(
        "Wij kunnen bepaalde dagen voor de toepassing van deze wet met de in het eerste lid genoemde gelijkstellen.")),
    (_article("artikel 4, onder a"), quoted(
        "omschreven in uren, in meer dan 90 dagen, in meer dan twaalf weken, in meer dan drie maanden, of in een of "
        "meer jaren")),
)
