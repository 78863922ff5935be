# make run: set up, build a release, serve it.  make test: every check there is.
VENV := .venv
PYTHON := $(VENV)/bin/python
PORT ?= 8000

.PHONY: run test clean

run: $(VENV)/.installed
	@# status 1: some sources were left out and named, the rest is in the release
	@$(VENV)/bin/recalling build --reuse --fetch || [ $$? -eq 1 ]
	@$(VENV)/bin/recalling serve --port $(PORT)

test: $(VENV)/.tested
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) -m pytest

$(VENV)/bin/uv:
	python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet uv

$(VENV)/.installed: $(VENV)/bin/uv pyproject.toml
	$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/bin/uv pyproject.toml
	$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --editable '.[reason]' --group dev
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) data
