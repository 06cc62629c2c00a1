"""The key figures of the monitor, each with the one definition that screens, answers and reports show."""

from service.glossary.term import CodeList, entries

DERIVED = (
    "afgeleid uit tabellen van de Divosa Monitor Vroegsignalering; I15, I16 en V1 tot en met V6 zijn keuzes van deze "
    "dienst"
)

FIGURES = (
    CodeList("Indicator", "kerncijfer", DERIVED, entries(
        ("I1", "Het aantal signalen, geteld naar de dag waarop zij zijn gestuurd."),
        ("I2", "Het aantal signalen per maand op elke duizend inwoners van de gemeente."),
        ("I3", "Welk deel van de signalen van deze soort signaalpartner komt."),
        ("I4", "Welk deel van de signalen van een soort partner gaat over een aangezegde ontruiming of afsluiting."),
        ("I5", "De gemiddelde achterstand, en de achterstand waar de helft onder en de helft boven ligt."),
        ("I6", "Het aantal opgepakte zaken, geteld naar de dag van oppakken, ook per duizend inwoners."),
        ("I7", "Welk deel van de signalen in een opgepakte zaak zit."),
        ("I8", "Of een zaak enkelvoudig, meervoudig of opeenvolgend is; de laatste twee kunnen samengaan."),
        ("I9", "Het gemiddelde aantal contactpogingen op een zaak."),
        ("I10", "Welk deel van de zaken ten minste één poging van deze soort contact heeft."),
        ("I11", "Welk deel van de zaken ten minste één poging heeft waarbij de inwoner is bereikt."),
        ("I12", "Welk deel van de bereikte inwoners, en van alle zaken, hulp accepteert."),
        ("I13", "Hoe geaccepteerde hulp is verdeeld: quick fix, vervolg financieel, vervolg niet financieel."),
        ("I14", "Het aantal signalen en zaken dat niet is opgepakt, per reden."),
        ("I15", "De dagen van signaal tot oppakken, eerste poging, bereiken en afsluiten: mediaan en negende deciel."),
        ("I16", "Welk deel van de adressen binnen zes of twaalf maanden na afsluiten een nieuw signaal krijgt."),
        ("V1", "Welk deel van de stappen op tijd was, naar de wet en naar de eigen streefdatum, en na hoeveel dagen."),
        ("V2", "Het aantal verwijzingen waarvan vandaag een termijn of streefdatum voorbij is."),
        ("V3", "Het aantal signalen dat is geweigerd, per reden en corporatie. Daarvan is niets anders bewaard."),
        ("V4", "Het aantal signalen achter de voordeur waarin een zorg is genoemd en bewaard, per zorg."),
        ("V5", "Het aantal huishoudens met zorgen achter de voordeur, per factor achter gezondheid en per aantal."),
        ("V6", "Hoeveel signalen elke stap halen, van gestuurd tot hulp geaccepteerd; elke stap binnen de vorige."),
    )),
    CodeList("Unit", "eenheid", "keuze van deze dienst", entries(
        ("aantal", "Een aantal."), ("deel", "Een deel van een geheel, van 0 tot en met 1."),
        ("perDuizendInwoners", "Een aantal op elke duizend inwoners."),
        ("euro", "Hele euro's."), ("perZaak", "Een gemiddeld aantal op één zaak."), ("dagen", "Kalenderdagen."),
    )),
    CodeList("Basis", "herkomst", "keuze van deze dienst", entries(
        ("divosa", "Zo telt de Divosa Monitor; de formule is afgeleid uit wat is gepubliceerd."),
        ("eigen", "Een eigen toevoeging, zonder landelijk cijfer om mee te vergelijken."),
    )),
    CodeList("Aim", "prestatieafspraak", "keuze van deze dienst, uit de kerncijfers", entries(
        ("signalen", "Het aantal signalen van de corporatie, geteld naar de dag waarop zij zijn gestuurd."),
        ("geweigerdeSignalen", "Het aantal signalen van de corporatie dat is geweigerd."),
        ("aandeelCrisis", "Welk deel van de signalen gaat over een ontruiming die is uitgesproken of aangezegd."),
        ("middelsteAchterstand", "De achterstand waar de helft onder en de helft boven ligt; lager is er eerder bij."),
        ("aandeelOpgepakt", "Welk deel van de signalen in een opgepakte zaak zit."),
        ("opgepaktBinnenDrieDagen", "Welk deel van de bedreigende zaken binnen 3 dagen na het signaal is opgepakt."),
        ("opgepaktBinnenVierWeken", "Welk deel van de zaken binnen 28 dagen na het signaal is opgepakt."),
        ("aanbodOpTijd", "Welk deel van de inwoners voor de streefdatum van de gemeente een aanbod kreeg."),
        ("onderzoekOpTijd", "Welk deel van de onderzoeken binnen de zes weken van de Wmo is gedaan."),
        ("pogingenPerZaak", "Het gemiddelde aantal contactpogingen op een zaak."),
        ("bereik", "Welk deel van de zaken ten minste één poging heeft waarbij de inwoner is bereikt."),
        ("opnieuwBinnenZesMaanden", "Welk deel van de adressen in zes maanden na afsluiten weer een signaal krijgt."),
    )),
    CodeList("Judgement", "oordeel (over een prestatieafspraak)", "keuze van deze dienst", entries(
        ("gehaald", "Ook met de afronding is de afspraak gehaald."),
        ("nietGehaald", "Ook met de afronding is de afspraak niet gehaald."),
        ("rondDeAfspraak", "Het getal is afgerond; het echte kan aan beide kanten van de afspraak liggen."),
        ("teWeinig", "Er is te weinig om te tonen."), ("looptNog", "Het jaar is nog niet om."),
        ("geenAfspraak", "Hierover is niets afgesproken."),
    )),
)
