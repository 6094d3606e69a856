"""Writing what judges remark on an item: words, a reason, a photo; and taking one back. No figure changes by it."""

from pathlib import Path

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scoring.rubrics.kinds import Item
from scoring.rubrics.remarks import remark_in
from scoring.store import photos
from scoring.store.entered import load
from scoring.store.models import Note, db
from scoring.store.record.fact import UID, By, add, repeated, scene_of
from scoring.store.record.sheets import LONGEST, sitting
from scoring.store.refusals import Refusal, refusal
from scoring.store.writer import write

MOST_TEXT = 200  # letters of one note
MOST_NOTES = 300  # of one seat about one contestant; what withdraws counts too
KINDS = ("text", "chip", "photo")


def record_note(
    by: By,
    uid: str,
    contestant_id: int,
    seat_id: int,
    item: str,
    kind: str = "text",
    value: str = "",
    place: str = "",
    withdraws: str = "",
    photo: bytes = b"",
) -> Refusal | None:
    """One note of a sheet that is still open; a repeated uid is the same note and writes nothing.

    `value`: the words; of a chip the Chinese words of one of the item's reasons; of a photo nothing, its JPEG is
    `photo`. With `withdraws` (a uid of this sheet's notes) the earlier note is taken back, and the rest may be empty.
    """
    if not UID.fullmatch(uid):
        return refusal("uid")
    if kind == "photo" and not withdraws:
        refused = _keep_photo(uid, photo)
        if refused:
            return refused
        value = f"{uid}.jpg"
    fact = {"item": item[:LONGEST], "place": place[:LONGEST], "kind": kind, "value": value, "withdraws": withdraws}
    return write(lambda session: _note(session, by, uid, contestant_id, seat_id, fact))


def _keep_photo(uid: str, photo: bytes) -> Refusal | None:
    """Put the file there before the fact is written: a file without a fact harms nobody."""
    if not photos.NAME.fullmatch(uid):
        return refusal("uid")
    if db.session.scalar(select(Note.id).where(Note.uid == uid)):
        return None  # repeated: what is there stays
    if len(photo) > photos.LARGEST:
        return refusal("photo-size", most=photos.LARGEST // 1000)
    body = photos.plain_jpeg(photo)
    if body is None:
        return refusal("photo")
    try:
        photos.keep(Path(current_app.instance_path), uid, body)
    except OSError as error:
        return refusal("photo-disk", problem=error.strerror or str(error))
    return None


def _note(
    session: Session, by: By, uid: str, contestant_id: int, seat_id: int, fact: dict[str, str]
) -> Refusal | None:
    same = {"contestant_id": contestant_id, "seat_id": seat_id, "withdraws": fact["withdraws"]}
    row = repeated(session, Note, uid, **same)
    if row is not None:
        return row if isinstance(row, Refusal) else None
    scene = scene_of(session, contestant_id, signed=True, practice=True)
    if isinstance(scene, Refusal):
        return scene
    entered = load(session, scene.event.id, [contestant_id], kinds=("rulings", "signatures"))[contestant_id]
    seat = sitting(scene, seat_id, entered)
    if isinstance(seat, Refusal):
        return seat
    if fact["withdraws"]:
        refused = _not_mine(session, contestant_id, seat_id, fact["withdraws"])
    else:
        own = {item.id: item for item in scene.rubric.items_of(seat.panel)}
        refused = _wrong(own.get(fact["item"]), fact)
    refused = refused or _too_many(session, contestant_id, seat_id)
    if refused:
        return refused
    add(session, Note, by, uid, scene, seat_id=seat_id, **fact)
    return None


def _not_mine(session: Session, contestant_id: int, seat_id: int, withdraws: str) -> Refusal | None:
    """Only notes of this sheet; an unknown one may still be on its way."""
    target = session.execute(select(Note.contestant_id, Note.seat_id).where(Note.uid == withdraws)).one_or_none()
    mine = target is None or (target.contestant_id, target.seat_id) == (contestant_id, seat_id)
    return None if mine else refusal("withdraw-other")


def _wrong(item: Item | None, fact: dict[str, str]) -> Refusal | None:
    if item is None:
        return refusal("item", item=fact["item"])
    if fact["kind"] not in KINDS:
        return refusal("note-kind", value=fact["kind"][:LONGEST])
    if not fact["value"].strip():
        return refusal("note-empty")
    if len(fact["value"]) > MOST_TEXT:
        return refusal("long", most=MOST_TEXT)
    if fact["kind"] == "chip" and remark_in(item, fact["value"]) is None:
        return refusal("reason-word", value=fact["value"][:LONGEST])
    return None


def _too_many(session: Session, contestant_id: int, seat_id: int) -> Refusal | None:
    mine = Note.contestant_id == contestant_id, Note.seat_id == seat_id
    count = session.scalar(select(func.count(Note.id)).where(*mine)) or 0
    return refusal("notes-many", most=MOST_NOTES) if count >= MOST_NOTES else None
