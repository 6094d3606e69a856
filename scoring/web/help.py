"""Pages for people who prepare tablets, open to everybody: the checklist, and how to trust the certificate.

GET /help/tablets             what to set on tablets, router and computer; to print
GET /certificate              how to trust this server under `--tls`; `?next=PATH` is where to go afterwards
GET /certificate.crt          the root as DER, for Android, Huawei, Xiaomi, Windows, Mac
GET /certificate.mobileconfig the same as a profile, for iPad and iPhone
"""

import plistlib
import uuid
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask_babel import gettext as _

from scoring.live.certificates import fingerprint, root_of
from scoring.store import read
from scoring.web import addresses
from scoring.web.help_words import lists, survivals

blueprint = Blueprint("help", __name__)

NAMES = uuid.UUID("0c9b0c3e-53d2-4d0a-9f0e-6a3a6f1f6b0d")  # of profiles: the same root always makes the same profile


@blueprint.get("/help/tablets")
def tablets() -> str:
    """The checklist."""
    return render_template("help/tablets.html", lists=lists(addresses.port() or 80), survivals=survivals())


@blueprint.get("/certificate")
def certificate() -> str:
    """Instructions; they say so where there is nothing to install."""
    root = root_of(current_app.config["INSTANCE"].home) if current_app.config["TLS"] else None
    wanted = request.args.get("next", "/")
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return render_template(
        "help/certificate.html",
        root=root,
        colons=fingerprint(root) if root else "",
        target=f"https://{request.host}{wanted if ours else '/'}",
        arrived=request.is_secure,
        events=read.public_events(),
    )


@blueprint.get("/certificate.crt")
def root_file() -> Response:
    """Android and Windows offer to install what comes with this type."""
    answer = Response(_root(), mimetype="application/x-x509-ca-cert")
    answer.headers["Content-Disposition"] = 'attachment; filename="scoring-root.crt"'
    return answer


@blueprint.get("/certificate.mobileconfig")
def profile() -> Response:
    """What Safari on an iPad takes for a profile."""
    root = _root()
    own = str(uuid.uuid5(NAMES, fingerprint(root))).upper()
    payload: dict[str, Any] = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"scoring.root.{own}",
        "PayloadUUID": str(uuid.uuid5(NAMES, own)).upper(),
        "PayloadDisplayName": "Scoring",
        "PayloadCertificateFileName": "scoring-root.crt",
        "PayloadContent": root,
    }
    whole = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"scoring.profile.{own}",
        "PayloadUUID": own,
        "PayloadDisplayName": _("Scoring: trust this competition's server"),
        "PayloadDescription": _("Remove it in the settings after the competition."),
        "PayloadRemovalDisallowed": False,
        "PayloadContent": [payload],
    }
    return Response(plistlib.dumps(whole), mimetype="application/x-apple-aspen-config")


def _root() -> bytes:
    root = root_of(current_app.config["INSTANCE"].home) if current_app.config["TLS"] else None
    if root is None:
        abort(404)
    return root
