"""Reading what judges remarked on items, and what a seat gave an item before. Says seats and stations, never a name."""

from pathlib import Path
from typing import Any, TypedDict

from flask import current_app
from sqlalchemy import func, select

from scoring.rubrics.kinds import Item
from scoring.rubrics.language import Rubric
from scoring.rubrics.remarks import remark_in
from scoring.store import photos
from scoring.store.models import Contestant, Event, Mark, Note, Seat, db
from scoring.store.read.sheets import sheet
from scoring.store.read.taps import in_words
from scoring.store.rubrics import rubric_of

LAST = 6  # earlier contestants that are shown beside this one


class Remark(TypedDict):
    """One note. `text` is in the language asked for; `photo` is the uid of the note whose picture it is, else ""."""

    uid: str
    contestant_id: int
    contestant: str
    seat_id: int
    seat: str
    trainee: bool
    item: str
    title: str
    place: str
    kind: str
    value: str
    text: str
    photo: str
    at: int
    stands: bool


def notes_of(event: Event, language: str, contestant_id: int | None = None, seat_id: int | None = None) -> list[Remark]:
    """The notes of an event, oldest first, those taken back too; of one contestant, of one seat.

    Practice is left out, unless that very contestant is asked for.
    """
    query = (
        select(Note, Contestant.number, Seat.key, Seat.trainee)
        .join(Contestant, Contestant.id == Note.contestant_id)
        .join(Seat, Seat.id == Note.seat_id)
        .where(Note.event_id == event.id)
        .order_by(Note.id)
    )
    if contestant_id is None:
        query = query.where(Contestant.practice.is_(False))
    else:
        query = query.where(Note.contestant_id == contestant_id)
    if seat_id is not None:
        query = query.where(Note.seat_id == seat_id)
    rows = db.session.execute(query).all()
    gone = {note.withdraws for note, *_ in rows if note.withdraws}
    rubric = rubric_of(event)
    return [
        _remark(note, rubric, language, note.uid not in gone, str(number), str(key), bool(trainee))
        for note, number, key, trainee in rows
        if not note.withdraws
    ]


def _remark(
    note: Note, rubric: Rubric, language: str, stands: bool, contestant: str, seat: str, trainee: bool
) -> Remark:
    item = rubric.items.get(note.item)
    word = remark_in(item, note.value) if note.kind == "chip" else None
    text = word.say(language) if word else note.value
    return Remark(
        uid=note.uid,
        contestant_id=note.contestant_id,
        contestant=contestant,
        seat_id=note.seat_id,
        seat=seat,
        trainee=trainee,
        item=note.item,
        title=rubric.named(item).say(language) if item else note.item,
        place=_place(item, note.place, language),
        kind=note.kind,
        value=note.value,
        text="" if note.kind == "photo" else text,
        photo=note.uid if note.kind == "photo" else "",
        at=note.at,
        stands=stands,
    )


def _place(item: Item | None, place: str, language: str) -> str:
    if item is None or item.places is None or not place.isdecimal():
        return place
    return item.places.name(int(place)).say(language)


def note_by_uid(uid: str) -> Note | None:
    """The note of that uid."""
    return db.session.scalar(select(Note).where(Note.uid == uid))


def photo_of(uid: str) -> Path | None:
    """The file of a photo note; None when there is no such picture."""
    file = photos.file_of(Path(current_app.instance_path), uid) if photos.NAME.fullmatch(uid) else None
    return file if file is not None and file.is_file() else None


def before(contestant_id: int, seat_id: int, item_id: str, language: str) -> list[dict[str, Any]]:
    """What this seat gave the item before, newest first: [{heat, station, said, cost, points, state}], six at most."""
    query = (
        select(Mark.contestant_id)
        .join(Contestant, Contestant.id == Mark.contestant_id)
        .where(Mark.seat_id == seat_id, Mark.item == item_id)
        .where(Mark.contestant_id != contestant_id, Contestant.practice.is_(False))
        .group_by(Mark.contestant_id)
        .order_by(func.max(Mark.id).desc())
        .limit(LAST * 2)
    )
    found = []
    for earlier in db.session.scalars(query):
        state = sheet(earlier, seat_id, language)
        now = state["items"].get(item_id) if state else None
        if state and now and now["state"] != "untouched":
            found.append(
                {
                    "heat": state["heat"],
                    "station": state["station"],
                    "said": in_words(_item(seat_id, item_id), now, language),
                    "cost": now["cost"],
                    "points": now["points"],
                    "state": now["state"],
                }
            )
    return found[:LAST]


def _item(seat_id: int, item_id: str) -> Item:
    seat = db.session.get_one(Seat, seat_id)
    return rubric_of(seat.event).items[item_id]


def lost_photos() -> list[tuple[str, str, str]]:
    """(event, contestant, seat) of every photo note whose picture is missing or damaged."""
    home = Path(current_app.instance_path)
    query = (
        select(Note.uid, Event.slug, Contestant.number, Seat.key)
        .join(Event, Event.id == Note.event_id)
        .join(Contestant, Contestant.id == Note.contestant_id)
        .join(Seat, Seat.id == Note.seat_id)
        .where(Note.kind == "photo", Note.withdraws == "")
        .order_by(Note.id)
    )
    rows = db.session.execute(query).all()
    return [(slug, number, key) for uid, slug, number, key in rows if not photos.is_whole(home, uid)]
