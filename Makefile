# Every target sets up what it needs first and skips what is already there; see remiss/start/bootstrap.py.
PYTHON ?= /usr/bin/python3
BOOTSTRAP = $(PYTHON) -m remiss.start.bootstrap

.DEFAULT_GOAL := help
.PHONY: help run test future bench soak manage lock

help:
	@echo 'make run                  sätter upp allt, startar Remiss och skriver ut adressen; Ctrl-C stänger'
	@echo 'make test                 sätter upp allt och kör alla kontroller och tester'
	@echo 'make test ARGS="-k x"     samma, med argument till pytest'
	@echo 'make future               kör enhetstesterna mot nyaste Django i en nyare Python; får misslyckas'
	@echo 'make bench                mäter hur fort det går och skriver docs/bench.md; ARGS="10000" tar bara den storleken'
	@echo 'make bench ARGS="sidor"   jämför sidornas fart med en tidigare version; fler argument: bench/__main__.py'
	@echo 'make soak                 dödar, fyller och ändrar allt i timmar och skriver docs/haverier.md; ARGS="webb skala=0.1"'
	@echo 'make manage ARGS="x"      kör manage.py-kommandot x mot samma databas som make run'
	@echo 'make lock                 gör om låsfilerna efter en ändring i pyproject.toml'
	@echo
	@echo 'PORT, DATABASE_URL, REMISS_DATA, DEMO med flera: se docs/drift.md'

run: | $(PYTHON)
	@$(BOOTSTRAP) run

test: | $(PYTHON)
	@$(BOOTSTRAP) test $(ARGS)

future: | $(PYTHON)
	@$(BOOTSTRAP) future $(ARGS)

bench: | $(PYTHON)
	@$(BOOTSTRAP) bench $(ARGS)

soak: | $(PYTHON)
	@$(BOOTSTRAP) soak $(ARGS)

manage: | $(PYTHON)
	@$(BOOTSTRAP) manage $(ARGS)

lock: | $(PYTHON)
	@$(BOOTSTRAP) lock

$(PYTHON):
	@echo '✗ $(PYTHON) finns inte; installera Python 3.11 eller nyare, eller ange make PYTHON=/sökväg/till/python3' >&2
	@exit 1
