"""Writes the references in docs/ from the code: events, commands, permissions, settings.

Run it after changing any of them: `python scripts/write_reference.py`. The tests hold the files to what it writes.
"""

import ast
import inspect
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import click
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moked.site.settings")
# Without one the settings would make a data folder just to describe them.
os.environ.setdefault("MOKED_SECRET_KEY", "for describing the settings only")
django.setup()

from django.utils import translation  # noqa: E402

from moked import reactions  # noqa: E402
from moked.api.reference import write_reference  # noqa: E402
from moked.cli import main  # noqa: E402
from moked.journal.events import Event  # noqa: E402
from moked.staff import permissions  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = "Written by `scripts/write_reference.py` from the code; do not edit by hand.\n"
COMMON_FIELDS = {field.name for field in fields(Event)}


@dataclass(frozen=True)
class Variable:
    """An environment variable. `default` in words, where the code's own default is no plain text."""

    name: str
    meaning: str
    default: str = ""


SETTINGS = {
    "The installation": (
        Variable(
            "MOKED_DATA",
            "The data folder: embedded database, attached files, secret key, collected static files.",
            "`/var/lib/moked` for root, `~/.local/share/moked` for anybody else",
        ),
        Variable(
            "MOKED_PUBLIC_URL",
            "The address under which people and customers reach the installation. It stands in every link we send. "
            "With `https://` cookies are sent over encrypted connections only.",
        ),
        Variable("MOKED_HOSTS", "Host names the web process answers to, separated by commas."),
        Variable(
            "MOKED_SECRET_KEY",
            "Signs sessions, customers' links and reply addresses, and encrypts the passwords of mailboxes. The same "
            "on every machine. Changing it ends all of these.",
            "made at first use, kept in the data folder as `secret-key`",
        ),
        Variable(
            "MOKED_SECRET_KEY_FALLBACKS",
            "Secret keys used before, separated by commas: what they signed and sealed still opens. After "
            "`moked secrets rotate` they are needed for links and sessions alone.",
            "none",
        ),
        Variable(
            "MOKED_TRUSTED_PROXIES",
            "Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, addresses or networks separated "
            "by commas. Limits on how often something may be done count by the client's address found so.",
            "this machine: `127.0.0.1,::1`",
        ),
        Variable(
            "MOKED_LIMIT_FACTOR",
            "Stretches every limit on how often something may be done; `2` allows twice as much. For many people "
            "behind one address, and for measuring.",
        ),
        Variable("MOKED_LOG_LEVEL", "From which level on lines are written to standard error: `DEBUG` to `ERROR`."),
        Variable("MOKED_LOG_FORMAT", "`plain` for people, `json` for programs that gather logs."),
        Variable(
            "MOKED_METRICS_TOKEN",
            "Whoever sends it as a bearer token reads `/metrics`.",
            "none: only programs on the same machine read it",
        ),
        Variable(
            "MOKED_METRICS_LISTEN",
            "Where worker, router and mail listener show their own figures, as `host:port`. Under `moked up` they "
            "take this port and the two after it.",
            "none: they show none",
        ),
        Variable("MOKED_PAGE_THREADS", "How many pages one web process makes at the same time."),
        Variable("MOKED_DEBUG", "`1` for developing: error pages with details, templates read anew. Never for real."),
    ),
    "The database": (
        Variable(
            "DATABASE_URL",
            "The owner's address of a PostgreSQL database, for example "
            "`postgresql://moked@db.example.com/moked`. Parameters after `?` go to the connection.",
            "the embedded database in the data folder, started when a command needs it",
        ),
        Variable("MOKED_DATABASE_POOL", "The most connections one process keeps for its own queries."),
        Variable(
            "MOKED_DATABASE_ROLE",
            "`owner` to work as the owner instead of the plain role. `moked migrate` sets it for itself; set it by "
            "hand only for Django's own commands that change tables, such as `moked manage makemigrations`.",
            "the plain role `moked_app`",
        ),
    ),
    "Mail": (
        Variable("MOKED_MAIL_LISTEN", "Where the mail listener stands, as `host:port`."),
        Variable("MOKED_MAIL_PROTOCOL", "What the mail listener speaks: `smtp` or `lmtp`."),
        Variable("MOKED_MAIL_HOSTNAME", "The name this installation gives itself when it speaks to mail servers."),
        Variable(
            "MOKED_MAIL_CERTIFICATE", "File of a certificate chain (PEM); with it the mail listener offers STARTTLS."
        ),
        Variable("MOKED_MAIL_KEY", "File of the certificate's key, where it is not in the same file."),
        Variable(
            "MOKED_MAIL_RELAYS",
            "Networks of your own mail servers, separated by commas: limits on connections, mails and unknown "
            "recipients do not count for them, and what they found about a sender (Authentication-Results) is "
            "believed where the mailbox names their host.",
            "this machine: `127.0.0.0/8,::1`",
        ),
        Variable(
            "MOKED_CLAMD",
            "A clamd that looks into every attached file: `host:port` or the path of its socket. A file is held "
            "until it is called clean.",
            "none: files are not looked into",
        ),
        Variable("MOKED_ATTACHMENT_LIMIT", "The largest attached file, in bytes.", "26214400 (25 MiB)"),
    ),
    "Requests to other systems": (
        Variable(
            "MOKED_OUTBOUND_ALLOW",
            "Host names and networks, separated by commas, that webhooks and connection tests may reach although "
            "they are not public, for example `10.2.0.0/16,crm.internal`. Plain `http://` is allowed there too.",
        ),
    ),
    "Webhooks": (
        Variable("MOKED_WEBHOOK_LOG_DAYS", "For how many days deliveries of webhooks can be looked at and replayed."),
    ),
    "The API": (Variable("MOKED_API_REQUESTS_PER_MINUTE", "How many requests one token may make in a minute."),),
    "Signing in": (
        Variable(
            "MOKED_REQUIRE_SECOND_FACTOR",
            "`1`: nobody works without a second factor. `0`: it is left to each person.",
            "required, except while the demonstration is loaded",
        ),
        Variable(
            "MOKED_ACCESS_LOG_DAYS", "For how many days it is kept who opened whose data (Israel asks for two years)."
        ),
        Variable("MOKED_SESSION_IDLE_HOURS", "After so many hours without use a sign-in is over."),
        Variable("MOKED_SESSION_DAYS", "After so many days a sign-in is over, however busy it was."),
        Variable(
            "MOKED_OIDC_SERVER",
            "The organisation's OpenID Connect server: the address before `/.well-known/openid-configuration`.",
            "none",
        ),
        Variable("MOKED_OIDC_CLIENT_ID", "Our name at that server; needed with a server.", "none"),
        Variable("MOKED_OIDC_CLIENT_SECRET", "Our secret at that server; needed with a server.", "none"),
        Variable("MOKED_OIDC_NAME", "What the button to sign in there is called.", "the server's host name"),
    ),
    "The demonstration": (
        Variable("MOKED_DEMO_PACE", "Seconds between two events of its customers, on average.", "`40`"),
        Variable("MOKED_DEMO_COLLEAGUES", "`0` leaves all work to whoever is signed in."),
        Variable("MOKED_DEMO_SEED", "Any text; the same one makes the same events."),
    ),
}
VARIABLE = re.compile(r"DATABASE_URL|MOKED_[A-Z0-9_]*[A-Z0-9]")


def write_events() -> str:
    """Every event: code, meaning, own fields, and the functions that react."""
    by_app: dict[str, list[type[Event]]] = defaultdict(list)
    for event in reactions.TABLE:
        by_app[event.__module__.removeprefix("moked.").removesuffix(".events")].append(event)
    lines = [
        "# Events",
        "",
        WRITTEN,
        "An event is a fact that happened. The journal keeps it with its `code`, the moment, `business_id`, `actor`",
        "(`person:<id>`, `token:<id>`, `contact:<id>` or `system:<what>`), and `case_id` and `person_id` where there",
        "are any; the fields below are kept beside them. Reactions run in the same transaction, in the order given;",
        "the table of them is `moked/reactions.py`.",
    ]
    for app in sorted(by_app):
        lines += ["", f"## {app}", "", "| code | what happened | fields | reactions |", "|---|---|---|---|"]
        lines += [_event_row(event) for event in sorted(by_app[app], key=lambda event: event.code)]
    return _page(lines)


def _event_row(event: type[Event]) -> str:
    own = [f"`{field.name}`" for field in fields(event) if field.name not in COMMON_FIELDS]
    follow_ups = [f"`{each.__module__.removeprefix('moked.')}.{each.__name__}`" for each in reactions.TABLE[event]]
    return f"| `{event.code}` | {_meaning(event)} | {', '.join(own)} | {', '.join(follow_ups)} |"


def _meaning(event: type[Event]) -> str:
    """Its docstring, which a dataclass without one fills with its signature; then the code says it all."""
    written = inspect.getdoc(event) or ""
    if not written or written.startswith(f"{event.__name__}("):
        return event.code.replace("_", " ").capitalize() + "."
    return " ".join(written.split()).replace("|", "\\|")


def write_commands() -> str:
    """Every command of `moked` with its arguments and options."""
    lines = ["# Commands", "", WRITTEN, "Settings come from the environment: see [settings.md](settings.md)."]
    for path, command in _commands("moked", main):
        if isinstance(command, click.Group) and path == "moked":
            continue
        lines += ["", f"## `{path}`", "", inspect.cleandoc(command.help or "")]
        rows = [row for parameter in command.params for row in _parameter_row(parameter)]
        if rows:
            lines += ["", "| parameter | meaning | default |", "|---|---|---|", *rows]
    return _page(lines)


def _commands(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                yield from _commands(f"{path} {name}", found)


def _parameter_row(parameter: click.Parameter) -> list[str]:
    if not isinstance(parameter, click.Option):
        many = " …" if parameter.nargs == -1 else ""
        return [f"| `{parameter.name}`{many} | {'needed' if parameter.required else ''} | |"]
    if parameter.hidden:
        return []
    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    has_default = not parameter.is_flag and isinstance(parameter.default, str | int | float)
    default = f"`{parameter.default}`" if has_default else _flag_default(parameter)
    return [f"| {names} | {parameter.help or ''} | {default} |"]


def _flag_default(parameter: click.Option) -> str:
    if not parameter.secondary_opts:
        return ""
    return f"`{parameter.opts[0] if parameter.default else parameter.secondary_opts[0]}`"


def write_permissions() -> str:
    """Every permission and the roles a new business has."""
    roles = {
        "agent": permissions.AGENT,
        "shift manager": permissions.SHIFT_MANAGER,
        "administrator": permissions.ADMINISTRATOR,
    }
    lines = [
        "# Permissions",
        "",
        WRITTEN,
        "A role is a named set of these in one business. A new business has three roles, marked below; its",
        "administrators may change them and add others. A person may have another role in another business.",
        "",
        f"| code | allows to | {' | '.join(roles)} |",
        f"|---|---|{'---|' * len(roles)}",
    ]
    with translation.override("en"):
        for permission in permissions.Permission:
            marks = " | ".join("yes" if permission in allowed else "" for allowed in roles.values())
            lines.append(f"| `{permission.value}` | {permission.label} | {marks} |")
    return _page(lines)


def write_api() -> str:
    """Every operation of the API, its problems and its shapes, as its document has them."""
    with translation.override("en"):
        return _page(["# API", "", WRITTEN, *write_reference()])


def write_settings() -> str:
    """Every environment variable. Raises ValueError when code and table differ."""
    in_code = dict(variables_in_code())
    listed = {variable.name for group in SETTINGS.values() for variable in group}
    if listed != set(in_code):
        raise ValueError(f"Describe in scripts/write_reference.py, or remove: {sorted(listed ^ set(in_code))}")
    lines = [
        "# Settings",
        "",
        WRITTEN,
        "An installation is set up by environment variables, the same for every process.",
    ]
    for title, group in SETTINGS.items():
        lines += ["", f"## {title}", "", "| variable | meaning | default |", "|---|---|---|"]
        for variable in group:
            default = variable.default or _quoted(in_code[variable.name])
            lines.append(f"| `{variable.name}` | {variable.meaning} | {default} |")
    return _page(lines)


def _quoted(default: str | None) -> str:
    return f"`{default}`" if default else "none"


def variables_in_code() -> Iterable[tuple[str, str | None]]:
    """Each variable the code names, and the default beside it where that is a plain text."""
    found: dict[str, str | None] = {}
    for source in sorted([*ROOT.glob("moked/**/*.py"), *ROOT.glob("demo/**/*.py")]):
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Constant) and _is_variable(node.value):
                found.setdefault(str(node.value), None)
            if isinstance(node, ast.Call) and len(node.args) == 2:
                name, default = node.args
                if isinstance(name, ast.Constant) and isinstance(default, ast.Constant) and _is_variable(name.value):
                    found[str(name.value)] = found.get(str(name.value)) or str(default.value)
    return found.items()


def _is_variable(value: object) -> bool:
    return isinstance(value, str) and VARIABLE.fullmatch(value) is not None


def _page(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


REFERENCES = {
    Path("docs/events.md"): write_events,
    Path("docs/commands.md"): write_commands,
    Path("docs/permissions.md"): write_permissions,
    Path("docs/settings.md"): write_settings,
    Path("docs/api.md"): write_api,
}

if __name__ == "__main__":
    for path, write in REFERENCES.items():
        (ROOT / path).write_text(write())
