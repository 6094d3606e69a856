"""The front door: it answers with advice when it cannot open, and finds out by itself when .venv is out of date.

Making a whole environment takes half a minute and a network, so `make_venv` and pip are replaced here by a script
that only pretends; everything else is the real thing, in a process of its own, in a checkout of its own.
"""

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scoring import __main__ as door

ROOT = Path(__file__).parents[1]
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="tells processes apart by POSIX signals")

# What the pretended .venv/bin/python does: it writes down how it was called, and acts what the test asks for.
FAKE_PYTHON = """\
#!{python}
import os, pathlib, signal, sys, time

words = " ".join(sys.argv[1:])
with (pathlib.Path(__file__).parents[2] / "calls").open("a") as file:
    file.write(words + chr(10))
if "pip install" in words:
    time.sleep(float(os.environ.get("SLOW", "0")))
    sys.exit(os.environ.get("PIP_SAYS"))
if "scoring fail" in words:
    sys.exit(5)
if "scoring wait" in words:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: (print("ended"), sys.exit(6)))
    print("waiting", flush=True)
    time.sleep(60)
"""
FAKE_VENV = """\
import pathlib, shutil, sys

home = pathlib.Path(sys.argv[-1])
shutil.rmtree(home, ignore_errors=True)
(home / "bin").mkdir(parents=True)
python = home / "bin" / "python"
python.write_text({script!r})
python.chmod(0o755)
"""


@pytest.fixture
def checkout(tmp_path):
    """A copy of what the front door needs, and a Python whose `-m venv` makes the pretended environment."""
    (tmp_path / "scoring").mkdir()
    for name in ("scoring/__init__.py", "scoring/__main__.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("requirements.lock", "requirements-test.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(f"# {name}\n")
    pretended = tmp_path / "pretended"
    pretended.mkdir()
    script = FAKE_PYTHON.format(python=sys.executable)
    (pretended / "venv.py").write_text(FAKE_VENV.format(script=script))
    return tmp_path


def start(checkout, *words, **environment):
    inherited = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "COVERAGE_PROCESS_START"}}
    return subprocess.Popen(
        [sys.executable, "-m", "scoring", *words],
        cwd=checkout,
        env=inherited | {"PYTHONPATH": str(checkout / "pretended"), "PYTHONUTF8": "1"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(checkout, *words, **environment):
    child = start(checkout, *words, **environment)
    out, err = child.communicate(timeout=30)
    return child.returncode, out, err


def calls(checkout):
    path = checkout / "calls"
    return path.read_text().splitlines() if path.exists() else []


def installs(checkout):
    return [line for line in calls(checkout) if "pip install" in line]


def wait_until(true, seconds=20):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


@posix_only
def test_first_start_installs_and_the_second_does_not(checkout):
    code, out, err = finish(checkout, "demo", "--port", "9")
    assert (code, out) == (0, "")
    assert "第一次启动" in err and "First start" in err
    assert "--require-hashes" in installs(checkout)[0]
    assert calls(checkout)[-1] == "-m scoring demo --port 9"
    assert finish(checkout, "demo") == (0, "", "")
    assert len(installs(checkout)) == 1


@posix_only
def test_exit_code_is_handed_on(checkout):
    assert finish(checkout, "fail")[0] == 5


@posix_only
def test_changed_lock_is_installed_again(checkout):
    finish(checkout, "demo")
    (checkout / "requirements.lock").write_text("# another\n")
    finish(checkout, "demo")
    assert len(installs(checkout)) == 2


@posix_only
def test_the_test_command_takes_the_test_lock_which_covers_the_other(checkout):
    assert finish(checkout, "test", "-k", "x")[0] == 0
    assert installs(checkout)[0].endswith("requirements-test.lock")
    assert calls(checkout)[-1] == "-m pytest -k x"
    finish(checkout, "demo")
    assert len(installs(checkout)) == 1


@posix_only
def test_half_made_environment_is_made_anew(checkout):
    child = start(checkout, "demo", SLOW="60")
    wait_until(lambda: installs(checkout))
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=10)
    assert child.returncode == 143
    debris = checkout / ".venv" / "half a package"
    debris.touch()
    assert finish(checkout, "demo")[0] == 0
    assert not debris.exists()


@posix_only
def test_interrupt_while_preparing_is_said_without_a_traceback(checkout):
    child = start(checkout, "demo", SLOW="60")
    wait_until(lambda: installs(checkout))
    child.send_signal(signal.SIGINT)
    err = child.communicate(timeout=10)[1]
    assert child.returncode == 130
    assert "已中断" in err and "Interrupted" in err and "Traceback" not in err


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_reach_the_command(checkout, number):
    finish(checkout, "demo")
    child = start(checkout, "wait")
    assert child.stdout.readline() == "waiting\n"
    child.send_signal(number)
    assert (child.communicate(timeout=10)[0], child.returncode) == ("ended\n", 6)


@posix_only
def test_two_starts_at_once_install_once(checkout):
    first = start(checkout, "demo", SLOW="60")
    wait_until(lambda: installs(checkout))
    second = start(checkout, "demo")
    assert "另一个窗口" in second.stderr.readline()
    assert "Another start" in second.stderr.readline()
    first.terminate()
    first.communicate(timeout=10)
    second.communicate(timeout=20)
    assert second.returncode == 0
    assert len(installs(checkout)) == 2


@posix_only
@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("ERROR: No matching distribution found for flask==3.1.3", "PIP_FIND_LINKS=wheels"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "锁文件"),
        ("ERROR: [Errno 28] No space left on device", "500 MB"),
    ],
)
def test_failed_install_says_what_to_do(checkout, said, advice):
    code, _, err = finish(checkout, "demo", PIP_SAYS=said)
    assert code == 2
    assert said in err and advice in err and "Traceback" not in err
    assert finish(checkout, "demo")[0] == 0


def test_missing_ensurepip_is_said_with_the_remedy(checkout):
    (checkout / "pretended" / "ensurepip.py").write_text("raise ImportError")
    code, _, err = finish(checkout, "demo")
    assert code == 2
    assert "sudo apt install python3-venv" in err and "缺少" in err and "Traceback" not in err


def test_old_python_is_said_with_the_remedy():
    script = "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); runpy.run_module('scoring')"
    command = [sys.executable, "-X", "utf8", "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "需要 Python 3.11" in done.stderr and "3.9" in done.stderr and "Python 3.11 or newer" in done.stderr


def test_the_file_parses_on_old_pythons(checkout):
    ast.parse((ROOT / "scoring" / "__main__.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_a_filled_environment_elsewhere_is_used_as_it_is(checkout):
    """As in a container image: the packages are in the running Python's own environment, with the stamp beside them."""
    home = checkout / "image"
    door_python = home / "bin" / "python"
    door_python.parent.mkdir(parents=True)
    door_python.touch()
    stamp = {"python": os.path.realpath(door_python), "locks": {"requirements.lock": door.digest("requirements.lock")}}
    assert not door.is_ready(home, "requirements.lock")
    (home / door.STAMP).write_text(json.dumps(stamp))
    assert door.is_ready(home, "requirements.lock") == (sys.platform != "win32")
    assert not door.is_ready(home, "requirements-test.lock")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock", "requirements-dev.lock"])
def test_locks_name_no_address_and_no_forbidden_package(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    assert "gevent-websocket" not in text
    packages = [line for line in text.splitlines() if "==" in line]
    assert packages and all(line.endswith("\\") for line in packages), "every package has its hashes"


def test_each_lock_contains_the_one_before_it():
    def packages(lock):
        lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line}

    assert packages("requirements.lock") < packages("requirements-test.lock") < packages("requirements-dev.lock")
