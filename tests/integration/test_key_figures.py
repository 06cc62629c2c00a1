"""Every key figure, counted by the database and by a slow reader of the rows, over towns where anything happened."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.errors import DomainError
from service.monitor.key_figures.count import is_for
from service.monitor.key_figures.exact import ACCEPTED, View, plain
from service.monitor.key_figures.factors import FACTOR_OF
from service.monitor.key_figures.measures import PARTS, Table
from service.monitor.key_figures.wish import Part, Wish, period_named, year_of
from service.referrals.close import close
from service.referrals.decide import Decision, record_decision
from service.referrals.follow_up import Attempt, attempts_of, record_attempt, undo_attempt
from service.referrals.pick_up import hand_back, pick_up
from service.referrals.progress import DecisionKind, OfferReaction, terms_of
from service.referrals.questions import Finding
from service.referrals.standing import progress_of
from service.referrals.status import NOT_TAKEN_UP, ContactKind, EndResult, PartOfDay
from service.referrals.steps import Offer, record_offer, record_talk
from service.referrals.tables import ContactAttempt, Referral, ReferralSignal
from service.referrals.triage import send_to_triage
from service.rules.facts import Kind
from service.signals.schemas import WithdrawalReason
from service.signals.tables import RefusalCount, Signal
from service.vault import Vault
from tests.factories import SILENT, TOWN, create_organisation, door_signal, person, rent_block, rent_signal, threat
from tests.integration.casework import Casework, at
from tests.integration.deliveries import Deliveries

START = date(2026, 1, 12)
CRISIS = {"ontruimingBevolen", "ontruimingAangezegd"}


class Town:
    """A town in which signals come in over half a year, and people do what they happen to do."""

    def __init__(self, session: Session, vault: Vault, seed: int, signals: int = 40) -> None:
        self.luck = random.Random(seed)
        # So that some are declined silently: they belong to no household.
        self.town = Deliveries(Casework.since(session, vault, START, thresholds=replace(SILENT, amount_cents=30_000)))
        self.session = session
        for number in range(signals):
            self._signal(START + timedelta(days=160 * number // signals + self.luck.randint(0, 3)))
        other = create_organisation(session, name="Andere Woonstichting")
        for row in session.scalars(select(Signal)).all():
            if self.luck.random() < 0.3:
                row.corporation_id = other
            if self.luck.random() < 0.1:
                row.household_key = row.id.bytes
            self._refuse(row)
        session.flush()

    def _refuse(self, like: Signal) -> None:
        reason = self.luck.choice(["geenBezwaar", "overeenkomst"])
        values = (like.signal_date, like.corporation_id, TOWN, like.kind, reason)
        if self.session.get(RefusalCount, values) is None:
            names = ("day", "corporation_id", "municipality_code", "kind", "reason")
            self.session.add(RefusalCount(**dict(zip(names, values, strict=True)), count=self.luck.randint(1, 4)))

    def _signal(self, day: date) -> None:
        who = person(self.luck.randint(1, 14), self.luck.choice(["2091AB", "2093CD", "9999ZZ"]))
        with suppress(DomainError, AssertionError):
            if self.luck.random() < 0.3:
                worries, desks = self.luck.choice([
                    (["eenzaamheid"], ["wijkteam"]), (["geldzorgen"], ["schuldhulp"]),
                    (["geldzorgen", "overlast"], ["wijkteam", "schuldhulp"]),
                ])
                document = door_signal(day, betrokkene=who, zorgen=worries, bestemmingen=desks)
            else:
                block = rent_block(day, bedragInCenten=self.luck.randint(1, 300_000))
                if self.luck.random() < 0.3:
                    block |= {"dreiging": threat(day, self.luck.choice(["gedagvaard", *sorted(CRISIS)]))}
                document = rent_signal(day, betrokkene=who, huurachterstand=block)
            signal_id = self.town.work.receive(document, day)
            self._live(signal_id, day)

    def _live(self, signal_id: UUID, day: date) -> None:
        query = select(ReferralSignal.referral_id).where(ReferralSignal.signal_id == signal_id)
        for case in self.session.scalars(query).all():
            when = day
            for number in range(self.luck.randint(0, 12)):
                when += timedelta(days=self.luck.choice([0, 0, 1, 2, 9]))
                if number == 0:
                    with suppress(DomainError):
                        pick_up(self.session, case, self.town.helper, at(when))
                with suppress(DomainError):
                    self._step(signal_id, case, when)
                self.session.expire_all()

    def _step(self, signal_id: UUID, case: UUID, day: date) -> None:
        who, now, luck = self.town.helper, at(day, 10), self.luck
        steps: list[Any] = [
            lambda: pick_up(self.session, case, who, now), lambda: pick_up(self.session, case, who, now),
            lambda: hand_back(self.session, case, who, now),
            lambda: send_to_triage(self.session, case, Finding.NOT_REGISTERED, who, now),
            lambda: self.town.withdraw(signal_id, luck.choice(list(WithdrawalReason)), day),
            lambda: close(self.session, case, luck.choice(list(EndResult)), who, now),
            lambda: record_offer(self.session, self.town.work.vault, self._offer(case, day), who, now),
            lambda: record_talk(self.session, case, day, who, now),
            lambda: record_decision(self.session, Decision(case, day, luck.choice(list(DecisionKind))), who, now),
        ]
        attempt = Attempt(luck.choice(list(ContactKind)), day, luck.choice(list(PartOfDay)), luck.random() < 0.4)
        steps += [lambda: record_attempt(self.session, case, attempt, who, now)] * 4 + steps[-3:] * 2
        steps += [lambda: self._undo(case, who, now)]
        luck.choice(steps)()

    def _undo(self, case: UUID, who: Caseworker, now: datetime) -> None:
        """The last attempt of this case, where it is of a moment ago."""
        for attempt in attempts_of(self.session, case)[-1:]:
            undo_attempt(self.session, (case, attempt.id), who, now)

    def _offer(self, case: UUID, day: date) -> Offer:
        reaction = self.luck.choice(list(OfferReaction))
        return Offer(case, day, reaction, None if reaction is OfferReaction.NONE else day)


@dataclass
class Case:
    """A referral with all that a slow reader knows of it."""

    row: Referral
    signals: list[Signal]
    attempts: list[ContactAttempt]
    alone: dict[UUID, bool]

    @property
    def taken_on(self) -> date | None:
        moments = [one.taken_up_at for one in self.signals if one.taken_up_at and self.alone[one.id]]
        if self.row.picked_up_at and self.row.destination != "triage":
            moments.append(self.row.picked_up_at)
        return clock.day_of(min(moments)) if moments else None

    @property
    def closed_on(self) -> date | None:
        return clock.day_of(self.row.closed_at) if self.row.closed_at else None

    @property
    def sent_on(self) -> date:
        return min(one.signal_date for one in self.signals)

    @property
    def taken(self) -> bool:
        return self.taken_on is not None

    @property
    def groups(self) -> set[tuple[str, str]]:
        area = self.row.routing["gebied"] or "onbekend"
        return {
            ("totaal", ""), ("bestemming", self.row.destination), ("gebied", area), ("team", self.row.team or "geen"),
        }

    @property
    def corporations(self) -> set[tuple[str, str]]:
        return {("corporatie", str(one.corporation_id)) for one in self.signals}


def types(multiple: bool, consecutive: bool) -> set[tuple[str, str]]:
    found = {("type", "meervoudig")} if multiple else set()
    found |= {("type", "opeenvolgend")} if consecutive else set()
    return found or {("type", "enkelvoudig")}


def middles(name: str, days: list[int]) -> dict[str, Any]:
    found = sorted(days)
    at_ = [found[-(-len(found) * part // 10) - 1] if found else None for part in (5, 9)]
    return {f"{name}_known": len(found), f"{name}_median": at_[0], f"{name}_p90": at_[1]}


def amounts(cents: list[int]) -> dict[str, Any]:
    """In euros, to the nearest ten."""
    tens = [(one + 500) // 1000 for one in cents]
    found = middles("amount", tens)
    return found | {"amount_median": 10 * found["amount_median"] if tens else None}


@dataclass
class SlowReader:
    """Reads every row, and counts in Python, one by one."""

    session: Session
    view: View
    cases: list[Case] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session.expire_all()
        rows = {one.id: one for one in self.session.scalars(select(Signal)) if one.kind == self.view.kind}
        held, desks = defaultdict(list), Counter[UUID]()
        for link in self.session.scalars(select(ReferralSignal)):
            desks[link.signal_id] += 1
            if link.signal_id in rows:
                held[link.referral_id].append(rows[link.signal_id])
        alone = {one: count == 1 for one, count in desks.items()}
        tried = defaultdict(list)
        for attempt in self.session.scalars(select(ContactAttempt).order_by(ContactAttempt.id)):
            tried[attempt.referral_id].append(attempt)
        chosen = set(self.view.wish.part.chosen)
        of_work = {one for one in chosen if one[0] != "corporatie"}
        for row in self.session.scalars(select(Referral)):
            case = Case(row, held[row.id], tried[row.id], alone)
            if case.signals and chosen <= case.groups | case.corporations:
                self.cases.append(case)
        for signal in rows.values():
            outside = of_work and not self.around(signal)
            foreign = chosen - of_work - {("corporatie", str(signal.corporation_id))}
            if self.inside(signal.signal_date) and not outside and not foreign:
                self.signals.append(signal)

    def inside(self, day: date | None) -> bool:
        period = self.view.wish.period
        return day is not None and period.first <= day <= period.last

    def around(self, signal: Signal) -> list[Case]:
        return [case for case in self.cases if signal in case.signals]

    @property
    def counting(self) -> list[Case]:
        return [case for case in self.cases if self.inside(case.taken_on)]

    def gather(self, pairs: Iterable[tuple[set[tuple[str, str]], Any]]) -> dict[tuple[str, str], list[Any]]:
        found = defaultdict(list)
        for groups, one in pairs:
            for group in groups:
                found[group].append(one)
        return found

    def read(self, table: Table) -> dict[tuple[str, str], dict[str, Any]]:
        return dict(getattr(self, f"_{table.name.lower()}")())

    def _signals(self) -> Iterator[Any]:
        def groups(one: Signal) -> set[tuple[str, str]]:
            cases = self.around(one)
            around = {group for case in cases for group in case.groups}
            flags = (any(case.row.multiple for case in cases), any(case.row.consecutive for case in cases))
            quarter = f"{one.signal_date.year}-K{(one.signal_date.month + 2) // 3}"
            return around | types(*flags) | {
                ("totaal", ""), ("maand", f"{one.signal_date:%Y-%m}"), ("kwartaal", quarter),
                ("corporatie", str(one.corporation_id)), ("dreiging", "ja" if crisis(one) else "nee"),
                ("project", one.facts.get("projectcode") or "geen"),
            }

        def crisis(one: Signal) -> bool:
            return (one.facts.get("dreiging") or {}).get("fase") in CRISIS

        def taken(one: Signal) -> bool:
            return one.taken_up_at is not None or any(case.taken_on for case in self.around(one))

        for group, found in self.gather((groups(one), one) for one in self.signals).items():
            cents = [one.amount_cents for one in found if one.amount_cents is not None]
            yield group, {
                "signals": len(found), "crisis": sum(map(crisis, found)),
                "taken_up": sum(map(taken, found)), "amount_sum": sum(cents),
                "amount_mean": sum(cents) / len(cents) / 100 if cents else None,
                "amount_known": len(cents), **(amounts(cents) if group[0] in {"totaal", "type"} else {}),
            }

    def _cases(self) -> Iterator[Any]:
        def groups(case: Case) -> set[tuple[str, str]]:
            assert case.taken_on is not None
            return case.groups | case.corporations | types(case.row.multiple, case.row.consecutive) | {
                ("maand", f"{case.taken_on:%Y-%m}"), ("dreiging", "ja" if case.row.urgency == 0 else "nee"),
                ("eindresultaat", case.row.end_result or "nog geen"),
            }

        def days(case: Case, day: date | None) -> list[int]:
            return [] if day is None else [(day - case.sent_on).days]

        def tried(case: Case, *, reached: bool) -> date | None:
            return min((one.on_day for one in case.attempts if one.reached or not reached), default=None)

        def leads(found: list[Case]) -> dict[str, Any]:
            return {
                **middles("taken", [day for case in found for day in days(case, case.taken_on)]),
                **middles("first", [day for case in found for day in days(case, tried(case, reached=False))]),
                **middles("reached", [day for case in found for day in days(case, tried(case, reached=True))]),
                **middles("closed", [day for case in found for day in days(case, case.closed_on)]),
            }

        for group, found in self.gather((groups(case), case) for case in self.counting).items():
            reached = [case for case in found if tried(case, reached=True)]
            taken = [day for case in found for day in days(case, case.taken_on)]
            yield group, {
                "cases": len(found), "attempts": sum(len(case.attempts) for case in found), "reached": len(reached),
                "accepted": sum(case.row.end_result in ACCEPTED for case in found),
                "accepted_reached": sum(case.row.end_result in ACCEPTED for case in reached),
                "multiple": sum(case.row.multiple for case in found),
                "consecutive": sum(case.row.consecutive for case in found),
                "single": sum(not case.row.multiple and not case.row.consecutive for case in found),
                "both_types": sum(case.row.multiple and case.row.consecutive for case in found),
                "within_three_days": sum(one <= 3 for one in taken),
                "within_four_weeks": sum(one <= 28 for one in taken),
            } | (leads(found) if group[0] in {"totaal", "dreiging", "team"} else {})

    def _attempts(self) -> Iterator[Any]:
        pairs = []
        for case in self.counting:
            for number, one in enumerate(case.attempts, 1):
                place = str(number) if number < 5 else "5 of meer"
                groups = {("totaal", ""), ("soortContact", one.kind), ("dagdeel", one.part_of_day), ("poging", place)}
                pairs.append((groups, one))
        def cases(found: list[ContactAttempt]) -> dict[str, int]:
            reached = {one.referral_id for one in found if one.reached}
            return {"cases": len({one.referral_id for one in found}), "cases_reached": len(reached)}

        for group, found in self.gather(pairs).items():
            yield group, {
                "attempts": len(found), "reached": sum(one.reached for one in found),
                **(cases(found) if group[0] == "soortContact" else {}),
            }

    def _not_taken_up(self) -> Iterator[Any]:
        pairs: list[Any] = [
            (case.corporations | {("totaal", ""), ("reden", case.row.end_result)}, "case")
            for case in self.cases if case.row.end_result in NOT_TAKEN_UP and self.inside(case.closed_on)
        ]
        for one in self.signals:
            if one.status == "nietOpgepakt":
                reason = one.feedback_reason or EndResult.OTHER_REASON
                groups = {("totaal", ""), ("reden", reason), ("corporatie", str(one.corporation_id))}
                pairs.append((groups, "signal"))
        for group, found in self.gather(pairs).items():
            yield group, {"signals": found.count("signal"), "cases": found.count("case")}

    def _recurrence(self) -> Iterator[Any]:
        every = [one for one in self.session.scalars(select(Signal)) if one.kind == self.view.kind]
        pairs = []
        for case in self.cases:
            homes = {one.household_key for one in case.signals if one.household_key != one.id.bytes}
            if case.row.end_result and homes and self.inside(case.closed_on):
                after = [one.signal_date for one in every if one.household_key in homes]
                again = min((day for day in after if day > case.closed_on), default=None)
                pairs.append(({("totaal", ""), ("eindresultaat", case.row.end_result)}, (case.closed_on, again)))
        for group, found in self.gather(pairs).items():
            told = {}
            for name, months in (("six", 6), ("twelve", 12)):
                whole = [(end, again) for end, again in found if later(end, months) <= self.view.today]
                told[f"ended_{name}"] = len(whole)
                told[f"again_{name}"] = sum(again is not None and again <= later(end, months) for end, again in whole)
            yield group, told

    def _terms(self) -> Iterator[Any]:
        pairs = []
        for case in self.cases:
            opened = clock.day_of(case.row.opened_at)
            if not self.inside(opened):
                continue
            until = min(self.view.today, case.closed_on or self.view.today)
            progress = progress_of(self.session, case.row, until)
            talk = next((one.met_on for one in terms_of(progress) if one.kind == "eersteGesprek"), None)
            for one in terms_of(progress):
                if one.kind == "reactie":
                    continue
                runs = one.binding and one.ended_on is None
                kept = [
                    None if limit is None else one.met_on <= limit if one.met_on
                    else False if runs and until > limit else None for limit in (one.deadline, one.target)
                ]
                begin = talk if one.kind == "besluit" else opened
                pairs.append(({("termijn", str(one.kind))}, (*kept, (one.met_on - begin).days if one.met_on else None)))
        for group, found in self.gather(pairs).items():
            law, own = [one[0] for one in found if one[0] is not None], [one[1] for one in found if one[1] is not None]
            yield group, {
                "kept": sum(law), "judged": len(law), "aim_kept": sum(own), "aim_judged": len(own),
                **middles("met", [one[2] for one in found if one[2] is not None]),
            }

    def _overdue(self) -> Iterator[Any]:
        waiting = [case for case in self.cases if case.row.status != "afgesloten" and case.row.term]
        def groups(case: Case) -> set[tuple[str, str]]:
            held = "behandelaar" if case.row.status == "opgepakt" else "werkverdeling"
            moves = "triage" if case.row.destination == "triage" else held
            return case.groups | {("termijn", case.row.term or ""), ("aanZet", moves)}

        for group, found in self.gather((groups(case), case.row) for case in waiting).items():
            yield group, {
                "late": sum(row.due < self.view.today for row in found),
                "late_by_law": sum(row.statutory_due < self.view.today for row in found),
            }

    def _refused(self) -> Iterator[Any]:
        pairs = []
        for row in self.session.scalars(select(RefusalCount)):
            part = self.view.wish.part.corporation
            if row.kind == self.view.kind and self.inside(row.day) and part in {None, row.corporation_id}:
                groups = {("totaal", ""), ("reden", row.reason), ("maand", f"{row.day:%Y-%m}"),
                          ("corporatie", str(row.corporation_id))}
                pairs.append((groups, row.count))
        for group, found in self.gather(pairs).items():
            yield group, {"refused": sum(found)}

    def _funnel(self) -> Iterator[Any]:
        counts = Counter[str]()
        for one in self.signals:
            cases = self.around(one)
            counts["placed"] += bool(cases)
            if one.taken_up_at or any(case.taken for case in cases):
                reached = [case for case in cases if any(attempt.reached for attempt in case.attempts)]
                counts["tried"] += any(case.attempts for case in cases)
                counts["reached"] += bool(reached)
                counts["accepted"] += any(case.row.end_result in ACCEPTED for case in reached)
        yield ("totaal", ""), dict(counts)

    def _factors(self) -> Iterator[Any]:
        homes = defaultdict(set)
        for one in self.signals:
            homes[one.household_key] |= {str(FACTOR_OF[worry]) for worry in one.concerns or ()}
        groups = [
            {("totaal", ""), ("aantalFactoren", str(len(found))), *(("factor", one) for one in found)}
            for found in homes.values() if found
        ]
        for group, count in Counter(group for home in groups for group in home).items():
            yield group, {"households": count}

    def _worries(self) -> Iterator[Any]:
        found = [one for one in self.signals if one.concerns is not None]
        yield ("totaal", ""), {"worries": len(found)}
        for worry, count in Counter(worry for one in found for worry in set(one.concerns or ())).items():
            yield ("zorg", worry), {"worries": count}


def later(day: date, months: int) -> date:
    """So many months on; the last day of a month that is too short."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in range(day.day, 27, -1):
        with suppress(ValueError):
            return date(year, month, last)
    return date(year, month, day.day)


def wishes(town: Town) -> Iterator[Wish]:
    whole = Wish(TOWN, year_of(START))
    yield whole
    yield Wish(TOWN, period_named("2026-04"))
    yield Wish(TOWN, period_named("2026-K1"))
    row = town.luck.choice(list(town.session.scalars(select(Referral))))
    for part in (
        Part(destination=row.destination), Part(area=row.routing["gebied"] or "onbekend"),
        Part(team=row.team or "geen"),
        Part(corporation=town.town.work.world.corporation_id),
        Part(destination=row.destination, corporation=town.town.work.world.corporation_id),
    ):
        yield Wish(TOWN, whole.period, part)


@pytest.mark.parametrize("seed", range(2))
def test_the_database_counts_what_a_slow_reader_counts(session: Session, vault: Vault, seed: int) -> None:
    town = Town(session, vault, seed)
    today = START + timedelta(days=400)
    for wish in wishes(town):
        for kind in Kind:
            view = View(wish, kind, today)
            reader = SlowReader(session, view)
            for table, found in plain(session, view, Table).items():
                if not is_for(wish, table):
                    continue
                assert shown(found, wish) == shown(reader.read(table), wish), (table, kind, wish)


def shown(counts: Mapping[tuple[Any, str], Mapping[str, Any]], wish: Wish) -> dict[tuple[str, str], dict[str, float]]:
    """Inside a part nothing is split by another part, so what is counted there does not matter."""
    return {group: row for group, row in plainly(counts).items() if not (wish.part.chosen and group[0] in PARTS)}


def plainly(counts: Mapping[tuple[Any, str], Mapping[str, Any]]) -> dict[tuple[str, str], dict[str, float]]:
    """Without what is nothing. A median of nothing days is something."""
    found = {
        (str(split), key): {name: round(float(value), 4) for name, value in row.items() if says(name, value)}
        for (split, key), row in counts.items()
    }
    return {group: row for group, row in found.items() if row}


def says(name: str, value: Any) -> bool:
    return value is not None and bool(value or name.endswith(("_median", "_p90"))) and name != "amount_p90"
