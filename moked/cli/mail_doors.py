"""`moked mail serve` and `moked mail fetch`: the two ways mail comes in."""

import asyncio

import click

from moked.cli.environment import begin_serving, set_up
from moked.cli.ports import check_free, mail_place
from moked.lib.installation import mail_listen


@click.command()
def serve() -> None:
    """Listen for mail by SMTP or LMTP (MOKED_MAIL_LISTEN, MOKED_MAIL_PROTOCOL) until stopped."""
    check_free([mail_place(mail_listen())])
    set_up(waits=True)
    from moked.channels.listener import MailListen, serve_until_stopped  # noqa: PLC0415 - needs Django set up

    begin_serving("mail")
    asyncio.run(serve_until_stopped(MailListen.from_settings()))


@click.command()
def fetch() -> None:
    """Fetch every mailbox that is read by IMAP, once and now."""
    set_up()
    from moked.channels.fetch import fetch_all  # noqa: PLC0415 - needs Django set up

    for address, kept, error in fetch_all():
        click.echo(f"{address}: {error or f'{kept} new'}")
