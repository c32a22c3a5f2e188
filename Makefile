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
# Checks need settings and so a var folder: never the one of `make run`.
SCRATCH := SMARTBOOTH_VAR=build/var

.PHONY: help run test lint bench bench-statistics audit lock pictures clean

help:
	@echo "make run     install, migrate, load the demonstration, serve http://localhost:$(PORT)  (PORT=… to change)"
	@echo "make test    install what tests need and run lint and all tests"
	@echo "make lint    ruff, mypy, the house's contracts, missing migrations"
	@echo "make bench   speed, side by side with nginx (needs nginx and wrk, installed when missing)"
	@echo "make bench-statistics  the verdict's error rates, power and speed, beside a z test and gbstats (some ten minutes)"
	@echo "make audit   Lighthouse and axe on every template (needs Node)"
	@echo "make lock    resolve requirements/*.in into hashed lock files"
	@echo "make pictures  take the documentation's pictures anew (needs Chromium)"
	@echo "make clean   remove the virtual environment and what tools left behind (var/ stays)"

$(VENV)/bin/uv:
	@scripts/venv $(PYTHON) $(VENV)

$(RUN_READY): requirements/run.lock pyproject.toml | $(VENV)/bin/uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/run.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

$(DEV_READY): requirements/dev.lock pyproject.toml | $(VENV)/bin/uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $(RUN_READY) $@

run: $(RUN_READY)
	@exec $(BIN)/smartbooth serve --port $(PORT) --demo

# pytest's summary is the last thing said, so that a log's end tells the outcome.
test: $(DEV_READY) lint
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory node_modules/.ready; \
	else echo "axe's tests are left out: there is no npm (Debian: apt-get install nodejs npm). The rest runs."; fi
	@scripts/bounces $(BIN)/python || true # it says what is left out
	@if scripts/chromium; then exec $(BIN)/python -m pytest -n 2 --dist loadfile; \
	else echo "Browser tests are left out: there is no Chromium. The rest runs."; \
	  exec $(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser"; fi

lint: $(DEV_READY)
	@$(BIN)/ruff check -q . && $(BIN)/ruff format -q --check .
	@said=$$($(BIN)/lint-imports 2>&1) || { echo "$$said"; exit 1; }
	@said=$$($(SCRATCH) $(BIN)/smartbooth manage makemigrations --check --dry-run 2>&1) || { echo "$$said"; exit 1; }
	@$(SCRATCH) $(BIN)/smartbooth manage check --fail-level WARNING >/dev/null
	@$(SCRATCH) $(BIN)/mypy --no-error-summary

bench: $(DEV_READY)
	@$(BIN)/python -m bench.run

bench-statistics: $(DEV_READY)
	@$(BIN)/python -m bench.statistics

node_modules/.ready: package-lock.json
	@command -v npm >/dev/null || { echo "make audit needs Node 18.20 or newer with npm (Debian: apt-get install nodejs npm)."; exit 1; }
	@npm ci --silent && touch $@

audit: $(DEV_READY) node_modules/.ready
	@scripts/chromium && $(BIN)/python -m audit.run

lock: | $(VENV)/bin/uv
	@$(BIN)/uv pip compile -q --generate-hashes --no-header --universal --python-version 3.11 requirements/run.in -o requirements/run.lock
	@$(BIN)/uv pip compile -q --generate-hashes --no-header --universal --python-version 3.11 -c requirements/run.lock requirements/dev.in -o requirements/dev.lock
	@$(BIN)/uv pip compile -q --generate-hashes --no-header --universal --python-version 3.11 requirements/gbstats.in -o requirements/gbstats.lock

pictures: $(DEV_READY)
	@scripts/chromium && $(BIN)/python scripts/pictures.py

clean:
	@rm -rf $(VENV) build node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
