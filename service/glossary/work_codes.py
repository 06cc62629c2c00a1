"""The codes of the work at the municipality and of its policy; those of DDAS stand letter for letter."""

from service.glossary.term import CodeList, entries

OURS = "keuze van deze dienst"
DDAS = "DDAS vroegsignalering 1.2"

WORK = (
    CodeList("Ground", "grond", "Wgs artikel 3, eerste lid, onder b; Wgs artikel 4, eerste lid, onder a; Wmo", entries(
        ("signaal", "Een signaal van de corporatie over een achterstand."),
        ("eigenVerzoek", "De inwoner vraagt zelf om hulp bij geldzorgen."),
        ("zorg", "De inwoner vraagt om ondersteuning."),
    )),
    CodeList("Destination", "bestemming", OURS, entries(
        ("schuldhulp", "De schuldhulp van de gemeente."), ("wijkteam", "Het wijkteam van de gemeente."),
    )),
    CodeList("Desk", "bestemming (van een werklijst)", OURS, entries(
        ("schuldhulp", "De werklijst van de schuldhulp."), ("wijkteam", "De werklijst van het wijkteam."),
        ("triage", "De werklijst waar een mens beslist waar het signaal heen gaat."),
    )),
    CodeList("ReferralStatus", "status (van een verwijzing)", OURS, entries(
        ("open", "Niemand heeft de verwijzing opgepakt."), ("opgepakt", "Een behandelaar heeft de verwijzing."),
        ("afgesloten", "De verwijzing is klaar."),
    )),
    CodeList("OnwardStatus", "status (van een doorverwijzing)", OURS, entries(
        ("aangeboden", "De partner heeft nog niet geantwoord."), ("aangenomen", "De partner gaat helpen."),
        ("geweigerd", "De partner helpt niet; zij ziet de gegevens niet meer."),
        ("afgerond", "De partner is klaar; zij ziet de gegevens niet meer."),
        ("gestopt", "De gemeente stopte de doorverwijzing; de partner ziet de gegevens niet meer."),
    )),
    CodeList("StopReason", "reden (van stoppen van een doorverwijzing)", OURS, entries(
        ("toestemmingIngetrokken", "De inwoner trok de toestemming in."),
        ("vergissing", "Er is per vergissing doorverwezen."),
        ("bewaartermijn", "De bewaartermijn van de verwijzing is voorbij."),
        ("afgesloten", "De behandelaar sloot de verwijzing af en beëindigde dit daarbij."),
    )),
    CodeList("OpenKind", "wat nog openstaat (bij afsluiten)", OURS, entries(
        ("afspraken", "Afspraken die nog komen."), ("berichten", "Berichten die op hun moment wachten."),
        ("doorverwijzingen", "Doorverwijzingen waar een partner nog mee bezig is."),
    )),
    CodeList("OpenChoice", "wat ermee gebeurt (bij afsluiten)", OURS, entries(
        ("beeindigen", "Het eindigt met de verwijzing."), ("houden", "Het gaat door, ook na het afsluiten."),
    )),
    CodeList("ReopenReason", "reden (van heropenen)", OURS, entries(
        ("inwonerMeldtZich", "De inwoner nam na het afsluiten zelf contact op."),
        ("nieuweFeiten", "Er werd iets bekend dat het werk weer nodig maakt."),
        ("vergissing", "De verwijzing was niet klaar, of het eindresultaat klopte niet."),
    )),
    CodeList("ForwardReason", "reden (van doorzending)", "Awb artikel 2:3; Wgs artikel 3, eerste lid, onder b", entries(
        ("woontInAndereGemeente", "De inwoner woont in een andere gemeente. De corporatie hoort niet waar."),
        ("adresInAndereGemeente", "Het adres in het signaal ligt daar zelf. De corporatie hoort waar."),
    )),
    CodeList("CaseType", "typen", "Divosa Monitor Vroegsignalering, jaarrapportage 2023", entries(
        ("enkelvoudig", "Het enige signaal van deze soort op het adres in deze maand en de zes maanden ervoor."),
        ("meervoudig", "Twee of meer signalen van dezelfde soort op het adres in één maand."),
        ("opeenvolgend", "Er was een signaal van dezelfde soort op het adres in de zes maanden voor deze maand."),
    )),
    CodeList("news codes", "nieuws", OURS, entries(
        ("nieuwSignaal", "Er kwam een signaal bij nadat de verwijzing was opgepakt."),
        ("signaalIngetrokken", "De corporatie trok een signaal in."),
        ("signaalGewijzigd", "De corporatie veranderde het bedrag of de dreiging."),
        ("toegewezen", "De teamleider zette de verwijzing op naam van een andere behandelaar."),
        ("overgedragen", "Het andere loket droeg werk over, of de inwoner nam laat een aanbod aan."),
        ("inwonerVroegZelf", "De inwoner vroeg zelf om hulp, op de bladzijde van de gemeente."),
        ("partnerAntwoordde", "Een partner nam een doorverwijzing aan, weigerde haar, of is klaar."),
        ("afspraakBevestigd", "De inwoner bevestigde de afspraak, op de bladzijde van de afspraak."),
        ("afspraakVerzet", "De inwoner koos daar een ander moment dat was aangeboden."),
        ("afspraakAfgezegd", "De inwoner zegde de afspraak daar af."),
        ("inwonerZeiNee", "De inwoner zei daar nee: alles wat gepland stond, is gestopt."),
        ("inwonerTochWel", "De inwoner nam dat nee terug."),
        ("berichtNietVerstuurd", "Een gepland bericht is niet verstuurd. Kies een andere manier."),
    )),
    CodeList("Together", "actie (voor meer verwijzingen tegelijk)", OURS, entries(
        ("oppakken", "Elke gekozen verwijzing oppakken."),
        ("brief", "Elke gekozen verwijzing oppakken en een brief als contactpoging vastleggen."),
    )),
    CodeList("Match", "treffer", OURS, entries(
        ("precies", "De referentie, de achternaam of het adres is gelijk."),
        ("ruimer", "Hetzelfde huisnummer, met een andere letter of toevoeging."),
        ("begin", "De achternaam begint met de eerste letters van de zoekterm."),
        ("klinktAls", "De achternaam klinkt als de zoekterm, zoals Meijer en Meyer."),
    )),
    CodeList("ContactKind", "contactpoging.soort", DDAS, entries(
        ("Administratief", "Werk zonder contact met de inwoner."),
        ("Afspraak op locatie", "Een afspraak op een andere plek dan thuis."),
        ("Brief", "Een brief."), ("Huisbezoek", "Een bezoek aan huis."), ("Kaartje", "Een kaartje in de bus."),
        ("Mail", "Een e-mail."), ("Onbekend", "De soort is niet bekend."), ("Overige", "Iets anders."),
        ("SMS/Whatsapp", "Een bericht op de telefoon."), ("Telefoon", "Een telefoongesprek of een poging daartoe."),
    )),
    CodeList("PartOfDay", "dagdeel", DDAS, entries(
        ("Ochtend", "Voor 12 uur."), ("Middag", "Van 12 tot 18 uur."), ("Avond", "Vanaf 18 uur."),
    )),
    CodeList("EndResult", "eindresultaat", f"{DDAS}; wat de corporatie hoort: docs/handleiding-behandelaar.md", entries(
        ("(Budget)advies en/of quick fix", "De inwoner kreeg advies, of loste het met korte hulp zelf op."),
        ("Definitief geen contact kunnen krijgen", "Alle pogingen zijn gedaan; de inwoner is niet bereikt."),
        ("Geen reactie na eerder contact", "Er was contact, daarna niet meer."),
        ("Inwoner al bekend bij schuldhulpverlening", "De inwoner krijgt al schuldhulp."),
        ("Inwoner heeft al een ander lopend traject", "Een andere hulpverlener pakt het signaal op."),
        ("Inwoner heeft zelf al betaald/betalingsregeling getroffen", "De achterstand is al opgelost of geregeld."),
        ("Inwoner is overleden", "De inwoner is overleden."),
        ("Inwoner regelt het zelf/hoeft geen hulp vanuit vroegsignalering", "De inwoner wil geen hulp."),
        ("Niet opgepakt: andere reden", "Er is een andere reden. De corporatie hoort die reden niet."),
        ("Niet opgepakt: herhaalde melding", "Dezelfde achterstand, die niet hoger is geworden."),
        ("Niet opgepakt: onterecht signaal",
         "Het signaal had niet gestuurd moeten worden, of het beleid doet niets onder de drempel."),
        ("Persoon is geen inwoner (meer) in de gemeente", "De persoon woont niet in deze gemeente."),
        ("Vervolghulp en/of verwijzing", "De inwoner krijgt verder hulp; het soort is niet bekend."),
        ("Vervolghulp en/of verwijzing financieel", "De inwoner krijgt verder hulp bij geld."),
        ("Vervolghulp en/of verwijzing niet financieel", "De inwoner krijgt andere hulp."),
        ("Verwijzing zonder tussenkomst inwoner", "De gemeente verwees zonder ja van de inwoner; een laatste middel."),
    )),
    CodeList("Channel", "kanalen", f"een deel van de soorten contact uit {DDAS}", entries(
        ("Telefoon", "Bellen."), ("SMS/Whatsapp", "Een bericht op de telefoon."), ("Mail", "Een e-mail."),
        ("Brief", "Een brief."), ("Kaartje", "Een kaartje in de bus."), ("Huisbezoek", "Langsgaan."),
        ("Afspraak op locatie", "Afspreken op een andere plek."),
    )),
    CodeList("MissingAgreement", "voorwaarden.overeenkomst", "Vragen en antwoorden vroegsignalering door "
             "verhuurders; geen wetsartikel", entries(
        ("weigeren", "Een huursignaal zonder overeenkomst wordt geweigerd. Er is niets bewaard."),
        ("triage", "Ontbreekt alleen de overeenkomst, dan beslist een medewerker op de triage."),
    )),
    CodeList("WorkingDays", "uitlegWet.werkdagen", "Wgs artikel 4; Algemene termijnenwet, artikel 3", entries(
        ("smal", "Maandag tot en met vrijdag, zonder de feestdagen van artikel 3, eerste lid. De vroegste lezing."),
        ("ruim", "Ook zonder Goede Vrijdag en de gelijkgestelde dagen."),
    )),
    CodeList("PeriodUnit", "bewaartermijnen (eenheid)", OURS, entries(("dagen", "Dagen."), ("maanden", "Maanden."))),
    CodeList("policy status", "status (van beleid)", OURS, entries(
        ("concept", "Opgesteld, nog te veranderen."),
        ("vastgesteld", "Door een tweede persoon vastgesteld; verandert niet meer."),
    )),
    CodeList("account roles", "rollen", OURS, entries(
        ("behandelaar", "Behandelt verwijzingen; met de werklijst erachter, zoals behandelaar:schuldhulp."),
        ("teamleider", "Verdeelt het werk over de behandelaars."), ("manager", "Ziet aantallen."),
        ("beheerder", "Ziet overeenkomsten en beleid."),
        ("corporatie", "Medewerker van een corporatie."),
        ("partner", "Medewerker van een partner; ziet alleen wat naar haar is doorverwezen."),
    )),
    CodeList("scopes", "scope", OURS, entries(
        ("signalen:indienen", "Signalen insturen, beoordelen, intrekken en actualiseren."),
        ("signalen:lezen", "Eigen signalen en terugkoppelingen lezen."),
        ("verwijzingen:behandelen", "Verwijzingen van de gemeente behandelen."),
        ("monitor:lezen", "Cijfers lezen."), ("beheer", "Beheer van de gemeente."),
        ("ddas:lezen", "De landelijke aanlevering ophalen."),
    )),
)
