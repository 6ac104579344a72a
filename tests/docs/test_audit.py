"""The step that looks for weaknesses and secrets: it finds what it should, and says when it could not look."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("audit", ROOT / "scripts" / "audit.py")
assert _spec
assert _spec.loader
audit: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(audit)


def test_tells_findings_from_no_answer() -> None:
    found = {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}
    assert audit.judge_python(json.dumps({"dependencies": [found]})) == ["a 1: PYSEC-1"]
    assert audit.judge_python(json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": []}]})) == []
    assert audit.judge_python(json.dumps({"dependencies": [{"name": "a", "skip_reason": "not found"}]})) is None
    assert audit.judge_python("") is None
    assert audit.judge_npm(json.dumps({"vulnerabilities": {"b": {"severity": "high"}}})) == ["b: high"]
    assert audit.judge_npm(json.dumps({"vulnerabilities": {}})) == []
    assert audit.judge_npm(json.dumps({"error": {"code": "405"}})) is None


def test_fails_without_advisories_only_where_that_is_asked(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(audit, "run", lambda _command: audit.subprocess.CompletedProcess([], 1, "", ""))
    monkeypatch.delenv("MOKED_AUDIT_STRICT", raising=False)
    assert audit.audit_dependencies() == 0
    assert "not audited" in capsys.readouterr().out
    monkeypatch.setenv("MOKED_AUDIT_STRICT", "1")
    assert audit.audit_dependencies() == 1


def test_finds_a_planted_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("-----BEGIN " + "RSA PRIVATE KEY-----\n")
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    answer = audit.run(["detect-secrets", "scan", "--all-files", "--no-verify", "planted.py"])
    assert json.loads(answer.stdout)["results"]


def test_fails_on_a_secret_beyond_the_baseline(monkeypatch: pytest.MonkeyPatch) -> None:
    known = json.loads(audit.BASELINE.read_text())
    monkeypatch.setattr(audit, "scan", lambda: {name: set(hashes) for name, hashes in known.items()})
    assert audit.audit_secrets(accept=False) == 0
    monkeypatch.setattr(audit, "scan", lambda: {"moked/new.py": {"of something new"}})
    assert audit.audit_secrets(accept=False) == 1


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_locks_every_requirement_by_hash_and_names_no_host(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    assert "://" not in text
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^\s*#.*\n", "", text).strip(), flags=re.IGNORECASE)
    bare = [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert not bare


def test_locks_npm_packages_without_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, facts in packages.items() if "resolved" in facts and "://" in facts["resolved"]]
    assert not [
        name for name, facts in packages.items() if name and "integrity" not in facts and not facts.get("link")
    ]
