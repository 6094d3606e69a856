"""Reading which devices are signed in, for the organiser's list."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from scoring.store.models import Device, Person, db


def devices(competition_id: int | None) -> Sequence[Device]:
    """Every device that is signed in as somebody of this competition (or of none), the one seen last first."""
    here = or_(Person.competition_id == competition_id, Person.competition_id.is_(None))
    mine = select(Device).join(Person).where(Device.revoked.is_(None), Person.active, here)
    return db.session.scalars(mine.order_by(Device.seen.desc(), Device.id.desc())).all()
