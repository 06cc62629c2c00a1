"""The codes of consent, hand-over, triage and of the steps that the law counts."""

from service.glossary.term import CodeList, entries

OURS = "keuze van deze dienst"
WGS = "Wgs artikel 4 en 4a"
WMO = "Wmo 2015, artikel 2.3.2"

STEPS = (
    CodeList("StepKind", "stap en taak", f"{WGS}; {WMO}", entries(
        ("aanbod", "Het aanbod van een eerste gesprek, met de reactie."),
        ("eersteGesprek", "Het gesprek waarin de hulpvraag wordt vastgesteld."),
        ("besluit", "Het besluit na het eerste gesprek."),
        ("beeindiging", "De hulp stopte: door een besluit, omdat de inwoner stopte, of omdat zij klaar is."),
        ("ontvangstbevestiging", "De inwoner hoorde dat de melding is ontvangen."),
        ("persoonlijkPlan", "De inwoner hoorde dat er zeven dagen zijn om een persoonlijk plan in te leveren."),
        ("clientondersteuning", "De inwoner hoorde dat er gratis cliëntondersteuning is."),
        ("onderzoek", "Het onderzoek is afgerond."),
    )),
    CodeList("OfferReaction", "reactie", "Wgs artikel 4, eerste lid, onder b", entries(
        ("geaccepteerd", "De inwoner nam het aanbod aan. Na de termijn telt dat als een eigen verzoek."),
        ("afgewezen", "De inwoner wees het aanbod af. De termijn vervalt."),
        ("geen", "De inwoner reageerde nog niet."),
    )),
    CodeList("DecisionKind", "besluit.soort", "Wgs artikel 4a, eerste, tweede en zesde lid", entries(
        ("planVanAanpak", "De inwoner krijgt een plan van aanpak."),
        ("weigering", "De gemeente weigert schuldhulp."),
        ("afgezien", "De inwoner zag in het eerste gesprek af van hulp. Dan is geen besluit nodig."),
        ("beeindiging", "De hulp stopte: door een besluit, of omdat zij klaar is. Een reden wordt niet bewaard."),
    )),
    CodeList("TermLineKind", "termijnen.soort", f"{WGS}; {WMO}", entries(
        ("aanbod", "De eigen dag van de gemeente voor het aanbod; de wet noemt er geen."),
        ("reactie", "De laatste dag waarop accepteren meetelt voor het signaal."),
        ("eersteGesprek", "De laatste dag voor het eerste gesprek."),
        ("besluit", "De laatste dag voor het besluit."),
        ("onderzoek", "De laatste dag voor het onderzoek door het wijkteam."),
    )),
    CodeList("LinkKind", "koppelingen.soort", OURS, entries(
        ("overdracht", "Overgedragen van of naar het andere loket."),
        ("laatGeaccepteerd", "Het aanbod werd na de termijn aangenomen; het werk gaat verder als eigen verzoek."),
        ("zelfGevraagd", "De inwoner vroeg zelf om hulp, zonder signaal en zonder ander loket."),
    )),
    CodeList("HandOverReason", "reden (van een overdracht)", "Wgs artikel 8d; Bgs artikel 12", entries(
        ("noodzakelijk", "De behandelaar vindt dit nodig voor schuldhulp."),
        ("inwonerVraagtErom", "De inwoner vraagt om hulp bij geldzorgen."),
        ("schuldenBelemmerenOndersteuning", "Door de schulden lukt de ondersteuning niet."),
        ("bedreigendeSituatie", "Er dreigt ontruiming of afsluiting. Dan geldt de termijn van drie werkdagen."),
    )),
)
TRIAGE = (
    CodeList("Question", "openVraag.code", OURS, entries(
        ("beleidVraagtMens", "Het beleid wil dat eerst een medewerker kijkt."),
        ("onbekendGebied", "De postcode ligt in geen gebied, en er is geen vast team."),
        ("geenBeleid", "De gemeente heeft nog geen beleid dat van kracht is."),
        ("geenOvereenkomst", "Met de corporatie is geen overeenkomst over huurachterstanden."),
        ("nietInBrp", "De persoon staat niet als inwoner in de BRP."),
        ("huurOpgeschort", "De huurder betaalt niet vanwege gebreken aan de woning."),
    )),
    CodeList("Finding", "bevinding", OURS, entries(
        ("nietInBrp", "De persoon staat niet als inwoner in de BRP."),
        ("huurOpgeschort", "De huurder betaalt niet vanwege gebreken aan de woning."),
    )),
    CodeList("TriageAnswer", "antwoord", OURS, entries(
        ("doorzetten", "De verwijzing gaat naar de bedoelde werklijst."),
        ("nietOppakken", "De verwijzing wordt afgesloten als niet opgepakt."),
        ("inwoner", "De persoon woont hier; de verwijzing gaat door."),
        ("geenInwoner", "De persoon woont hier niet; de verwijzing wordt afgesloten."),
        ("bijzondereOmstandigheden", "De gemeente helpt toch (Wgs artikel 3, vijfde lid)."),
    )),
    CodeList("TriageReason", "reden (van een beslissing)", OURS, entries(
        ("signaalInOrde", "Het signaal klopt."),
        ("teamGekozen", "Een medewerker koos een team."),
        ("woontHier", "De persoon woont in de gemeente."),
        ("hulpIsNodig", "Hulp is nodig."),
        ("overeenkomstGesloten", "Er geldt nu een overeenkomst of algemene toestemming. De dienst kijkt dat na."),
        ("gemeenteStemtIn", "De gemeente neemt deze melding aan, ook zonder overeenkomst."),
        ("geenOvereenkomst", "De gemeente pakt zonder overeenkomst niet op. De corporatie hoort geen reden."),
        ("onterechtSignaal", "Het signaal had niet gestuurd moeten worden."),
        ("herhaaldeMelding", "Dezelfde achterstand, die niet hoger is geworden."),
        ("overleden", "De inwoner is overleden."),
        ("woontElders", "De persoon woont in een andere gemeente."),
        ("andereReden", "Een andere reden. De corporatie hoort die niet."),
    )),
)
