# What there is to do here, one target each; `make run` and `make test` set up all they need, and may be run again.
# Settings: PYTHON, VENV, PORT, TESTS, and TORCH_ARGS, which says where torch comes from (see the README).

PYTHON ?= python3
VENV ?= .venv
PORT ?= 7860
TESTS ?= not slow or sample
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt

# Linux's default torch brings several GB for graphics cards. This index adds the CPU build, which pip then prefers.
ifeq ($(shell uname -s),Linux)
TORCH_ARGS ?= --extra-index-url https://download.pytorch.org/whl/cpu
endif

.PHONY: run index test test-all check format eval doctor clean

run: index            ; $(BIN)/headsup serve --port $(PORT)
index: $(VENV)/.ready ; $(BIN)/headsup ingest
test: $(VENV)/.dev    ; $(BIN)/python -m pytest -m "$(TESTS)" $(PYTEST_ARGS)
test-all:             ; $(MAKE) --no-print-directory test TESTS=""
eval: index           ; $(BIN)/headsup eval --against baseline
doctor: $(VENV)/.ready ; $(BIN)/headsup doctor
format: $(VENV)/.dev  ; $(BIN)/ruff check --fix . && $(BIN)/ruff format .
check: $(VENV)/.dev   ; $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
clean:                ; rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info

# A stamp is newer than what was installed from; without it, or after a change of either file, pip runs again.
$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with PYTHON=…")'
	@echo "Installing into $(VENV): about 1.5 GB, some minutes the first time"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) torch $(TORCH_ARGS)
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.ready
	@$(PIP) --editable '.[dev]'
	@touch $@
