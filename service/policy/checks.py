"""What must hold between the parts of a policy, and between a policy and the law. Pure.

Works on a policy that may hold blanks for faulty fields (`fields`): a blank is passed over, its fault is already known.
"""

import re
from collections.abc import Iterable, Iterator

from service.policy.areas import overlaps, written
from service.policy.fields import BLANK_DAY, Faults, Path
from service.policy.model import LONGEST_DECISION_WEEKS, Channel, Criteria, Desk, Policy, ServiceTerms, TeamChoice
from service.policy.periods import Period
from service.policy.threshold import ThresholdManner
from service.rules.calendar import FIRST_DAY, LAST_DAY
from service.rules.facts import LIVING, MONEY, Concern, Destination, ThreatPhase

LATER = "laterDanWet"
UNKNOWN_TEAM = "onbekendTeam"
DOUBLE = "dubbel"

_TEAM_FIELD = {Destination.DEBT_HELP: "schuldhulp", Destination.NEIGHBOURHOOD_TEAM: "wijkteam"}
_POSSIBLE = MONEY | LIVING
_UNSURE_TEAMS = re.compile(r"#/teams(/[0-9]+(/(id|bestemming))?)?")
"""Where a fault makes it unsure which teams there are: then what refers to a team cannot be judged."""
Found = tuple[Path, str, str]


def check(policy: Policy, faults: Faults) -> None:
    """Add what is wrong to the faults that were found in reading."""
    known = tuple(fault.pointer for fault in faults)
    inspections = [_days, _team_ids, _areas, _trays, _concerns, _law, _pay_days, _retention, _first_sms]
    if not any(_UNSURE_TEAMS.fullmatch(place) for place in known):
        inspections += [_triage, _references]
    if "#/bakken" not in known:
        inspections.append(_safety_net)
    for inspect in inspections:
        for path, code, detail in inspect(policy):
            faults.add(path, code, detail)


def check_new(policy: Policy, faults: Faults) -> None:
    """Add what a new policy must answer too; of a stored one it is not asked, for that never changes."""
    for path, code, detail in _threshold(policy):
        faults.add(path, code, detail)


def _days(policy: Policy) -> Iterator[Found]:
    if policy.valid_from != BLANK_DAY and not FIRST_DAY <= policy.valid_from <= LAST_DAY:
        yield ("geldigVanaf",), "buitenBereik", f"Kies een datum van {FIRST_DAY} tot en met {LAST_DAY}."
    if BLANK_DAY not in (policy.valid_from, policy.decided_on) and policy.decided_on > policy.valid_from:
        yield ("besluit", "op"), "terugwerkend", "Een besluit kan niet later zijn dan de dag waarop het beleid ingaat."


def _team_ids(policy: Policy) -> Iterator[Found]:
    for index in _repeated(team.id for team in policy.teams):
        yield ("teams", index, "id"), DOUBLE, "Dit team staat al eerder in de lijst. Geef elk team een eigen id."


def _triage(policy: Policy) -> Iterator[Found]:
    found = sum(team.desk is Desk.TRIAGE for team in policy.teams)
    if found != 1:
        yield ("teams",), "triage", f"Er moet precies één team met bestemming triage zijn; dit zijn er {found}."


def _references(policy: Policy) -> Iterator[Found]:
    yield from _choice(policy, policy.default_teams, ("standaardteams",))
    for index, area in enumerate(policy.areas):
        yield from _choice(policy, area.teams, ("gebieden", index))


def _choice(policy: Policy, teams: TeamChoice, path: Path) -> Iterator[Found]:
    for destination, field in _TEAM_FIELD.items():
        team_id = teams.at(destination)
        team = policy.team(team_id) if team_id is not None else None
        if team_id is not None and team is None:
            yield (*path, field), UNKNOWN_TEAM, "Dit team staat niet in de lijst met teams."
        elif team is not None and team.desk != Desk(destination):
            yield (*path, field), "verkeerdeBestemming", f"Dit team werkt voor {team.desk}, niet voor {destination}."


def _threshold(policy: Policy) -> Iterator[Found]:
    chosen = policy.thresholds
    if chosen.is_set and chosen.manner is None:
        yield ("drempels", "wijze"), "verplicht", (
            "Kies wat er onder de drempel gebeurt: aanbodPerBrief (de gewone keuze) of nietOpgepakt."
        )
    if chosen.manner is ThresholdManner.SILENT_DECLINE and chosen.legal_basis is None:
        yield ("drempels", "grond"), "verplicht", (
            "Noem waarop u baseert dat de inwoner onder de drempel niets hoort. De grond van het hele beleid is hier "
            "niet genoeg, want of dit mag, is omstreden."
        )
    for index, tray in enumerate(policy.trays):
        if chosen.offers and tray.criteria.below_threshold and tray.first_action is not Channel.LETTER:
            yield ("bakken", index, "eersteActie"), "geenBrief", "Kies Brief: het aanbod gaat hier per brief."
    if chosen.offers and policy.trays and not any(tray.criteria.below_threshold for tray in policy.trays):
        yield ("bakken",), "geenBak", (
            "Er is geen bak voor het aanbod per brief. Geef de bak onder-drempel het criterium onderDrempel: true."
        )


def _areas(policy: Policy) -> Iterator[Found]:
    for index in _repeated(area.name for area in policy.areas):
        yield ("gebieden", index, "naam"), DOUBLE, "Dit gebied staat al eerder in de lijst. Geef elk een eigen naam."
    for index, area in enumerate(policy.areas):
        if area.name and area.teams == TeamChoice():
            yield ("gebieden", index), "geenTeam", "Noem bij een gebied ten minste één team (schuldhulp of wijkteam)."
        if area.name and not area.postcodes:
            yield ("gebieden", index, "postcodes"), "leeg", "Noem bij een gebied ten minste één postcode of reeks."
    for found in overlaps(policy.areas):
        other = policy.areas[found.first].name
        yield ("gebieden", found.second, "postcodes"), "overlap", (
            f"Postcode {written(found.postcodes)} staat voor {found.destination} al in het gebied {other}. "
            "Elke postcode hoort bij hoogstens één team per bestemming."
        )


def _trays(policy: Policy) -> Iterator[Found]:
    last = len(policy.trays) - 1
    for index in _repeated(tray.id for tray in policy.trays):
        yield ("bakken", index, "id"), DOUBLE, "Deze bak staat al eerder in de lijst. Geef elke bak een eigen id."
    for index, tray in enumerate(policy.trays):
        if tray.criteria == Criteria() and index < last and tray.id:
            yield ("bakken", index, "criteria"), "onbereikbaar", "Deze bak vangt alles op: de bakken erna blijven leeg."
        if tray.id and not tray.channels:
            yield ("bakken", index, "kanalen"), "leeg", "Noem ten minste één kanaal."
        yield from _bounds(tray.criteria, ("bakken", index, "criteria"))


def _safety_net(policy: Policy) -> Iterator[Found]:
    if not policy.trays or policy.trays[-1].criteria != Criteria():
        yield ("bakken",), "geenVangnet", "De laatste bak moet alles opvangen: laat de criteria daar weg."


def _bounds(criteria: Criteria, path: Path) -> Iterator[Found]:
    for field, low, high in (
        ("bedragOnderInCenten", criteria.amount_from_cents, criteria.amount_below_cents),
        ("ouderdomOnderInDagen", criteria.age_from_days, criteria.age_below_days),
    ):
        if low is not None and high is not None and low >= high:
            yield (*path, field), "omgekeerd", "De bovengrens moet hoger zijn dan de ondergrens."


def _concerns(policy: Policy) -> Iterator[Found]:
    yield from _impossible(policy.ask_person.concerns, ("mensBeslist", "zorgen"))
    for index, tray in enumerate(policy.trays):
        yield from _impossible(tray.criteria.concerns, ("bakken", index, "criteria", "zorgen"))


def _impossible(concerns: frozenset[Concern], path: Path) -> Iterator[Found]:
    for concern in sorted(concerns - _POSSIBLE):
        yield path, "komtNietVoor", f"Een signaal met {concern} wordt altijd geweigerd. Beleid kiest daar niets over."


def _law(policy: Policy) -> Iterator[Found]:
    """No choice may give people less, or later, than the law demands."""
    if policy.threat_from is ThreatPhase.EVICTION_ANNOUNCED:
        yield ("uitlegWet", "dreigingVanaf"), LATER, (
            "Een uitspraak tot ontruiming is al een bedreigende situatie (Wgs, artikel 4, tweede lid). "
            "Het beleid mag eerder beginnen, niet later."
        )
    if policy.decision_weeks > LONGEST_DECISION_WEEKS:
        yield ("termijnen", "besluitInWeken"), LATER, "Kies ten hoogste acht weken (Wgs, artikel 4a, derde lid)."
    yield from _terms(policy.service_terms)


def _terms(terms: ServiceTerms) -> Iterator[Found]:
    for field, days, most, source in (
        ("schuldhulp", terms.debt_help_days, 20, "vier weken (Wgs, artikel 4, eerste lid)"),
        ("wijkteam", terms.neighbourhood_team_days, 30, "zes weken (Wmo 2015, artikel 2.3.2)"),
        ("bedreigend", terms.threatening_days, 3, "drie werkdagen (Wgs, artikel 4, tweede lid)"),
    ):
        if days is not None and days > most:
            detail = f"Kies ten hoogste {most} werkdagen. De wet zegt: {source}."
            yield ("termijnen", "eersteContact", field), LATER, detail


def _pay_days(policy: Policy) -> Iterator[Found]:
    for index, day in enumerate(policy.pay_days.days):
        if day.last_day < day.first_day:
            yield ("betaaldagen", "dagen", index, "tot"), "omgekeerd", "De laatste dag kan niet vóór de eerste liggen."


def _retention(policy: Policy) -> Iterator[Found]:
    """Upper bounds of this service (AVG article 5(1)(e)): the law names no term for early-warning signals."""
    kept = policy.retention
    for field, period, months in (
        ("nietOpgepakt", kept.declined, 3), ("nietBereikt", kept.not_reached, 12),
        ("geenHulp", kept.no_help, 12), ("hulp", kept.accepted, 60),
    ):
        if _longer(period, months):
            yield ("bewaartermijnen", field), "teLang", (
                f"Kies ten hoogste {months} maanden: bewaar niet langer dan nodig is "
                "(AVG, artikel 5, eerste lid, onder e)."
            )


def _first_sms(policy: Policy) -> Iterator[Found]:
    if policy.first_sms.allowed and not policy.first_sms.legal_basis:
        yield ("eersteSms", "grond"), "verplicht", (
            "Noem waarop een eerste sms rust: Awb artikel 2:8 staat een elektronisch bericht “slechts” toe als de "
            "inwoner uitdrukkelijk zei zo bereikbaar te zijn. Of zet toegestaan op nee."
        )


def _longer(period: Period, months: int) -> bool:
    return period.most_days > 31 * months


def _repeated(names: Iterable[str]) -> Iterator[int]:
    """The places where a name stands that stood there before."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name and name in seen:
            yield index
        seen.add(name)
