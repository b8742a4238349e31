# Every target does its own set-up: a fresh machine needs Python 3.11 or newer, and pip's packages once.
# They come in the versions of requirements/dev.txt, each checked by its hash; with LOCKED=no, in the
# newest versions that pyproject.toml allows.
PYTHON ?= python3
LOCKED ?= yes
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := requirements/build.txt requirements/dev.txt
EXTRAS := dev,browser,dask
PIP := -m pip install --quiet --disable-pip-version-check
TOOLS := .venv-tools
TOOLS_READY := $(TOOLS)/.ready
TRAIN := .venv-train
TRAIN_READY := $(TRAIN)/.ready
WORK ?= build/train

.PHONY: demo test check format golden pages docs docs-serve train clean

$(READY): pyproject.toml $(LOCK)
	$(PYTHON) -m venv $(VENV)
ifeq ($(LOCKED),yes)
	$(BIN)/python $(PIP) --require-hashes $(addprefix --requirement ,$(LOCK))
	$(BIN)/python $(PIP) --no-deps --no-build-isolation --editable .
else
	$(BIN)/python $(PIP) --editable '.[$(EXTRAS)]'
endif
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
	$(MAKE) --no-print-directory docs
	$(BIN)/python -m pytest

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: $(READY)
	$(BIN)/python -m pytest tests/golden --rewrite-golden

# What README and docs/ show is what the program prints; docs/reference/ is made from the code.
pages: $(READY)
	$(BIN)/python -m tools.pages

docs: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo "The site: build/site/index.html"

docs-serve: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

$(TRAIN_READY): pyproject.toml training/requirements.txt
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python $(PIP) --editable '.[model]' --requirement training/requirements.txt
	touch $@

# Hours, and the labelled sets (training/MODEL_CARD.md). Killed and run again, it goes on.
train: $(TRAIN_READY)
	$(TRAIN)/bin/python -m training.run --work $(WORK)
	@echo "The network is in $(WORK)/network; training/MODEL_CARD.md says how it is weighed."

clean:
	rm -rf $(VENV) $(TRAIN) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache demo-report.json
