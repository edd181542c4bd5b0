.PHONY: run test test-hurtig test-drift bench laas

# Start systemet på http://127.0.0.1:8000 med demodata; PORT=8001 vælger en anden port.
run:
	@sh vaerktoej/opsaet.sh drift
	@.venv/bin/python -m vaerktoej.koer

# Alle prøver: stil, typer, lag, SQLite, PostgreSQL og Redis, Chromium.
test:
	@sh vaerktoej/opsaet.sh udvikling
	@.venv/bin/python -m vaerktoej.proev

# Kun stil, typer, lag og enhedsprøverne på SQLite.
test-hurtig:
	@sh vaerktoej/opsaet.sh udvikling
	@.venv/bin/python -m vaerktoej.proev --hurtig

# Dræb processer midt i en indlæsning, en opgradering og en bølges flytning, og flet 98 planer; på SQLite og PostgreSQL.
test-drift:
	@sh vaerktoej/opsaet.sh udvikling
	@.venv/bin/python -m vaerktoej.drift

# Mål svartider og antal forespørgsler på et stort, opdigtet datasæt.
bench:
	@sh vaerktoej/opsaet.sh udvikling
	@.venv/bin/python -m vaerktoej.bench

# Lås pakkernes versioner igen efter en rettelse i pyproject.toml (kræver uv).
laas:
	@sh vaerktoej/laas.sh

.PHONY: test-fuzz
# Send 5.000 ødelagte og ondsindede filer gennem importsiden; FUZZ_FILER og FUZZ_FRA vælger andre. Send derpå 1.000
# blandinger af mærkelige værdier til hver slags side; VAERDIER_ANTAL vælger et andet antal.
test-fuzz:
	@sh vaerktoej/opsaet.sh udvikling
	@FUZZ_FILER=$${FUZZ_FILER:-5000} .venv/bin/python -m pytest -q -n0 -p no:cacheprovider tests/fuzz
	@VAERDIER_ANTAL=$${VAERDIER_ANTAL:-1000} .venv/bin/python -m pytest -q -n0 -p no:cacheprovider tests/sikkerhed/test_vaerdier.py

.PHONY: test-frister
# Hold regelbogen op mod et andet syn på 100.000 tilfældige frister; FRISTER_ANTAL og FRISTER_FROE vælger andre.
test-frister:
	@sh vaerktoej/opsaet.sh udvikling
	@FRISTER_ANTAL=$${FRISTER_ANTAL:-100000} .venv/bin/python -m pytest -q -n0 -p no:cacheprovider tests/frister/test_andet_syn.py

.PHONY: test-axe
# Prøverne i Chromium i alle tre bredder og de tolv handlinger med mus og tastatur; de almindelige prøver har to bredder.
test-axe:
	@sh vaerktoej/opsaet.sh udvikling
	@AXE_ALT=1 .venv/bin/python -m pytest -q -n2 --dist loadfile -p no:cacheprovider -m browser tests/browser

.PHONY: test-adgang
# Gå adgangsmatricen og sidernes løfter igennem med alle roller, hver med og uden htmx; de almindelige prøver tager
# én rolle af hver slags, og tre af dem spørger ikke med htmx.
test-adgang:
	@sh vaerktoej/opsaet.sh udvikling
	@ADGANG_ALT=1 .venv/bin/python -m pytest -q -n2 -p no:cacheprovider tests/adgang/test_matrix.py tests/sider/test_loefter.py
