"""The codes of what is said to people: texts, what is filled in, and when a message may go."""

from service.glossary.term import CodeList, entries

OURS = "keuze van deze dienst"

MESSAGES = (
    CodeList("MessageChannel", "kanaal (van een tekst)", OURS, entries(
        ("letter", "Een brief."), ("email", "Een e-mail; de eerste regel is het onderwerp."), ("sms", "Een sms."),
        ("whatsapp", "Een WhatsApp-bericht."), ("phone", "Een leidraad voor een telefoongesprek."),
        ("voicemail", "Wat iemand inspreekt."), ("visit_card", "Wat iemand zegt aan de deur."),
        ("notathome_card", "Een kaartje als niemand open doet."), ("envelope", "Wat op de envelop staat."),
        ("corporation", "Een bericht aan de corporatie."),
    )),
    CodeList("MessagePurpose", "doel (van een tekst)", OURS, entries(
        ("first", "Het eerste bericht over een signaal."),
        ("followup", "Een volgend bericht, zolang er geen contact is."),
        ("care", "Een eerste bericht bij een zorg."), ("confirm", "De bevestiging van een afspraak."),
        ("reminder", "De herinnering aan een afspraak."), ("closing", "Het laatste bericht; de deur blijft open."),
        ("receipt", "Het antwoord dat een eigen vraag van de inwoner is gekregen."),
        ("change", "Een afspraak is veranderd; wat er eerder over is gestuurd, klopt niet meer (Awb artikel 2:12)."),
        ("cancel", "Een afspraak gaat niet door; wat er eerder over is gestuurd, klopt niet meer (Awb artikel 2:12)."),
        ("inform", "Uitleg over wat er is gebeurd of gaat gebeuren, aan wie contact heeft."),
    )),
    CodeList("MessageSituation", "situatie (van een sjabloon)", OURS, entries(
        ("gewoon", "Er is niets dat om een andere tekst vraagt."),
        ("bedreigend", "Een bedreigende situatie in de zin van Wgs artikel 4, tweede lid."),
        ("zorg", "Een zorg achter de voordeur."), ("anderDoetOpen", "Iemand anders dan de inwoner doet open."),
        ("laatste", "De laatste vraag, na vier pogingen: mag ik later nog eens vragen."),
        ("nee", "De inwoner zei nee."), ("betaald", "De huur is betaald, of er is een regeling."),
        ("geholpen", "De hulp is klaar."), ("verhuisd", "De inwoner woont niet meer hier."),
        ("ja", "De inwoner zei ja tegen hulp."), ("plan", "Er is een plan van aanpak, en het is bekendgemaakt."),
        ("pauze", "De verhuurder wacht even met innen."), ("vergissing", "Er ging een bericht uit dat niet klopte."),
        ("bezwaar", "De inwoner maakte bezwaar tegen het gebruik van gegevens."),
        ("overleden", "De inwoner is overleden."), ("samenvatting", "Wat in een gesprek is afgesproken."),
        ("helper", "Iemand anders regelt het geld, zoals een bewindvoerder."),
        ("overdracht", "Een ander team kan ook helpen, als de inwoner dat goed vindt."),
    )),
    CodeList("MeetingManner", "wijze (van het gesprek in een tekst)", OURS, entries(
        ("thuis", "Bij de inwoner thuis."), ("kantoor", "Op een plek van de gemeente of in de buurt."),
        ("telefoon", "Door de telefoon."), ("zonder", "Er is geen afspraak."),
    )),
    CodeList("Placeholder", "invulveld", OURS, entries(
        ("inwoner_naam", "De naam van de inwoner."), ("inwoner_aanhef", "Hoe de inwoner wordt aangesproken."),
        ("inwoner_adres", "Het adres van de inwoner."), ("medewerker_naam", "De naam van de medewerker."),
        ("medewerker_telefoon", "Het eigen nummer van de medewerker."), ("organisatie", "De naam van de organisatie."),
        ("afspraak_datum", "De dag van de afspraak."), ("afspraak_tijd", "De tijd van de afspraak."),
        ("afspraak_plaats", "De plek van de afspraak."),
        ("bron_signaal", "Wie de achterstand doorgaf; nooit bij een zorg."),
        ("privacy_link", "De pagina met uitleg over gegevens."), ("signaal_kenmerk", "Het kenmerk van de corporatie."),
        ("status_code", "De status van het signaal."), ("retouradres", "Het adres waar post heen terugkomt."),
        ("vraag_nummer", "Het nummer dat een inwoner kreeg die zelf om hulp vroeg."),
        ("afspraak_link", "De bladzijde waarop de inwoner de afspraak zelf bevestigt, verzet of afzegt."),
        ("hulp_link", "De bladzijde van de gemeente met de hulp die er is."),
        ("gemeente_telefoon", "Het nummer van de gemeente, om na te vragen of een bericht echt is."),
        ("reden", "Waarom de gemeente contact zoekt, in één zin."),
        ("ernst", "Wat er bij een bedreigende situatie aan de hand is, in één zin."),
        ("bedrag", "Een bedrag; geen bericht mag het bevatten."), ("bsn", "Het bsn; geen bericht mag het bevatten."),
        ("geboortedatum", "De geboortedatum; geen bericht mag het bevatten."),
        ("dossiernummer", "Een dossiernummer; geen bericht mag het bevatten."),
    )),
    CodeList("Severity", "ernst", OURS, entries(
        ("fout", "Zo mag de tekst niet worden verstuurd."), ("waarschuwing", "Kijk hier nog eens naar."),
    )),
    CodeList("ContactSafety", "veilig contact", "veilig contact, naar techsafety.org en Camden", entries(
        ("onbekend", "Niemand heeft het gevraagd."), ("veilig", "De inwoner zei dat het veilig is."),
        ("onveilig", "De inwoner zei dat het niet veilig is; er gaat niets langs deze weg."),
    )),
    CodeList("ContactWay", "manier", "e-mail, sms en WhatsApp elk apart: Awb artikel 2:8", entries(
        ("bellen", "Een telefoontje; dat is geen bericht dat wordt verzonden."), ("sms", "Een sms, elektronisch."),
        ("whatsapp", "Een WhatsApp-bericht, elektronisch."), ("mail", "Een e-mail, elektronisch."),
        ("brief", "Een brief per post."), ("kaartje", "Een kaartje in de bus als niemand opendoet."),
        ("langskomen", "Een bezoek thuis."), ("afspraakElders", "Een afspraak op een andere plek dan thuis."),
    )),
    CodeList("MessageCategory", "soorten (van berichten)", "Awb artikel 2:8: “voor zover”", entries(
        ("afspraak", "Berichten over een afspraak: bevestigd, veranderd, gaat niet door."),
        ("brief", "Wat anders per brief zou komen, zoals een uitnodiging of een besluit."),
        ("herinnering", "Herinneringen aan een afspraak."),
    )),
    CodeList("DayPart", "dagdeel (van een contactwens)", "DDAS vroegsignalering 1.2", entries(
        ("Ochtend", "Voor 12 uur."), ("Middag", "Van 12 tot 18 uur."), ("Avond", "Na 18 uur."),
    )),
    CodeList("MessageStatus", "status (van een bericht)", OURS, entries(
        ("gepland", "Het bericht wacht op zijn moment, of is onderweg."), ("verzonden", "Het bericht is weg."),
        ("mislukt", "Het bericht kwam niet aan, of dat is niet zeker. Het gaat niet nog een keer weg."),
        ("ingetrokken", "Het bericht is niet verstuurd, omdat dat niet meer mocht of niet meer klopte."),
    )),
    CodeList("MessageEnd", "afgehandeldWaarom", OURS, entries(
        ("geweigerd", "De ontvangende kant neemt het bericht niet aan, zoals bij een adres dat niet bestaat."),
        ("onzeker", "De verbinding brak; het bericht kan zijn aangekomen."),
        ("pastNiet", "De brief past niet op één blad."),
        ("nietVeilig", "Bij het versturen was deze weg niet meer veilig."),
        ("geenWens", "De inwoner heeft niet gezegd zo bereikbaar te zijn voor dit bericht (Awb artikel 2:8)."),
        ("werkVoorbij", "De verwijzing is afgesloten, of de gegevens van de inwoner zijn gewist."),
        ("afspraakVervallen", "De afspraak in het bericht geldt niet meer."),
        ("doorBehandelaar", "Een behandelaar trok het bericht in."),
        ("onbestelbaar", "De dienst die het bericht verstuurde, kon het niet afleveren."),
        ("teLaat", "Het bericht zou aankomen na de ontruiming of na de afspraak."),
    )),
    CodeList("FollowUpReason", "vervolgreden (van een bericht)", "Awb artikelen 2:11 en 2:12", entries(
        ("onbestelbaar", "Het bericht kwam niet aan: het gaat nog eens of anders weg."),
        ("onzeker", "Niet zeker is of het bericht aankwam: iemand vraagt het na."),
        ("afspraakVeranderd", "De afspraak in het bericht is veranderd: een nieuw bericht zegt dat."),
        ("afspraakVervallen", "De afspraak in het bericht gaat niet door: een nieuw bericht zegt dat."),
    )),
    CodeList("Delivery", "bezorging", "NotifyNL, statussen van een bericht", entries(
        ("bezorgd", "Het bericht is afgeleverd."), ("opDePost", "De brief is geprint en op de post gedaan."),
        ("doorgegeven", "Het bericht is doorgegeven; verder komt er geen bericht over."),
        ("adresKloptNiet", "Het adres of nummer bestaat niet."),
        ("nietAangenomen", "De telefoon of het postvak nam het bericht niet aan."),
        ("nietGelukt", "Versturen lukte niet bij de dienst zelf."), ("teruggekomen", "De brief kwam terug."),
    )),
    CodeList("DeviationReason", "afwijkreden", OURS, entries(
        ("inwonerVroeg", "De inwoner vroeg zelf om dit moment."),
        ("bijContactpoging", "Het hoort bij een poging van vandaag, zoals een brief na een bezoek."),
        ("kanNietWachten", "Wachten maakt de situatie van de inwoner slechter."),
        ("afgestemd", "Het moment is afgesproken met een ander team of een andere organisatie."),
    )),
    CodeList("AddressSource", "bron (van een briefadres)", OURS, entries(
        ("basisregistratiePersonen", "De Basisregistratie Personen (BRP)."),
        ("basisregistratieAdressen", "De Basisregistratie Adressen en Gebouwen (BAG)."),
        ("inwoner", "De inwoner zei het zelf."),
    )),
    CodeList("AppointmentStatus", "status (van een afspraak)", OURS, entries(
        ("aangeboden", "De gemeente stelde dit moment voor."), ("bevestigd", "De inwoner zei ja."),
        ("gewijzigd", "Er is een andere afspraak voor in de plaats."), ("afgezegd", "De afspraak gaat niet door."),
    )),
    CodeList("AppointmentReply", "status (antwoord op een afspraak)", OURS, entries(
        ("bevestigd", "De inwoner zei ja."), ("afgezegd", "De afspraak gaat niet door."),
    )),
    CodeList("ResidentReply", "antwoord (van de inwoner op een afspraak)", OURS, entries(
        ("bevestigen", "De inwoner komt."), ("verzetten", "De inwoner kiest een ander moment dat is aangeboden."),
        ("afzeggen", "De inwoner komt niet."),
    )),
    CodeList("AppointmentPlace", "plaats", OURS, entries(
        ("thuis", "Bij de inwoner thuis."), ("gemeentehuis", "Op het gemeentehuis."),
        ("buurthuis", "In het buurthuis."), ("telefoon", "Door de telefoon: de medewerker belt."),
    )),
    CodeList("OfferKind", "soort (van hulp)", OURS, entries(
        ("schuldhulp", "Hulp bij geldzorgen en schulden."),
        ("inloop", "Een plek waar iemand zonder afspraak kan binnenlopen, met openingstijden."),
        ("betaalregeling", "Een afspraak om in delen te betalen."),
        ("bezoekGeldzaken", "Iemand komt thuis om mee te kijken naar post en geldzaken."),
        ("huurfonds", "Een fonds dat bijspringt bij de huur."),
        ("kwijtschelding", "Kwijtschelding van gemeentelijke belastingen."),
        ("activiteit", "Een activiteit in de buurt."),
    )),
)
