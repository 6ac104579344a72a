"""Where what a write answers with is read: so that its answer can name the address, and the tag there."""

import re
from collections.abc import Iterator

from ninja import NinjaAPI
from ninja.operation import Operation
from pydantic import BaseModel

ROOT = "/api/v1"
# As the library writes a key into a path.
KEY = re.compile(r"\{[a-z]+:([a-z_]+)\}")


def operations_of(api: NinjaAPI) -> Iterator[Operation]:
    """Every operation, in the order of the routers."""
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            yield from view.operations


def addresses_of(api: NinjaAPI) -> dict[str, str]:
    """By operation id of writes: the address of the thing it answers with, as a template over the answer's fields.

    Answers without an address of their own are left out.
    """
    read = {}
    for each in operations_of(api):
        path = KEY.sub(r"{\1}", each.path)
        shape = _shape(each, 200)
        if "GET" in each.methods and shape is not None and path.endswith("}"):
            # The last key is the thing's own; those before it name what it is part of, as its fields do.
            read[shape] = f"{ROOT}{path.rpartition('{')[0]}{{id}}"
    found = {}
    for each in operations_of(api):
        shape = _shape(each, 201) or _shape(each, 200)
        if shape is not None and "GET" not in each.methods:
            # An answer may show more than the address does, such as a secret shown once.
            found[str(each.operation_id)] = next((read[kind] for kind in shape.__mro__ if kind in read), "")
    return {name: template for name, template in found.items() if template}


def _shape(operation: Operation, status: int) -> type | None:
    """The schema an operation answers with; the library wraps each in a model of its own."""
    wrapped = operation.response_models.get(status)
    if not (isinstance(wrapped, type) and issubclass(wrapped, BaseModel)):
        return None
    shape = wrapped.model_fields["response"].annotation
    return shape if isinstance(shape, type) else None
