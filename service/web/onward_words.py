"""Words of referring on to a partner; one Dutch label per code."""

from service.onward.given import PartnerAsk, PartnerData
from service.onward.status import DoneResult, RefusalReason
from service.partners.onward import PartnerKind
from service.referrals.status import OnwardStatus, StopReason
from service.rules.facts import ConsentManner

KIND = {
    PartnerKind.WELFARE: "Welzijn", PartnerKind.CARE: "Zorg", PartnerKind.DEBT_COUNSELLING: "Schuldhulpverlening",
    PartnerKind.LEGAL_AID: "Rechtshulp", PartnerKind.VOLUNTEERS: "Vrijwilligers", PartnerKind.OTHER: "Iets anders",
}
ASK = {
    PartnerAsk.MONEY: "Hulp bij omgaan met geld",
    PartnerAsk.DEBTS: "Hulp bij schulden",
    PartnerAsk.PAPERS: "Hulp bij post en administratie",
    PartnerAsk.BENEFITS: "Hulp bij toeslagen en regelingen",
    PartnerAsk.LEGAL: "Juridisch advies",
    PartnerAsk.CONTACTS: "Contact en activiteiten in de buurt",
    PartnerAsk.SUPPORT: "Ondersteuning thuis",
    PartnerAsk.LANGUAGE: "Hulp bij taal of computer",
    PartnerAsk.WORK: "Hulp bij werk",
    PartnerAsk.PARENTING: "Hulp bij opvoeden",
}
DATA = {
    PartnerData.PHONE: "Telefoonnummer", PartnerData.EMAIL: "E-mailadres", PartnerData.ADDRESS: "Adres",
    PartnerData.BORN: "Geboortedatum", PartnerData.ARREARS: "Huurachterstand: het bedrag en sinds wanneer",
}
STATUS = {
    OnwardStatus.OFFERED: "Wacht op antwoord", OnwardStatus.ACCEPTED: "Aangenomen", OnwardStatus.REFUSED: "Geweigerd",
    OnwardStatus.DONE: "Klaar", OnwardStatus.STOPPED: "Gestopt",
}
REFUSAL = {
    RefusalReason.NO_ROOM: "Er is nu geen plaats",
    RefusalReason.NOT_OURS: "De vraag past niet bij wat wij doen",
    RefusalReason.OUTSIDE_AREA: "De inwoner woont buiten ons werkgebied",
    RefusalReason.KNOWN_HERE: "Wij helpen deze inwoner al",
    RefusalReason.RESIDENT_DECLINES: "De inwoner wil onze hulp niet",
}
DONE = {
    DoneResult.HELPED: "Wij hebben de inwoner geholpen",
    DoneResult.NOT_REACHED: "Wij hebben de inwoner niet bereikt",
    DoneResult.RESIDENT_STOPPED: "De inwoner is gestopt",
}
STOPPED = {
    StopReason.CONSENT_WITHDRAWN: "De inwoner trok de toestemming in",
    StopReason.MISTAKE: "De gemeente verwees per vergissing door",
    StopReason.WORK_OVER: "De gemeente sloot het werk af",
    StopReason.KEPT_LONG_ENOUGH: "De bewaartermijn van de gemeente is voorbij",
}
MISTAKE = str(StopReason.MISTAKE)
WHY_STOP = {
    str(ConsentManner.ORAL): "De inwoner trok de toestemming mondeling in",
    str(ConsentManner.WRITTEN): "De inwoner trok de toestemming schriftelijk in",
    str(ConsentManner.DIGITAL): "De inwoner trok de toestemming digitaal in",
    MISTAKE: "Het was een vergissing",
}
ONWARD_DONE = {
    "doorverwezen": "De inwoner is doorverwezen. Bij Partners ziet u het antwoord.",
    "doorverwijzing-weg": "De doorverwijzing is gestopt. De partner ziet er niets meer van.",
    "aangenomen": "U nam de doorverwijzing aan. Neem contact op met de inwoner.",
    "geweigerd": "U weigerde de doorverwijzing. De gemeente hoort dat. U ziet de gegevens niet meer.",
    "klaar": "De gemeente hoort dat u klaar bent. U ziet de gegevens niet meer.",
    "partner": "De partner staat op de lijst. Geef daarna de mensen die er werken een account.",
    "partner-gewijzigd": "De gegevens van de partner zijn gewijzigd.",
    "partner-weg": "De samenwerking is beëindigd. Medewerkers van deze partner kunnen er niet meer in.",
}
"""What a page says after something was done, by the code in its address."""


def reason_told(status: str, reason: str | None) -> str:
    """Why it was refused, how it ended, or why it stopped; empty where there is no reason."""
    if reason is None:
        return ""
    if status == OnwardStatus.REFUSED:
        return REFUSAL[RefusalReason(reason)]
    return DONE[DoneResult(reason)] if status == OnwardStatus.DONE else STOPPED[StopReason(reason)]
