# The two commands of the README are `make brief` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LANGUAGE ?= en
AS_OF ?= 2025-04-19

.PHONY: brief test lint env clean

env: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

brief: env
	mkdir -p out
	$(BIN)/overtone brief examples --theatre us-china-chips --as-of $(AS_OF) --lang $(LANGUAGE) -o out/brief.$(LANGUAGE).html
	@echo "The brief lies in out/brief.$(LANGUAGE).html (LANGUAGE=zh for Chinese)"

lint: env
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy

test: lint
	$(BIN)/pytest -n auto

clean:
	rm -rf $(VENV) out
