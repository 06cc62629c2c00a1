"""What people of a municipality do that is written down, by the code in the journal, and the grounds of their tasks."""

from service.referrals.merge import JOINED
from service.referrals.reassign import MOVED
from service.replay import REPLAYED
from service.rules.facts import Destination, Ground

ACTION = {
    "aangemeld": "Aangemeld",
    "elders-afgemeld": "Op andere plekken afgemeld",
    "wachtwoord-gewijzigd": "Eigen wachtwoord gewijzigd",
    "wachtwoord-gegeven": "Nieuw eerste wachtwoord gegeven",
    "app-gekoppeld": "App gekoppeld",
    "app-losgekoppeld": "App losgekoppeld",
    "herstelcode-gebruikt": "Herstelcode gebruikt",
    "herstelcodes-vernieuwd": "Herstelcodes vernieuwd",
    "account-toegevoegd": "Account toegevoegd",
    "account-gesloten": "Account gesloten",
    "client-toegevoegd": "Systeem toegang gegeven",
    "client-ingetrokken": "Toegang van een systeem ingetrokken",
    "overeenkomst-vastgelegd": "Overeenkomst vastgelegd",
    "overeenkomst-beeindigd": "Einddatum van een overeenkomst vastgelegd",
    "beleid-opgesteld": "Beleid opgesteld",
    "beleid-herzien": "Concept van beleid gewijzigd",
    "beleid-verwijderd": "Concept van beleid verwijderd",
    "beleid-vastgesteld": "Beleid vastgesteld",
    "afwezigheid-vastgelegd": "Afwezigheid vastgelegd",
    "afwezigheid-weggehaald": "Afwezigheid weggehaald",
    "gezocht": "Gezocht in verwijzingen",
    "verwijzing-gezien": "Verwijzing bekeken",
    "verwijzing-opgepakt": "Verwijzing opgepakt",
    "verwijzing-teruggelegd": "Verwijzing teruggelegd",
    MOVED: "Verwijzing op naam van een collega gezet",
    "contactpoging": "Contactpoging vastgelegd",
    "stap-vastgelegd": "Stap vastgelegd",
    "verwijzing-overgedragen": "Verwijzing overgedragen",
    "verwijzing-van-ander-loket": "Verwijzing van het andere loket gekregen",
    "verwijzing-naar-triage": "Vraag aan de triage voorgelegd",
    "triage-beslist": "Triage beslist",
    JOINED: "Verwijzing opgegaan in een andere",
    "verwijzing-samengevoegd": "Verwijzing samengevoegd",
    "toestemming-ingetrokken": "Toestemming ingetrokken",
    "laat-geaccepteerd": "Laat aanbod aangenomen",
    "eigen-verzoek-geopend": "Eigen verzoek geopend",
    "verwijzing-afgesloten": "Verwijzing afgesloten",
    "ddas-aangeleverd": "Landelijke aanlevering opgehaald",
    REPLAYED: "Mislukt werk opnieuw gedaan",
}
GROUND = {
    "beheer": "Beheer",
    "toegangsbeheer": "Toegangsbeheer",
    "werkverdeling": "Werkverdeling",
    str(Ground.SIGNAL): "Signaal over een achterstand",
    str(Ground.OWN_REQUEST): "Eigen verzoek van de inwoner",
    str(Ground.CARE): "Zorg en ondersteuning",
    str(Destination.DEBT_HELP): "Schuldhulp",
    str(Destination.NEIGHBOURHOOD_TEAM): "Wijkteam",
    "triage": "Triage",
}
