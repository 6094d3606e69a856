"""The fact tables: what people entered and decided. Rows are only added; triggers refuse the rest.

Every fact has a random id made by the client, so that a repeated request finds its first row.
Times are whole milliseconds of the server's clock since 1970 (UTC).
"""

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from scoring.store.models.base import Base


class Fact:
    """What every fact has: a client-made id, and who entered it on which device when (server's clock)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    at: Mapped[int] = mapped_column(BigInteger)


class Numbered:
    """Where a fact stands in its tablet's journal: number, and link of the chain (store/chain.py)."""

    journal: Mapped[str | None]
    number: Mapped[int | None]
    link: Mapped[str] = mapped_column(default="")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        name: str = cls.__tablename__  # type: ignore[attr-defined]
        return (
            Index(f"uq_{name}_journal", "journal", "number", unique=True),
            Index(f"ix_{name}_sheet", "contestant_id", "seat_id"),
        )


class Mark(Fact, Numbered, Base):
    """One fact about one item; `withdraws` names the uid it takes back. `seat_id` empty: an outside value."""

    __tablename__ = "mark"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestant.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    item: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    value: Mapped[str]
    order: Mapped[int] = mapped_column("sequence")
    withdraws: Mapped[str] = mapped_column(default="")
    means: Mapped[str] = mapped_column(default="")  # "": on the seat's tablet; proxy: at the desk; paper: keyed twice


class HeldMark(Fact, Numbered, Base):
    """A mark that could not be taken, as the tablet sent it: kept for the chief judge, counted in no result.

    `code` is the refusal. It is settled by a Ruling `aside` whose value is this uid.
    """

    __tablename__ = "held_mark"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestant.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    item: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    value: Mapped[str]
    order: Mapped[int] = mapped_column("sequence")
    withdraws: Mapped[str] = mapped_column(default="")
    code: Mapped[str]


class Note(Fact, Base):
    """What a judge remarks on an item; it changes no figure. `kind`: text, chip (a reason), photo (a file's name).

    `withdraws` names the uid of the note that it takes back.
    """

    __tablename__ = "note"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestant.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    item: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="text")
    value: Mapped[str] = mapped_column(default="")
    withdraws: Mapped[str] = mapped_column(default="")


class Keying(Fact, Base):
    """A paper sheet typed in at the desk. `act`: keyed, then confirmed or rejected by another person.

    `of` names the uid of what was keyed, `body` are its marks as JSON [[item, place, value] …].
    """

    __tablename__ = "keying"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestant.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    act: Mapped[str]
    of: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class ClockFact(Fact, Base):
    """`act`: start, pause, resume, stop; set (a time from a watch, `value` m:ss.cc) and reset, both with a `reason`.

    `module`: whose clock; "" is the first module that has one.
    """

    __tablename__ = "clock_fact"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestant.id"), index=True)
    module: Mapped[str] = mapped_column(default="")
    act: Mapped[str]
    value: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class Penalty(Fact, Base):
    """A penalty recorded `count` times (usually 1), or the withdrawal of an earlier one."""

    __tablename__ = "penalty"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestant.id"), index=True)
    penalty: Mapped[str]
    count: Mapped[int] = mapped_column(default=1)
    withdraws: Mapped[str] = mapped_column(default="")
    item: Mapped[str] = mapped_column(default="")  # which item it was for, where its effect needs one


class Adjustment(Fact, Base):
    """What the chief judge adds or takes, with the reason; the last one of a module stands, 0 takes it back."""

    __tablename__ = "adjustment"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestant.id"), index=True)
    module: Mapped[str] = mapped_column(default="")  # "" is the total
    value: Mapped[str]  # exact, with its sign
    reason: Mapped[str]


class SettingFact(Fact, Base):
    """The day's settings from `version` on, fixed by the chief judge: all of them as JSON, and which one changed."""

    __tablename__ = "setting_fact"
    __table_args__ = (UniqueConstraint("event_id", "version"),)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    version: Mapped[int]
    setting: Mapped[str]
    value: Mapped[str]
    settings: Mapped[str]
    reason: Mapped[str]


class Ruling(Fact, Base):
    """What is decided about a contestant: `status` (one of STATUSES, or "" to lift it), or `excuse`/`seat` a seat.

    `aside`: the held mark that `value` names is not to be entered.

    Or about the whole event (`contestant_id` empty): open, close, reopen.
    """

    __tablename__ = "ruling"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int | None] = mapped_column(ForeignKey("contestant.id"), index=True)
    act: Mapped[str]  # status, excuse, seat, aside; open, close, reopen
    value: Mapped[str] = mapped_column(default="")
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    reason: Mapped[str] = mapped_column(default="")


class Signature(Fact, Base):
    """An act of responsibility: a seat's `submit`, or `ask` (to have its sheet back, with a reason), `unask`;
    the chief's `return` (of a sheet), `decline` (what was asked), `sign`, `reopen` (of a result).

    `copy` is the canonical JSON of what was signed, `digest` its SHA-256. `journal` and `number` of a submit: how many
    entries the tablet had made by then. `drawn` is the hand-drawn signature, as an SVG path in a 600 × 200 field.
    """

    __tablename__ = "signature"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestant.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    act: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    copy: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    settings_version: Mapped[int] = mapped_column(default=0)  # of the day's settings it was signed under
    journal: Mapped[str] = mapped_column(default="")
    number: Mapped[int] = mapped_column(default=0)
    drawn: Mapped[str] = mapped_column(default="")
