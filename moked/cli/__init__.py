"""The `moked` command. Commands are imported when called, so those that only compute stay free of Django."""

import importlib

import click

# Name -> where its click command lives.
_COMMANDS = {
    "demo": "moked.cli.demo:demo",
    "mail": "moked.cli.mail:mail",
    "manage": "moked.cli.manage:manage",
    "migrate": "moked.cli.migrate:migrate",
    "router": "moked.cli.router:router",
    "up": "moked.cli.up:up",
    "web": "moked.cli.web:web",
    "welcome": "moked.cli.welcome:welcome",
    "worker": "moked.cli.worker:worker",
}


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyGroup)
def main() -> None:
    """Moked, a customer-service centre."""
