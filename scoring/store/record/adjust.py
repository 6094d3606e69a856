"""Writing what the chief judge adds to a result or takes from it, within the limits of the rubric."""

from fractions import Fraction

from sqlalchemy.orm import Session

from scoring.engine.figures import plain
from scoring.rubrics.language import Rubric
from scoring.rubrics.rules import Adjust
from scoring.rubrics.values import parse_number
from scoring.store.models import Adjustment
from scoring.store.record.fact import By, add, repeated, scene_of
from scoring.store.refusals import Refusal, refusal
from scoring.store.writer import write

LONGEST = 500


def adjustable(rubric: Rubric) -> dict[str, Adjust]:
    """What may be adjusted, with its limits: modules by id, the total as "" (beside modules)."""
    found = {module.id: module.adjust for module in rubric.parts if module.adjust is not None}
    return found | ({"": rubric.adjust} if rubric.adjust is not None and rubric.modules else {})


def record_adjustment(
    by: By, uid: str, contestant_id: int, module: str, value: str, reason: str
) -> Adjustment | Refusal:
    """Add (or take, with a minus) so many points; a later one replaces it, 0 takes it back. A reason is needed."""
    return write(lambda session: _adjust(session, by, uid, contestant_id, module, value, reason.strip()))


def _adjust(
    session: Session, by: By, uid: str, contestant_id: int, module: str, value: str, reason: str
) -> Adjustment | Refusal:
    row: Adjustment | Refusal | None = repeated(session, Adjustment, uid, contestant_id=contestant_id, module=module)
    if row is not None:
        return row
    if not reason:
        return refusal("reason")
    scene = scene_of(session, contestant_id)
    if isinstance(scene, Refusal):
        return scene
    limits = adjustable(scene.rubric).get(module)
    if limits is None:
        return refusal("no-adjustment")
    amount = parse_number(value.removeprefix("+"))
    if amount is None or not -limits.down <= amount <= limits.up or Fraction(amount) % Fraction(limits.step):
        words = {"up": plain(limits.up), "down": plain(limits.down), "step": plain(limits.step)}
        return refusal("adjustment", value=value[:20], **words)
    values = {"module": module, "value": str(amount), "reason": reason[:LONGEST]}
    return session.get_one(Adjustment, add(session, Adjustment, by, uid, scene, **values))
