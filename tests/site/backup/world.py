"""Run as a module inside an installation: makes a business with a case and a link, or tells what is there, as JSON.

`python -m tests.site.backup.world make|tell`
"""

import json
import sys
from hashlib import sha256

from moked.cli.environment import set_up

set_up()

from django.db import connection  # noqa: E402

from moked.businesses.scope import in_scope, in_whole_installation  # noqa: E402
from moked.cases.files import IncomingFile, attach, read_file  # noqa: E402
from moked.cases.links import link_url  # noqa: E402
from moked.cases.models import Attachment, Case, Message  # noqa: E402
from tests import builders  # noqa: E402


def make() -> dict[str, object]:
    business = builders.a_business("גיבוי", slug="backup")
    builders.a_person(business)
    case = builders.a_case(business, text="סיפור מלפני הגיבוי")
    with in_scope([business.pk]):
        attach(actor=builders.contact_actor(case), case=case, file=IncomingFile("a.txt", "text/plain", b"as it was"))
        return {"link": link_url(case, case.contact_point)}  # type: ignore[arg-type]


def tell() -> dict[str, object]:
    with in_whole_installation("a test compares"):
        files = [each.file for each in Attachment.objects.select_related("file")]
        told: dict[str, object] = {
            "cases": Case.objects.count(),
            "subjects": sorted(Case.objects.values_list("subject", flat=True)),
            "texts": sorted(Message.objects.values_list("text", flat=True)),
            "files": len(files),
            "whole": all(sha256(read_file(file)).hexdigest() == file.sha256 for file in files),
        }
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT count(*) FROM cases_case)")
        told["unscoped"] = list(cursor.fetchone())
    return told


if __name__ == "__main__":
    print(json.dumps({"make": make, "tell": tell}[sys.argv[1]]()))
