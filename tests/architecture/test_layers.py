"""What import-linter cannot see: relations by name and the order of migrations follow the same layers."""

import configparser

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader


def _ranks() -> dict[str, int]:
    contract = configparser.ConfigParser()
    contract.read(".importlinter")
    rows = contract["importlinter:contract:layers"]["layers"].split("\n")
    layers = [row.replace("|", " ").replace(":", " ").split() for row in rows if row.strip()]
    return {name: len(layers) - depth for depth, names in enumerate(layers) for name in names}


RANKS = _ranks()


def _rank(label: str) -> int | None:
    """The layer of one of our apps; None for others'."""
    name = apps.get_app_config(label).name
    return RANKS[name.split(".")[1]] if name.startswith("moked.") else None


def _relations() -> list[tuple[str, str, str]]:
    return [
        (model._meta.label, field.name, field.related_model._meta.app_label)
        for model in apps.get_models()
        if _rank(model._meta.app_label) is not None
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
    ]


@pytest.mark.parametrize(("model", "field", "target"), _relations())
def test_lets_relations_point_down_only(model: str, field: str, target: str) -> None:
    below = _rank(target)
    above = _rank(model.split(".", maxsplit=1)[0])
    assert below is None or above is None or below <= above, f"{model}.{field} points up to {target}"


def test_lets_migrations_depend_down_only() -> None:
    graph = MigrationLoader(None).disk_migrations
    wrong = [
        (label, name, needed)
        for (label, name), migration in graph.items()
        if _rank(label) is not None
        for needed, _ in migration.dependencies
        if needed in apps.app_configs and (_rank(needed) or 0) > (_rank(label) or 0)
    ]
    assert wrong == []
