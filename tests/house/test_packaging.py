"""What the service needs beside its Python is packed with it: an installed one has its pages, fonts and texts too."""

import tomllib

from service.config import ROOT
from tests.house.source import project_files

FOR_PEOPLE = {".md"}


def test_every_sort_of_file_is_packed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packed = project["tool"]["setuptools"]["package-data"]["service"]
    found = {path.suffix for path in project_files() if path.is_relative_to(ROOT / "service")}
    assert found - {".py"} - FOR_PEOPLE <= {one.removeprefix("**/*") for one in packed}
