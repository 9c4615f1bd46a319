# The portal's commands. `make run` and `make test` bring what they need.
PYTHON ?= python3
SOURCES = manage.py forum_portal editions papers exhibitors tests

.PHONY: run test messages format tools python

run: python
	@$(PYTHON) forum_portal/first_run.py run

# `ARGS="-k booth" make test` passes options on to pytest.
test: tools
	@.venv/bin/python -m tests.run $(ARGS)

# Collects the sentences to translate into locale/. Needs gettext.
messages: tools
	@command -v xgettext >/dev/null || { echo 'There is no xgettext: run `sudo apt install gettext`, then `make messages` again.' >&2; exit 1; }
	@SECRET_KEY=unused .venv/bin/python manage.py makemessages -l ar -l fr -i .venv -i var -i tests --add-location=file

format: tools
	@.venv/bin/ruff check --fix $(SOURCES)
	@.venv/bin/ruff format $(SOURCES)
	@git ls-files '*.py' ':!*/migrations/*' | xargs .venv/bin/django-upgrade --target-version 5.2 --exit-zero-even-if-changed
	@# djade reports what it has just mended as a failure; the second run tells whether anything is left.
	@git ls-files 'templates/*.html' | xargs -r .venv/bin/djade --target-version 5.2 || true
	@git ls-files 'templates/*.html' | xargs -r .venv/bin/djade --target-version 5.2 --check

tools: python
	@$(PYTHON) forum_portal/first_run.py test

python:
	@command -v $(PYTHON) >/dev/null || { echo 'There is no $(PYTHON): run `sudo apt install python3 python3-venv`, then `make $(MAKECMDGOALS)` again.' >&2; exit 1; }
