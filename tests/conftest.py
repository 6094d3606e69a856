"""What every test shares: --no-browser, and the sentence for a machine that has no browser."""

from pathlib import Path

import pytest

from tests.browsers import ADVICE, find_browser

BROWSER_TESTS = Path(__file__).parent / "browser"


def pytest_addoption(parser):
    parser.addoption("--no-browser", action="store_true", help="leave out the tests that need a browser")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Everything below tests/browser needs a browser, said or not; --no-browser leaves these tests out."""
    for item in items:
        if item.path.is_relative_to(BROWSER_TESTS):
            item.add_marker("browser")
    if config.getoption("--no-browser"):
        left_out = [item for item in items if item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("browser")]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") and not find_browser():
        pytest.fail(ADVICE, pytrace=False)
