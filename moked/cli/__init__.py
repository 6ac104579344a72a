"""The `moked` command. Commands are imported when called, so those that only compute stay free of Django."""

import importlib
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


@click.group(
    cls=LazyGroup,
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
        "secrets": "moked.cli.secrets:secrets",
        "up": "moked.cli.up:up",
        "web": "moked.cli.web:web",
        "welcome": "moked.cli.welcome:welcome",
        "worker": "moked.cli.worker:worker",
    },
)
def main() -> None:
    """Moked, a customer-service centre."""
