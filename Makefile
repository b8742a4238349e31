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
comma := ,
PIP := -m pip install --quiet --disable-pip-version-check
TOOLS := .venv-tools
TOOLS_READY := $(TOOLS)/.ready
TRAIN := .venv-train
TRAIN_READY := $(TRAIN)/.ready
WORK ?= build/train

.PHONY: demo test check format golden pages docs docs-serve man lock deps-audit sbom train clean

$(READY): pyproject.toml $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "citecheck needs Python 3.11 or newer; name one, as in: make demo PYTHON=python3.12")'
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
	@mkdir -p build
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto --maxprocesses 4
	$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report > build/coverage.txt; code=$$?; grep -E '^(TOTAL|Coverage failure)' build/coverage.txt; \
	  echo "Lines and branches of citecheck/ that tests run; those that none runs: build/coverage.txt"; exit $$code

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: $(READY)
	$(BIN)/python -m pytest tests/golden --rewrite-golden

# What README and docs/ show is what the program prints; docs/reference/ is made from the code.
pages: $(READY)
	$(BIN)/python -m tools.pages

docs: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo "The site: build/site/index.html"

docs-serve: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

man: $(READY)
	$(BIN)/python -m tools.man build/man

$(TOOLS_READY): requirements/tools.txt
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python $(PIP) --require-hashes --requirement requirements/tools.txt
	touch $@

# After a change of dependencies. Pins stay where they can; with UPGRADE=--upgrade all become the newest.
COMPILE = $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --custom-compile-command 'make lock' $(UPGRADE)
lock: $(TOOLS_READY)
	$(COMPILE) pyproject.toml $(foreach each,$(subst $(comma), ,$(EXTRAS)),--extra $(each)) \
	  --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --constraint requirements/dev.txt --output-file requirements/runtime.txt
	$(COMPILE) requirements/build.in --constraint requirements/dev.txt --output-file requirements/build.txt
	$(COMPILE) requirements/tools.in --constraint requirements/dev.txt --output-file requirements/tools.txt

# Asks a service on the network, and so is no part of `make check`.
deps-audit: $(TOOLS_READY)
	$(TOOLS)/bin/python -m tools.deps_audit

# Of what a user installs: the package and its dependencies as they are locked, without extras.
sbom: $(READY) $(TOOLS_READY)
	rm -rf build/sbom
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build/sbom .
	$(PYTHON) -m venv --without-pip build/sbom/env
	$(BIN)/python -m pip --python build/sbom/env/bin/python install --quiet --disable-pip-version-check \
	  --require-hashes --requirement requirements/runtime.txt
	$(BIN)/python -m pip --python build/sbom/env/bin/python install --quiet --disable-pip-version-check \
	  --no-deps build/sbom/*.whl
	$(TOOLS)/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --validate \
	  --output-reproducible --output-file build/sbom.cdx.json build/sbom/env/bin/python
	$(BIN)/python -m tools.sbom build/sbom.cdx.json
	@echo "What a user installs, as CycloneDX: build/sbom.cdx.json"

$(TRAIN_READY): pyproject.toml training/requirements.txt
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python $(PIP) --editable '.[model]' --requirement training/requirements.txt
	touch $@

# Hours, and the labelled sets (training/MODEL_CARD.md). Killed and run again, it goes on.
train: $(TRAIN_READY)
	$(TRAIN)/bin/python -m training.run --work $(WORK)
	@echo "The network is in $(WORK)/network; training/MODEL_CARD.md says how it is weighed."

# Not build/: in it `make train` keeps what took hours.
clean:
	rm -rf $(VENV) $(TRAIN) $(TOOLS) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache demo-report.json
