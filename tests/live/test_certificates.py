"""Certificates of our own: the root stays, the leaf follows the addresses, tablets accept how long it lives."""

import datetime
import ssl
import stat
import sys

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from scoring.live import certificates
from scoring.live.certificates import Certificates, fingerprint, root_of, written_in

YEAR = datetime.timedelta(days=365)


def leaf_of(made):
    text = made.leaf.read_bytes()
    return x509.load_pem_x509_certificate(text[text.index(b"-----BEGIN CERTIFICATE") :])


def test_the_leaf_is_for_every_address_and_lives_as_long_as_apple_allows(tmp_path, monkeypatch):
    monkeypatch.setattr(certificates, "addresses", lambda host: ["192.168.1.5", "10.0.0.7"] if not host else [host])
    made = Certificates(tmp_path, "192.168.1.5", ["scoring.lan"])
    names, _ = written_in(made.leaf.read_bytes())
    assert {"192.168.1.5", "10.0.0.7", "127.0.0.1", "localhost", "scoring.lan"} <= names
    leaf = leaf_of(made)
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= datetime.timedelta(days=398)
    assert leaf.not_valid_before_utc < datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    leaf.verify_directly_issued_by(x509.load_der_x509_certificate(root_of(tmp_path)))
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(made.leaf)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_only_the_owner_may_read_the_keys(tmp_path):
    made = Certificates(tmp_path, "127.0.0.1")
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in made.folder.iterdir()} == {0o600}
    assert sorted(file.name for file in made.folder.iterdir()) == ["leaf.pem", "root.key", "root.pem"]


def test_a_second_start_changes_nothing_and_the_root_stays_for_good(tmp_path, monkeypatch):
    first = Certificates(tmp_path, "127.0.0.1")
    root, leaf = root_of(tmp_path), first.leaf.read_bytes()
    assert Certificates(tmp_path, "127.0.0.1").leaf.read_bytes() == leaf
    assert not first.renew()
    monkeypatch.setattr(certificates, "addresses", lambda host: ["192.168.9.9"])  # the router gave another one
    assert first.renew()
    assert "192.168.9.9" in written_in(first.leaf.read_bytes())[0]
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + YEAR + datetime.timedelta(days=5)):
        assert first.renew()
        assert not first.renew()
    assert root_of(tmp_path) == root


def test_the_fingerprint_is_written_as_tablets_show_it(tmp_path):
    Certificates(tmp_path, "127.0.0.1")
    shown = fingerprint(root_of(tmp_path))
    assert len(shown.split(":")) == 32
    whole = x509.load_der_x509_certificate(root_of(tmp_path))
    assert bytes.fromhex(shown.replace(":", "")) == whole.fingerprint(SHA256())
