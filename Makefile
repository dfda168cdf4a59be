# Everything a newcomer needs: git, make and Python 3.11. `make run` is the first thing to try.
#
#   make run     set up, load the demonstration families into a new data folder, serve at http://127.0.0.1:8000
#   make test    every test on SQLite and on PostgreSQL, and the journeys in Chromium
#   make prove   the same with the long proofs at full length
#   make bench   the figures of docs/figures.md
#   make lint    style, types, floors, consistency
#   make audit   our Python by bandit, packages by pip-audit and npm, the running demonstration by Debian's wapiti
#   make setup   fetch and build without running
#   make lock    write the locks of Python packages anew from the .in files
#   make clean   remove what make made; data in var/ stays
#
# KINMAP_DATA, KINMAP_PORT and DATABASE_URL may be given in the environment or on the command line.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
# Nothing new enough was found: let the plain one say so, or say that there is none.
ifeq ($(strip $(PYTHON)),)
PYTHON := python3
endif

VENV := .venv/bin
MAKEFLAGS += --no-print-directory

.PHONY: run test prove bench lint audit setup lock clean python dev

run: python
	@$(PYTHON) build_tools/run.py

test: dev
	@$(PYTHON) build_tools/test.py

prove: dev
	@KINMAP_PROVE=1 $(PYTHON) build_tools/test.py

bench: dev
	@$(VENV)/python -m bench

lint: dev
	@$(PYTHON) build_tools/lint.py

audit: dev
	@$(VENV)/python build_tools/audit.py

setup: python
	@$(PYTHON) build_tools/setup.py
	@$(PYTHON) build_tools/assets.py

dev: python
	@$(PYTHON) build_tools/setup.py --dev
	@$(PYTHON) build_tools/assets.py

lock: dev
	@$(PYTHON) build_tools/lock.py

clean:
	rm -rf .venv node_modules .make static-collected kinmap/kit/static/build kinmap/documents/fonts/*.ttf
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	echo "Kinmap needs Python 3.11 or newer and found no $(PYTHON): install it, or name one, as in \"make run PYTHON=python3.11\"." >&2; \
	exit 1; }
	@$(PYTHON) build_tools/old_python.py
