"""Hosts of one's own on the loopback: an SSH daemon for this user, with keys made for it; an object store."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


def program(name: str) -> str:
    """Where it is; a test that needs it fails without it, and is never left out."""
    ours = Path(sys.executable).parent
    found = shutil.which(name, path=f"{ours}:{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    assert found, f"the tests need {name}: `make test` sees to it"
    return found


class Host(NamedTuple):
    name: str  # what ssh calls it
    ssh: str  # the command that reaches it
    stranger: str  # the command of one whose key is not known there


@contextmanager
def remote_host(top: Path) -> Iterator[Host]:
    top.mkdir()
    for key in ("host", "user", "stranger"):
        words = [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(top / key)]
        subprocess.run(words, check=True)
    (top / "authorized").write_bytes((top / "user.pub").read_bytes())
    port = _free_port()
    (top / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {top}/host\nPidFile none\nStrictModes no\n"
        f"AuthorizedKeysFile {top}/authorized\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        "UsePAM no\nPermitRootLogin yes\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # it wants to be locked up there
    for key in ("user", "stranger"):
        (top / f"{key}_config").write_text(
            f"Host far\n HostName 127.0.0.1\n Port {port}\n IdentityFile {top}/{key}\n IdentitiesOnly yes\n"
            f" StrictHostKeyChecking accept-new\n UserKnownHostsFile {top}/known\n BatchMode yes\n"
            " LogLevel ERROR\n"
        )
    daemon = subprocess.Popen(
        [program("sshd"), "-D", "-e", "-f", str(top / "sshd_config")], stderr=subprocess.DEVNULL
    )
    try:
        _await(port)
        yield Host("far", f"ssh -F {top}/user_config", f"ssh -F {top}/stranger_config")
    finally:
        daemon.terminate()
        daemon.wait()


class Store(NamedTuple):
    folder: Path  # of the bucket "archive"
    env: dict[str, str]  # in which rclone calls it s3


@contextmanager
def object_store(folder: Path) -> Iterator[Store]:
    """The S3 of rclone's. What is put into the bucket's folder besides, it may not see."""
    (folder / "archive").mkdir()
    port, keys = _free_port(), ("the-key", "the-secret")
    env = {"PATH": f"{Path(program('rclone')).parent}:{os.environ['PATH']}", "RCLONE_CONFIG": os.devnull}
    remote = {"type": "s3", "provider": "Rclone", "endpoint": f"http://127.0.0.1:{port}"}
    remote |= {"access_key_id": keys[0], "secret_access_key": keys[1]}
    env |= {f"RCLONE_CONFIG_S3_{name.upper()}": value for name, value in remote.items()}
    words = ["--auth-key", ",".join(keys), "--addr", f"127.0.0.1:{port}"]
    daemon = subprocess.Popen(
        [program("rclone"), "serve", "s3", *words, str(folder)],
        env=os.environ | env,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(port)
        yield Store(folder / "archive", env)
    finally:
        daemon.terminate()
        daemon.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _await(port: int) -> None:
    for _ in range(200):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the daemon does not answer")
