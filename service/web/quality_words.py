"""What to do about each reason for which a signal was refused or its input was wrong. A test holds them complete."""

_STEP = "Zet eerst deze stap, en stuur het signaal daarna opnieuw."
_NO_WAY = "Zo'n signaal mag hier nooit langs. Volg de wegwijzer in het antwoord."
DO = {
    "overeenkomst": (
        "Maak een overeenkomst met deze gemeente, of laat haar verlengen. Voor huursignalen kan de gemeente ook "
        "algemeen toestemmen. Vraag het haar."
    ),
    "woonruimte": "Stuur alleen signalen over een ruimte om in te wonen.",
    "huidigeHuurder": "Stuur alleen signalen over huurders van nu.",
    "achterstand": "Controleer het bedrag. Zonder achterstand is er geen signaal.",
    "persoonlijkContact": f"Zoek persoonlijk contact met de huurder. {_STEP}",
    "gewezenOpSchuldhulp": f"Wijs de huurder op schuldhulp. {_STEP}",
    "schriftelijkeHerinnering": f"Stuur de huurder een herinnering. {_STEP}",
    "aanbodGegevensdeling": f"Bied in de herinnering aan om gegevens aan de gemeente te geven. {_STEP}",
    "geenBezwaar": (
        "De huurder wil het niet. Stuur dit signaal niet. Praat met de huurder. Doe het aanbod opnieuw, bij een nieuwe "
        "herinnering."
    ),
    "geenNagekomenRegeling": "De huurder houdt zich aan een regeling. Stuur pas een signaal als dat stopt.",
    "geenAcuutGevaar": "Bel bij gevaar meteen 112. Stuur daarvoor geen signaal.",
    "geenVermoedenGeweld": _NO_WAY,
    "geenStrafbaarFeit": _NO_WAY,
    "toestemmingGegeven": "Vraag de inwoner eerst om toestemming. Gebruik daarvoor de gesprekskaart.",
    "toestemmingDoorBetrokkene": "Vraag toestemming aan de inwoner zelf of aan een vertegenwoordiger.",
    "toestemmingUitdrukkelijk": "Vraag het zo dat de inwoner met zoveel woorden ja of nee zegt.",
    "toestemmingVoorBestemming": "Vraag toestemming voor de plek waar de zorg heen gaat: schuldhulp of wijkteam.",
}
_FILL = "Vul dit in voordat u het signaal stuurt."
_FORMAT = "Kijk hoe het geschreven moet worden. Dat staat bij de vraag en in de handleiding."
_DATES = "Controleer de volgorde van de datums."
_FILE = "Controleer hoe uw programma het bestand maakt. Zie de handleiding."
INVALID = {
    "verplicht": "Een verplicht gegeven ontbreekt",
    "leeg": "Een gegeven is leeg",
    "leegNietToegestaan": "Een gegeven is leeg",
    "onbekendVeld": "Er staat een gegeven in dat niet gevraagd is",
    "ongeldigType": "Een getal, bedrag of ja of nee is verkeerd geschreven",
    "ongeldigFormaat": "Een gegeven is verkeerd geschreven",
    "ongeldigTeken": "Er staat een teken in dat niet mag",
    "teLang": "Een gegeven is te lang",
    "buitenBereik": "Een getal is te klein of te groot",
    "verkeerdAantal": "Er zijn te weinig of te veel keuzes gemaakt",
    "ongeldigeDatum": "Een datum bestaat niet",
    "onbekendeCode": "Een code staat niet in de lijst",
    "datumInToekomst": "De signaaldatum ligt in de toekomst",
    "naSignaaldatum": "Een datum ligt na de signaaldatum",
    "voorOntstaansdatum": "Een stap ligt voor het begin van de achterstand",
    "pastNietBijSoort": "Een deel hoort niet bij de soort van het signaal",
    "ongeldigeWaarde": "Een gegeven klopt niet",
    "ongeldigeJson": "Het bericht is geen geldige JSON",
    "ongeldigeCsv": "Een regel van het bestand is niet te lezen",
    "regelTeLang": "Een regel van het bestand is te lang",
}
INVALID_DO = {
    **dict.fromkeys(("verplicht", "leeg", "leegNietToegestaan"), _FILL),
    **dict.fromkeys(("ongeldigType", "ongeldigFormaat", "ongeldigTeken", "teLang", "buitenBereik", "ongeldigeDatum",
                     "ongeldigeWaarde"), _FORMAT),
    **dict.fromkeys(("datumInToekomst", "naSignaaldatum", "voorOntstaansdatum"), _DATES),
    **dict.fromkeys(("ongeldigeJson", "ongeldigeCsv", "regelTeLang", "pastNietBijSoort"), _FILE),
    "onbekendVeld": "Stuur alleen wat gevraagd wordt. Nooit een burgerservicenummer of vrije tekst.",
    "verkeerdAantal": "Kies er minstens een.",
    "onbekendeCode": "Kies een code uit de lijst.",
}
