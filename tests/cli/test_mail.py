import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from moked.cli import main
from tests.channels.mail.builders import raw_mail


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


def test_prints_a_line_for_an_unreadable_file_and_fails(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["mail", "parse", str(tmp_path / "none.eml"), "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["ok"] is False


def test_needs_no_django() -> None:
    code = (
        "import sys; from moked.cli import main; from click.testing import CliRunner; "
        "CliRunner().invoke(main, ['mail', 'parse', '-'], input=b'x'); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
