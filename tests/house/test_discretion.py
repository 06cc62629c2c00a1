"""Nothing in a committed file tells where or with what it was made, and no file is too big to be read."""

import os
import re
from collections.abc import Iterator
from configparser import ConfigParser, Error
from pathlib import Path
from urllib.parse import urlsplit

from service.config import ROOT
from tests.house.source import named, project_files

# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = [
    "py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "yarn" + "pkg.com",
    "deb" + ".debian.org", "security" + ".debian.org", "proxy.go" + "lang.org", "crates" + ".io",
]
PLACES = re.compile("(?<![\\w.-])/" + "work/|\\." + "library\\b|/(?:ro" + "ot|ho" + "me)/[a-z]")
TOOLS = re.compile(r"\bfar" + r"m-[a-z]+|`(?:dupli" + r"cates|iss" + r"ues|sea" + r"rch)\b")
LARGEST = 1_000_000


def test_no_registry_is_named():
    hosts = {*REGISTRIES, *_hosts_of_this_machine()}
    pattern = re.compile("|".join(map(re.escape, sorted(hosts))), re.IGNORECASE)
    assert not list(_found(pattern))


def test_no_place_on_a_machine_is_named():
    assert not list(_found(PLACES))
    # Short folders such as /app or /srv are ordinary words of an image.
    if len(ROOT.parts) > 2:
        assert not list(_found(re.compile(re.escape(str(ROOT)) + r"\b")))


def test_no_tool_of_the_workplace_is_named():
    assert not list(_found(TOOLS))


def test_no_secret_is_there():
    private = re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----|\"d\": ?\"[\\w-]{40,}\"")
    assert not list(_found(private))


def test_the_lock_files_pin_by_hash():
    pins = [line for line in _requirements() if "==" in line and not line.lstrip().startswith("#")]
    hashes = [line for line in _requirements() if line.lstrip().startswith("--hash=sha256:")]
    assert len(pins) > 80
    assert len(hashes) >= len(pins)
    assert not [line for line in _requirements() if "://" in line or line.startswith("-i")]
    package_lock = (ROOT / "tests" / "npm" / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in package_lock
    assert package_lock.count('"integrity"') > 100


def test_no_file_is_too_big_to_be_read():
    assert not [named(path) for path in project_files() if path.stat().st_size > LARGEST]


def _found(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in project_files():
        for number, line in enumerate(_text(path).splitlines(), start=1):
            if pattern.search(line) or (number == 1 and pattern.search(named(path))):
                yield f"{named(path)}:{number}"


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _requirements() -> list[str]:
    return [
        line for name in ("runtime", "test", "bootstrap")
        for line in (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
    ]


def _hosts_of_this_machine() -> Iterator[str]:
    """The hosts that this machine's own package clients are set to."""
    given = [os.environ.get(name, "") for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_DEFAULT_INDEX")]
    for path in (Path("/etc/pip.conf"), Path.home() / ".config/pip/pip.conf", Path.home() / ".pip/pip.conf"):
        given += _values(path)
    npm = Path.home() / ".npmrc"
    given += npm.read_text("utf-8").split("=") if npm.is_file() else []
    for url in " ".join(given).split():
        host = urlsplit(url).hostname if "://" in url else None
        if host and "." in host and not host.replace(".", "").isdigit():
            yield host


def _values(path: Path) -> list[str]:
    parser = ConfigParser(interpolation=None)
    try:
        parser.read(path)
    except Error:
        return []
    return [value for section in parser.sections() for value in parser[section].values()]
