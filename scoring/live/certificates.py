"""Certificates of our own for `--tls`: a root kept in the instance, a leaf for the addresses of the moment. No socket.

Nobody gives out a certificate for 192.168.x.x, so the tablets are told to trust this office's root (see /certificate).
Apple's systems refuse a leaf that lives longer than 825 days; trustme's own ends in the year 3000.
"""

import datetime
import hashlib
import os
import socket
import ssl
from collections.abc import Sequence
from pathlib import Path

import trustme
from cryptography import x509

from scoring.live.addresses import addresses

FOLDER = "tls"
ROOT, ROOT_KEY, LEAF = "root.pem", "root.key", "leaf.pem"
LIFE = datetime.timedelta(days=397)
NEAR_ITS_END = datetime.timedelta(days=30)
LATE_CLOCKS = datetime.timedelta(days=2)  # a tablet whose clock is behind must find the leaf valid already


class Certificates:
    """The root and the leaf of one instance; `names` are further host names that tablets may use."""

    def __init__(self, home: Path, host: str, names: Sequence[str] = ()) -> None:
        self.folder = home / FOLDER
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.host = host
        self.names = tuple(names)
        self.root = self.keep_root()
        self.renew()

    @property
    def leaf(self) -> Path:
        """Key and chain in one file, for the server."""
        return self.folder / LEAF

    def keep_root(self) -> trustme.CA:
        """Made once: every tablet has been told to trust this one. It may sign leaves, no further roots."""
        certificate, key = self.folder / ROOT, self.folder / ROOT_KEY
        if certificate.exists() and key.exists():
            return trustme.CA.from_pem(certificate.read_bytes(), key.read_bytes())
        name = f"Scoring {socket.gethostname()} {os.urandom(2).hex()}"
        root = trustme.CA(path_length=0, organization_name="Scoring", organization_unit_name=name)
        write(key, root.private_key_pem.bytes())
        write(certificate, root.cert_pem.bytes())
        return root

    def renew(self) -> bool:
        """Make a new leaf if the addresses have changed or the old one nears its end; answers whether it did."""
        wanted, now = self.wanted(), datetime.datetime.now(datetime.UTC)
        if self.leaf.exists():
            names, until = written_in(self.leaf.read_bytes())
            if names == wanted and until - now > NEAR_ITS_END:
                return False
        made = self.root.issue_cert(
            *sorted(wanted),
            organization_name="Scoring",
            organization_unit_name="Scoring",
            not_before=now - LATE_CLOCKS,
            not_after=now - LATE_CLOCKS + LIFE,
        )
        write(self.leaf, made.private_key_and_cert_chain_pem.bytes())
        return True

    def wanted(self) -> set[str]:
        """Every address of this computer, its names, and the names that somebody gave it."""
        own = socket.gethostname().strip(".").lower()
        names = {"127.0.0.1", "localhost", *addresses(""), *addresses(self.host), *self.names}
        if own and own.isascii() and all(part.replace("-", "").isalnum() for part in own.split(".")):
            names |= {own, f"{own.split('.')[0]}.local"}
        return names


def written_in(leaf: bytes) -> tuple[set[str], datetime.datetime]:
    """Whom the leaf is for, and until when."""
    certificate = x509.load_pem_x509_certificate(leaf[leaf.index(b"-----BEGIN CERTIFICATE") :])
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    found = {str(ip) for ip in names.get_values_for_type(x509.IPAddress)}
    return found | set(names.get_values_for_type(x509.DNSName)), certificate.not_valid_after_utc


def write(file: Path, content: bytes) -> None:
    """For its owner's eyes only, and whole or not at all."""
    draft = file.with_suffix(f".{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
    draft.replace(file)


def root_of(home: Path) -> bytes | None:
    """The root as DER, to be handed out; None where `--tls` was never used."""
    file = home / FOLDER / ROOT
    return ssl.PEM_cert_to_DER_cert(file.read_text(encoding="ascii")) if file.exists() else None


def fingerprint(root: bytes) -> str:
    """As tablets show it: to be compared with what the terminal printed."""
    digest = hashlib.sha256(root).hexdigest().upper()
    return ":".join(digest[n : n + 2] for n in range(0, len(digest), 2))
