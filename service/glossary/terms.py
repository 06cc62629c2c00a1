"""The ideas of the domain, from a signal to the answer that a corporation gets, and of the machinery around it."""

from service.glossary.term import Term

OURS = "keuze van deze dienst"
DDAS = "DDAS vroegsignalering 1.2"
DIVOSA = "Divosa Monitor Vroegsignalering, jaarrapportage 2023"
BGS = "Besluit gemeentelijke schuldhulpverlening, artikel 2"

SIGNAL = (
    Term("signal", "signaal", "Eén melding van een corporatie over één huishouden: een achterstand in de huur, of "
         "zorgen achter de voordeur.", "Wgs artikel 3, eerste lid, onder b; Divosa 2024"),
    Term("designated signal", "aangewezen signaal", "Een signaal over een achterstand dat de wet aanwijst: huur, "
         "drinkwater, zorgverzekering, elektriciteit en gas (sinds 2026 samen één), warmte. Deze dienst kent alleen "
         "huur.", "Bgs artikel 3"),
    Term("report", "ingestuurd signaal", "Een signaal zoals het binnenkwam: op vorm gecontroleerd, nog niet "
         "beoordeeld.", OURS),
    Term("subject", "betrokkene", "De persoon over wie het signaal gaat. Deze gegevens staan alleen verzegeld in de "
         "database.", OURS),
    Term("household", "huishouden", "Alle signalen op één adres in één gemeente. Het adres is postcode, huisnummer, "
         "huisletter en toevoeging.", f"{DDAS}; {DIVOSA}"),
    Term("rent arrears", "huurachterstand", "De huurder heeft huur niet op tijd betaald.", BGS),
    Term("social collection", "sociale incasso", "Wat een verhuurder doet voordat hij een achterstand doorgeeft: "
         "contact zoeken, wijzen op schuldhulp, een herinnering sturen met een aanbod.", BGS),
    Term("offer with reminder", "aanbod bij herinnering", "Het aanbod van de verhuurder om de contactgegevens met "
         "schriftelijke toestemming aan de gemeente te geven. Geen reactie is genoeg, een afwijzing niet.",
         f"{BGS}, onder d"),
    Term("behind the door", "achter de voordeur", "Zorgen die iemand van de corporatie ziet bij een bewoner thuis.",
         OURS),
    Term("concern", "zorg", "Eén soort zorg achter de voordeur, als code. Vrije tekst is er niet.", OURS),
    Term("observer", "waarnemer", "De functie van wie de zorg zag, nooit de naam.", OURS),
    Term("occasion", "aanleiding", "Waarom de waarnemer in de woning was.", OURS),
    Term("consent", "toestemming", "Wat de bewoner uitdrukkelijk goed vindt: door wie, wanneer, hoe en voor welke "
         "bestemming.", "UAVG artikel 22, tweede lid, onder a; AVG artikel 7"),
    Term("representative", "vertegenwoordiger", "Wie namens de bewoner toestemming kan geven als die dat zelf niet "
         "kan.", "Wmo 2015, artikel 1.1.1, tweede lid"),
    Term("threat", "dreiging", "Hoe dichtbij een ontruiming is, met de dag waarop zij gepland is als die bekend is.",
         "Wgs artikel 4, tweede lid"),
    Term("threatening situation", "bedreigende situatie", "Gedwongen ontruiming, einde van gas, stroom, warmte of "
         "water, of opzegging van de zorgverzekering. Dan is het eerste gesprek binnen drie werkdagen.",
         "Wgs artikel 4, tweede lid"),
    Term("warm handover", "warme overdracht", "De corporatie heeft al contact met de persoon en vraagt de gemeente "
         "deze persoon op te pakken in het kader van vroegsignalering.", DDAS),
    Term("reference", "referentie", "De eigen naam die een corporatie aan een signaal geeft; één keer per corporatie.",
         OURS),
    Term("withdrawal", "intrekking", "De corporatie neemt een signaal terug, met een reden.", OURS),
    Term("amendment", "actualisering", "De corporatie meldt een ander bedrag of een andere dreiging. Het eerste "
         "signaal blijft staan zoals het kwam.", OURS),
    Term("delivery", "aanlevering", "Veel signalen die een corporatie in één keer stuurt. Elke regel staat op "
         "zichzelf.", OURS),
    Term("mapping", "vertaling", "Welke kolom van een ander pakket welke kolom van ons is, met vaste waarden en "
         "codes.", OURS),
    Term("feedback", "terugkoppeling", "Wat een corporatie mag weten over haar signaal: de stand, soms een reden, en "
         "bij huur dat er schuldhulp is of een incassopauze. Meer over de hulp niet.",
         f"{DDAS}; Wgs artikel 8, tweede lid; Besluit gemeentelijke schuldhulpverlening, artikel 17, eerste lid"),
    Term("feed", "terugkoppelingen (lijst)", "Alle terugkoppelingen van een corporatie, oudste eerst.", OURS),
    Term("subscription", "abonnement", "De afspraak dat terugkoppelingen naar het systeem van een corporatie komen. "
         "Wat nog niet is aangenomen, blijft klaarstaan.", OURS),
    Term("event", "gebeurtenis", "Eén terugkoppeling als ondertekend bericht aan een ontvanger.",
         "CloudEvents 1.0; NL GOV profile for CloudEvents"),
    Term("receiver", "ontvanger", "Het adres van een corporatie waar gebeurtenissen aankomen.",
         "CloudEvents, HTTP webhooks"),
    Term("cursor", "volgende", "Een bladwijzer: geef hem mee om verder te lezen waar u was.", OURS),
)
JUDGING = (
    Term("ground", "grond", "De taak waarop het werk van de gemeente rust. Werk op verschillende gronden wordt nooit "
         "gemengd.", "Wgs artikel 3 en 4; Wmo 2015, artikel 2.3.2"),
    Term("provision", "regel", "Eén versie van de wettelijke voorwaarden voor één soort signaal, met een begindatum.",
         OURS),
    Term("provision version", "regelversie", "De naam van de regel waarmee is beoordeeld: wet, artikel en begindatum.",
         OURS),
    Term("condition", "voorwaarde", "Eén vraag aan het signaal, uit de wet, een lezing daarvan of een afspraak. Elke "
         "voorwaarde wordt altijd gevraagd.", OURS),
    Term("finding", "bevinding", "Het antwoord op één voorwaarde, met bron, uitleg, aard en de tekst die is gelezen.",
         OURS),
    Term("nature", "aard", "Waar een bevinding op rust: de tekst van de wet, een lezing van een woord daarin, of een "
         "afspraak. Een weigering om een lezing of een afspraak alleen is geen verbod van de wet.", OURS),
    Term("text seen", "tekst gezien", "Welke versie van een wettekst is gelezen, en waar.", OURS),
    Term("assessment", "beoordeling", "Alle bevindingen samen met het oordeel, de bestemmingen en een wegwijzer.",
         OURS),
    Term("verdict", "oordeel", "Of het signaal mag worden doorgegeven: toegestaan, geweigerd, niet opgepakt, of een "
         "mens beslist.", OURS),
    Term("outcome", "uitkomst", "Het antwoord op een voorwaarde. Onbekend telt nooit als ja of als nee.", OURS),
    Term("refusal", "weigering", "Aan een voorwaarde is niet voldaan: van de wet, van een lezing daarvan of van een "
         "afspraak. Er blijft alleen een telling over, zonder persoon.", OURS),
    Term("signpost", "wegwijzer", "Waar iemand terecht kan als deze dienst het signaal niet mag doorgeven.", OURS),
    Term("destination", "bestemming", "Waar een signaal heen gaat: schuldhulp of wijkteam.", "Wgs artikel 3; Wmo 2015"),
    Term("statutory term", "termijn", "De laatste dag die de wet geeft voor de volgende stap.",
         "Wgs artikel 4 en 4a; Wmo 2015, artikel 2.3.2; Algemene termijnenwet"),
    Term("statutory due", "uiterlijk", "De dag waarop de wettelijke termijn eindigt.",
         "Algemene termijnenwet, artikel 1"),
    Term("target", "streefdatum", "Een eerdere dag dan de wettelijke, gekozen in het beleid of nodig door een "
         "dreiging.", OURS),
    Term("first talk", "eerste gesprek", "Het gesprek waarin de gemeente de hulpvraag vaststelt: binnen vier weken, "
         "bij een bedreigende situatie binnen drie werkdagen.", "Wgs artikel 4"),
    Term("inquiry", "onderzoek", "Het onderzoek na een melding van een behoefte aan ondersteuning: binnen zes weken.",
         "Wmo 2015, artikel 2.3.2"),
    Term("help decision", "besluit", "Het besluit over schuldhulp na het eerste gesprek: binnen ten hoogste acht "
         "weken.", "Wgs artikel 4a, derde lid"),
    Term("working day", "werkdag", "Een dag die telt voor de termijn van drie werkdagen. De wet zegt niet welke dagen "
         "dat zijn; er zijn twee lezingen, smal en ruim.",
         "Wgs artikel 4, tweede lid; Algemene termijnenwet, artikel 3"),
    Term("equated day", "gelijkgestelde dag", "Een dag die bij koninklijk besluit als feestdag telt.",
         "Algemene termijnenwet, artikel 3, derde lid"),
    Term("reading", "uitleg van de wet", "Welke lezing geldt waar de wet ruimte laat. Het beleid kiest, nooit later "
         "dan de wet.", OURS),
    Term("agreement", "overeenkomst", "De afspraak tussen corporatie en gemeente over welke soorten signalen zij "
         "uitwisselen, en van wanneer tot wanneer.", "Landelijk Convenant Vroegsignalering"),
    Term("general consent", "algemene toestemming", "De gemeente stemt vooraf in met huursignalen van elke corporatie "
         "die bij deze dienst bekend is, met een begin en zo nodig een einde. Het geeft niemand toegang.",
         "Vragen en antwoorden vroegsignalering door verhuurders"),
    Term("performance agreement", "prestatieafspraak", "Wat corporatie en gemeente in een jaar willen bereiken, in een "
         "getal van de monitor.", "Woningwet artikelen 42 tot en met 44; de getallen zijn een keuze van deze dienst"),
)
WORK = (
    Term("referral", "verwijzing", "Het werk voor één huishouden bij één bestemming op één grond. Landelijk heet dit "
         "vroegsignaalzaak.", f"{DDAS}; {DIVOSA}"),
    Term("routing", "routering", "Waarom een verwijzing op deze werklijst en bij dit team staat.", OURS),
    Term("worklist", "werklijst", "De verwijzingen van één bestemming, de dringendste bovenaan.", OURS),
    Term("desk", "loket", "Een plek waar behandelaars werken: schuldhulp, wijkteam of triage.", OURS),
    Term("triage", "triage", "De werklijst waar een mens beslist waar het signaal heen gaat.", OURS),
    Term("team", "team", "Een groep behandelaars bij één loket.", OURS),
    Term("area", "gebied", "Een aantal postcodes met voor elke bestemming ten hoogste één team.", OURS),
    Term("tray", "bak", "Een stapel werk op een werklijst, met een prioriteit en een volgorde van kanalen.", OURS),
    Term("priority", "prioriteit", "Hoe dringend een bak is; 1 is het dringendst.", OURS),
    Term("urgency", "urgentie", "Bedreigend of niet. Bedreigend staat altijd bovenaan.", OURS),
    Term("case type", "type melding", "Of er meer signalen op het adres zijn: enkelvoudig, meervoudig, opeenvolgend.",
         DIVOSA),
    Term("caseworker", "behandelaar", "Medewerker van de gemeente die verwijzingen behandelt.", OURS),
    Term("holder", "toegewezen aan", "De behandelaar die een verwijzing heeft opgepakt. Alleen deze verandert haar.",
         OURS),
    Term("pick up", "oppakken", "Een verwijzing op eigen naam zetten. Van twee tegelijk wint er één.", OURS),
    Term("hand back", "terugleggen", "Een opgepakte verwijzing weer op de werklijst zetten.", OURS),
    Term("contact attempt", "contactpoging", "Een keer proberen om de inwoner te spreken: soort, dag, dagdeel, bereikt "
         "of niet.", DDAS),
    Term("reached", "bereikt", "Of de inwoner bij deze poging is gesproken.", DDAS),
    Term("hand over", "overdracht", "Werk voor dezelfde inwoner openen bij het andere loket, met alleen de "
         "contactgegevens. De eerste verwijzing loopt door.",
         "Wmo 2015, artikel 5.1.1, vierde lid; Wgs artikel 8d; Bgs artikel 12"),
    Term("internal supply", "interne verstrekking", "Wat de schuldhulp voor een plan van aanpak binnen de gemeente "
         "opvraagt: contactgegevens hulpverleners of klantmanagers; gegevens opgenomen in de basisregistratie "
         "personen; gegevens over de inkomsten- en vermogenspositie. Dat gaat buiten Voordeur om.",
         "Bgs artikel 12; Wgs artikel 8d"),
    Term("partner", "partner", "Een organisatie waar een gemeente inwoners met hun toestemming naar doorverwijst.",
         OURS),
    Term("onward referral", "doorverwijzing", "Wat een partner van één verwijzing kreeg, en wat zij antwoordde. Zij "
         "ziet alleen waar de inwoner ja tegen zei.", "AVG artikel 6, eerste lid, onder a"),
    Term("forward", "doorzenden", "Wat een corporatie stuurde laten gaan naar de gemeente waar de inwoner woont.",
         "Wgs artikel 3, eerste lid, onder b, en artikel 8b; Awb artikel 2:3"),
    Term("reopen", "heropenen", "Verder gaan met een afgesloten verwijzing. Er begint geen termijn opnieuw.", OURS),
    Term("link", "koppeling", "Waar een verwijzing vandaan kwam, of wat eruit volgde.", OURS),
    Term("withdraw consent", "toestemming intrekken", "De inwoner neemt toestemming terug bij de gemeente. Het werk "
         "stopt meteen en wat erop rustte, wordt gewist.", "AVG artikel 7, derde lid"),
    Term("open question", "open vraag", "Wat een mens op de triage moet beslissen, met de antwoorden en hun gevolg.",
         OURS),
    Term("step", "stap", "Iets wat telt voor een termijn, met de dag erbij. Een stap wordt nooit overschreven.", OURS),
    Term("task", "taak", "Wat het wijkteam na een melding moet doen, met de dag erbij.", "Wmo 2015, artikel 2.3.2"),
    Term("close", "afsluiten", "Een verwijzing eindigen met een landelijk eindresultaat.", OURS),
    Term("national delivery", "landelijke aanlevering", "Wat de gemeente over signalen en zaken aan het CBS levert: "
         "adressen en codes, nooit een naam.", DDAS),
    Term("case (in a delivery)", "zaak", "Een verwijzing op grond van een signaal, zodra iemand haar oppakte of "
         "afsloot. Zo staat zij in de landelijke aanlevering.", f"{DDAS}; wanneer zij meetelt: docs/ddas.md"),
    Term("key figure", "kerncijfer", "Een cijfer over signalen en zaken dat overal hetzelfde betekent.", DIVOSA),
    Term("end result", "eindresultaat", "Hoe een verwijzing is geëindigd, in de landelijke woorden.", DDAS),
    Term("message", "bericht", "Een tekst voor een inwoner, met een sjabloon, een kanaal en een moment.", OURS),
    Term("appointment", "afspraak", "Een gesprek dat is voorgesteld of afgesproken.", OURS),
    Term("news", "nieuws", "Wat er veranderde sinds de laatste handeling aan een verwijzing.", OURS),
    Term("version", "versie", "Telt bij elke verandering van een verwijzing één op. Zo ziet het scherm of iemand "
         "anders intussen iets deed.", OURS),
)
POLICY = (
    Term("policy", "beleid", "De gedateerde keuzes van een gemeente binnen de wet, met de grond erbij.", OURS),
    Term("draft", "concept", "Beleid dat is opgesteld en nog kan veranderen.", OURS),
    Term("approved policy", "vastgesteld beleid", "Beleid dat een tweede persoon heeft vastgesteld. Het verandert "
         "nooit meer.", OURS),
    Term("threshold", "drempel", "Onder dit bedrag of deze ouderdom doet de gemeente het aanbod per brief, of niets. "
         "De wet kent geen ondergrens; of een drempel mag, is omstreden.", OURS),
    Term("offer by letter", "aanbod per brief", "Een signaal onder de drempel wordt opgepakt zoals elk ander, met de "
         "brief als eerste actie.", OURS),
    Term("silent decline", "niet opgepakt onder de drempel", "Er gebeurt niets en de inwoner hoort niets. Naam en "
         "adres zijn dan ook niet bewaard. Nooit bij een dreiging.", OURS),
    Term("ask a person", "mens beslist", "Situaties waarin de gemeente eerst een medewerker laat kijken.", OURS),
    Term("service terms", "eerste contact", "Het eigen aantal werkdagen van de gemeente tot het eerste contact.", OURS),
    Term("pay day", "betaaldag", "Een dag waarop inkomen binnenkomt. Vlak daarvoor geen eerste bericht.", OURS),
    Term("quiet days", "rustdagen", "Het aantal dagen voor een betaaldag zonder eerste bericht.", OURS),
    Term("retention", "bewaartermijn", "Hoe lang gegevens na afsluiten blijven, per afloop.",
         "AVG artikel 5, eerste lid, onder e; de wet noemt voor signalen geen termijn"),
    Term("forget", "wissen", "De persoonsgegevens en hun sleutel weghalen als de bewaartermijn voorbij is. Wat telt, "
         "blijft zonder persoon over.", "AVG artikel 5, eerste lid, onder e"),
    Term("local numbers", "lokale nummers", "Telefoonnummers die per gemeente verschillen.", OURS),
    Term("trial", "proef", "Een concept uitproberen op signalen van vroeger, voordat het ingaat.", OURS),
)
PARTNERS = (
    Term("organisation", "organisatie", "Een corporatie of een gemeente.", OURS),
    Term("corporation", "corporatie", "Een woningcorporatie die signalen instuurt.", OURS),
    Term("municipality", "gemeente", "De gemeente waar het signaal heen gaat, met een code van vier cijfers.",
         "Wgs artikel 3"),
    Term("client", "systeem", "Een computerprogramma dat tokens mag aanvragen namens een organisatie.", "RFC 6749"),
    Term("access token", "token", "Een kort geldig bewijs dat een systeem iets mag.", "RFC 9068"),
    Term("scope", "recht", "Eén ding dat een token mag.", "RFC 6749"),
    Term("account", "account", "De toegang van een mens tot de schermen.", OURS),
    Term("team lead", "teamleider", "Verdeelt het werk van één gemeente over de behandelaars; ziet geen "
         "inwoner.", OURS),
    Term("manager", "manager", "Ziet aantallen van de eigen organisatie, nooit een persoon.", OURS),
    Term("administrator", "beheerder", "Beheert accounts, overeenkomsten en beleid van één gemeente; ziet geen "
         "inwoner.", OURS),
    Term("robot", "robot", "De dienst zelf, aan het werk op de achtergrond.", OURS),
    Term("operator", "operator", "Wie de dienst draait: servers, sleutels en back-ups.", OURS),
)
MACHINERY = (
    Term("vault", "kluis", "Verzegelt en opent persoonsgegevens; geeft een blinde index om gelijke waarden te vinden.",
         OURS),
    Term("blind index", "blinde index", "Een sleutelafhankelijk kenmerk van een waarde: gelijke waarden hebben "
         "hetzelfde kenmerk, en zonder de sleutel is niets te raden.", OURS),
    Term("household key", "huishoudsleutel", "De blinde index van het adres binnen een gemeente.", OURS),
    Term("finding set", "set bevindingen", "De bevindingen van een beoordeling, één keer bewaard voor alle signalen "
         "met dezelfde.", OURS),
    Term("refusal count", "telling van weigeringen", "Hoe vaak iets is geweigerd, per dag, corporatie, gemeente, soort "
         "en reden. Meer blijft er niet over.", OURS),
    Term("statement of refusal", "weigeringsbewijs", "Een ondertekend bewijs zonder persoon dat een signaal op een dag "
         "is geweigerd, en waarom. Alleen bij bezwaar, of als alleen een lezing of een afspraak weigert.", OURS),
    Term("tenant's objection", "bezwaar van de huurder", "De huurder wees het aanbod af, ook nog na het signaal. Na "
         "een intrekking om bezwaar vraagt het volgende signaal een herinnering van een latere dag. Zes maanden "
         "onthoudt de dienst daarvoor een hash van corporatie en adres met de dag, en verder niets.",
         "Besluit gemeentelijke schuldhulpverlening, artikel 2, onder d; de zes maanden zijn onze keuze"),
    Term("journal", "journaal", "Wie wat deed of zag, wanneer en op welke grond. Het wordt alleen aangevuld.", OURS),
    Term("outbox", "outbox", "De tabel met wat de achtergrond nog moet doen, geschreven in dezelfde transactie.", OURS),
    Term("relay", "doorgifte", "Het proces dat regels uit de outbox naar de broker brengt.", OURS),
    Term("round", "ronde", "Vast werk op de achtergrond, zoals zoeken naar verloren signalen.", OURS),
    Term("failed task", "mislukte taak", "Werk dat niet lukte en op een mens wacht. Er staan alleen id's in.", OURS),
    Term("replay", "opnieuw doen", "Een mislukte taak opnieuw aankondigen; zij gaat dan de gewone weg.", OURS),
    Term("reseal", "herverzegelen", "Alles wat verzegeld is onder de nieuwe sleutel brengen, zonder het te openen.",
         OURS),
)
MESSAGES = (
    Term("template", "sjabloon", "De tekst voor één kanaal, doel en situatie, met invulvelden.", OURS),
    Term("placeholder", "invulveld", "De plek in een sjabloon waar later een gegeven komt.", OURS),
    Term("text rule", "tekstregel", "Een regel voor wat wij aan mensen zeggen; zie docs/berichten.md.", OURS),
    Term("exposed part", "deel waar anderen meelezen", "Wat de postbode, een huisgenoot of een voorbijganger kan zien "
         "of horen.", OURS),
    Term("safe contact", "veilig contact", "Of de inwoner zei dat een manier van contact veilig is, per manier, met de "
         "dag en wie het vroeg.", "veilig contact, naar techsafety.org en Camden"),
    Term("next step", "volgende stap", "Het advies wat te proberen als er nog geen contact is, met de reden.", OURS),
)
CHAPTERS = {
    "Het signaal": SIGNAL, "De beoordeling": JUDGING, "Het werk van de gemeente": WORK, "Het beleid": POLICY,
    "Wie er meedoen": PARTNERS, "Berichten": MESSAGES, "De techniek": MACHINERY,
}
TERMS: tuple[Term, ...] = tuple(term for chapter in CHAPTERS.values() for term in chapter)
