# `make demo` and `make test` need nothing but Python 3.11 or newer: they set up .venv by themselves.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
SEED := tests/messages/07BEIJING2463

.PHONY: demo test check smoke bench fuzz gate golden picture clean

demo: $(INSTALLED)
	@echo '$$ cablegram parse $(SEED)/page.txt'
	@$(BIN)/cablegram parse $(SEED)/page.txt
	@echo '$$ cablegram parse --json $(SEED)/page.txt    (two of its fields)'
	@$(BIN)/cablegram parse --json $(SEED)/page.txt | $(BIN)/python -c \
		'import json, sys; cable = json.load(sys.stdin); print(cable["subject"]); print(cable["tags"][0])'
	@echo
	@echo '$$ cablegram parse --summary tests/messages    (the same, and ten invented messages, one of them damaged)'
	@$(BIN)/cablegram parse --summary tests/messages

test: $(INSTALLED) check smoke
	$(BIN)/pytest -q

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The wheel, alone in a fresh environment without the development packages, must read a cable.
smoke: $(INSTALLED)
	@rm -rf build/smoke
	$(BIN)/pip -q --disable-pip-version-check wheel --no-deps --wheel-dir build/smoke .
	$(BIN)/python -m venv build/smoke/venv
	build/smoke/venv/bin/pip -q --disable-pip-version-check install build/smoke/*.whl
	build/smoke/venv/bin/cablegram parse --json $(SEED)/page.txt | grep -q '"mrn":"07BEIJING2463"'
	@echo "smoke: the wheel reads a cable"

bench: $(INSTALLED)
	$(BIN)/python bench/speed.py $(ARGS)

fuzz: $(INSTALLED)
	$(BIN)/python tests/fuzz/run.py --count 20000 $(ARGS)

# Conformance rows are found as the tests find them; or: make gate ROWS=folder
ROWS ?= $(or $(CABLEGRAM_SHARED),../shared)/conformance/open
gate: $(INSTALLED)
	$(BIN)/python tests/gate/run.py $(ROWS)

# What the tests compare with, written anew from what the parser says today: read the difference before committing it.
golden: $(INSTALLED)
	$(BIN)/python tests/golden.py

picture: $(INSTALLED)
	$(BIN)/python docs/images/picture.py

clean:
	rm -rf $(VENV) build dist

$(INSTALLED): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Cablegram needs Python 3.11 or newer; none was found. \
	Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { echo "Could not make a virtual environment in $(VENV) \
	(on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(BIN)/pip -q --disable-pip-version-check install -e '.[dev]'
	@touch $@
