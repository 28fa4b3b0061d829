#!/bin/sh
# Makes the virtual environment .venv with the first Python that is new enough.
# usage: scripts/venv.sh [PYTHON]
set -eu

usable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

for python in ${1:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if usable "$python"; then break; fi
    python=
done
if [ -z "$python" ]; then
    echo "sitegen needs Python 3.11 or newer, and none was found." >&2
    echo "  Debian: apt install python3 python3-venv     Mac: brew install python" >&2
    echo "  or name one: make site PYTHON=/path/to/python3" >&2
    exit 1
fi

# Debian splits venv from Python; with it missing, `-m venv` fails at its last step.
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Debian's python3-venv ..." >&2
        apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    else
        echo "$python cannot make virtual environments. On Debian: sudo apt install python3-venv" >&2
        exit 1
    fi
fi

"$python" -m venv .venv
