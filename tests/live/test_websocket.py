"""The mended socket class: whole frames over a socket that takes little at a time, and no deflate."""

import logging
import socket
import threading

from engineio.async_drivers import gevent as green
from engineio.async_drivers import threading as threads

from scoring.live.websocket import WholeSends, put_in_place, without_deflate


def test_frames_of_many_threads_leave_whole_and_one_after_the_other():
    near, far = socket.socketpair()
    near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    near.settimeout(20)  # as under gevent: the system's socket does not block and takes what it can
    whole = WholeSends(near)
    writers = [threading.Thread(target=whole.send, args=(bytes([n]) * 300_000,)) for n in range(4)]
    for writer in writers:
        writer.start()
    got = read(far)
    for writer in writers:
        writer.join()
    near.close()
    far.close()
    runs = [got[n * 300_000] for n in range(4)]
    assert sorted(runs) == [0, 1, 2, 3]
    assert all(got[n * 300_000 : (n + 1) * 300_000] == bytes([run]) * 300_000 for n, run in enumerate(runs))


def read(sock, size=1_200_000):
    got = bytearray()
    while len(got) < size:
        got += sock.recv(65_536)
    return bytes(got)


def test_everything_else_is_the_sockets_own():
    near, far = socket.socketpair()
    whole = WholeSends(near)
    far.send(b"x")
    assert whole.recv(10) == b"x"
    assert whole.fileno() == near.fileno()
    whole.close()
    far.close()


def test_the_installed_drivers_still_fit():
    for driver in (green, threads):
        parts = dict(driver._async)
        assert put_in_place(parts)
        assert parts["websocket"].__name__ == "VenueSocket"
        assert put_in_place(parts)


def test_a_driver_of_another_build_is_left_alone_and_said_so(caplog):
    class Other:
        def __init__(self, handler):
            self.handler = handler

    parts = {"websocket": Other}
    with caplog.at_level(logging.WARNING):
        assert not put_in_place(parts)
    assert parts["websocket"] is Other
    assert "stock socket class" in caplog.text


def test_no_peer_gets_to_offer_deflate():
    seen = {}
    app = without_deflate(lambda environ, _start: seen.update(environ) or [])
    app({"HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate", "HTTP_HOST": "x"}, None)
    assert seen == {"HTTP_HOST": "x"}
