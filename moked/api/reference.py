"""The reference of the API as a page of text, written from the OpenAPI document."""

from typing import Any

from moked.api.api import api
from moked.api.document import ONLY_WRITES, PROBLEMS


def write_reference() -> list[str]:
    """The lines of docs/api.md below its heading."""
    document = api.get_openapi_schema()
    lines = [document["info"]["description"], "", "## Problems", "", "| status | meaning |", "|---|---|"]
    lines += [f"| {status} | {words}{_only(status)} |" for status, words in PROBLEMS.items()]
    by_tag: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            by_tag.setdefault(operation["tags"][0], []).append((method, path, operation))
    for tag, operations in by_tag.items():
        lines += ["", f"## {tag.capitalize()}"]
        for method, path, operation in operations:
            lines += _operation(method, path, operation)
    lines += ["", "## Shapes"]
    for name, shape in sorted(document["components"]["schemas"].items()):
        lines += _shape(name, shape)
    return lines


def _only(status: int) -> str:
    return " Only writes." if status in ONLY_WRITES else ""


def _operation(method: str, path: str, operation: dict[str, Any]) -> list[str]:
    words = " ".join(operation.get("description", "").split())
    lines = ["", f"### `{method.upper()} {path}`", "", words, ""]
    lines.append(f"Operation `{operation['operationId']}`, scope `{operation['x-scope']}`.")
    inputs = [each for each in operation["parameters"] if each["in"] == "query"]
    if inputs:
        lines.append("")
        lines += [
            f"- `{each['name']}`: {type_of(each['schema'])}. {each.get('description', '')}".rstrip()
            for each in inputs
        ]
    body = operation.get("requestBody")
    if body:
        (kind, content), *_ = body["content"].items()
        lines += ["", f"Body, `{kind}`: {type_of(content['schema'])}."]
    good = {status: each for status, each in operation["responses"].items() if str(status).startswith("2")}
    for status, each in good.items():
        content = next(iter(each.get("content", {}).values()), None)
        lines += ["", f"Answers {status}" + (f": {type_of(content['schema'])}." if content else ".")]
    return lines


def _shape(name: str, shape: dict[str, Any]) -> list[str]:
    words = " ".join(shape.get("description", "").split())
    lines = ["", f"### `{name}`", *(["", words] if words else []), "", "| field | type | needed |", "|---|---|---|"]
    needed = shape.get("required", [])
    fields = shape.get("properties", {})
    return lines + [
        f"| `{key}` | {type_of(each)} | {'yes' if key in needed else ''} |" for key, each in fields.items()
    ]


def type_of(schema: dict[str, Any]) -> str:
    """A schema in words, those of the protocol and names of shapes in backticks."""
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if "allOf" in schema:
        # A shape that has a default stands in one of these.
        return type_of(schema["allOf"][0])
    if "anyOf" in schema:
        return " or ".join(type_of(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{each}`" if each else "empty" for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {type_of(schema['items'])}"
    kind = str(schema.get("format") or schema.get("type") or "any")
    said = (("maxLength", "at most"), ("maximum", "up to"), ("multipleOf", "in steps of"))
    bounds = [f"{word} {schema[key]}" for key, word in said if key in schema]
    return " ".join([kind, *bounds])
