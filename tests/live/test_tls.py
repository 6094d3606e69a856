"""`serve --tls`: one port that speaks https to staff, plain http to the audience and to itself; sockets over both."""

import http.client
import json
import plistlib
import socket
import ssl

import pytest
import websocket

from scoring.live.certificates import root_of
from scoring.live.tls import show_the_way
from tests.browser.server import Server

LISTEN = "/socket.io/?EIO=4&transport=websocket"


@pytest.fixture(scope="module", params=["gunicorn", "pywsgi"])
def server(request, tmp_path_factory):
    """As on POSIX, and as on Windows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCORING_SERVER", request.param)
        started = Server(tmp_path_factory.mktemp("tls") / "instance", "serve", "--tls").start()
    yield started
    started.stop()
    started.expect_no_stumble()


def trusting(server):
    return ssl.create_default_context(cadata=root_of(server.home))


def ask(server, path, tls=True):
    """(status, headers, body)"""
    if tls:
        line = http.client.HTTPSConnection("127.0.0.1", server.port, timeout=10, context=trusting(server))
    else:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        line.request("GET", path)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        line.close()


def test_both_voices_on_one_port(server):
    for tls in (True, False):
        assert json.loads(ask(server, "/healthz", tls)[2])["status"] == "ok"
    assert f"https://127.0.0.1:{server.port}/join/" in server.heard()
    assert f"http://127.0.0.1:{server.port}/certificate" in server.heard()


def test_cookies_that_came_encrypted_stay_so(server):
    for tls in (True, False):
        cookies = ask(server, "/sign-in", tls)[1].get_all("Set-Cookie")
        assert [("; Secure" in cookie, "-tls=" in cookie) for cookie in cookies] == [(tls, True)]


def test_who_does_not_trust_us_gets_nothing_and_breaks_nothing(server):
    stranger = ssl.create_default_context()
    for _ in range(3):
        line = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        with line, pytest.raises(ssl.SSLCertVerificationError):
            stranger.wrap_socket(line, server_hostname="127.0.0.1")
    with socket.create_connection(("127.0.0.1", server.port), timeout=10):
        pass  # comes, says nothing, goes
    assert ask(server, "/healthz")[0] == 200


@pytest.mark.parametrize("scheme", ["wss", "ws"])
def test_sockets(server, scheme):
    trust = {"sslopt": {"context": trusting(server)}} if scheme == "wss" else {}
    for _ in range(2):
        line = websocket.create_connection(f"{scheme}://127.0.0.1:{server.port}{LISTEN}", timeout=10, **trust)
        assert line.recv().startswith("0{")
        line.send("40/nowhere")
        assert line.recv().startswith("44/nowhere")
        line.close()


def test_the_root_comes_as_file_and_as_profile(server):
    root = root_of(server.home)
    status, headers, body = ask(server, "/certificate.crt", tls=False)
    assert (status, headers["Content-Type"], body) == (200, "application/x-x509-ca-cert", root)
    status, headers, body = ask(server, "/certificate.mobileconfig", tls=False)
    assert (status, headers["Content-Type"]) == (200, "application/x-apple-aspen-config")
    assert plistlib.loads(body)["PayloadContent"][0]["PayloadContent"] == root


@pytest.mark.parametrize(
    ("path", "peer", "status"),
    [
        ("/judge", "192.168.1.20", "302 Found"),
        ("/join/abc", "192.168.1.20", "302 Found"),
        ("/", "192.168.1.20", "302 Found"),
        ("/live/table", "192.168.1.20", "200 OK"),
        ("/certificate", "192.168.1.20", "200 OK"),
        ("/judge", "127.0.0.1", "200 OK"),
    ],
)
def test_plain_http_leads_staff_to_the_certificate(path, peer, status):
    said = []
    app = show_the_way(lambda environ, start: start("200 OK", [("Scheme", environ["wsgi.url_scheme"])]))
    asked = {"wsgi.url_scheme": "https", "PATH_INFO": path, "REMOTE_ADDR": peer, "REQUEST_METHOD": "GET"}
    app(asked | {"QUERY_STRING": "seat=3", "gunicorn.socket": None}, lambda *words: said.extend(words))
    assert said[0] == status
    way = {"200 OK": ("Scheme", "http"), "302 Found": ("Location", f"/certificate?next={path}%3Fseat%3D3")}
    assert way[status] in said[1]


def test_what_is_posted_in_the_clear_is_refused_and_stays_where_it_is():
    said = []
    asked = {"wsgi.url_scheme": "https", "PATH_INFO": "/judge/marks", "REMOTE_ADDR": "10.0.0.2"}
    show_the_way(pytest.fail)(asked | {"REQUEST_METHOD": "POST"}, lambda *words: said.extend(words))
    assert said[0].startswith("426")
