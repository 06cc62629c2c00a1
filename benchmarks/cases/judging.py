"""Judgements per second with every finding, against a zen-engine decision table with the same conditions (goal 6).

The service also counts the term and gives the citation and the words of each finding; the engine does not. Before
anything is timed, both must give the same answers on the whole sample.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import TypeVar

import zen

from benchmarks.frame import Arm, Case, Failed, Figure, Question, figure, take_turns
from benchmarks.goals import JUDGING
from benchmarks.stage import Stage
from benchmarks.zen_table import KEY, content, context
from service import clock
from service.rules.facts import Arrangement, Purpose, Reaction, RentFacts, ThreatPhase
from service.rules.registry import judge

_SAMPLE = 1_000
T = TypeVar("T")


def measure(stage: Stage) -> Iterator[Figure]:
    today = clock.today()
    facts = _sample(today)
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: content()}}})
    contexts = [context(one) for one in facts]
    _require_same(facts, [engine.evaluate(KEY, one)["result"] for one in contexts], today)
    seconds = stage.sizes.judge_seconds
    arms = [
        Arm("law", partial(_rate, lambda one: judge(one, today), facts, seconds)),
        Arm("zen", partial(_rate, lambda one: engine.evaluate(KEY, one), contexts, seconds)),
    ]
    yield figure(Question("oordelen", "law", "zen", "oordelen/s", JUDGING), take_turns(arms, stage.rounds))


def _rate(work: Callable[[T], object], sample: Sequence[T], seconds: float) -> float:
    done, began = 0, time.perf_counter()
    while (took := time.perf_counter() - began) < seconds:
        for one in sample:
            work(one)
        done += len(sample)
    return done / took


def _require_same(facts: Sequence[RentFacts], found: Sequence[dict[str, str]], today: date) -> None:
    for one, theirs in zip(facts, found, strict=True):
        decision = judge(one, today)
        ours = {finding.condition: finding.outcome.value for finding in decision.findings}
        refused = "nietVoldaan" in theirs.values()
        if ours != theirs or refused != (decision.verdict == "geweigerd"):
            raise Failed("zen-engine en de dienst oordelen verschillend; dan is er niets te vergelijken.")


def _sample(today: date) -> list[RentFacts]:
    """Facts of which most are lawful and every condition is failed by some."""
    random = Random(2)
    return [_facts(random, today) for _ in range(_SAMPLE)]


def _facts(random: Random, today: date) -> RentFacts:
    def step() -> date | None:
        return today - timedelta(days=random.randrange(5, 30)) if random.random() < 0.95 else None

    phase = random.choice([*ThreatPhase, *[None] * 20])
    return RentFacts(
        agreement=random.random() < 0.97, purpose=random.choice([Purpose.LIVING] * 20 + [Purpose.OTHER]),
        current_tenant=random.random() < 0.95, amount_cents=max(0, round(random.gauss(90_000, 50_000))),
        arrears_since=today - timedelta(days=60), contact_sought_on=step(), pointed_to_help_on=step(),
        reminder_sent_on=step(), offer_with_reminder=random.random() < 0.95,
        reaction=random.choice([Reaction.NONE] * 15 + list(Reaction)),
        arrangement=random.choice([Arrangement.NONE] * 15 + list(Arrangement)),
        threat_phase=phase, threat_date=today + timedelta(days=20) if phase else None,
    )


CASE = Case("oordelen", "oordelen met alle bevindingen (doel 6)", measure)
