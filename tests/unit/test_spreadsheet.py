"""What is large and seldom needed is imported by who needs it, so that no API process carries it from its start."""

import ast

import pytest

from tests.house.source import named, python_files, tree


@pytest.mark.parametrize("library", ["odswriter", "typst", "xlsxwriter"])
def test_what_writes_files_is_imported_when_a_file_is_asked(library: str) -> None:
    def names(node: ast.stmt) -> set[str]:
        if isinstance(node, ast.Import):
            return {one.name.partition(".")[0] for one in node.names}
        return {(node.module or "").partition(".")[0]} if isinstance(node, ast.ImportFrom) else set()

    at_once = [
        named(path) for path in python_files("service", "workers") for node in tree(path).body if library in names(node)
    ]
    inside = [
        named(path) for path in python_files("service") for node in ast.walk(tree(path))
        if isinstance(node, ast.stmt) and library in names(node)
    ]
    assert inside
    assert not at_once
