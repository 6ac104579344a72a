"""Every route of the installation, and the address it has for given keys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from moked.ui.doors import Door

OPERATOR = "operator/"
# Guesses of a stranger, for what is no key of a thing.
GUESSES: dict[str, Any] = {
    "token": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "key": "guessed-key",
    "slug": "guessed",
    "address": "guessed@customers.test",
    "provider_id": "guessed",
    "uidb36": "1",
    "step": "mail",
    "step_code": "business",
    "pk": 1,
    "session_id": 1,
    "object_id": 1,
    "content_type_id": 1,
    "app_label": "staff",
    "url": "anywhere/",
    "number": 1,
}
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Route:
    path: str
    pattern: URLPattern

    @property
    def door(self) -> Door | None:
        return getattr(self.pattern.callback, "door", None)

    @property
    def is_operator(self) -> bool:
        return self.path.startswith(OPERATOR)

    @property
    def names(self) -> set[str]:
        """What its parameters are called."""
        return {*_PARAMETER.findall(self.path), *_GROUP.findall(self.path)}

    def address(self, keys: dict[str, Any]) -> str:
        """Where it is for these keys. Raises AssertionError for a parameter nobody gave a key for."""
        path = self.path.replace("^", "").rstrip("$")
        for expression in (_GROUP, _PARAMETER):
            path = expression.sub(lambda found: self._key(found[1], keys), path)
        return "/" + path

    def _key(self, name: str, keys: dict[str, Any]) -> str:
        assert name in keys, f"{self.path}: the walker has no {name}; add one to `tests.things` or to GUESSES"
        return str(keys[name])


def _found(resolver: URLResolver, prefix: str = "") -> Iterator[Route]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _found(entry, path)
        else:
            yield Route(path, entry)


ROUTES = list(_found(get_resolver()))
