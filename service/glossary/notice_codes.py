"""The codes of what a corporation hears besides the status of its signal."""

from service.glossary.term import CodeList, entries

OURS = "keuze van deze dienst"
BGS = "Besluit gemeentelijke schuldhulpverlening, artikel 17, eerste lid"

NOTICES = (
    CodeList("FeedbackFact", "feit (in een terugkoppeling)", BGS, entries(
        ("schuldhulpverlening", "Of de huurder schuldhulpverlening ontvangt. Alleen ja of nee, en de dag van melden."),
        ("incassopauze", "Van wanneer tot wanneer de gemeente vraagt de incasso te laten rusten. Met toestemming."),
    )),
    CodeList("NoticeKind", "schuldhulpmeldingen.soort", f"{BGS}; einde: AVG artikel 5, eerste lid, onder d", entries(
        ("ontvangt", "De corporatie hoort dat de huurder schuldhulpverlening ontvangt."),
        ("beeindigd", "De corporatie hoort dat dit niet meer zo is, zonder reden."),
    )),
    CodeList("NoticeState", "schuldhulpmeldingen.stand", OURS, entries(
        ("wacht", "Gaat op de volgende werkdag om 12.00 uur, en is tot dan tegen te houden."),
        ("aangehouden", "Een behandelaar ziet gevaar. Een tweede behandelaar beslist."),
        ("gestopt", "Gaat niet. De reden is vastgelegd."),
        ("verteld", "De corporatie heeft het gehoord. Dat is niet terug te nemen."),
    )),
    CodeList("NoticeStop", "schuldhulpmeldingen.reden", f"{BGS}; wat stopt, is een lezing", entries(
        ("achterstandWeg", "Er is geen achterstand meer bij deze corporatie."),
        ("signaalIngetrokken", "De corporatie trok het signaal in. Dit stopt vanzelf."),
        ("signaalNietOpgepakt", "Het signaal is afgesloten als niet opgepakt. Dit stopt vanzelf."),
        ("anderePersoon", "Het signaal gaat over iemand anders op dit adres."),
        ("onveilig", "Vertellen brengt iemand in gevaar. Twee behandelaars waren daarvoor nodig."),
        ("vergissing", "Het besluit of het signaal was verkeerd vastgelegd."),
        ("besluitGewijzigd", "Het besluit is veranderd en is geen bekendgemaakt plan van aanpak meer."),
        ("hulpBeeindigd", "De hulp stopte voordat de corporatie ervan hoorde."),
    )),
    CodeList("NoticeChange", "doe (met een schuldhulpmelding)", OURS, entries(
        ("stoppen", "Meld dit niet, met een reden."),
        ("aanhouden", "Houd dit tegen voor de veiligheid, tot een tweede behandelaar beslist."),
        ("vertellen", "De tweede behandelaar: meld dit toch, op de volgende werkdag."),
        ("nietVertellen", "De tweede behandelaar: meld dit niet."),
    )),
    CodeList("PauseEnd", "incassopauzes.reden", OURS, entries(
        ("voorbij", "De dagen zijn voorbij."),
        ("toestemmingIngetrokken", "De inwoner trok de toestemming in."),
        ("aanbodAfgewezen", "De inwoner wees het aanbod toch af."),
        ("signaalIngetrokken", "De corporatie trok het signaal in."),
    )),
)
