#!/usr/bin/env bash
# Everything `make test` runs, each step with its time. Two lanes, for a pytest keeps one core busy and machines have two:
# what reads and calls the code here, and beside it what starts the whole product, told when this lane is done.
set -euo pipefail
cd "$(dirname "$0")/.."

step() {
  local name=$1 begun=$SECONDS
  shift
  echo "== $name"
  "$@"
  echo "== $name: $((SECONDS - begun)) s"
}

here() {
  step "lint" ruff check .
  step "format" ruff format --check .
  step "import contracts" lint-imports
  step "types" mypy moked demo bench
  step "front-end types" npm run --silent check
  step "known weaknesses" python scripts/audit.py dependencies
  step "secrets" python scripts/audit.py secrets
  step "unit" pytest -m "not journey and not fault" --durations=25
  # Here, for the other lane is the longer one.
  step "backups" pytest -m fault tests/site/backup --durations=5
}

beside() {
  step "journeys" pytest -m journey --durations=10
  step "faults" pytest -m fault --ignore=tests/site/backup --durations=10
}

# Tests run against a database of their own, whatever this shell points to.
unset DATABASE_URL MOKED_DATA MOKED_DATABASE_ROLE DJANGO_SETTINGS_MODULE MOKED_TEST_RUN

told=$(mktemp)
trap 'rm -f "$told"' EXIT
(beside) >"$told" 2>&1 &
second=$!
(here) &
first=$!

# A lane that fails stops there; the other is heard out, so that one run tells all there is to mend.
failed=0
wait "$first" || failed=1
wait "$second" || failed=1
cat "$told"
exit "$failed"
