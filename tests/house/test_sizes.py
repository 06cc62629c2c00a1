"""Small functions, small modules, few arguments: measured, so that nobody has to argue."""

from statistics import median, quantiles

from tests.house.source import functions, lines_of, named, parameters_of, python_files

OURS = ("service", "workers", "migrations", "benchmarks")
MOST_LINES = 50
MOST_PARAMETERS = 5
LONGEST_MODULE = 249
# A migration is written once, by autogenerate, and is as long as the tables are many.
WRITTEN_BY_ALEMBIC = "migrations/versions/"


def test_functions_are_short():
    sizes = [lines_of(one) for path in python_files("service", "workers") for one in functions(path)]
    assert len(sizes) > 500, "this test must see the whole service"
    assert median(sizes) < 10
    assert quantiles(sizes, n=10)[-1] < 25


def test_no_function_is_long():
    long = {
        f"{named(path)}:{one.name}": lines_of(one)
        for path in python_files(*OURS, "tests") if not named(path).startswith(WRITTEN_BY_ALEMBIC)
        for one in functions(path) if lines_of(one) > MOST_LINES
    }
    assert not long


def test_no_module_is_long():
    sizes = {named(path): len(path.read_text("utf-8").splitlines()) for path in python_files(*OURS)}
    long = {name: size for name, size in sizes.items() if size > LONGEST_MODULE}
    assert not {name: size for name, size in long.items() if not name.startswith(WRITTEN_BY_ALEMBIC)}


def test_many_arguments_are_a_dataclass():
    many = {
        f"{named(path)}:{one.name}": parameters_of(one)
        for path in python_files(*OURS) for one in functions(path)
        if len(parameters_of(one)) > MOST_PARAMETERS
    }
    assert not many
