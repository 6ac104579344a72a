"""Migrations say everything models say, and have names."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.django_db


def test_leaves_no_change_without_a_migration() -> None:
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("moked.")]
    call_command("makemigrations", *ours, check=True, dry_run=True, verbosity=0)


def test_gives_every_migration_a_name() -> None:
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("moked.")}
    names = [name for label, name in MigrationLoader(None).disk_migrations if label in labels]
    assert [name for name in names if re.search(r"auto_\d{8}", name)] == []
