"""The tables: who takes part, who judges, and the facts they entered. No rule of scoring stands here.

Setup tables (competition … device) may change. Fact tables (mark, clock_fact, penalty, adjustment, setting_fact,
ruling, signature) are only added to; triggers refuse the rest.
Every fact has a random id made by the client, so that a repeated request finds its first row.
Times are whole milliseconds of the server's clock since 1970 (UTC).
"""

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from scoring.store.triggers import guard

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables share one naming of constraints, so that SQLite can be migrated too."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)
guard(db.metadata)


class Competition(Base):
    """The whole gathering; one installation may hold several."""

    __tablename__ = "competition"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    venue: Mapped[str] = mapped_column(default="")
    day: Mapped[str] = mapped_column(default="")  # ISO date, as the organiser gave it
    events: Mapped[list["Event"]] = relationship(back_populates="competition", order_by="Event.position")


class Event(Base):
    """One rubric, one ranking. `rubric_text` and `rubric_digest` are frozen when the event opens."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competition.id"))
    slug: Mapped[str] = mapped_column(unique=True)  # its name in addresses and on sockets
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    rubric_ref: Mapped[str]  # id@version
    rubric_text: Mapped[str] = mapped_column(default="")
    rubric_digest: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")  # draft, open, closed
    release: Mapped[str] = mapped_column(default="signed")  # signed: by the chief; at-once: every mark
    naming: Mapped[str] = mapped_column(default="name")  # what the public sees: name, or number (blind)
    revision: Mapped[int] = mapped_column(default=0)  # + 1 with every accepted write
    round: Mapped[str] = mapped_column(default="")  # which round of its rubric it is; "" where that has none
    settings: Mapped[str] = mapped_column(default="")  # the day's settings that stand, as JSON; see SettingFact
    settings_version: Mapped[int] = mapped_column(default=0)  # 0: as the rubric is written
    before_id: Mapped[int | None]  # the event of the round before
    competition: Mapped[Competition] = relationship(back_populates="events")
    modules: Mapped[list["Module"]] = relationship(order_by="Module.position")
    seats: Mapped[list["Seat"]] = relationship(back_populates="event", order_by="Seat.position")
    heats: Mapped[list["Heat"]] = relationship(back_populates="event", order_by="Heat.number")
    stations: Mapped[list["Station"]] = relationship(order_by="Station.number")
    contestants: Mapped[list["Contestant"]] = relationship(back_populates="event", order_by="Contestant.number")


class Module(Base):
    """A weighted part of an event, as its rubric names it; seats belong to one of its panels."""

    __tablename__ = "module"
    __table_args__ = (UniqueConstraint("event_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    key: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    weight: Mapped[str] = mapped_column(default="1")  # exact fraction as text


class Unit(Base):
    """Whom a contestant belongs to."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("competition_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competition.id"))
    name: Mapped[str]


class Heat(Base):
    """Who performs together. `state`: waiting, active, done."""

    __tablename__ = "heat"
    __table_args__ = (UniqueConstraint("event_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default="waiting")
    event: Mapped[Event] = relationship(back_populates="heats")
    contestants: Mapped[list["Contestant"]] = relationship(back_populates="heat")


class Station(Base):
    """Where one contestant of a heat performs: a table, a bed, a studio. Colour follows the number."""

    __tablename__ = "station"
    __table_args__ = (UniqueConstraint("event_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(default="")


class Contestant(Base):
    """A person, team or unit that is ranked. Judges see heat and station, never the name."""

    __tablename__ = "contestant"
    __table_args__ = (UniqueConstraint("event_id", "number"), UniqueConstraint("heat_id", "station_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[str]  # entry number, the name of a contestant in marks, exports and sockets
    name: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    heat_id: Mapped[int | None] = mapped_column(ForeignKey("heat.id"))
    station_id: Mapped[int | None] = mapped_column(ForeignKey("station.id"))
    group: Mapped[str] = mapped_column("group_name", default="")  # with whom it is compared
    eligible: Mapped[bool] = mapped_column(default=True)  # False: ranked, but wins no award
    carried: Mapped[str] = mapped_column(default="")  # what it brings along from the round before, exact
    event: Mapped[Event] = relationship(back_populates="contestants")
    unit: Mapped[Unit | None] = relationship()
    heat: Mapped[Heat | None] = relationship(back_populates="contestants")
    station: Mapped[Station | None] = relationship()


class Person(Base):
    """Somebody with a task. `role`: organiser, chief, floor, judge. Signs in by personal link or PIN."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int | None] = mapped_column(ForeignKey("competition.id"))
    name: Mapped[str]
    role: Mapped[str]
    link: Mapped[str] = mapped_column(unique=True)  # random word of the personal link; printed on cards
    pin: Mapped[str] = mapped_column(unique=True)  # six digits; sign-in by it is slowed down after wrong tries
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(default="")
    seats: Mapped[list["Seat"]] = relationship(back_populates="person")


class Seat(Base):
    """A place on a panel. A person sits on it; a device is paired with the person."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("event_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"))
    panel: Mapped[str]  # the panel's id in the rubric
    key: Mapped[str]  # short name in marks and exports: M, J1, J2 …
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    event: Mapped[Event] = relationship(back_populates="seats")
    person: Mapped[Person | None] = relationship(back_populates="seats")


class Device(Base):
    """A browser that signed in. The cookie's token is stored only as its SHA-256."""

    __tablename__ = "device"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token_digest: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str] = mapped_column(default="")
    created: Mapped[int] = mapped_column(BigInteger)
    seen: Mapped[int] = mapped_column(BigInteger)
    revoked: Mapped[int | None] = mapped_column(BigInteger)
    person: Mapped[Person] = relationship()


class Fact:
    """What every fact has: a client-made id, and who entered it on which device when (server's clock)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    at: Mapped[int] = mapped_column(BigInteger)


class Mark(Fact, Base):
    """One fact about one item; `withdraws` names the uid it takes back. `seat_id` empty: an outside value."""

    __tablename__ = "mark"
    __table_args__ = (Index("ix_mark_sheet", "contestant_id", "seat_id"),)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestant.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    item: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    value: Mapped[str]
    order: Mapped[int] = mapped_column("sequence")
    withdraws: Mapped[str] = mapped_column(default="")


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

    Or about the whole event (`contestant_id` empty): open, close, reopen.
    """

    __tablename__ = "ruling"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    contestant_id: Mapped[int | None] = mapped_column(ForeignKey("contestant.id"), index=True)
    act: Mapped[str]  # status, excuse, seat; open, close, reopen
    value: Mapped[str] = mapped_column(default="")
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    reason: Mapped[str] = mapped_column(default="")


class Signature(Fact, Base):
    """An act of responsibility: a seat's `submit`; the chief's `return` (of a sheet), `sign`, `reopen` (of a result).

    `copy` is the canonical JSON of what was signed, `digest` its SHA-256.
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
