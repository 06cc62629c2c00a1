"""Awb, articles 2:3, 2:8, 2:9, 2:11 and 2:12, version of 1 July 2026: forwarding, and messages by electronic means.

None is a condition of a signal.
"""

from service.rules.certainty import Certainty
from service.rules.citation import Citation, Words, quoted

_FILE = "BWBR0005537-2026-07-01.txt"
_SEEN = (
    "Algemene wet bestuursrecht, tekst geldend vanaf 1 juli 2026 (BWBR0005537), gelezen in MinBZK/regelrecht-corpus."
)


def _awb(article: str) -> Citation:
    return Citation("Algemene wet bestuursrecht", article, _SEEN, Certainty.TEXT, _FILE)


ELECTRONIC_MESSAGES: tuple[tuple[Citation, Words], ...] = (
    (_awb("artikel 2:8"), quoted(
        "Een bestuursorgaan kan een bericht dat tot een of meer geadresseerden is gericht, slechts elektronisch "
        "verzenden voor zover de geadresseerde uitdrukkelijk kenbaar heeft gemaakt dat hij langs deze weg voldoende "
        "bereikbaar is.")),
    (_awb("artikel 2:9"), quoted(
        "Indien een bestuursorgaan een bericht elektronisch verzendt, geschiedt dit op een voldoende betrouwbare en "
        "vertrouwelijke manier, gelet op de aard en de inhoud van het bericht en het doel waarvoor het wordt "
        "gebruikt.")),
    (_awb("artikel 2:11, eerste lid"), quoted(
        "Indien een bestuursorgaan een elektronisch bericht niet met succes kan bezorgen bij de geadresseerde, wordt "
        "het bericht nogmaals of op een andere wijze verzonden.")),
    (_awb("artikel 2:12"), quoted(
        "Een door een bestuursorgaan verzonden elektronisch bericht wordt gewijzigd of ingetrokken door de verzending "
        "van een nieuw bericht waarin de wijziging of intrekking wordt vermeld.")),
)
FORWARDING: tuple[tuple[Citation, Words], ...] = (
    (_awb("artikel 2:3, eerste lid"), quoted(
        "Het bestuursorgaan zendt een bericht tot behandeling waarvan kennelijk een ander bestuursorgaan bevoegd is, "
        "onverwijld door naar dat orgaan, onder gelijktijdige mededeling daarvan aan de afzender.")),
    (_awb("artikel 2:3, derde lid"), quoted(
        "Voor een elektronisch ontvangen bericht gelden het eerste en tweede lid slechts indien het bestuursorgaan "
        "uit het bericht, gelet op de wijze waarop het is verzonden, zonder nadere bewerking kan afleiden aan wie het "
        "bericht moet worden door- of teruggezonden.")),
)
