#!/usr/bin/env bash
# Everything `make test` runs, cheapest first, each step with its time. Stops at the first that fails.
set -euo pipefail
cd "$(dirname "$0")/.."

step() {
  local name=$1 begun=$SECONDS
  shift
  echo "== $name"
  "$@"
  echo "== $name: $((SECONDS - begun)) s"
}

# Tests run against a database of their own, whatever this shell points to.
unset DATABASE_URL MOKED_DATA MOKED_DATABASE_ROLE DJANGO_SETTINGS_MODULE MOKED_TEST_RUN

step "lint" ruff check .
step "format" ruff format --check .
step "import contracts" lint-imports
step "types" mypy moked demo bench
step "front-end types" npm run --silent check
step "known weaknesses" python scripts/audit.py dependencies
step "secrets" python scripts/audit.py secrets
step "unit" pytest -m "not journey and not fault" --durations=25
step "faults" pytest -m fault --durations=5
step "journeys" pytest -m journey --durations=10
