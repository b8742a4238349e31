# Every target does its own set-up: a fresh machine needs Python 3.11 or newer, and pip's packages once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXTRAS ?= dev
READY := $(VENV)/.ready
TRAIN := .venv-train
TRAIN_READY := $(TRAIN)/.ready
WORK ?= build/train

.PHONY: demo test check format golden readme train clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	touch $@

demo: $(READY)
	$(BIN)/citecheck check examples/mdma-cluster-headache.txt --source examples/studies.jsonl \
	  --format terminal --format json=demo-report.json --fail-on never
	@echo "The same report as JSON: demo-report.json"

test: $(READY)
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: $(READY)
	$(BIN)/python -m pytest tests/golden --rewrite-golden

readme: $(READY)
	$(BIN)/python tools/readme.py

$(TRAIN_READY): pyproject.toml training/requirements.txt
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --editable '.[model]' --requirement training/requirements.txt
	touch $@

# Hours, and the labelled sets (training/MODEL_CARD.md). Killed and run again, it goes on.
train: $(TRAIN_READY)
	$(TRAIN)/bin/python -m training.run --work $(WORK)
	@echo "The network is in $(WORK)/network; training/MODEL_CARD.md says how it is weighed."

clean:
	rm -rf $(VENV) $(TRAIN) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache demo-report.json
