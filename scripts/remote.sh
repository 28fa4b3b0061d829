#!/bin/sh
# Sees to rsync and an SSH daemon, which the tests of deploying talk to; installs Debian's when root and absent.
set -eu
PATH="$PATH:/usr/sbin:/usr/local/sbin"

missing() {
    for name in git rsync ssh ssh-keygen sshd; do
        command -v "$name" >/dev/null 2>&1 || return 0
    done
    return 1
}

if ! missing; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian's rsync and openssh-server for the tests of deploying ..." >&2
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends \
        git rsync openssh-client openssh-server; } >&2
    if ! missing; then exit 0; fi
fi
echo "The tests need git, rsync (3.1.3 or newer) and sshd, and one of them was not found." >&2
echo "  Debian: sudo apt install git rsync openssh-server     Mac: brew install rsync" >&2
exit 1
