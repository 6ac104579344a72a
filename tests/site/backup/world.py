"""Run as a module inside an installation: makes a business with a case and a link, or tells what is there, as JSON;
or takes the database back to where an older version stood.

`python -m tests.site.backup.world make|tell|age`
"""

import json
import sys
from hashlib import sha256

from moked.cli.environment import set_up

# Only the owner of the tables may change them.
set_up(as_owner=sys.argv[1] == "age")

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from moked.businesses.scope import in_scope, in_whole_installation  # noqa: E402
from moked.cases.files import IncomingFile, attach, read_file  # noqa: E402
from moked.cases.links import link_url  # noqa: E402
from moked.cases.models import Attachment, Case, Message  # noqa: E402
from tests import builders  # noqa: E402

# Without a whole capability, and without columns that came later.
OLDER = (("updates", "zero"), ("promises", "0001"))


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


def age() -> dict[str, object]:
    for app, last in OLDER:
        call_command("migrate", app, last, interactive=False, verbosity=0)
    return {}


if __name__ == "__main__":
    print(json.dumps({"make": make, "tell": tell, "age": age}[sys.argv[1]]()))
