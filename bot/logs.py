"""Structured logs: JSON lines, or coloured ones for a person at a terminal. Identities only, never what was said.

Our own lines may carry the keys in `ALLOWED` and nothing else. Other libraries write what they like into
theirs, so of those only where they come from is kept, but for a few whose every sentence is known.
"""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final

import structlog

ALLOWED: Final = frozenset(
    {
        "attempts",
        "code",
        "community",
        "count",
        "delivery",
        "error",
        "event",
        "host",
        "kind",
        "level",
        "library",
        "loss",
        "moment",
        "outbox",
        "place",
        "platform",
        "port",
        "reason",
        "seconds",
        "status",
        "timer",
        "timestamp",
        "what",
        "where",
        "workspace",
    }
)
PLAIN_SPOKEN = ("uvicorn.error", "alembic")
"""Libraries whose lines hold nothing of a person's: uvicorn's life cycle, names of migrations."""
QUIET = {"uvicorn.access": logging.CRITICAL, "apscheduler": logging.ERROR, "uvicorn.error": logging.WARNING}
FRAMES = 6
CHECKOUT = Path(__file__).parents[1]

Line = MutableMapping[str, Any]


def set_up(*, to_person: bool | None = None) -> None:
    """From here on everything goes to standard error. `to_person` None: when that is a terminal."""
    readable = sys.stderr.isatty() if to_person is None else to_person
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(readable))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name, level in QUIET.items():
        library = logging.getLogger(name)
        library.handlers[:] = []
        library.propagate = True
        library.setLevel(level)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            only_allowed,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _renderer(readable),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def only_allowed(_: object, __: str, line: Line) -> Line:
    """Drop what may not be logged, and say that something was dropped."""
    kept = {key: value for key, value in line.items() if key in ALLOWED}
    if len(kept) < len(line):
        kept["dropped"] = ",".join(sorted(key for key in line if key not in ALLOWED))
    return kept


def whereabouts(error: BaseException) -> Mapping[str, str]:
    """What kind of error it is and where it came from; never its message, which may quote what was handled."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    where = " < ".join(f"{_short(frame.filename)}:{frame.lineno}" for frame in reversed(frames))
    return {"error": _kinds(error), "where": where}


def _kinds(error: BaseException) -> str:
    """Its type, and those of what caused it."""
    cause = error.__cause__
    return type(error).__name__ + (f" from {_kinds(cause)}" if cause else "")


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(CHECKOUT)) if path.is_relative_to(CHECKOUT) else path.name


def _renderer(readable: bool) -> structlog.typing.Processor:
    return structlog.dev.ConsoleRenderer() if readable else structlog.processors.JSONRenderer(default=str)


def _formatter(readable: bool) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)],
        processors=[_from_library, structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(readable)],
    )


def _from_library(_: object, __: str, line: Line) -> Line:
    """Another library's record: its sentence only where that is known to hold nothing of a person's."""
    record: logging.LogRecord = line["_record"]
    if not record.name.startswith(PLAIN_SPOKEN):
        line["event"] = "library"
    line["library"] = record.name
    line["where"] = f"{_short(record.pathname)}:{record.lineno}"
    raised = line.pop("exc_info", None) or (None, None)
    return {**line, **(whereabouts(raised[1]) if raised[1] else {})}
