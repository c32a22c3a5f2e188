# One command for everything. `make` alone lists them.
# Some shells export PYTHONDONTWRITEBYTECODE=1, which makes every start twice as slow: cleared here.
unexport PYTHONDONTWRITEBYTECODE
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
DEV_READY := $(VENV)/.dev-ready

.PHONY: help run test lint bench audit lock demo clean

help:
	@echo "make run     install, migrate, load the demonstration, serve http://localhost:$(PORT)  (PORT=… to change)"
	@echo "make test    install what tests need and run lint and all tests"
	@echo "make lint    ruff, mypy, the house's contracts, missing migrations"
	@echo "make bench   speed, side by side with nginx (needs nginx and wrk, installed when missing)"
	@echo "make audit   Lighthouse and axe on every template (needs Node)"
	@echo "make lock    resolve requirements/*.in into hashed lock files"

$(VENV)/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: set PYTHON=python3.x")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(RUN_READY): requirements/run.lock pyproject.toml | $(VENV)/bin/uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/run.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

$(DEV_READY): requirements/dev.lock pyproject.toml | $(VENV)/bin/uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $(RUN_READY) $@

run: $(RUN_READY)
	@$(BIN)/smartbooth serve --port $(PORT) --demo

test: $(DEV_READY) lint
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: $(DEV_READY)
	@$(BIN)/ruff check -q src tests && $(BIN)/ruff format -q --check src tests
	@$(BIN)/lint-imports --no-timings >/dev/null || $(BIN)/lint-imports
	@$(BIN)/smartbooth manage makemigrations --check --dry-run >/dev/null || $(BIN)/smartbooth manage makemigrations --check --dry-run
	@$(BIN)/smartbooth manage check --fail-level WARNING
	@$(BIN)/mypy

lock: | $(VENV)/bin/uv
	@$(BIN)/uv pip compile -q --generate-hashes --no-header --universal --python-version 3.11 requirements/run.in -o requirements/run.lock
	@$(BIN)/uv pip compile -q --generate-hashes --no-header --universal --python-version 3.11 -c requirements/run.lock requirements/dev.in -o requirements/dev.lock

clean:
	@rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
