"""Every look that comes with the service can be read, light and dark, and every token that is asked for is there."""

import re
from pathlib import Path

import pytest

from service.cli import main
from service.messages.letterhead import logo_of
from service.theme_files import SHIPPED
from service.web.contrast import faults_of, ratio, unknown_of
from service.web.page import STATIC

DEFAULT = (STATIC / "theme.css").read_text("utf-8")
THEMES = sorted(SHIPPED.glob("*.css"))


@pytest.mark.parametrize("theme", ["", *THEMES], ids=lambda theme: theme.stem if theme else "voordeur")
def test_every_shipped_look_can_be_read(theme):
    style = theme.read_text("utf-8") if theme else ""
    assert [str(fault) for fault in faults_of(DEFAULT, style)] == []
    assert unknown_of(DEFAULT, style) == []
    assert not theme or re.fullmatch(r"\d{4}", theme.stem)


def test_every_token_that_a_style_asks_for_is_in_the_default_look():
    used = {name for path in STATIC.glob("*.css") for name in re.findall(r"var\(--([a-z-]+)", path.read_text("utf-8"))}
    given = set(re.findall(r"--([a-z-]+):", DEFAULT))
    assert used == given, "the names stand in service/web/static/theme.css"


def test_contrast_is_that_of_wcag():
    assert ratio("#000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#767676", "#fff") == pytest.approx(4.54, abs=0.01)
    with pytest.raises(ValueError, match="geen kleur"):
        ratio("red", "#fff")


def test_what_is_light_in_a_theme_also_holds_in_the_dark():
    """A browser lets the later file win, so a dark link colour must be given again for the dark look."""
    [fault, *_] = faults_of(DEFAULT, ":root { --utrecht-link-color: #00008b; }")
    assert (fault.look, fault.front) == ("donker", "utrecht-link-color")


def test_the_command_tells_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "0363.css"
    for style, code, told in (
        (":root { --utrecht-page-header-background-color: #ffff00; }", 1, "nodig is 4.5 op 1"),
        (":root { --utrecht-link-color: blauw; }", 1, "geen kleur"),
        (":root { --mijn-kleur: #000; }", 1, "--mijn-kleur kent Voordeur niet"),
        (":root { --utrecht-button-border-radius: 0; }", 0, "goed te lezen"),
    ):
        file.write_text(style, "utf-8")
        with pytest.raises(SystemExit) as ended:
            main(["thema", "toets", str(file)])
        assert ended.value.code == code
        assert told in capsys.readouterr().out


def test_a_logo_is_checked_before_it_stands_on_letters(tmp_path, capsys):
    with pytest.raises(SystemExit) as good:
        main(["thema", "toets", str(SHIPPED / "9901.svg")])
    assert good.value.code == 0
    assert "Dit logo kan op een brief" in capsys.readouterr().out
    broken = tmp_path / "9902.svg"
    broken.write_text("<svg", "utf-8")
    with pytest.raises(SystemExit) as bad:
        main(["thema", "toets", str(broken)])
    assert bad.value.code == 1
    assert logo_of("9902", tmp_path) == ""
    assert logo_of("9901", tmp_path) == (SHIPPED / "9901.svg").read_text("utf-8")
