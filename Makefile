# Everything from a fresh checkout: `make demo` shows what the program does, `make test` runs every check but the slow tests.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := $(wildcard data/sample/*)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

.PHONY: demo test test-all readme lint types unit unit-all clean ontology-docs same
.DELETE_ON_ERROR:

demo: out/sample.trig
	@cat out/sample.report
	@echo
	@echo 'kg query out/sample.trig who-referred-what'
	@$(BIN)/kg query out/sample.trig who-referred-what
	@echo
	@echo 'Now: $(BIN)/kg queries; or source $(BIN)/activate, and then kg'

test: lint types unit

# With the tests that are marked slow: they take the same roads as the quick ones, with more of everything.
test-all: lint types unit-all

# Rewrites what the terminal sessions of README.md print; tests/test_docs.py compares it.
readme: $(VENV)/.installed-dev
	$(BIN)/python -m tools.readme

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

unit: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto --dist worksteal -m 'not slow'

unit-all: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto --dist worksteal

# Which documents' graphs differ from those of another commit: make same COMMIT=main SHOW=5
same: $(VENV)/.installed-dev
	$(BIN)/python -m tools.same $(or $(COMMIT),HEAD) --show $(or $(SHOW),0)

# What is made of the kinds of facts and the terms: shapes, JSON-LD context, the pages; a test says when they are out of date.
ontology-docs: $(VENV)/.installed
	$(BIN)/python -m tools.ontology
	$(BIN)/python docs/ontology.py docs/ontology.html docs/terms.html

out/sample.trig: $(VENV)/.installed $(SAMPLE) $(shell find kg ontology queries data/lexicon data/register -type f -not -path '*/__pycache__/*')
	@mkdir -p out
	$(BIN)/kg build data/sample -o $@ --force > out/sample.report

# Installed in place: the checkout's own ontology/, queries/ and data/ are used.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo 'installing into $(VENV) (a minute or two, once) ...'
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo 'installing into $(VENV), with what the tests need (some minutes, once) ...'
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $(VENV)/.installed $@

$(BIN)/python:
	@echo 'making $(VENV) ...'
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf out build dist .mypy_cache .pytest_cache .ruff_cache
