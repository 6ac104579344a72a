"""What documents point to is there: files, headings, paths, commands."""

import re
from pathlib import Path

import click
import pytest

from moked.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"(?<!`)\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"`([^`\n]+)`")
MAKE = re.compile(r"^make ([a-z][a-z-]*)", re.MULTILINE)
MOKED = re.compile(r"(?:^|/bin/)moked ([a-z]+)", re.MULTILINE)
SOURCE_PATH = re.compile(r"(?:moked|tests|docs|scripts|frontend|demo)/[\w/.-]+\.(?:py|md|ts|mjs|sh|html|css)")


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def _code(page: Path) -> str:
    """What stands as code, a line each: prose may say 'make sure'."""
    text = page.read_text()
    return "\n".join([*FENCE.findall(text), *CODE_SPAN.findall(FENCE.sub("", text))])


def _anchor(heading: str) -> str:
    """As code hosts make them: lower case, no punctuation, hyphens for blanks."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def _broken(page: Path, link: str) -> bool:
    target, _, anchor = link.partition("#")
    found = (page.parent / target).resolve() if target else page
    if not found.exists():
        return True
    return bool(anchor) and anchor not in {_anchor(each) for each in HEADING.findall(found.read_text())}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_what_exists(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text()) if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in links if _broken(page, link)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_names_only_targets_of_the_makefile(page: Path) -> None:
    assert set(MAKE.findall(_code(page))) <= _targets()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_names_only_commands_that_exist(page: Path) -> None:
    assert set(MOKED.findall(_code(page))) <= set(main.list_commands(click.Context(main)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_names_only_source_files_that_exist(page: Path) -> None:
    named = {path for span in CODE_SPAN.findall(page.read_text()) for path in SOURCE_PATH.findall(span)}
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_opens_the_readme_with_the_two_commands() -> None:
    first, *_ = FENCE.findall((ROOT / "README.md").read_text())
    commands = [line.partition("#")[0].strip() for line in first.splitlines() if line.strip()]
    assert commands == ["make up", "make test"]


def test_numbers_decisions_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted(ROOT.glob("docs/adr/[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/adr/[0-9]*.md")), ids=lambda page: page.stem)
def test_gives_every_decision_its_date_status_and_parts(page: Path) -> None:
    text = page.read_text()
    assert re.search(r"^\d{4}-\d{2}, accepted", text, re.MULTILINE)
    for part in ("## Context", "## Decision", "## Consequences"):
        assert part in text
