#!/bin/sh
# Prints the path of a Chromium for the browser tests, installing Debian's when root and absent.
# $CHROMIUM, when set, is taken as it is.
set -eu

find_one() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

if find_one; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian's chromium for the browser tests ..." >&2
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation; } >&2
    if find_one; then exit 0; fi
fi
echo "The tests need a Chromium or Chrome, and none was found." >&2
echo "  Debian: sudo apt install chromium     Mac: brew install --cask google-chrome" >&2
echo "  or name one: make test CHROMIUM=/path/to/chromium" >&2
exit 1
