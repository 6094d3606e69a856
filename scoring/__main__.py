"""The front door: `python3 -m scoring COMMAND` makes .venv from the lock if need be, then opens cli.py inside it.

Only the standard library is known here. The file must parse on Python 3.6, so that an old Python gets advice
instead of a SyntaxError; nothing above the version check may use anything newer.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "需要 Python 3.11 或更新的版本，现在是 {0}.{1}。请到 python.org 下载，或用系统的软件包管理器安装，\n"
        "然后用它来启动，例如：python3.11 -m scoring demo\n"
        "Python 3.11 or newer is needed, this is {0}.{1}. Get it from python.org or your system's packages,\n"
        "then start with it, for example: python3.11 -m scoring demo\n".format(*sys.version_info)
    )
    sys.exit(2)

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# Each lock contains the one before it, so installing one satisfies all before it too.
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-dev.lock")
STAMP = "scoring-locks.json"  # in the environment: which locks it was filled from, by which Python
UNFINISHED = "scoring-unfinished"  # in the environment while it is being filled: found later, it means "start over"

NO_VENV = """\
这个 Python 缺少 venv 或 ensurepip。请安装后再试。
This Python lacks venv or ensurepip. Install them and try again.
    Debian, Ubuntu:  sudo apt install python3-venv
    其他 / others:   python.org"""
OFFLINE = """\
取不到安装包，多半是没有网络。在能上网的同类电脑上运行：
The packages could not be fetched; most likely there is no network. On a like machine that has one, run:
    {python} -m pip download -r {lock} -d wheels
把 wheels 文件夹拷过来，再运行 / copy the folder wheels here, then run:
    {offline}{python} -m scoring …"""
BAD_HASH = """\
下载到的安装包与锁文件不符：文件损坏，或下载源不可信。请换一个下载源再试。
A package differs from the lock: it is damaged, or its source is not to be trusted. Try again from another source."""
NO_SPACE = "磁盘已满（需要约 500 MB）。/ The disk is full (about 500 MB are needed)."
REMEDIES = (  # the first whose words are in pip's output
    ("DO NOT MATCH THE HASHES", BAD_HASH),
    ("No space left", NO_SPACE),
    ("No matching distribution", OFFLINE),
    ("onnection", OFFLINE),
    ("resolve", OFFLINE),
    ("SSL", OFFLINE),
)


class NotReady(Exception):
    """The environment cannot be made; the text says why and what to do, in both languages."""


def say(text: str) -> None:
    """Tell the person at the terminal; stdout stays free for results."""
    print(text, file=sys.stderr, flush=True)


def digest(lock: str) -> str:
    """The lock's hash, the same on every platform: a checkout with CRLF is the same lock."""
    return hashlib.sha256((ROOT / lock).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def is_ready(home: Path, lock: str) -> bool:
    """Was the environment `home` filled from exactly this lock, and is its Python still the one that filled it?"""
    try:
        stamp = json.loads((home / STAMP).read_text(encoding="utf-8"))
        return stamp["locks"][lock] == digest(lock) and stamp["python"] == os.path.realpath(python_of(home))
    except (OSError, ValueError, LookupError, TypeError):
        return False


def python_of(home: Path) -> Path:
    return home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


@contextlib.contextmanager
def only_one() -> Iterator[int]:
    """Hold the lock file of this checkout, so that two starts at once do not fill .venv together."""
    with (ROOT / ".venv.lock").open("a+b") as file:
        waiting = False
        while not try_lock(file.fileno()):
            if not waiting:
                say("另一个窗口正在准备，请稍候…\nAnother start is preparing; please wait…")
                waiting = True
            time.sleep(0.2)
        yield file.fileno()


def try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def run(command: Sequence[object], held: int) -> tuple[int, str]:
    """Run to the end, with a dot a second on a terminal; answer the exit code and everything it said.

    The child inherits `held`, the lock's descriptor: if this process is killed, the next start waits for the orphan.
    """
    environment = {key: value for key, value in os.environ.items() if key not in {"PIP_TARGET", "PIP_PREFIX"}}
    environment["PIP_USER"] = "0"
    words = [str(word) for word in command]
    kept = () if sys.platform == "win32" else (held,)
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(words, stdout=said, stderr=said, env=environment, pass_fds=kept)
        try:
            while True:
                try:
                    code = child.wait(timeout=1)
                    break
                except subprocess.TimeoutExpired:
                    if sys.stderr.isatty():
                        print(".", end="", file=sys.stderr, flush=True)
        except BaseException:
            child.terminate()
            child.wait()
            raise
        finally:
            if sys.stderr.isatty():
                print(file=sys.stderr)
        said.seek(0)
        return code, said.read().decode("utf-8", "replace")


def make_venv(held: int) -> None:
    """Make .venv anew, whatever is there; a Python that runs inside it makes it through the Python it came from."""
    try:
        import ensurepip  # noqa: F401  Debian ships venv without it
        import venv  # noqa: F401
    except ImportError:
        raise NotReady(NO_VENV) from None
    maker = getattr(sys, "_base_executable", None) or sys.executable
    code, said = run([maker, "-m", "venv", "--clear", VENV], held)
    if code:
        raise NotReady(said.strip() + "\n" + NO_VENV)


def install(lock: str, held: int) -> None:
    """Fill .venv from the lock; start over if an earlier start was cut off in the middle or its Python is gone."""
    python = python_of(VENV)
    sound = [python, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    if not python.exists() or (VENV / UNFINISHED).exists() or run(sound, held)[0]:
        make_venv(held)
    (VENV / UNFINISHED).touch()
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "2", "--require-hashes"]
    code, said = run([python, "-m", "pip", "install", *options, "-r", ROOT / lock], held)
    if code:
        raise NotReady(what_to_do(said, lock))
    done = {name: digest(name) for name in LOCKS[: LOCKS.index(lock) + 1]}
    stamp = json.dumps({"python": os.path.realpath(python), "locks": done}, indent=1)
    (VENV / STAMP).write_text(stamp, encoding="utf-8")
    (VENV / UNFINISHED).unlink()


def what_to_do(said: str, lock: str) -> str:
    """pip's own words, the last of them, and the remedy that fits."""
    errors = [line for line in said.splitlines() if line.startswith("ERROR")] or said.splitlines()
    remedy = next((remedy for words, remedy in REMEDIES if words in said), "")
    if sys.platform == "win32":
        python, offline = "py", "set PIP_NO_INDEX=1&& set PIP_FIND_LINKS=wheels&& "
    else:
        python, offline = "python3", "PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels "
    return "\n".join([*errors[-6:], remedy.format(lock=lock, python=python, offline=offline)])


def prepare(lock: str = "requirements.lock") -> Path:
    """Answer the environment that has everything in `lock` installed: this one, or .venv, made or mended if need be."""
    if is_ready(Path(sys.prefix), lock):
        return Path(sys.prefix)
    if not is_ready(VENV, lock):
        try:
            with only_one() as held:
                if not is_ready(VENV, lock):
                    say("第一次启动：正在准备运行环境，约半分钟…\nFirst start: preparing, about half a minute…")
                    install(lock, held)
                    say("准备好了。/ Ready.")
        except OSError as error:
            raise NotReady(f"不能写入 / cannot write: {error}") from error
    return VENV


def enter(python: Path, arguments: Sequence[str]) -> int:
    """Go on in `python`: on POSIX in this very process, so that every signal and the exit code are its own."""
    command = [str(python), *arguments]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    if sys.platform != "win32":
        os.execv(command[0], command)  # never returns
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C reaches the child by itself; stay to hand on its exit code
    return subprocess.run(command, check=False).returncode


def main(argv: Sequence[str]) -> int:
    """`test` is pytest in the checkout, with pytest's own arguments; every other command is the command line's."""
    testing = argv[:1] == ["test"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that pip is ended with us
    try:
        home = prepare("requirements-test.lock" if testing else "requirements.lock")
    except NotReady as problem:
        say(str(problem))
        return 2
    except KeyboardInterrupt:
        say("已中断；下次启动会重新准备。\nInterrupted; the next start prepares again.")
        return 130
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if testing:
        os.chdir(ROOT)
        return enter(python_of(home), ["-m", "pytest", *argv[1:]])
    if home != Path(sys.prefix):
        return enter(python_of(home), ["-m", "scoring", *argv])
    from scoring.cli import main as command_line

    return command_line(list(argv))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
