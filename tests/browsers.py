"""Where this machine keeps a browser that the tests can drive: Chromium, Chrome or Edge; nothing is ever downloaded."""

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
