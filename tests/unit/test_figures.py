"""The key figures: each once, each with the definition of the glossary."""

from service.glossary import CODES
from service.monitor.figures import FIGURES, Basis, Indicator

LIST = next(found for found in CODES if found.english == "Indicator")


def test_every_indicator_is_a_figure_with_the_definition_of_the_glossary():
    assert [figure.id for figure in FIGURES] == list(Indicator)
    assert {figure.id: figure.definition for figure in FIGURES} == {one.name: one.definition for one in LIST.entries}


def test_no_two_figures_have_one_name():
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)


def test_only_our_own_additions_have_no_national_figure_beside_them():
    ours = [figure.id for figure in FIGURES if figure.basis is Basis.OURS]
    assert ours == [Indicator.LEAD_TIME, Indicator.RECURRENCE]
