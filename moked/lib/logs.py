"""Log lines: an event's name, ids and codes, and where it broke. Never what somebody wrote.

Exceptions and other people's loggers can carry a mail's words or the parameters of a query. So of an exception its
type, code and places stay, and of a line of a library what stands in its source; what was filled in is left out.
"""

import errno
import logging
import re
import sys
import threading
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import psycopg
import structlog
from structlog.typing import EventDict, Processor

from moked.lib import tracing
from moked.lib.errors import MokedError
from moked.lib.postgres.session import scope_value

OURS = ("moked", "demo")
# What a value may look like: an id, a code, a name out of the code, a number.
PLAIN = re.compile(r"[A-Za-z0-9_.:/+<>\-]{0,120}")
# How asyncio says where a process could not listen: an address of our own.
BOUND = re.compile(r"bind on address \('([^']+)', (\d+)")
HIDDEN = "(hidden)"
LONGEST_LINE = 160
MOST_FRAMES = 12
logger = logging.getLogger(__name__)


def settings_for(style: str, level: str) -> dict[str, Any]:
    """Django's LOGGING. `style` is `plain` or `json`."""
    renderer: Processor = structlog.processors.JSONRenderer() if style == "json" else write_plainly
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [
                    structlog.contextvars.merge_contextvars,
                    structlog.stdlib.ExtraAdder(),
                    structlog.stdlib.add_log_level,
                    structlog.stdlib.add_logger_name,
                    structlog.processors.TimeStamper(fmt="iso", utc=True),
                ],
                "processors": [keep_out_text, structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                # The words are taken from the record itself: the finished sentence is not to be trusted.
                "use_get_message": False,
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        # Django would print and mail its own reports. What was asked for wrongly is no fault of ours: it is counted.
        "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")}
        | {"django.request": {"level": "ERROR"}},
    }


def keep_out_text(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Leaves an event's name, plain values, and of an exception what is code."""
    record: logging.LogRecord = event["_record"]
    is_ours = record.name.partition(".")[0] in OURS
    event["event"] = _name_of(record)
    # The formatter moves it from the record to the event.
    raised = event.pop("exc_info", None)
    event.pop("stack_info", None)
    for key in [key for key in event if key not in {"event", "_record", "_from_structlog", "timestamp"}]:
        if is_ours or key in {"level", "logger", "request_id"}:
            event[key] = _plain(event[key])
        else:
            # Libraries put requests, jobs and their arguments there.
            del event[key]
    if record.name == "django.request":
        event.update(_request_of(record))
    if len(scope_value.get()) == 38:
        event["business"] = scope_value.get().strip("{}")
    trace_id = tracing.trace_id()
    if trace_id:
        event["trace_id"] = trace_id
    error = raised[1] if isinstance(raised, tuple) else raised
    if error is None and isinstance(record.msg, BaseException):
        # Some libraries log what they caught as the line itself.
        error = record.msg
    if isinstance(error, BaseException):
        event.update(describe_exception(error))
    return event


def _name_of(record: logging.LogRecord) -> str:
    """The line as it stands in the source, without what was filled in; of a finished one its beginning."""
    if isinstance(record.msg, BaseException):
        return _type_of(record.msg)
    lines = str(record.msg).splitlines() or [""]
    line = lines[0][:LONGEST_LINE]
    if record.args or "%" in line or record.name.partition(".")[0] in OURS:
        return line
    # Finished by the library: it may quote anything after a colon, a bracket or a quotation mark.
    return re.split(r"[:\[('\"<]", line, maxsplit=1)[0].strip() or HIDDEN


def _request_of(record: logging.LogRecord) -> dict[str, object]:
    """What was asked for, by the names of the code: an address may hold a person's key."""
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    return {
        "event": "http.failed",
        "status": getattr(record, "status_code", None),
        "method": _plain(getattr(request, "method", "")),
        "route": _plain(getattr(match, "view_name", "") or ""),
    }


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if PLAIN.fullmatch(text) else HIDDEN


def describe_exception(error: BaseException) -> dict[str, object]:
    """Its type, its code or errno where it has one, the places in the code, and the types of what caused it."""
    told: dict[str, object] = {"error": _type_of(error)}
    if isinstance(error, MokedError):
        told["code"] = _plain(error.code)
    for each in _chain(error):
        if isinstance(each, OSError) and each.errno:
            told["errno"] = errno.errorcode.get(each.errno, each.errno)
            if bound := BOUND.search(str(each.strerror)):
                told["address"] = _plain(f"{bound[1]}:{bound[2]}")
            break
    for each in _chain(error):
        if isinstance(each, psycopg.Error):
            told["sqlstate"] = each.sqlstate
            told["constraint"] = _plain(each.diag.constraint_name)
            break
    causes = [_type_of(each) for each in _chain(error)][1:]
    if causes:
        told["caused_by"] = causes
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    told["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return told


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain and len(chain) < 10:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return chain


def _type_of(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__name__}".removeprefix("builtins.")


def write_plainly(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    """One line, and a further one for each place in the code."""
    places = event.pop("at", [])
    head = [event.pop(key, "") for key in ("timestamp", "level", "logger", "event")]
    head[1] = str(head[1]).upper()
    facts = [
        f"{key}={','.join(value) if isinstance(value, list) else value}"
        for key, value in sorted(event.items())
        if value is not None
    ]
    return "\n".join([" ".join([*map(str, head), *facts]), *(f"  {place}" for place in places)])


def log_crashes() -> None:
    """What nobody caught ends as a line of ours, not as a printed traceback with its words."""
    sys.excepthook = _log_crash
    threading.excepthook = lambda args: _log_crash(args.exc_type, args.exc_value, args.exc_traceback)


def _log_crash(kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    logger.critical("process.crashed", exc_info=error)
