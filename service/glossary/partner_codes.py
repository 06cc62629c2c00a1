"""The codes of partners: what they are, what they are asked, what they may know, and what they answer."""

from service.glossary.term import CodeList, entries

OURS = "keuze van deze dienst"

PARTNERS = (
    CodeList("PartnerKind", "soort (van een partner)", OURS, entries(
        ("welzijn", "Een organisatie voor welzijn."), ("zorg", "Een organisatie voor zorg."),
        ("schuldhulpverlening", "Een organisatie die helpt bij schulden of budget."),
        ("rechtshulp", "Een organisatie voor juridisch advies."),
        ("vrijwilligers", "Een organisatie van vrijwilligers."), ("overig", "Een andere organisatie."),
    )),
    CodeList("PartnerAsk", "vragen (aan een partner)", OURS, entries(
        ("omgaanMetGeld", "Hulp bij omgaan met geld."), ("schulden", "Hulp bij schulden."),
        ("postEnAdministratie", "Hulp bij post en administratie."),
        ("toeslagenEnRegelingen", "Hulp bij toeslagen en regelingen."), ("juridischAdvies", "Juridisch advies."),
        ("contactEnActiviteiten", "Contact en activiteiten in de buurt."),
        ("ondersteuningThuis", "Ondersteuning thuis."), ("taalOfDigitaal", "Hulp bij taal of computer."),
        ("werk", "Hulp bij werk."), ("opvoeden", "Hulp bij opvoeden."),
    )),
    CodeList("PartnerData", "gegevens (voor een partner)", "AVG artikel 6, eerste lid, onder a", entries(
        ("telefoonnummer", "Het telefoonnummer, als bellen of appen niet onveilig is."),
        ("emailadres", "Het e-mailadres, als mail niet onveilig is."),
        ("adres", "Het adres, als een brief of bezoek niet onveilig is."), ("geboortedatum", "De geboortedatum."),
        ("huurachterstand", "Het bedrag van de huurachterstand en sinds wanneer."),
    )),
    CodeList("RefusalReason", "reden (van een partner die weigert)", OURS, entries(
        ("geenPlaats", "De partner heeft nu geen plaats."), ("pastNietBijOns", "De vraag past niet bij de partner."),
        ("buitenWerkgebied", "De inwoner woont buiten het werkgebied."),
        ("alBekend", "De partner helpt deze inwoner al."), ("inwonerWilNiet", "De inwoner wil deze hulp niet."),
    )),
    CodeList("DoneResult", "resultaat (van een partner)", OURS, entries(
        ("hulpGegeven", "De partner hielp de inwoner."), ("nietBereikt", "De partner bereikte de inwoner niet."),
        ("inwonerStopte", "De inwoner is gestopt."),
    )),
)
