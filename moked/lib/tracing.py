"""Traces: one mail followed through every process, by OpenTelemetry. Off, and then free, unless OTEL_* asks for it.

The context travels as a W3C `traceparent`: with a stored mail, with a notice, to the page and back with its fetch.
Attributes are ids and codes, never text of a person.
"""

import contextlib
import functools
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from opentelemetry import trace
from opentelemetry.trace import Span, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

P = ParamSpec("P")
T = TypeVar("T")

FIELD = "traceparent"
_words = TraceContextTextMapPropagator()
Block = AbstractContextManager[Span]
_nothing: Block = contextlib.nullcontext(trace.INVALID_SPAN)


@dataclass
class _Tracing:
    """Whether this process traces."""

    is_on: bool = False


_tracing = _Tracing()


def is_wanted(environment: Mapping[str, str]) -> bool:
    """Whether OpenTelemetry's own variables ask for traces."""
    if (
        environment.get("OTEL_SDK_DISABLED", "").lower() == "true"
        or environment.get("OTEL_TRACES_EXPORTER") == "none"
    ):
        return False
    return any(
        environment.get(name) for name in ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    )


def begin(process: str) -> None:
    """Starts sending this process's spans by OTLP over HTTP, when asked to. `process` names the service."""
    if not is_wanted(os.environ) or _tracing.is_on:
        return
    # Loaded only where it is wanted: it is large.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    name = os.environ.get("OTEL_SERVICE_NAME", "moked")
    provider = TracerProvider(resource=Resource.create({"service.name": name, "moked.process": process}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    _tracing.is_on = True


def span(name: str, parent: str = "", **attributes: str | int) -> Block:
    """A span around a block; a child of `parent`, a traceparent, or of whatever runs."""
    return _started(name, parent, attributes) if _tracing.is_on else _nothing


@contextlib.contextmanager
def _started(name: str, parent: str, attributes: Mapping[str, str | int]) -> Iterator[Span]:
    context = _words.extract({FIELD: parent}) if parent else None
    tracer = trace.get_tracer("moked")
    # What an exception says can be a customer's text: only its type is kept.
    with tracer.start_as_current_span(
        name, context=context, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield current
        except Exception as error:
            current.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise


def traced(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A span around every call of a function."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            if not _tracing.is_on:
                return function(*args, **kwargs)
            with _started(name, "", {}):
                return function(*args, **kwargs)

        return call

    return decorate


def carried() -> dict[str, str]:
    """What to store or send so that others go on from here: `{"traceparent": …}`, or nothing."""
    carrier: dict[str, str] = {}
    if _tracing.is_on:
        _words.inject(carrier)
    return {FIELD: carrier[FIELD]} if FIELD in carrier else {}


def trace_id() -> str:
    """The id of the trace that runs now, for logs; empty when there is none."""
    if not _tracing.is_on:
        return ""
    context = trace.get_current_span().get_span_context()
    return format(context.trace_id, "032x") if context.is_valid else ""
