"""Emptying an installation that holds nothing but the demo, as the owner of the database."""

import shutil

from django.conf import settings
from django.db import connection, transaction

from moked.businesses.models import Business

# What migrating put there, and what the database keeps about itself.
KEPT = ("django_migrations", "django_content_type", "auth_permission")
TABLES = """
SELECT format('%%I', c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> ALL(%s)
"""


class RealDataFound(Exception):
    """Some business here is not a demonstration."""


def empty_installation() -> None:
    """Removes every row and file. Raises RealDataFound when a business is not a demonstration."""
    if Business.objects.filter(is_demo=False).exists():
        raise RealDataFound
    with transaction.atomic(), connection.cursor() as cursor:
        for key in Business.objects.values_list("pk", flat=True):
            cursor.execute(f"DROP SEQUENCE IF EXISTS case_numbers_{key.hex}")
        cursor.execute(TABLES, (list(KEPT),))
        tables = ", ".join(row[0] for row in cursor.fetchall())
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    shutil.rmtree(settings.DATA_DIR / "files", ignore_errors=True)
