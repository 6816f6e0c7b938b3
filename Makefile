# `make demo` and `make test` need nothing but Python 3.11 or newer: they set up .venv by themselves.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
SEED := tests/messages/07BEIJING2463

.PHONY: demo test check smoke bench bench-parse fuzz soak gate golden picture clean

# A published cable and 2,000 invented ones, in every format, in an archive that is thrown away by the next run.
DEMO := build/demo
MAIN := 'tags:KIPR "memorandum of cooperation" date:2007-04'
run = @printf '\n$$ cablegram %s\n' '$(subst ','\'',$(1))'; CABLEGRAM_ARCHIVE=$(DEMO)/archive $(BIN)/cablegram $(1)

demo: $(INSTALLED)
	@rm -rf $(DEMO)
	@mkdir -p build
	@echo 'Inventing 2,000 cables in the formats they are published in:'
	@$(BIN)/python bench/corpus.py $(DEMO) --count 2000 --seed 1 --no-index
	$(call run,ingest $(SEED)/page.txt $(DEMO)/cables)
	$(call run,search $(MAIN))
	$(call run,search 'at least 2 of (sardine trawler quota) date:2005..2008' --facets country$(COMMA)year --limit 2)
	$(call run,search 'psot:tokyo telescope NEAR/3 mirror' --sort newest --limit 2)
	$(call run,show 07 beijing 002463)
	$(call run,stats)
	@printf '\nThe archive is there to be asked more: %s search --archive %s …\n' $(BIN)/cablegram $(DEMO)/archive

COMMA := ,

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
	build/smoke/venv/bin/cablegram ingest --archive build/smoke/archive $(SEED)/page.txt
	build/smoke/venv/bin/cablegram search --archive build/smoke/archive --count $(MAIN) | grep -qx 1
	@echo "smoke: the wheel reads a cable, keeps it and finds it"

# Parsing against counting words; an ingest against a bare index; searches against FTS5: make bench COUNT=251287
COUNT ?= 50000
bench: bench-parse
	$(BIN)/python bench/ingest.py build/bench --count $(COUNT)
	$(BIN)/python bench/search.py build/bench/archive-$(COUNT)-50

bench-parse: $(INSTALLED)
	$(BIN)/python bench/speed.py $(ARGS)

fuzz: $(INSTALLED)
	$(BIN)/python tests/fuzz/run.py --count 20000 $(ARGS)

# Ingests are killed at random moments; make soak N=1000
N ?= 100
soak: $(INSTALLED)
	$(BIN)/python tests/kill/run.py --count $(N) $(ARGS)

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
