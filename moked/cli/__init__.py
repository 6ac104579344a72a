"""The `moked` command. Commands are imported when called, so those that only compute stay free of Django."""

import importlib
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
            said = _said_of_database(error)
            if said is None:
                raise
            raise click.ClickException(said) from error


def _said_of_database(error: BaseException) -> str | None:
    # What never touched the database has not imported its library.
    psycopg = sys.modules.get("psycopg")
    while psycopg and error:
        if isinstance(error, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn):
            return "The database is not of this version. Run `moked migrate`."
        if isinstance(error, psycopg.OperationalError):
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            return (
                f"The database does not answer: {reason}. Start it, or set DATABASE_URL; `moked doctor` looks at it."
            )
        error = error.__cause__  # type: ignore[assignment]  # the loop ends by it
    return None


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
