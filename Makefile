# Two commands matter: `make up` runs everything with a demonstration business, `make test` runs all tests.
# Both do their own set-up on a machine with Python 3.11 and nothing else of ours.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MARK := .make
PORT ?= 8000

export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: up test test-all lint types journeys fuzz faults bench lock pictures catalogue clean help

help:
	@echo "make up        run everything, with the demonstration business, on http://127.0.0.1:$(PORT)"
	@echo "make test      lint, types, contracts, and all tests, browsers included"
	@echo "make fuzz      look for inputs that break what reads strangers' bytes, five minutes for each"
	@echo "make faults    kill everything under load, a few hundred times, and count what was lost (KILLS, MOKED_FAULT_SEED)"
	@echo "make bench     measure how fast it is, beside limits of this machine; writes bench/latest.json"
	@echo "make lock      lock the requirements anew"
	@echo "make pictures  take the pictures of docs/pictures anew"
	@echo "make catalogue collect the texts of screens for translators"

up: $(MARK)/base $(MARK)/frontend $(MARK)/catalogue
	@exec moked up --demo --port $(PORT)

test: $(MARK)/dev $(MARK)/frontend $(MARK)/browser $(MARK)/catalogue
	bash scripts/test.sh

$(MARK)/venv:
	@mkdir -p $(MARK)
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet uv
	@touch $@

$(MARK)/base: $(MARK)/venv requirements/base.txt pyproject.toml
	@test -e $(MARK)/dev || uv pip sync --quiet requirements/base.txt
	@test -e $(MARK)/dev && uv pip sync --quiet requirements/dev.txt || true
	uv pip install --quiet --no-deps --editable .
	@touch $@

$(MARK)/dev: $(MARK)/venv requirements/dev.txt pyproject.toml
	uv pip sync --quiet requirements/dev.txt
	uv pip install --quiet --no-deps --editable .
	@touch $@ $(MARK)/base

# Node comes as a wheel where the machine has none.
$(MARK)/frontend: $(MARK)/base package-lock.json frontend/build.mjs scripts/cut_print_fonts.py $(shell find frontend moked -name '*.ts' -o -name '*.css' -o -name '*.html' -o -name '*.svg' 2>/dev/null | grep -v static/built)
	bash scripts/build-frontend.sh
	@touch $@

$(MARK)/catalogue: $(MARK)/base $(wildcard locale/*/LC_MESSAGES/*.po locale/*/*/LC_MESSAGES/*.po)
	$(PYTHON) scripts/compile_catalogues.py
	@touch $@

$(MARK)/browser:
	bash scripts/install-browser.sh
	@touch $@

lint: $(MARK)/dev
	ruff check . && ruff format --check . && lint-imports

types: $(MARK)/dev
	mypy moked demo bench

fuzz: $(MARK)/dev
	$(PYTHON) -m tests.fuzz
	MOKED_FUZZ_SECONDS=300 $(PYTHON) -m pytest -q tests/api/test_schemathesis.py

bench: $(MARK)/dev $(MARK)/frontend $(MARK)/catalogue
	$(PYTHON) -m bench

faults: $(MARK)/dev $(MARK)/frontend $(MARK)/catalogue
	$(PYTHON) -m tests.faults
	MOKED_FAULT_BURST=10000 pytest -q -m fault tests/faults/test_burst.py

lock: $(MARK)/venv
	uv pip compile --quiet --generate-hashes --no-emit-index-url requirements/base.in -o requirements/base.txt
	uv pip compile --quiet --generate-hashes --no-emit-index-url requirements/dev.in -o requirements/dev.txt

pictures: $(MARK)/dev $(MARK)/frontend $(MARK)/browser $(MARK)/catalogue
	$(PYTHON) -m demo.pictures

catalogue: $(MARK)/dev
	moked manage makemessages --locale he --no-location --no-obsolete --ignore 'node_modules/*' --ignore '.venv/*'

clean:
	rm -rf $(VENV) $(MARK) node_modules moked/static/built
