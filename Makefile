# Each target sets up what it needs, in this checkout only (tools/setup.py); a second run does none of it again.
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Once there is a virtual environment its Python is the one that is used; `make PYTHON=python3.12 synth` changes it.
PYTHON ?= $(shell test -x .venv/bin/python && echo .venv/bin/python || echo python3)
BIN := .venv/bin
SETUP = @$(PYTHON) tools/setup.py

# `make synth ENVIRONMENT=staging` needs no line here: make hands it on to the command, and main.py reads it.

# More words for the command behind a target: `make test ARGS="-k naming -x"`.
ARGS ?=

.PHONY: help
help: ## Say what each target does
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

## Everyday

.PHONY: setup
setup: ## Set up everything the tests and the linters need
	$(SETUP) development

.PHONY: synth
synth: ## Make the Terraform JSON of all environments, or of ENVIRONMENT=staging
	$(SETUP) synth
	@$(BIN)/aldeia synth $(ARGS)

.PHONY: test
test: ## Run the tests, in as many processes as there are cores
	$(SETUP) development
	$(SETUP) scan
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: validate
validate: ## Check the manifests and make nothing
	$(SETUP) synth
	@$(BIN)/aldeia validate $(ARGS)

.PHONY: scan
scan: ## Synthesize, and look for security problems in what is made (checkov)
	@$(MAKE) synth ARGS=
	$(SETUP) scan
	@$(BIN)/aldeia scan $(ARGS)

.PHONY: demo
demo: ## Apply staging to an AWS that is played on this machine; no account needed
	$(SETUP) development
	@$(BIN)/python -m tools.demo

.PHONY: emulator
emulator: ## Play AWS on a free port of this machine, until Ctrl-C
	$(SETUP) development
	@$(BIN)/python -m tests.emulator.server $(ARGS)

## Before a commit

.PHONY: check
check: lint types ## Run all checks of the code that are not tests

.PHONY: lint
lint: ## Check style, the direction of imports, and the workflows
	$(SETUP) development
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/lint-imports --no-logo --cache-dir .cache/import-linter
	@$(BIN)/python -m tools.workflows

.PHONY: types
types: ## Check types
	$(SETUP) development
	@$(BIN)/mypy

.PHONY: format
format: ## Format the code, and repair what ruff can repair
	$(SETUP) development
	@$(BIN)/ruff check --quiet --fix-only . && $(BIN)/ruff format --quiet .

## Made files that are committed

.PHONY: snapshots
snapshots: ## Write the tests' snapshots anew; read the difference before you commit it
	$(SETUP) development
	@$(BIN)/python -m tests.snapshots

.PHONY: schema
schema: ## Write envs/schema.json anew from the manifest's models
	$(SETUP) synth
	@$(BIN)/aldeia schema

.PHONY: locks
locks: ## Write the lock files anew; UPGRADE=1 takes newer versions
	$(SETUP) development
	@$(BIN)/python tools/locks.py $(if $(UPGRADE),--upgrade)

## Now and then

.PHONY: benchmark
benchmark: synth ## Measure a synth against the stock way, a review, a scan, and how long manifests take to check
	$(SETUP) development
	$(SETUP) scan
	@$(BIN)/python benchmarks/synth.py $(ARGS)
	@$(BIN)/python benchmarks/review.py $(ARGS)
	@$(BIN)/python benchmarks/scan.py $(ARGS)
	@$(BIN)/python benchmarks/validate.py $(ARGS)

.PHONY: faults
faults: ## Plant every fault of tests/faults, and say who catches it: ours, and checkov alone
	$(SETUP) development
	$(SETUP) scan
	@$(BIN)/python -m tests.faults.table

.PHONY: mutation
mutation: ## Plant wrong values into manifests and generated JSON, and count who notices
	$(SETUP) development
	$(SETUP) scan
	@$(BIN)/python -m tests.manifest.mutation
	@$(BIN)/python -m tests.policies.mutation

.PHONY: audit
audit: ## Ask for known vulnerabilities of all that is pinned (network)
	$(SETUP) development
	@$(BIN)/python -m tools.audit

.PHONY: sbom
sbom: ## Write build/sbom.cdx.json, a CycloneDX bill of all that is pinned
	$(SETUP) development
	@$(BIN)/python -m tools.sbom

# Terraform's state may lie beside the JSON it was applied from: only what can be made again is removed.
MADE = $(wildcard build cdktf.out)

.PHONY: clean
clean: ## Remove what was made, but never Terraform state
	@$(if $(MADE),find $(MADE) ! -type d '(' ! -name '*.tfstate*' -o -path '*/.terraform/*' ')' -delete)
	@$(if $(MADE),find $(MADE) -depth -type d -empty -delete)
	@find . '(' -path './.venv*' -o -path ./node_modules ')' -prune -o -name '*.pyc' -exec rm -f {} +

.PHONY: distclean
distclean: clean ## Remove what set-up made, too
	@rm -rf .venv .venv-scan node_modules .cache .hypothesis
