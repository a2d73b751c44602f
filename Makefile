# Everything a person needs to run, test and change the site. 'make help' lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
# Settings as on a public server, for the checks that want to see those.
CHECK_KEY := check-9fJ2kQ7vWx4TzB1nLm8RsYp6HdGc3AeUo5Ni0Ktq-only-for-checks
AS_IN_PRODUCTION := env DEBUG=false BASE_URL=https://www.example.org SECRET_KEY=$(CHECK_KEY)
# As many tests at a time as there are processors; a file stays whole, for what its tests share.
# One at a time, as a debugger wants it: make test ARGS="-n 0 --pdb tests/news".
SIDE_BY_SIDE := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
WHEELS_ONLY := --only-binary :all: --disable-pip-version-check --quiet
ARGS ?=

.PHONY: help install demo serve run check test test-postgres test-next access bench bench-first-view screens messages format constraints browser

help: ## lists these verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

install: $(VENV)/.installed ## makes .venv with all that is needed; quick when nothing has changed

$(VENV)/.installed: requirements.txt requirements-dev.txt constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	$(BIN)/python -m pip install $(WHEELS_ONLY) -r requirements-dev.txt -c constraints.txt
	@touch $@

.env:
	@(umask 077; printf 'SECRET_KEY=%s\n' "$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))')" > .env)
	@echo "Made .env with a new SECRET_KEY."

demo: install .env ## prepares the site with its demo content, but does not start it
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) setup_site
	@$(MANAGE) load_demo
	@$(MANAGE) demo_logins

serve: install .env ## starts the prepared site; HOST and PORT are honoured
	@exec $(MANAGE) serve

run: demo ## prepares the site and starts it; HOST and PORT are honoured
	@exec $(MANAGE) serve

check: install ## examines code, types, templates, imports, migrations and settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	$(AS_IN_PRODUCTION) $(MANAGE) makemigrations --check --dry-run
	$(AS_IN_PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

format: install ## brings the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser:
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq; \
		apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; \
	fi
	@command -v chromium >/dev/null || echo "No chromium here: the tests in a browser are left out."

test: install browser ## runs all tests on SQLite; ARGS="tests/news" for some of them
	env DATABASE_URL= $(BIN)/pytest $(SIDE_BY_SIDE) $(ARGS)

test-postgres: install browser ## runs the tests on PostgreSQL, but for looks; DATABASE_URL, else a local server
	$(BIN)/python -m tests.support.postgres $(BIN)/pytest -m "not look" $(SIDE_BY_SIDE) $(ARGS)

test-next: browser ## runs all tests on the newest Wagtail, in an environment of its own
	@test -x .venv-next/bin/python || $(PYTHON) -m venv .venv-next
	.venv-next/bin/python -m pip install $(WHEELS_ONLY) -r requirements-dev.txt
	.venv-next/bin/python -m pip install $(WHEELS_ONLY) --upgrade wagtail wagtail-localize modelsearch django-modelcluster
	.venv-next/bin/python -m pip list --disable-pip-version-check | grep -iE '^(django|wagtail|wagtail-localize) '
	env DATABASE_URL= .venv-next/bin/pytest $(SIDE_BY_SIDE) $(ARGS)

access: install browser ## looks for barriers on every page, in every language, width and colours
	env DATABASE_URL= EVERY_LOOK=1 $(BIN)/pytest -m look -n 0 $(ARGS)

constraints: ## finds the newest versions that fit requirements-dev.txt and notes them
	@rm -rf .venv-next && $(PYTHON) -m venv .venv-next
	.venv-next/bin/python -m pip install $(WHEELS_ONLY) -r requirements-dev.txt
	@(sed -n '/^#/p' constraints.txt; echo; .venv-next/bin/python -m pip freeze) > constraints.new
	@mv constraints.new constraints.txt

bench: install ## prints queries and milliseconds of the public pages at growing sizes
	@folder="$$(mktemp -d)"; trap 'rm -rf "$$folder"' EXIT; \
	export DATA_DIR="$$folder" DATABASE_URL= BASE_URL= SECRET_KEY="$(CHECK_KEY)"; \
	$(MANAGE) migrate --verbosity 0; \
	$(MANAGE) collectstatic --noinput --verbosity 0; \
	$(MANAGE) setup_site >/dev/null; \
	$(MANAGE) load_demo >/dev/null; \
	$(MANAGE) bench $(ARGS)

bench-first-view: install browser ## prints when readers on a poor link see a page, beside one of one file
	@$(BIN)/python -m tests.support.first_view

screens: install browser ## takes the pictures of docs/screens anew
	$(BIN)/python -m tests.support.screens

messages: install .env ## collects the texts of code and templates and compiles the catalogues
	@$(MANAGE) messages
