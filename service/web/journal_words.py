"""What people of a municipality do that is written down, by the code in the journal, and the grounds of their tasks."""

from service.messages.changed_situation import OPENED
from service.messages.follow_up_tasks import DONE
from service.messages.left_open import KEPT
from service.messages.signal_wishes import BY_SIGNAL
from service.messages.visit_cards import MADE
from service.messages.visit_with_two import SET as VISIT_SET
from service.monitor.performance.store import SET
from service.referrals.follow_up import UNDONE
from service.referrals.forward import FORWARDED
from service.referrals.merge import JOINED
from service.referrals.reassign import MOVED
from service.replay import REPLAYED
from service.rules.facts import Destination, Ground
from service.web.notice_words import ACTIONS

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
    "algemene-toestemming-vastgelegd": "Algemene toestemming voor huursignalen vastgelegd",
    "algemene-toestemming-beeindigd": "Algemene toestemming voor huursignalen beëindigd",
    SET: "Prestatieafspraken vastgelegd",
    "beleid-opgesteld": "Beleid opgesteld",
    "beleid-herzien": "Concept van beleid gewijzigd",
    "beleid-verwijderd": "Concept van beleid verwijderd",
    "beleid-vastgesteld": "Beleid vastgesteld",
    "hulpaanbod-vastgelegd": "Hulp voor inwoners vastgelegd",
    "hulpaanbod-verwijderd": "Hulp voor inwoners weggehaald",
    "hulpcontact-vastgelegd": "Wie inwoners kunnen bellen vastgelegd",
    "tekst-opgesteld": "Tekst voor inwoners aangepast (concept)",
    "tekst-verwijderd": "Concept van een tekst verwijderd",
    "tekst-vastgesteld": "Tekst voor inwoners vastgesteld",
    "briefadres-vastgelegd": "Straat en plaats voor een brief vastgelegd",
    "afwezigheid-vastgelegd": "Afwezigheid vastgelegd",
    "afwezigheid-weggehaald": "Afwezigheid weggehaald",
    "gezocht": "Gezocht in verwijzingen",
    "verwijzing-gezien": "Verwijzing bekeken",
    "verwijzing-opgepakt": "Verwijzing opgepakt",
    "verwijzing-teruggelegd": "Verwijzing teruggelegd",
    MOVED: "Verwijzing op naam van een collega gezet",
    KEPT: "Bij het afsluiten laten doorgaan",
    "contactpoging": "Contactpoging vastgelegd",
    UNDONE: "Contactpoging ongedaan gemaakt",
    VISIT_SET: "Vastgelegd hoe iemand op bezoek gaat",
    MADE: "Kaarten voor een bezoek gemaakt",
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
    "doorverwezen": "Doorverwezen naar een partner",
    "doorverwijzing-gestopt": "Doorverwijzing gestopt",
    "partner-toegevoegd": "Partner toegevoegd",
    "partner-gewijzigd": "Partner gewijzigd",
    "partner-beeindigd": "Samenwerking met een partner beëindigd",
    **ACTIONS,
    "verwijzing-afgesloten": "Verwijzing afgesloten",
    FORWARDED: "Signalen doorgezonden naar een andere gemeente",
    "verwijzing-heropend": "Verwijzing heropend",
    "bericht-gepland": "Bericht gepland",
    "bericht-ingetrokken": "Bericht ingetrokken",
    OPENED: "Vervolg op een bericht bepaald",
    DONE: "Vervolg op een bericht afgevinkt",
    "berichten-gezien": "Berichten gelezen",
    "afspraak-vastgelegd": "Afspraak vastgelegd",
    "veilig-contact-gevraagd": "Vastgelegd wat veilig en gewenst is",
    BY_SIGNAL: "Contactwens uit een signaal overgenomen",
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
