"""Where this machine keeps browsers that tests can drive: Chromium, Chrome or Edge, WebKit; nothing is downloaded."""

import functools
import os
import shutil
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "chrome", "msedge")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
ADVICE = """\
没有找到浏览器。请安装 Chromium、Chrome 或 Edge（Debian、Ubuntu：sudo apt install chromium fonts-noto-cjk），
或用环境变量 SCORING_BROWSER 指出它的位置；不跑浏览器测试：python3 -m scoring test --no-browser
No browser was found. Install Chromium, Chrome or Edge (Debian, Ubuntu: sudo apt install chromium fonts-noto-cjk),
or name its path in the environment variable SCORING_BROWSER; to do without: python3 -m scoring test --no-browser"""


@functools.cache
def find_browser() -> str | None:
    """Answer the path of a browser, or None; SCORING_BROWSER goes before everything else."""
    named = os.environ.get("SCORING_BROWSER")
    if named:
        return shutil.which(named)
    installed = (shutil.which(command) for command in COMMANDS)
    placed = (place for place in PLACES if Path(place).is_file())
    return next(filter(None, installed), None) or next(placed, None)

WEBKIT_ADVICE = """\
没有找到 WebKit 驱动，iPad 所用引擎的测试没有跑（Debian、Ubuntu：sudo apt install webkit2gtk-driver xvfb）
No WebKit driver was found; the test in the engine of iPads did not run (sudo apt install webkit2gtk-driver xvfb)"""


def find_webkit() -> tuple[str, str] | None:
    """The driver of WebKitGTK and a screen that nobody sees; None where one of them is missing."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    return (driver, screen) if driver and screen else None


def webkit_is_required() -> bool:
    """Where SCORING_WEBKIT=required, as in .ci/run, a missing driver is a failure and not a skipped test."""
    return os.environ.get("SCORING_WEBKIT") == "required"
