"""`moked welcome`: where everything is, and who may sign in."""

import os
from dataclasses import dataclass

import click

from demo.content.people import OPERATOR, PASSWORD, TAPUZ
from moked.cli.environment import set_up
from moked.cli.running import running_in
from moked.lib.installation import data_folder


@dataclass(frozen=True)
class Line:
    """One address or sign-in, called what it is in both languages."""

    english: str
    hebrew: str
    value: str


COLLEAGUES = Line(
    "Simulated colleagues work while Noa is not available; {} switches them off.",
    "כל עוד נועה לא זמינה עובדים עמיתים מדומים; ‎{}‎ מכבה אותם.",
    "MOKED_DEMO_COLLEAGUES=0",
)


@click.command()
def welcome() -> None:
    """Print the addresses of this installation and the demonstration's sign-ins."""
    set_up()
    from django.conf import settings  # noqa: PLC0415 - needs Django set up

    from moked.businesses.selectors import demo_is_loaded  # noqa: PLC0415
    from moked.office.first_run import welcome_url  # noqa: PLC0415
    from moked.staff.models import Person  # noqa: PLC0415

    address = settings.PUBLIC_URL
    lines = [Line("Desk", "עמדה", f"{address}/")]
    is_demo = demo_is_loaded()
    if is_demo:
        lines += demo_lines(address)
    if not Person.objects.exists():
        lines.append(Line("Begin here, once", "כאן מתחילים, פעם אחת", welcome_url()))
    lines.append(Line("Mail comes in at", "דואר נכנס ב", f"{settings.MAIL_PROTOCOL}://{settings.MAIL_LISTEN}"))
    english, hebrew = _titles()
    _print(english, [(line.english, line.value) for line in lines])
    if is_demo:
        click.echo(f"  {COLLEAGUES.english.format(COLLEAGUES.value)}")
    _print(hebrew, [(line.hebrew, line.value) for line in lines])
    if is_demo:
        click.echo(f"  {COLLEAGUES.hebrew.format(COLLEAGUES.value)}")


def _titles() -> tuple[str, str]:
    running = running_in(data_folder())
    if running is None:
        # Its processes may run one by one, here or on other machines.
        return "Where Moked is reached while it runs", "כאן מגיעים למוקד כשהוא פועל"
    if running.pid == os.getppid():
        return "Moked is running. Ctrl-C stops it.", "מוקד פועל. ‎Ctrl-C‎ עוצר."
    return "Moked is running.", "מוקד פועל."


def demo_lines(address: str) -> list[Line]:
    """Where the demonstration is seen, and by whom."""
    return [
        Line("Write to", "כתובת לפניות", TAPUZ.service_address),
        Line("Customers' letterbox", "תיבת הדואר של הלקוחות", f"{address}/demo/letterbox/"),
        Line("A site with the chat", "אתר עם הצ׳אט", f"{address}/demo/site/tapuz/"),
        Line("Agent", "נציגה", "noa.barak@tapuz.test"),
        Line("Shift manager", "מנהלת משמרת", "ronit.peretz@tapuz.test"),
        Line("Administrator", "מנהל המערכת", "guy.roth@tapuz.test"),
        Line("Operator", "תפעול ההתקנה", f"{OPERATOR} ({address}/operator/)"),
        Line("Password of all", "הסיסמה של כולם", PASSWORD),
    ]


def _print(title: str, lines: list[tuple[str, str]]) -> None:
    width = max(len(name) for name, _ in lines)
    click.echo(f"\n{title}")
    for name, value in lines:
        click.echo(f"  {name:<{width}}  {value}")
