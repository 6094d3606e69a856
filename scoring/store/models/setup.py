"""The tables that may change: who takes part, who judges, on which device. No rule of scoring stands here."""

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scoring.store.models.base import Base


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
    totals: Mapped[str] = mapped_column(default="shown")  # the running total on tablets: shown, hidden
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
    practice: Mapped[bool] = mapped_column(default=False)  # for trying the tablet: in no result, list or export
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
    __table_args__ = (UniqueConstraint("event_id", "key"), Index("uq_seat_code", "code", unique=True))
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"))
    panel: Mapped[str]  # the panel's id in the rubric
    key: Mapped[str]  # short name in marks and exports: M, J1, J2 …
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    code: Mapped[str | None]  # six letters that pair a tablet; made when first asked for
    trainee: Mapped[bool] = mapped_column(default=False)  # judges along, counts in no result
    event: Mapped[Event] = relationship(back_populates="seats")
    person: Mapped[Person | None] = relationship(back_populates="seats")


class Device(Base):
    """A browser that signed in, perhaps paired with a seat. The cookie's token is stored only as its SHA-256."""

    __tablename__ = "device"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token_digest: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str] = mapped_column(default="")
    created: Mapped[int] = mapped_column(BigInteger)
    seen: Mapped[int] = mapped_column(BigInteger)
    revoked: Mapped[int | None] = mapped_column(BigInteger)
    ended: Mapped[str] = mapped_column(default="")  # why: signed-out, revoked, taken-over, again; "" while it is in use
    seat_id: Mapped[int | None]  # the seat it is paired with
    checked: Mapped[str] = mapped_column(default="")  # what the tablet check found, as JSON
    person: Mapped[Person] = relationship()


class Journal(Base):
    """The numbered list that one tablet keeps of everything it enters for one seat; `id` is made by the tablet.

    `head`: how many entries it said it had made, whether they arrived or not.
    """

    __tablename__ = "journal"
    id: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    head: Mapped[int] = mapped_column(default=0)
    at: Mapped[int] = mapped_column(BigInteger)
