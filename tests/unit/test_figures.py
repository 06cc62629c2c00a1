"""The key figures: each once, each with the definition of the glossary."""

from service.config import ROOT
from service.glossary import CODES
from service.monitor.figures import FIGURES, Basis, Indicator
from service.monitor.key_figures.bases import FILE, PLACEMENT
from service.monitor.key_figures.counted import ROWS
from service.monitor.key_figures.measures import MEASURES, Table
from service.monitor.key_figures.others import OTHERS
from service.monitor.key_figures.questions import ADDING, sums
from service.monitor.page import markdown
from service.monitor.summary.tables import FigureFile, FigurePlacement

LIST = next(found for found in CODES if found.english == "Indicator")


def test_every_indicator_is_a_figure_with_the_definition_of_the_glossary():
    assert [figure.id for figure in FIGURES] == list(Indicator)
    assert {figure.id: figure.definition for figure in FIGURES} == {one.name: one.definition for one in LIST.entries}


def test_no_two_figures_have_one_name():
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)


def test_only_our_own_additions_have_no_national_figure_beside_them():
    ours = [figure.id for figure in FIGURES if figure.basis is Basis.OURS]
    assert ours == list(Indicator)[list(Indicator).index(Indicator.LEAD_TIME):]


def test_the_page_is_the_one_that_is_generated():
    page = (ROOT / "docs" / "monitor.md").read_text("utf-8")
    assert page == markdown(), "maak het opnieuw: .venv/bin/python -m service.monitor > docs/monitor.md"


def test_every_figure_is_measured_or_says_what_it_needs():
    measured = {measure.indicator for measure in MEASURES}
    assert {figure.id for figure in FIGURES} - measured == {figure.id for figure in FIGURES if figure.needs}


def test_every_split_of_a_measure_is_asked_of_the_database():
    asked = {
        table: str(sums(ROWS, frozenset({table})) if table in ADDING else OTHERS[table])
        for table in Table
    }
    missing = {
        (measure.code, split) for measure in MEASURES for split in measure.splits
        if f"'{split}'" not in asked[measure.table]
    }
    assert missing == set()


def test_the_facts_that_are_kept_are_those_that_are_counted():
    for model, facts in ((FigureFile, FILE), (FigurePlacement, PLACEMENT)):
        assert {column.name for column in model.__table__.columns} == {"kind", *facts}
