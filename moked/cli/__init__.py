"""The `moked` command. Commands are imported when called, so those that only compute stay free of Django."""

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for. `places` says where: name -> 'module:attribute'."""

    def __init__(self, *args: Any, places: Mapping[str, str], **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.places:
            return None
        module, _, attribute = self.places[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


class Commands(LazyGroup):
    """All of them: a database that is away, or of another version, is said in words wherever a command meets it."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            # A migration's own fault is no reason to migrate.
            said = _said_of_database(error, is_migrating=ctx.invoked_subcommand == "migrate")
            if said is None:
                raise
            raise click.ClickException(said) from error


# What else goes wrong in a database that does answer is said by its traceback.
AWAY = ("08", "57P")


def _said_of_database(error: BaseException, *, is_migrating: bool) -> str | None:
    # What never touched the database has not imported its library.
    psycopg = sys.modules.get("psycopg")
    while psycopg and error:
        if isinstance(error, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn):
            is_old = not is_migrating and _lacks_migrations()
            return "The database is not of this version. Run `moked migrate`." if is_old else None
        if isinstance(error, psycopg.OperationalError) and (error.sqlstate or AWAY[0]).startswith(AWAY):
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            return (
                f"The database does not answer: {reason}. Start it, or set DATABASE_URL; `moked doctor` looks at it."
            )
        error = error.__cause__  # type: ignore[assignment]  # the loop ends by it
    return None


def _lacks_migrations() -> bool:
    import psycopg  # noqa: PLC0415 - commands that only compute do without
    from django.apps import apps  # noqa: PLC0415 - as above

    if not (apps.ready and "DATABASE_URL" in os.environ):
        return False
    from moked.site.doctor.database import unapplied_migrations  # noqa: PLC0415 - needs Django set up

    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as link:
            return bool(unapplied_migrations(link))
    except psycopg.Error:
        return False


@click.group(
    cls=Commands,
    places={
        "clock": "moked.cli.clock:clock",
        "backup": "moked.cli.backup:backup",
        "demo": "moked.cli.demo:demo",
        "mail": "moked.cli.mail:mail",
        "doctor": "moked.cli.doctor:doctor",
        "estimate": "moked.cli.estimate:estimate",
        "health": "moked.cli.health:health",
        "manage": "moked.cli.manage:manage",
        "migrate": "moked.cli.migrate:migrate",
        "recognise": "moked.cli.recognise:recognise",
        "restore": "moked.cli.restore:restore",
        "router": "moked.cli.router:router",
        "search": "moked.cli.search:search",
        "secrets": "moked.cli.secrets:secrets",
        "up": "moked.cli.up:up",
        "web": "moked.cli.web:web",
        "welcome": "moked.cli.welcome:welcome",
        "worker": "moked.cli.worker:worker",
    },
)
def main() -> None:
    """Moked, a customer-service centre."""
