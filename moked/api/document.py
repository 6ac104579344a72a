"""The OpenAPI document, with what all operations share written out in each, so that tools and readers see it."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from moked.api.addresses import addresses_of, operations_of
from moked.api.gate import needs
from moked.api.schemas.basis import Problem
from moked.staff.token_scopes import TokenScope

WRITES = ("post", "patch", "delete")
PROBLEMS = {
    400: "The request could not be read.",
    401: "No token, or one that does not hold.",
    403: "The token lacks the scope, or the permission behind it.",
    404: "Not there, or not of this token's business: the two look alike.",
    409: "It stands in the way of how things are now.",
    412: "It changed since it was read.",
    413: "The body is too large.",
    422: "Something in the request cannot be accepted.",
    429: "Too many requests; `Retry-After` says when to go on.",
}
ONLY_WRITES = frozenset({409, 412, 413})
RATE_HEADERS = {
    "RateLimit": "How many requests are left in the running minute, and the seconds until the next.",
    "RateLimit-Policy": "The limit of this token.",
}
TAG_AFTER = "Its tag from now on, for the next `If-Match`."
CREATED_HEADERS = {"Location": "Where it is read.", "ETag": TAG_AFTER}
CHANGED_HEADERS = {"Content-Location": "Where what is answered is read.", "ETag": TAG_AFTER}
TEXT = {"schema": {"type": "string"}}


def complete(document: dict[str, Any], api: NinjaAPI) -> dict[str, Any]:
    """Adds to every operation its scope, its problems, and the headers it understands."""
    scopes, addresses = _scopes(api), addresses_of(api)
    document["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    document["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": needs.openapi_description}
    }
    for item in document["paths"].values():
        for method, operation in item.items():
            name = operation["operationId"]
            _complete_operation(method, operation, scopes[name], has_address=name in addresses)
    return document


def _scopes(api: NinjaAPI) -> dict[str, TokenScope]:
    found: dict[str, TokenScope] = {}
    for operation in operations_of(api):
        (door,) = (each for each in operation.auth_callbacks if isinstance(each, needs))
        found[str(operation.operation_id)] = door.scope
    return found


def _complete_operation(method: str, operation: dict[str, Any], scope: TokenScope, *, has_address: bool) -> None:
    operation["security"] = [{"token": []}]
    operation["x-scope"] = scope.value
    is_write = method in WRITES
    for status, response in operation["responses"].items():
        if str(status).startswith("2"):
            response["description"] = "Done." if is_write else "Found."
            said = dict(RATE_HEADERS)
            if not is_write:
                said["ETag"] = "The tag of this representation."
            elif has_address:
                said |= CREATED_HEADERS if str(status) == "201" else CHANGED_HEADERS
            response["headers"] = {name: {"description": words, **TEXT} for name, words in said.items()}
    if not is_write:
        operation["responses"]["304"] = {"description": "Not changed since the tag of `If-None-Match`."}
    for status, words in PROBLEMS.items():
        if is_write or status not in ONLY_WRITES:
            operation["responses"][str(status)] = {
                "description": words,
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
    parameters = operation.setdefault("parameters", [])
    parameters += _headers_of_writes() if is_write else [_header("If-None-Match", "A tag you hold.")]


def _headers_of_writes() -> list[dict[str, Any]]:
    key = _header("Idempotency-Key", "Any text of your own: a repeat with it does nothing twice.")
    key["schema"] |= {"minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}
    return [key, _header("If-Match", "The tag you read: nothing is changed when it differs by now.")]


def _header(name: str, words: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "description": words, "schema": {"type": "string"}}


class Api(NinjaAPI):
    """The product's API: the library's, with the document completed."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """The whole document."""
        document = super().get_openapi_schema(path_prefix=path_prefix or "/api/v1/", path_params=path_params)
        return complete(document, self)  # type: ignore[return-value]
