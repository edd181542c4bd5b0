#!/bin/sh
# Sæt projektet op: opsaet.sh drift | udvikling
#
# Finder en Python fra 3.12 og op, lægger de låste pakker i .venv og henter Debians biblioteker, hvor maskinen
# tillader det. Et mærke i .venv lader næste start springe det over; et .venv uden mærke bygges forfra.
set -eu
cd "${0%/*}/.."
formaal=${1:-drift}
pyenv=${PYENV_ROOT:-${HOME:-}/.pyenv}

sig() {
    printf '%s\n' "$*"
}

stop() {
    sig "$*" >&2
    exit 1
}

har() {
    command -v "$1" >/dev/null 2>&1
}

har_uv() {
    uv --version >/dev/null 2>&1
}

er_ny_nok() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null
}

find_python() {
    for kandidat in python3.13 "$pyenv"/versions/3.13*/bin/python python3 python3.12 python3.14 \
        "$pyenv"/versions/3.1[24]*/bin/python; do
        if er_ny_nok "$kandidat"; then
            sig "$kandidat"
            return
        fi
    done
    uv python find '>=3.12' 2>/dev/null
}

har_bibliotek() {
    "$python" -c "import ctypes; ctypes.CDLL('$1')" 2>/dev/null
}

kan_lave_venv() {
    har_uv || "$python" -c 'import ensurepip, venv' 2>/dev/null
}

manglende_pakker() {
    kan_lave_venv || sig python3-venv
    har_bibliotek libpangoft2-1.0.so.0 || sig libpangoft2-1.0-0
    har_bibliotek libharfbuzz-subset.so.0 || sig libharfbuzz-subset0
    if [ "$formaal" = udvikling ]; then
        har redis-server || sig redis-server
        ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || sig postgresql
        har chromium || sig chromium
        har pdftotext || sig poppler-utils
        har docker-compose || sig docker-compose
    fi
}

som_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

installer() {
    som_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=120 "$@" >/dev/null 2>&1
}

hent_debian_pakker() {
    har apt-get && som_root true 2>/dev/null || return 0
    sig "Henter Debian-pakker: $*"
    som_root apt-get update -qq >/dev/null 2>&1 || true
    # Findes én af pakkerne ikke i denne udgave, skal de andre stadig med.
    installer "$@" || for pakke in "$@"; do installer "$pakke" || true; done
}

sig_hvad_der_mangler() {
    kan_lave_venv || stop "Python mangler modulet venv. Installér det med: sudo apt-get install python3-venv"
    har_bibliotek libpangoft2-1.0.so.0 && har_bibliotek libharfbuzz-subset.so.0 ||
        sig "PDF er slået fra, fordi maskinen mangler Pango. Slå den til med: sudo apt-get install libpangoft2-1.0-0 libharfbuzz-subset0"
    [ "$formaal" = drift ] || sig "Nogle prøver kan ikke køre her. Installér det, de mangler, med: sudo apt-get install $*"
}

aftryk() {
    case $1 in
        drift) cksum <requirements.lock ;;
        *) cat requirements.lock requirements-dev.lock | cksum ;;
    esac
}

er_opsat() {
    .venv/bin/python -c '' 2>/dev/null && [ "$(cat ".venv/opsat-$1" 2>/dev/null)" = "$(aftryk "$1")" ]
}

lav_venv() {
    if har_uv; then
        uv venv --quiet --clear --python "$python" .venv
    else
        "$python" -m venv --clear .venv
    fi
}

installer_pakker() {
    if har_uv; then
        uv pip install --quiet --python .venv/bin/python --require-hashes "$@"
    else
        .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes "$@"
    fi
}

opsaet_venv() {
    laas=requirements.lock
    [ "$formaal" = drift ] || laas=requirements-dev.lock
    sig "Henter Python-pakker; det tager op til et par minutter første gang …"
    er_opsat drift && { har_uv || .venv/bin/python -m pip --version >/dev/null 2>&1; } || lav_venv ||
        stop "Mappen .venv kunne ikke laves med $python. Se fejlen ovenfor, og kør kommandoen igen."
    installer_pakker -r "$laas" ||
        stop "Python-pakkerne kunne ikke hentes. Se fejlen ovenfor, kontrollér netforbindelsen, og kør kommandoen igen."
    aftryk drift >.venv/opsat-drift
    [ "$formaal" = drift ] || aftryk udvikling >.venv/opsat-udvikling
}

if er_opsat "$formaal"; then
    python=.venv/bin/python
else
    python=$(find_python) ||
        stop "Python 3.12 eller nyere mangler. Installér den med: sudo apt-get install python3 python3-venv" \
            "(Debian 13, Ubuntu 24.04) eller: uv python install 3.13 (ældre udgaver)"
fi
mangler=$(manglende_pakker)
if [ -n "$mangler" ]; then
    er_opsat "$formaal" || hent_debian_pakker $mangler
    mangler=$(manglende_pakker)
    [ -z "$mangler" ] || sig_hvad_der_mangler $mangler
fi
# To kommandoer på én gang må ikke bygge den samme mappe.
if har flock; then
    exec 9<requirements.lock
    flock 9
fi
er_opsat "$formaal" || opsaet_venv
