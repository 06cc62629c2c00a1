"""Where a person may turn when this service may not carry a signal. Nothing of the signal is stored or passed on."""

from service.rules.core import Signpost, SignpostCode

EMERGENCY = Signpost(
    SignpostCode.EMERGENCY,
    "Alarmnummer 112",
    "112",
    "Er is acuut gevaar. Bel nu 112. Dit signaal is niet doorgestuurd en niet bewaard.",
    "Landelijk alarmnummer; geen wetsartikel.",
)
SAFE_AT_HOME = Signpost(
    SignpostCode.SAFE_AT_HOME,
    "Veilig Thuis",
    "0800-2000",
    "Bel Veilig Thuis voor advies. Dat is gratis, dag en nacht, en kan zonder namen te noemen. Bij acuut gevaar: "
    "bel 112. Dit signaal is niet doorgestuurd en niet bewaard.",
    "Wmo 2015, artikel 4.1.1, derde lid (advies) en artikel 5.2.6 (gegevens alleen aan Veilig Thuis). Het nummer "
    "komt uit een gemeentelijke pagina over de meldcode.",
)
POLICE = Signpost(
    SignpostCode.POLICE,
    "Politie",
    "0900-8844",
    "Neem contact op met de politie als u een strafbaar feit vermoedt. Bij spoed: bel 112. Dit signaal is niet "
    "doorgestuurd en niet bewaard.",
    "UAVG, artikelen 31 tot en met 33. Het telefoonnummer is uit het geheugen opgenomen en niet bij een officiële "
    "bron nagegaan.",
)
MENTAL_HEALTH_POINT = Signpost(
    SignpostCode.MENTAL_HEALTH_POINT,
    "Meldpunt van de gemeente (Wvggz)",
    None,
    "Hebt u ernstige zorgen over de geestelijke gezondheid van de bewoner? Iedereen mag dat melden bij het "
    "meldpunt van de gemeente. De gemeente doet binnen veertien dagen een verkennend onderzoek. Dit signaal is "
    "niet doorgestuurd en niet bewaard.",
    "Wvggz, artikel 5:2, eerste en tweede lid. Het nummer van het meldpunt komt uit het beleid van de gemeente.",
)
CONVERSATION_CARD = Signpost(
    SignpostCode.CONVERSATION_CARD,
    "Gesprekskaart",
    None,
    "Praat met de bewoner en geef de gesprekskaart. Wil de bewoner hulp, dan kan hij zelf contact opnemen of alsnog "
    "toestemming geven. Dit signaal is niet doorgestuurd en niet bewaard.",
    "Zonder toestemming geen grond: AVG, artikel 6 en artikel 9; UAVG, artikel 22. De kaart is een werkwijze, geen "
    "wet.",
)
