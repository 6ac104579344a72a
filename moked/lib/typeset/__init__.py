"""Setting a document as PDF, in a process of its own: what a page makes the typesetter do ends with it.

The data reach the source as JSON text, never as source: whatever people wrote is set as they wrote it.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from moked.lib.errors import Unavailable

logger = logging.getLogger(__name__)

# A document of a few pages takes well under a second.
SECONDS = 30
# Each takes a processor and some hundred megabytes; whoever comes while as many are set waits a little, or is asked
# to try again.
AT_ONCE = 2
WAIT_SECONDS = 10
places = BoundedSemaphore(AT_ONCE)
LONGEST_COMPLAINT = 500


def set_document(source: Path, data: Mapping[str, Any]) -> bytes:
    """The PDF of a Typst source, which reads `data` from `sys.inputs.data` as JSON. Raises Unavailable, also when too
    many are being set now."""
    if not places.acquire(timeout=WAIT_SECONDS):
        logger.warning("typeset.too_many", extra={"source": source.name})
        raise Unavailable
    try:
        return _set(source, data)
    finally:
        places.release()


def _set(source: Path, data: Mapping[str, Any]) -> bytes:
    command = [sys.executable, "-m", "moked.lib.typeset.child", str(source)]
    # Of the environment it needs where programs are; keys and the database's address are none of its business.
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    try:
        ended = subprocess.run(
            command,
            input=json.dumps(data).encode(),
            env=environment,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        logger.exception("typeset.too_long", extra={"source": source.name})
        raise Unavailable from error
    except subprocess.CalledProcessError as error:
        complaint = error.stderr.decode(errors="replace")[-LONGEST_COMPLAINT:]
        logger.exception("typeset.failed", extra={"source": source.name, "complaint": complaint})
        raise Unavailable from error
    return ended.stdout
