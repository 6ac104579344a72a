"""What the web process reads once, before its first visitor instead of while they wait."""

import gc
from pathlib import Path

from django.apps import apps
from django.template.loader import get_template
from django.urls import get_resolver


def load_pages() -> None:
    """Reads every route and compiles every template of ours, and sets all that is loaded apart from garbage.

    What is loaded stays as long as the process: looking through it held up a page for a fifth of a second, now and
    then. Half a second of processor time and 8 MB.
    """
    get_resolver().url_patterns  # noqa: B018
    for app in apps.get_app_configs():
        root = Path(app.path) / "templates"
        if app.name.startswith("moked."):
            for template in root.rglob("*.html"):
                get_template(template.relative_to(root).as_posix())
    gc.collect()
    gc.freeze()
