"""The codes of subscriptions: how one stands, and why its receiver did not take an event."""

from service.glossary.term import CodeList, entries

OURS = "keuze van deze dienst"

SUBSCRIPTIONS = (
    CodeList("SubscriptionState", "status (van een abonnement)", OURS, entries(
        ("actief", "Alles is aangenomen, of onderweg."),
        ("wacht", "De laatste poging mislukte. Er komt een volgende."),
        ("geschorst", "Er wordt niets meer gestuurd. Hetzelfde abonnement nog eens maken hervat het."),
    )),
    CodeList("Suspension", "reden (van een schorsing)", OURS, entries(
        ("adresVervallen", "De ontvanger antwoordde dat hij niet meer bestaat (410)."),
        ("teLangMislukt", "Drie dagen lang lukte niets."),
        ("clientUitgezet", "Het systeem dat het abonnement maakte, mag niet meer."),
    )),
    CodeList("Failure", "laatsteFout", OURS, entries(
        ("geweigerd", "De ontvanger antwoordde iets anders dan 200 tot en met 299."),
        ("onbereikbaar", "Er kwam geen verbinding."),
        ("teTraag", "Er kwam geen antwoord binnen tien seconden."),
        ("certificaat", "Het certificaat klopt niet of is niet bekend."),
        ("verbodenAdres", "De servernaam wijst naar een adres dat niet openbaar is."),
        ("onleesbaarAntwoord", "Het antwoord was geen HTTP, of brak af."),
    )),
)
