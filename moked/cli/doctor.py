"""`moked doctor`: what is wrong with this installation."""

import json
import os
import sys

import click
import django

from moked.cli.environment import find_addresses
from moked.lib.installation import data_folder
from moked.lib.postgres.embedded import embedded_address

MARKS = {
    "en": ("ok     ", "warning", "PROBLEM"),
    "he": ("תקין  ", "אזהרה ", "תקלה  "),
}
COLOURS = ("green", "yellow", "red")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects: check, state, said, advice.")
@click.option("--language", type=click.Choice(["en", "he"]), default="en", show_default=True)
@click.option("--stopped", is_flag=True, help="The installation is stopped on purpose: do not miss its processes.")
def doctor(*, as_json: bool, language: str, stopped: bool) -> None:
    """Look at everything that can be wrong with this installation, and say what to do.

    Starts nothing and changes nothing. Exit status: 0 when all is well, 1 with warnings, 2 with problems.
    """
    is_embedded = "DATABASE_URL" not in os.environ
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moked.site.settings")
    os.environ.setdefault("DATABASE_URL", embedded_address(data_folder()))
    find_addresses()
    if not (data_folder() / "secret-key").exists():
        # Otherwise the settings would make one, and a folder for it.
        os.environ.setdefault("MOKED_SECRET_KEY", "none")
    django.setup()
    from django.utils import translation  # noqa: PLC0415 - needs Django set up

    from moked.site.doctor import examine  # noqa: PLC0415

    with translation.override(language):
        findings = examine(is_embedded=is_embedded, is_running=not stopped)
        rows = [(each.check, int(each.state), str(each.said), str(each.advice)) for each in findings]
    if as_json:
        names = {0: "ok", 1: "warning", 2: "problem"}
        documents = [
            {"check": check, "state": names[state], "said": said, "advice": advice}
            for check, state, said, advice in rows
        ]
        click.echo(json.dumps(documents, ensure_ascii=False, indent=1))
    else:
        for _check, state, said, advice in rows:
            click.echo(f"{click.style(MARKS[language][state], fg=COLOURS[state])}  {said}")
            if advice:
                click.echo(f"         {advice}")
    sys.exit(max(state for _check, state, _said, _advice in rows))
