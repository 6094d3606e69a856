"""What is vendored is exactly what vendor.json says it is, and nothing else lies beside it."""

import hashlib
import json
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[1] / "scoring" / "static" / "vendor"
ENTRIES = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_file_is_unchanged(entry):
    assert entry["file"].startswith(f"{entry['name']}@{entry['version']}/")
    assert entry["licence"]
    assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (VENDOR / entry["file"]).with_name("LICENSE").is_file()


def test_nothing_is_vendored_without_an_entry():
    named = {entry["file"] for entry in ENTRIES}
    lying = {
        path.relative_to(VENDOR).as_posix()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in {"vendor.json", "LICENSE"}
    }
    assert lying == named


def test_notice_names_every_vendored_part():
    notice = (VENDOR.parents[2] / "NOTICE.md").read_text(encoding="utf-8")
    for entry in ENTRIES:
        assert f"{entry['name']} {entry['version']}" in notice
