"""`moked search …`: what cases are found by."""

import click

from moked.cli.environment import set_up


@click.group()
def search() -> None:
    """Look after the words by which cases are found."""


@search.command()
@click.option("--batch", type=click.IntRange(1, 5000), default=200, show_default=True, help="Cases at once.")
def index(*, batch: int) -> None:
    """Index all cases anew, the newest first, a batch at a time, while Moked serves.

    For cases of an earlier version, which are found by fewer spellings. Nothing is taken away; it may be ended and
    begun again at any time.
    """
    set_up()
    from django.db import transaction  # noqa: PLC0415 - needs Django set up

    from moked.businesses.scope import in_whole_installation  # noqa: PLC0415 - needs Django set up
    from moked.cases.models import Case  # noqa: PLC0415 - needs Django set up
    from moked.cases.services import index_anew  # noqa: PLC0415 - needs Django set up

    count = 0
    with in_whole_installation("the operator indexes all cases anew"):
        rows = Case.objects.select_related("customer", "contact_point").order_by("-pk")
        cases = list(rows[:batch])
        while cases:
            with transaction.atomic():
                index_anew(cases)
            count += len(cases)
            click.echo(f"{count} cases are indexed.")
            cases = list(rows.filter(pk__lt=cases[-1].pk)[:batch])
