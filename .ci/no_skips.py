"""A pytest plugin for CI: a test that was left out is a failure, because nobody would see it."""

from collections.abc import Generator
from typing import Any

import pytest

_LEFT_OUT: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _LEFT_OUT.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _LEFT_OUT.append(report.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, Any, None]:
    if _LEFT_OUT and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    yield


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for name in _LEFT_OUT:
        terminalreporter.write_line(f"LEFT OUT: {name}", red=True)
