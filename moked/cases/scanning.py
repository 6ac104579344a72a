"""Files are held until a scanner called them clean, where the installation has one (MOKED_CLAMD).

Without an answer a file stays held: an outage of the scanner opens nothing. Each try after a failure comes later.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from moked.cases.adapters.clamd import Clamd
from moked.cases.events import FileQuarantined
from moked.cases.files import stored_bytes
from moked.cases.models import Attachment, StoredFile
from moked.cases.ports import ScannerAway
from moked.journal.audiences import Part, audiences_of_case
from moked.journal.record import record
from moked.lib.due import run_each
from moked.lib.realtime import announce
from moked.lib.scans import Moment, due_by
from moked.staff.actors import SystemActor

SCANNER = SystemActor("scanner")
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=10)


@due_by(Moment(StoredFile, "next_check_at"))
def scan_due_files(now: datetime) -> int:
    """Asks about files whose turn has come; gives how many got an answer or were put off."""
    return run_each(lambda: _due(now), _scan, _put_off) if settings.CLAMD else 0


def _due(now: datetime) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(verdict=StoredFile.Verdict.WAITING, next_check_at__lte=now).order_by(
        "next_check_at"
    )


def _scan(file: StoredFile) -> None:
    try:
        found = Clamd(settings.CLAMD).find_infection(stored_bytes(file))
    except ScannerAway:
        _put_off(file)
        return
    file.verdict = StoredFile.Verdict.INFECTED if found else StoredFile.Verdict.CLEAN
    file.infection, file.next_check_at = found, None
    file.save(update_fields=["verdict", "infection", "next_check_at"])
    _tell(file)


def _put_off(file: StoredFile) -> None:
    file.check_attempts += 1
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(file.check_attempts, 10))
    file.next_check_at = timezone.now() + pause
    file.save(update_fields=["check_attempts", "next_check_at"])


def _tell(file: StoredFile) -> None:
    """Screens show the file from now on, or the timeline says that it was locked away."""
    for attachment in Attachment.objects.filter(file=file):
        if file.verdict == StoredFile.Verdict.INFECTED:
            record(
                FileQuarantined(
                    business_id=file.business_id,
                    actor=SCANNER.code,
                    case_id=attachment.case_id,
                    attachment_id=attachment.pk,
                )
            )
        else:
            announce(list(audiences_of_case(attachment.case_id, [Part.WORDS])))
