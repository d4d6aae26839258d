# Two commands matter: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DOCS ?= samples
BROWSER ?= yes
PYTEST := $(BIN)/python -m pytest
# The processes that a load or a test starts would compile the whole program each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-full test-scale bench bench-query screenshots axe lint types contracts browser clean

help:
	@echo "make run [DOCS=folder]   load documents into ./data and serve them on http://127.0.0.1:8000/"
	@echo "make test [BROWSER=no]   every check and the test suite (at most 12 minutes on 2 cores)"
	@echo "make test-full           the longer checks: fault injection, fuzzing, larger corpora"
	@echo "make test-scale          stores on SPARQL servers, on Virtuoso, too"
	@echo "make bench               the measurements of docs/benchmarks.md"
	@echo "make bench-query         queries beside Oxigraph's own server on the same files"
	@echo "make screenshots         photograph eight pages into docs/screenshots"
	@echo "make clean               remove the virtual environment and caches (never ./data)"

run: $(VENV)/.full
	$(BIN)/kg load $(DOCS)
	$(BIN)/kg serve

# Files in their own order: by number of tests, slow ones would come last, one at a time.
test: lint types contracts browser
	BROWSER=$(BROWSER) $(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder

test-full: $(VENV)/.test axe
	HYPOTHESIS_PROFILE=full $(PYTEST) -m "full or not full"

# Virtuoso 7: the one installed, else Debian's; Spark where there is Java.
test-scale: $(VENV)/.test
	@command -v java >/dev/null && $(BIN)/python -m pip install --quiet --editable '.[spark]' || \
		echo "Without Java the tests on Spark are left out."
	@command -v virtuoso-t >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
		  DEBIAN_FRONTEND=noninteractive apt-get install -qqy virtuoso-opensource-7-bin >/dev/null; } || \
		echo "Without virtuoso-opensource-7-bin the tests on Virtuoso are left out."
	$(PYTEST) -m "full or not full" tests/scale

# Chromium and its driver: those installed, else Debian's.
browser:
ifneq ($(BROWSER),no)
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
		  DEBIAN_FRONTEND=noninteractive apt-get install -qqy chromium chromium-driver >/dev/null; } || \
		{ echo "The browser tests need chromium and chromedriver; install them, or run: make test BROWSER=no"; exit 1; }
else
	@echo "BROWSER=no: the tests of the pages in a real browser are left out."
endif

bench: $(VENV)/.test
	$(BIN)/python benchmarks/load.py
	$(BIN)/python benchmarks/load.py --format mixed
	$(BIN)/python benchmarks/extraction.py

# Oxigraph's own server is a yardstick and nothing that the product needs.
bench-query: $(VENV)/.test
	$(BIN)/python -m pip install --quiet 'oxigraph>=0.5.13,<0.6'
	$(BIN)/python benchmarks/query.py

screenshots: $(VENV)/.test browser
	$(BIN)/python tests/browser/screenshots.py

# axe-core (MPL-2.0) looks for barriers in pages; only tests use it, and it stays out of the wheel.
axe: $(VENV)/.test
	@command -v npm >/dev/null && npm install --silent --no-save --prefix $(VENV)/axe axe-core@4 >/dev/null || \
		echo "Without npm the tests of accessibility are left out."

lint: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.test
	$(BIN)/mypy

contracts: $(VENV)/.test
	$(BIN)/lint-imports

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "EcoAccord needs Python 3.11 or newer; $(PYTHON) is not. Set PYTHON=/path/to/python3."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

# The stamps are renewed when the dependencies change.
$(VENV)/.full: pyproject.toml | $(VENV)/bin/python
	@echo "Installing EcoAccord into $(VENV) ..."
	$(BIN)/python -m pip install --quiet --editable '.[full]'
	@touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	@echo "Installing EcoAccord with its test tools into $(VENV) ..."
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.full

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
