"""Every closed list of codes, with one Dutch definition each. A test holds them beside the enumerations in the code."""

from service.glossary.event_codes import SUBSCRIPTIONS
from service.glossary.figure_codes import FIGURES
from service.glossary.message_codes import MESSAGES
from service.glossary.step_codes import STEPS, TRIAGE
from service.glossary.term import CodeList, Entry, entries
from service.glossary.work_codes import WORK

OURS = "keuze van deze dienst"
BGS = "Besluit gemeentelijke schuldhulpverlening, artikel 2"

SIGNAL = (
    CodeList("Kind", "soort", OURS, entries(
        ("huurachterstand", "De huurder is achter met de huur."),
        ("achterDeVoordeur", "Iemand van de corporatie zag zorgen bij een bewoner thuis."),
    )),
    CodeList("Purpose", "bestemming (van de ruimte)", f"{BGS}, aanhef", entries(
        ("wonen", "De ruimte is bedoeld om in te wonen."),
        ("overig", "Iets anders, zoals een garage of een winkel. Zo'n signaal wordt geweigerd."),
    )),
    CodeList("Arrangement", "betalingsregeling", "handreiking van AP en VNG, volgens de NVVK (december 2021)", entries(
        ("geen", "Er is geen betalingsregeling."),
        ("nagekomen", "Er is een regeling en de huurder houdt zich eraan. Dan is een signaal niet nodig."),
        ("nietNagekomen", "Er was een regeling en de huurder hield zich er niet aan."),
    )),
    CodeList("Reaction", "reactieHuurder", f"{BGS}, onder d", entries(
        ("geen", "De huurder gaf geen antwoord op het aanbod. Dat is genoeg."),
        ("toestemming", "De huurder vindt het goed."),
        ("afgewezen", "De huurder wil het niet. Dan mag het signaal niet worden doorgegeven."),
    )),
    CodeList("ThreatKind", "dreiging.soort", "Wgs artikel 4, tweede lid", entries(
        ("ontruiming", "De huurder moet gedwongen de woning uit."),
    )),
    CodeList("ThreatPhase", "fase", "Wgs artikel 4, tweede lid; waar de dreiging begint, is een lezing", entries(
        ("dagvaardingAangekondigd", "De verhuurder heeft gezegd dat hij naar de rechter gaat."),
        ("gedagvaard", "De huurder is gedagvaard. Er is nog geen uitspraak."),
        ("ontruimingBevolen", "De rechter heeft de ontruiming uitgesproken. Vanaf hier is de situatie bedreigend."),
        ("ontruimingAangezegd", "De ontruiming is aangezegd, vaak met een datum."),
    )),
    CodeList("ConsentGiver", "gegevenDoor", "Wmo 2015, artikel 1.1.1", entries(
        ("betrokkene", "De bewoner zelf."),
        ("vertegenwoordiger", "Iemand die de bewoner mag vertegenwoordigen."),
        ("iemandAnders", "Iemand die dat niet mag. Zo'n toestemming telt niet."),
    )),
    CodeList("ConsentManner", "wijze", "AVG artikel 7, eerste lid", entries(
        ("schriftelijk", "Op papier."), ("digitaal", "Op een scherm of per bericht."), ("mondeling", "In een gesprek."),
    )),
    CodeList("Observer", "waargenomenDoor", OURS, entries(
        ("huismeester", "De huismeester van het gebouw."), ("vakman", "Een vakman die iets repareert."),
        ("opzichter", "De opzichter die het werk controleert."), ("aannemer", "Een aannemer of zijn medewerker."),
        ("woonconsulent", "De woonconsulent van de wijk."),
        ("verhuurmedewerker", "Een medewerker die woningen verhuurt."),
    )),
    CodeList("Occasion", "aanleiding", OURS, entries(
        ("renovatie", "Werk aan de woning voor een renovatie."), ("onderhoud", "Onderhoud of reparatie."),
        ("huisbezoek", "Een gewoon huisbezoek."), ("woningtoewijzing", "Het toewijzen van een woning."),
        ("socialeIncasso", "Een gesprek over de huur."), ("overig", "Iets anders."),
    )),
    CodeList("Concern", "zorgen", "keuze van deze dienst; wat bedreigend is: Wgs artikel 4, tweede lid", entries(
        ("ongeopendePost", "Er ligt veel post die niet is geopend."),
        ("geldzorgen", "De bewoner vertelt over geldzorgen."),
        ("afsluitingEnergie", "Gas of stroom wordt afgesloten. Dit is een bedreigende situatie."),
        ("afsluitingWater", "Het water wordt afgesloten. Dit is een bedreigende situatie."),
        ("afsluitingWarmte", "De stadsverwarming wordt afgesloten. Dit is een bedreigende situatie."),
        ("opzeggingZorgverzekering", "De zorgverzekering wordt opgezegd. Dit is een bedreigende situatie."),
        ("afsluitingInternet", "Internet wordt afgesloten. De wet noemt dit niet als bedreigend."),
        ("eenzaamheid", "De bewoner is eenzaam."),
        ("ondersteuningsbehoefte", "De bewoner heeft hulp nodig om thuis te blijven wonen."),
        ("gezondheid", "Er zijn zorgen over de gezondheid."),
        ("vergeetachtigheid", "De bewoner vergeet veel."),
        ("verwardGedrag", "De bewoner doet verward."),
        ("vervuilingOfVerzameling", "De woning is erg vervuild of heel vol."),
        ("brandgevaar", "Er is kans op brand."),
        ("overlast", "Er is overlast."),
        ("vochtEnSchimmel", "Er is vocht of schimmel. De verhuurder houdt zijn eigen plicht om te herstellen."),
        ("opvoedvragen", "Er zijn vragen over opvoeden."),
        ("taalOfDigitaal", "De bewoner heeft moeite met taal of met de computer."),
        ("werk", "Er zijn vragen over werk."),
        ("huiselijkGeweld", "Er is een vermoeden van huiselijk geweld. Dit hoort bij Veilig Thuis, nooit hier."),
        ("kindermishandeling", "Er is een vermoeden van kindermishandeling. Dit hoort bij Veilig Thuis, nooit hier."),
        ("ouderenmishandeling", "Er is een vermoeden van ouderenmishandeling. Dit hoort bij Veilig Thuis, nooit hier."),
        ("strafbaarFeit", "Er is een vermoeden van een strafbaar feit. Dit hoort bij de politie, nooit hier."),
    )),
    CodeList("ConcernGroup", "groep van zorgen", OURS, entries(
        ("geld", "Zorgen over geld; deze gaan naar schuldhulp."),
        ("wonenEnWelzijn", "Andere zorgen; deze gaan naar het wijkteam."),
        ("veiligheid", "Geweld of mishandeling; het hele signaal wordt geweigerd."),
        ("strafbaarFeit", "Een strafbaar feit; het hele signaal wordt geweigerd."),
    )),
    CodeList("SignalStatus", "status (van een signaal)", OURS, entries(
        ("ontvangen", "Het signaal is aangenomen en nog niet doorgezet."),
        ("doorgezet", "Het signaal staat op een werklijst van de gemeente."),
        ("opgepakt", "Een behandelaar werkt eraan."),
        ("afgesloten", "De gemeente is klaar met dit signaal."),
        ("nietOpgepakt", "De gemeente pakt het signaal niet op."),
        ("ingetrokken", "De corporatie heeft het signaal teruggenomen."),
    )),
    CodeList("WithdrawalReason", "reden (van een intrekking)", "AVG artikel 7 en 17; Besluit, artikel 2", entries(
        ("betaald", "De achterstand is betaald."),
        ("betalingsregeling", "Er is nu een betalingsregeling."),
        ("onterecht", "Het signaal had niet gestuurd mogen worden. De persoonsgegevens worden gewist."),
        ("bezwaarHuurder", "De huurder maakte bezwaar. De persoonsgegevens worden gewist."),
        ("toestemmingIngetrokken", "De bewoner nam de toestemming terug. De persoonsgegevens worden gewist."),
        ("verhuisd", "De bewoner is verhuisd."),
        ("overleden", "De bewoner is overleden."),
    )),
)
JUDGING = (
    CodeList("Verdict", "oordeel", OURS, entries(
        ("toegestaan", "De wet staat delen toe; het signaal gaat naar de gemeente."),
        ("geweigerd", "De wet staat delen niet toe. Er is niets bewaard."),
        ("nietOpgepakt", "De wet staat delen toe, maar het beleid van de gemeente pakt dit niet op."),
        ("mensBeslist", "Een medewerker van de gemeente kijkt eerst; het signaal staat op de triage."),
    )),
    CodeList("Outcome", "uitkomst", OURS, entries(
        ("voldaan", "Aan de voorwaarde is voldaan."), ("nietVoldaan", "Aan de voorwaarde is niet voldaan."),
        ("onbekend", "Dit is niet te zeggen, bijvoorbeeld omdat er geen toestemming is."),
    )),
    CodeList("TermKind", "termijn.soort", "Wgs artikel 4 en 4a; Wmo 2015, artikel 2.3.2", entries(
        ("eersteGesprek", "De laatste dag voor het eerste gesprek over schulden."),
        ("besluit", "De laatste dag voor het besluit over schuldhulp."),
        ("onderzoek", "De laatste dag voor het onderzoek door het wijkteam."),
    )),
    CodeList("SignpostCode", "wegwijzer.code", OURS, entries(
        ("noodnummer112", "Bel 112: er is acuut gevaar."),
        ("veiligThuis", "Bel Veilig Thuis voor advies over geweld of mishandeling."),
        ("meldpuntWvggz", "Meld ernstige zorgen over de geestelijke gezondheid bij het meldpunt van de gemeente."),
        ("gesprekskaart", "Praat met de bewoner en geef de gesprekskaart."),
        ("politie", "Neem contact op met de politie."),
    )),
    CodeList("condition keys", "voorwaarde", "zie docs/wet.md voor de tekst en de bron van elke voorwaarde", entries(
        ("overeenkomst", "Corporatie en gemeente hebben een overeenkomst voor deze soort signalen."),
        ("woonruimte", "Het gaat om een ruimte om in te wonen."),
        ("huidigeHuurder", "De achterstand hoort bij iemand die nu huurder is."),
        ("achterstand", "Er is een achterstand."),
        ("persoonlijkContact", "De verhuurder heeft persoonlijk contact gezocht."),
        ("gewezenOpSchuldhulp", "De verhuurder heeft verteld welke schuldhulp er is."),
        ("schriftelijkeHerinnering", "De verhuurder heeft een schriftelijke herinnering gestuurd."),
        ("aanbodGegevensdeling", "Bij de herinnering stond een aanbod om gegevens te delen."),
        ("geenBezwaar", "De huurder heeft dat aanbod niet afgewezen."),
        ("geenNagekomenRegeling", "Er is geen betalingsregeling die wordt nagekomen."),
        ("geenAcuutGevaar", "Er is geen acuut gevaar gemeld."),
        ("geenVermoedenGeweld", "Er is geen vermoeden van geweld of mishandeling gemeld."),
        ("geenStrafbaarFeit", "Er is geen vermoeden van een strafbaar feit gemeld."),
        ("toestemmingGegeven", "Er is toestemming gegeven."),
        ("toestemmingDoorBetrokkene", "De toestemming komt van de bewoner of een vertegenwoordiger."),
        ("toestemmingUitdrukkelijk", "De toestemming is uitdrukkelijk gegeven."),
        ("toestemmingVoorBestemming", "De toestemming geldt voor een bestemming die bij een van de zorgen past."),
    )),
    CodeList("fault codes", "errors.code", OURS, entries(
        ("verplicht", "Het veld ontbreekt."),
        ("onbekendVeld", "Dit veld bestaat niet of mag niet. Bij een verboden veld staat de wet in detail."),
        ("leegNietToegestaan", "Hier mag geen null staan."),
        ("leeg", "Hier mag geen lege tekst staan."),
        ("ongeldigType", "Er staat tekst waar een getal hoort, of iets dergelijks."),
        ("ongeldigFormaat", "De vorm klopt niet, zoals een postcode met een spatie."),
        ("ongeldigTeken", "Er staat een regeleinde of een onzichtbaar teken in."),
        ("teLang", "De tekst is te lang."),
        ("regelTeLang", "Dit signaal in een aanlevering is te lang om een signaal te zijn."),
        ("referentieInGebruik", "De referentie is al gebruikt voor een signaal met een andere inhoud."),
        ("ongeldigeCsv", "Deze regel van een CSV-bestand is niet te lezen."),
        ("ongeldigeTekenset", "Het bestand is geen UTF-8 en geen Windows-1252, of een mengsel."),
        ("ongeldigeYaml", "De vertaling is geen geldige YAML."),
        ("geenKop", "De eerste regel met namen van kolommen ontbreekt."),
        ("dubbeleKolom", "Twee kolommen zijn hetzelfde veld."),
        ("teVeelKolommen", "Het bestand heeft te veel kolommen."),
        ("kolomOntbreekt", "De vertaling noemt een kolom die het bestand niet heeft."),
        ("onbekendeKolom", "De vertaling noemt een kolom die wij niet kennen."),
        ("buitenBereik", "Het getal is te klein of te groot."),
        ("verkeerdAantal", "De lijst is leeg of te lang."),
        ("ongeldigeDatum", "Dit is geen bestaande dag in de vorm 2026-09-14."),
        ("onbekendeCode", "Deze code staat niet in de lijst."),
        ("ongeldigeWaarde", "Deze waarde kan hier niet."),
        ("ongeldigeJson", "De tekst is geen geldige JSON in UTF-8."),
        ("datumInToekomst", "De signaaldatum ligt na de dag van ontvangst."),
        ("naSignaaldatum", "Deze dag ligt na de signaaldatum."),
        ("voorOntstaansdatum", "Deze stap ligt voor het ontstaan van de achterstand."),
        ("pastNietBijSoort", "Dit blok hoort niet bij deze soort signaal."),
        ("ongeldigAdres", "Dit adres kan geen ontvanger zijn: alleen https, naar een openbare servernaam."),
        ("geenToestemmingOntvanger", "De ontvanger gaf geen toestemming om berichten te krijgen."),
        ("geenAchterstand", "Het nieuwe bedrag is nul. Trek het signaal in met reden betaald."),
        ("buitenPeriode", "Deze dag ligt voor het openen van de verwijzing of na vandaag."),
        ("nietsOmOpTeZoeken", "In de zoekterm staat niets waarop gezocht kan worden."),
        ("dagInToekomst", "Deze dag moet nog komen."),
        ("voorVorigeStap", "Deze dag ligt voor de stap die eraan voorafging."),
        ("nietInGesprek", "Wie later afziet dan in het eerste gesprek, krijgt een besluit."),
        ("pastNietBijReactie", "Zonder reactie is er geen dag van de reactie."),
        ("pastNietBijVraag", "Dit antwoord of deze reden hoort niet bij de open vraag."),
        ("onbekendKanaal", "Dit kanaal of dit doel van een tekst bestaat niet."),
        ("onbekendTeam", "Dit team werkt niet op de bedoelde werklijst, of er is nog een team nodig."),
        ("zelfdeBestemming", "De verwijzing is al bij dit loket."),
        ("looptTerug", "De periode eindigt voor zij begint."),
        ("digestKloptNiet", "De kop Digest hoort niet bij de bytes van het bericht."),
    )),
)
CODES: tuple[CodeList, ...] = SIGNAL + JUDGING + WORK + STEPS + TRIAGE + FIGURES + MESSAGES + SUBSCRIPTIONS

__all__ = ["CODES", "Entry"]
