"""What every tablet said of itself last, and what is on its way to it: words of the chief judge, calls for the chief.

All of it is in memory, by device, and expires; nothing of it is ever a fact. After a restart the tablets say it again
within one beat; only words that were not seen yet are gone then. It knows no score and no name.
"""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from scoring.live.pace import Pace
from scoring.live.presence import Beat, Call, Calling, Nudge, Tablet, sign_of
from scoring.store import read
from scoring.store.clock import now_ms

FRESH = 25_000  # ms: two beats and a half; who is silent for longer is away
KEPT = 12 * 3_600_000  # ms that an old word of a tablet is kept
STANDS = 600_000  # ms that words to a seat wait for it: “please hand in” said an hour ago misleads
LOOK = 5_000  # ms between two looks for silent seats of one event
LEAST = 1.0  # seconds between two messages to the desks

OVERSEERS = "overseers"  # the room of organisers and chief judges; judges are never in it
OVERSEEING = ("organiser", "chief")


class Sockets(Protocol):
    """As much of Flask-SocketIO as is needed here."""

    def emit(self, event: str, *args: Any, **kwargs: Any) -> Any: ...


class Fleet:
    """One per application: `app.extensions["scoring.fleet"]`. Everything returns at once."""

    def __init__(self, socketio: Any, clock: Callable[[], int] = now_ms) -> None:
        self.socketio: Sockets = socketio
        self.clock = clock
        self.since = clock()  # tablets that have told nothing since then may not know of this server
        self.tablets: dict[int, Tablet] = {}  # by device
        self.nudges: dict[int, Nudge] = {}  # by seat; the newest words replace older ones
        self.calls: dict[int, Call] = {}  # by seat
        self.over: dict[str, int] = {}  # calls that the chief ended; the tablet may repeat them once more
        self.silent: dict[int, tuple[int, list[dict[str, Any]]]] = {}  # event → when looked at, what was found
        self.pace = Pace(socketio, self.tell, LEAST)

    # ── what tablets say ──

    def hear(self, beat: Beat) -> dict[str, Any]:
        """Take a beat; answers {nudge?, call?}: the words that wait for this tablet, and how its call stands."""
        now, before = self.clock(), self.tablets.get(beat.device)
        news = before is None or now - before.at >= FRESH or sign_of(before.beat) != sign_of(beat)
        self.note(beat, before, now)
        moved = self.acknowledge(beat, now)
        moved |= self.hear_call(beat, now)
        if moved or news:
            self.pace.ask()
        answer: dict[str, Any] = {}
        nudge = self.nudge_for(beat, now)
        if nudge:
            answer["nudge"] = {
                **{"uid": nudge.uid, "from": nudge.sender, "ready": nudge.ready},
                **{"text": nudge.text, "at": nudge.at},
            }
        if beat.calling:
            answer["call"] = self.standing(beat.calling)
        return answer

    def note(self, beat: Beat, before: Tablet | None, now: int) -> None:
        tablet = self.tablets[beat.device] = before or Tablet(beat, now)
        if before is None:
            self.forget(now)
        tablet.beat, tablet.at = beat, now
        tablet.unsent_since = (tablet.unsent_since or now) if beat.waiting else None
        if beat.rtt is not None:
            tablet.rtts.append(beat.rtt)
        tablet.losses.append(beat.lost)

    def new_heads(self, beat: Beat) -> tuple[tuple[str, int, int], ...]:
        """The journals of this beat that its tablet did not tell the same way before; asked before `hear`."""
        before = self.tablets.get(beat.device)
        return tuple(head for head in beat.heads if before is None or head not in before.beat.heads)

    def forget(self, now: int) -> None:
        """What is too old to say anything."""
        for device in [device for device, one in self.tablets.items() if now - one.at > KEPT]:
            del self.tablets[device]
        for seat in [seat for seat, one in self.nudges.items() if now - one.at > KEPT]:
            del self.nudges[seat]
        for uid in [uid for uid, at in self.over.items() if now - at > KEPT]:
            del self.over[uid]

    def at_seat(self, seat: int) -> Iterator[Tablet]:
        """The tablets that spoke lately and are at this seat."""
        now = self.clock()
        return (one for one in list(self.tablets.values()) if one.beat.seat == seat and now - one.at < FRESH)

    # ── words to a seat ──

    def nudge(self, nudge: Nudge) -> Nudge:
        """Words for a seat: its tablets are told at once to ask for them. A repeated uid changes nothing."""
        known = self.nudges.get(nudge.seat)
        if known and known.uid == nudge.uid:
            return known
        self.nudges[nudge.seat] = nudge
        self.wake(nudge.seat, nudge.person)
        self.pace.ask()
        return nudge

    def nudge_for(self, beat: Beat, now: int) -> Nudge | None:
        """The words that wait for this tablet: of its seat, or of another seat of its judge that has no tablet now."""
        own = [
            one
            for one in self.nudges.values()
            if one.seen is None and now - one.at < STANDS and one.person == beat.person
            if one.seat == beat.seat or next(self.at_seat(one.seat), None) is None
        ]
        return max(own, key=lambda one: one.at, default=None)

    def acknowledge(self, beat: Beat, now: int) -> bool:
        """Note that words are shown, or seen; answers whether that is new."""
        uid, seen = beat.heard or ("", False)
        nudge = next((one for one in self.nudges.values() if one.uid == uid and one.person == beat.person), None)
        if nudge is None or nudge.seen is not None:
            return False
        new = nudge.shown is None or seen
        nudge.shown = nudge.shown or now
        nudge.seen = now if seen else None
        return new

    # ── calls for the chief ──

    def hear_call(self, beat: Beat, now: int) -> bool:
        """Begin, keep or end the call of this tablet; answers whether something changed."""
        said = beat.calling
        ended = [
            call
            for call in self.calls.values()
            if call.device == beat.device and (said is None or said.uid != call.uid)
        ]
        for call in ended:
            del self.calls[call.seat]
        if said is None or said.uid in self.over:
            return bool(ended)
        known = self.calls.get(said.seat)
        if known and known.uid == said.uid:
            return bool(ended)
        since = said.since if said.since is not None and now - KEPT < said.since <= now else now
        self.calls[said.seat] = Call(
            said.uid, said.seat, said.event, beat.device, said.contestant, said.item, since
        )
        return True

    def standing(self, said: Calling) -> dict[str, Any]:
        """How a call stands, for the tablet that made it."""
        call = self.calls.get(said.seat)
        if call is None or call.uid != said.uid:
            return {"uid": said.uid, "over": True}
        return {"uid": call.uid, "since": call.since, "coming": call.coming, "from": call.sender, "over": False}

    def answer_call(self, uid: str, sender: str, over: bool) -> bool:
        """The chief comes, or has been there; False when no such call stands (twice is fine)."""
        call = next((one for one in self.calls.values() if one.uid == uid), None)
        if call is None:
            return over and uid in self.over
        if over:
            del self.calls[call.seat]
            self.over[uid] = self.clock()
        elif call.coming is None:
            call.coming, call.sender = self.clock(), sender
        self.socketio.emit("here", {}, namespace="/desk", to=room_of("device", call.device))
        self.pace.ask()
        return True

    # ── what is pushed ──

    def wake(self, seat: int, person: int) -> None:
        """Let the tablets of a seat ask at once what there is for them."""
        rooms = [room_of("device", one.beat.device) for one in self.at_seat(seat)] or [room_of("person", person)]
        for room in rooms:
            self.socketio.emit("here", {}, namespace="/desk", to=room)

    def tell(self) -> None:
        """The desks hear that something changed, and nothing else."""
        self.socketio.emit("fleet", {}, namespace="/desk", to=OVERSEERS)

    def silence(self, event_id: int) -> list[dict[str, Any]]:
        """Seats that should enter something and do not, as read.silences says it; looked at every LOOK ms at most."""
        now = self.clock()
        at, found = self.silent.get(event_id, (0, []))
        if now - at < LOOK:
            return found
        self.silent[event_id] = now, found  # whoever asks meanwhile gets the last answer
        event = read.event_by_id(event_id)
        fresh = read.silences(event, now) if event else []
        self.silent[event_id] = now, fresh
        if [(one["seat_id"], one["contestant_id"]) for one in fresh] != [
            (one["seat_id"], one["contestant_id"]) for one in found
        ]:
            self.pace.ask()
        return fresh


def room_of(kind: str, number: int) -> str:
    """The room of a device's or a person's sockets."""
    return f"{kind} {number}"


def keep_rooms(server: Any, sid: str, rooms: list[str]) -> None:
    """The device may have passed to somebody else, or its person got another role, while the socket stands."""
    for room in server.rooms(sid, namespace="/desk"):
        if room not in (sid, *rooms):
            server.leave_room(sid, room, namespace="/desk")
    for room in rooms:
        server.enter_room(sid, room, namespace="/desk")


def rooms_of(device: Any) -> list[str]:
    """The rooms that a signed-in device belongs in."""
    rooms = [room_of("device", device.id), room_of("person", device.person_id)]
    return [*rooms, OVERSEERS] if device.person.role in OVERSEEING else rooms
