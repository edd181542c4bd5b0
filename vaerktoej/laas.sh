#!/bin/sh
# Lås versionerne i pyproject.toml til filer med kontroltal og uden adresser.
set -eu
cd "$(dirname "$0")/.."

laas() {
    uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.12 \
        --custom-compile-command "make laas" "$@"
}

laas pyproject.toml -o requirements.lock
laas pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
