import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from moked.cli import main
from tests.channels.mail.builders import multipart, raw_mail


def test_prints_one_json_object_for_each_mail(tmp_path: Path) -> None:
    first, second = tmp_path / "a.eml", tmp_path / "b.txt"
    first.write_bytes(raw_mail("שלום", headers=["Message-ID: <id@x>", "Reply-To: r@X.test"]))
    second.write_text("רק טקסט\n-- \nדנה", encoding="utf-8")
    result = CliRunner().invoke(main, ["mail", "parse", str(first), str(second), "--json"])
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [document["reply_text"] for document in documents] == ["שלום", "רק טקסט"]
    assert documents[0]["message_id"] == "id@x"
    assert documents[0]["reply_to"] == ["r@x.test"]
    assert documents[1]["reply_to"] is None
    assert documents[0]["bounce"] is documents[0]["auto_submitted"] is False


def test_reads_standard_input() -> None:
    result = CliRunner().invoke(main, ["mail", "parse", "-", "--json"], input=raw_mail("שלום"))
    assert json.loads(result.stdout)["file"] == "-"


def test_prints_one_object_for_each_mail_of_a_file(tmp_path: Path) -> None:
    box, single = tmp_path / "box.mbox", tmp_path / "a.eml"
    line = b"From dana@example.org Mon Nov 30 17:30:56 2026\n"
    box.write_bytes(line + raw_mail("first") + b"\n\n" + line + raw_mail("second", headers=["Subject: two"]))
    single.write_bytes(raw_mail("alone"))
    result = CliRunner().invoke(main, ["mail", "parse", str(box), str(single), "--json"])
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    told = [(document["file"], document["number"], document["reply_text"]) for document in documents]
    assert told == [(str(box), 1, "first"), (str(box), 2, "second"), (str(single), None, "alone")]
    plain = CliRunner().invoke(main, ["mail", "parse", str(box)]).stdout
    assert f"{box} (2): dana@example.org: two\nsecond\n" in plain


def test_prints_a_line_for_an_unreadable_file_and_fails(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["mail", "parse", str(tmp_path / "none.eml"), "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["ok"] is False


def test_tells_a_stranger_all_that_was_read() -> None:
    passed_on = "---------- Forwarded message ----------\n"
    told = "From: רון <ron@x.test>\nDate: 5 במרץ 2024 בשעה 14:23:10 GMT+2\n"
    body = f"לטיפולכם\n\n{passed_on}{told}Subject: מקרר\nTo: Dana <dana@example.org>\n\nהמקרר לא מקרר"
    raw = raw_mail(body, headers=["Subject: Fwd: מקרר", "Bcc: b@x.test", "List-Id: <desk.x.test>"])
    document = json.loads(CliRunner().invoke(main, ["mail", "parse", "-", "--json"], input=raw).stdout)
    assert document["kind"] == "list"
    assert document["reply_text"] == "לטיפולכם"
    assert "המקרר לא מקרר" in document["quoted_text"]
    assert document["addresses"]["from"] == [{"address": "dana@example.org", "name": "Dana Levi"}]
    assert document["bcc"] == ["b@x.test"]
    assert document["charsets"] == [{"declared": "utf-8", "read_as": "utf-8", "damaged": False, "visual": False}]
    assert document["original"] == {
        "from": "ron@x.test",
        "from_name": "רון",
        "to": ["dana@example.org"],
        "subject": "מקרר",
        "date": "2024-03-05T14:23:10+02:00",
        "message_id": None,
        "text": "המקרר לא מקרר",
        "comment": "לטיפולכם",
    }


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ([], "normal"),
        (["Auto-Submitted: auto-replied"], "auto-reply"),
        (["Auto-Submitted: auto-generated"], "automatic"),
        (["Precedence: bulk"], "bulk"),
        (["X-Failed-Recipients: gone@example.org"], "bounce"),
    ],
)
def test_names_the_kind_of_mail(headers: list[str], kind: str) -> None:
    result = CliRunner().invoke(main, ["mail", "parse", "-", "--json"], input=raw_mail("שלום", headers=headers))
    assert json.loads(result.stdout)["kind"] == kind


def test_lists_attachments_and_where_they_stand() -> None:
    text = "Content-Type: text/html; charset=windows-1255\n\n<p>שלום<img src='cid:logo'></p>"
    picture = "Content-Type: image/png; name=logo.png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\nAAAA"
    result = CliRunner().invoke(main, ["mail", "parse", "-", "--json"], input=multipart("related", text, picture))
    document = json.loads(result.stdout)
    assert document["attachments"] == [
        {"name": "logo.png", "content_type": "image/png", "size": 3, "content_id": "logo", "inline": True}
    ]
    assert document["charsets"] == [
        {"declared": "windows-1255", "read_as": "utf-8", "damaged": False, "visual": False}
    ]


def test_needs_no_django() -> None:
    code = (
        "import sys; from moked.cli import main; from click.testing import CliRunner; "
        "CliRunner().invoke(main, ['mail', 'parse', '-'], input=b'x'); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
