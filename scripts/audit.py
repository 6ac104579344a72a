"""Looks for known weaknesses in what we build on, and for secrets in what we wrote.

    python scripts/audit.py dependencies    the locked requirements and npm packages, by public advisories
    python scripts/audit.py secrets         new secrets, beyond those of .secrets.baseline

Advisories need the network. Without it the step says so and passes; with MOKED_AUDIT_STRICT=1 it fails.
After looking at a finding that is no secret: `python scripts/audit.py secrets --accept`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASELINE = ROOT / ".secrets.baseline"
# Tests and the demonstration hold invented passwords, migrations the hashes of triggers.
LOOKED_INTO = ("moked", "scripts", "frontend/src", "docs", ".ci", "Makefile", "pyproject.toml")
LEFT_OUT = r"(/migrations/|\.svg$|\.png$|\.woff2$|/static/built/)"
SECONDS = 120


def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Runs a tool from the root; a missing answer counts as an empty one."""
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", type(error).__name__)


def judge_python(answer: str) -> list[str] | None:
    """Findings of pip-audit's JSON; None when it could audit nothing."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    if not any("vulns" in each for each in packages):
        return None
    return [
        f"{each['name']} {each['version']}: {found['id']}" for each in packages for found in each.get("vulns", [])
    ]


def judge_npm(answer: str) -> list[str] | None:
    """Findings of npm audit's JSON; None when there was no advisory service."""
    try:
        report = json.loads(answer)
        found = report["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return None
    return [f"{name}: {facts.get('severity', '')}" for name, facts in found.items()]


def audit_dependencies() -> int:
    """0 when nothing is known against them, or nobody could be asked and that is allowed."""
    python = run(["pip-audit", "--no-deps", "--disable-pip", "-r", "requirements/base.txt", "-f", "json"])
    npm = run(["npm", "audit", "--json", "--omit=optional"])
    failed = False
    for name, findings in (("Python", judge_python(python.stdout)), ("npm", judge_npm(npm.stdout))):
        if findings is None:
            print(f"{name}: not audited: no advisory service could be reached.")
            failed = failed or os.environ.get("MOKED_AUDIT_STRICT") == "1"
        else:
            print(f"{name}: {len(findings)} known weaknesses.", *findings, sep="\n  ")
            failed = failed or bool(findings)
    return int(failed)


def scan() -> dict[str, set[str]]:
    """What looks like a secret: file -> hashes."""
    listed = run(["git", "ls-files", "--cached", "--others", "--exclude-standard", *LOOKED_INTO]).stdout.split("\n")
    answer = run(
        [
            "detect-secrets",
            "scan",
            "--all-files",
            "--no-verify",
            "--exclude-files",
            LEFT_OUT,
            *(each for each in listed if each),
        ]
    )
    try:
        results = json.loads(answer.stdout)["results"]
    except (ValueError, KeyError):
        sys.exit(f"detect-secrets gave no answer: {answer.stderr[:300]}")
    return {name: {each["hashed_secret"] for each in found} for name, found in sorted(results.items())}


def audit_secrets(*, accept: bool) -> int:
    """0 when everything that looks like a secret stands in the baseline."""
    found = scan()
    if accept:
        BASELINE.write_text(json.dumps({name: sorted(hashes) for name, hashes in found.items()}, indent=1) + "\n")
        print(f"{sum(map(len, found.values()))} accepted.")
        return 0
    known = json.loads(BASELINE.read_text())
    new = [name for name, hashes in found.items() if hashes - set(known.get(name, []))]
    print(f"{len(new)} files with something new that looks like a secret.", *new, sep="\n  ")
    return int(bool(new))


if __name__ == "__main__":
    wanted, *options = sys.argv[1:] or [""]
    if wanted == "dependencies":
        sys.exit(audit_dependencies())
    if wanted == "secrets":
        sys.exit(audit_secrets(accept="--accept" in options))
    sys.exit(__doc__)
