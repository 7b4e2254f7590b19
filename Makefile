# Everything a developer or a build server does with this project. `make` alone tells what there is.
#
# make run PORT=8080                     another port
# make test TESTS="tests/needs -k seat"  only some tests, after the same checks
# make run PYTHON=python3.13             the Python that makes .venv

SHELL := bash
.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check format lock soak bench clean dev tools

PYTHON ?= python3
TESTS ?= tests
PY := .venv/bin/python
UV_VERSION := 0.13.9
COMPILE := --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command 'make lock'
export PYTHON

headline = @printf '\n=== %s\n'

help: ## Tell what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: ## Install what is needed and start the site with demo data (PORT, DATABASE_URL)
	@.ci/system-packages venv run
	@.ci/python-packages requirements.lock
	@DEMO_MODE="$${DEMO_MODE-1}" exec $(PY) -m rtc_app.cli.serve

test: tools check ## Check everything: code, migrations, tests on SQLite and PostgreSQL, browser journeys
	$(headline) 'Tests'
	@.ci/pytest -n auto --dist loadgroup -m 'not soak' $(TESTS)

check: dev ## Check the code without running it: format, lint, types, import contracts, templates
	$(headline) 'Format'
	@$(PY) -m ruff format --check .
	$(headline) 'Lint'
	@$(PY) -m ruff check .
	$(headline) 'Types'
	@$(PY) -m mypy
	$(headline) 'Import contracts'
	@$(PY) .venv/bin/lint-imports --no-logo
	$(headline) 'Templates'
	@$(PY) -m djlint templates --profile=jinja --lint --quiet

format: dev ## Format the Python code and mend what lint can mend by itself
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

lock: ## Write the two lock files again after a change in pyproject.toml
	@[ -x .tools/bin/uv ] || $(PYTHON) -m venv .tools
	@.tools/bin/pip install -qq --disable-pip-version-check uv==$(UV_VERSION)
	@.tools/bin/uv pip compile $(COMPILE) pyproject.toml -o requirements.lock
	@.tools/bin/uv pip compile $(COMPILE) --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

soak: tools ## Run the long reliability tests
	@.ci/pytest -m soak $(TESTS)

bench: dev ## Measure the speed of the pages under load; SIZES="2000 20000", DATABASES=sqlite and PAGES=results narrow it
	@.ci/system-packages run bench
	@$(PY) -m tests.benchmarks $(if $(SIZES),--sizes $(SIZES)) $(if $(DATABASES),--databases $(DATABASES)) $(if $(PAGES),--pages $(PAGES))

clean: ## Remove all that was installed or cached; the data in instance/ stays
	rm -rf .venv .tools tests/tools/node_modules .coverage .hypothesis .import_linter_cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache
	find rtc_app migrations tests -name __pycache__ -prune -exec rm -rf {} +

dev:
	@.ci/python-packages requirements-dev.lock

tools:
	@.ci/system-packages venv run test
	@.ci/python-packages requirements-dev.lock
	@.ci/node-packages
