"""What lets a judge's pages open without a network, over https: the service worker, and the page it shows at the worst.

GET /sw.js    the script; below / because a service worker rules what lies below its own address
GET /offline  "no connection": kept by the service worker
"""

from flask import Blueprint, Response, current_app, render_template

blueprint = Blueprint("offline", __name__)


@blueprint.get("/sw.js")
def worker() -> Response:
    """Asked for again each time: an old one must not go on ruling."""
    answer: Response = current_app.send_static_file("sw.js")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Service-Worker-Allowed"] = "/"
    return answer


@blueprint.get("/offline")
def offline() -> str:
    """In the language of the tablet."""
    return render_template("help/offline.html")
