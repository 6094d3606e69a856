"""The smallest words of a rubric: texts in two languages, exact numbers, durations. Knows nothing of items or rules."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

Language = Literal["zh", "en"]

NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?")
DURATION = re.compile(r"(\d{1,3}):([0-5]\d)(\.\d{1,2})?")


def parse_number(text: str) -> Decimal | None:
    """Read one exact decimal as a person types it (full-width digits too), or None when it is not one.

    No exponent, no sign but minus, at most six decimals: `1e2`, `NaN` and `1,5` are refused, never guessed.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    return Decimal(plain) if NUMBER.fullmatch(plain) else None


def parse_duration(text: str) -> Decimal | None:
    """Read `m:ss` with up to two decimals as seconds, or None when it is not a duration."""
    found = DURATION.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    return Decimal(found[1]) * 60 + Decimal(found[2] + (found[3] or ""))


def _number(raw: Any) -> Any:
    value = parse_number(raw) if isinstance(raw, str) else None
    if value is None:
        raise PydanticCustomError("number", "not a number")
    return value


def _duration(raw: Any) -> Any:
    value = parse_duration(raw) if isinstance(raw, str) else None
    if value is None:
        raise PydanticCustomError("duration", "not a duration")
    return value


def _percent(raw: Any) -> Any:
    plain = unicodedata.normalize("NFKC", raw).strip() if isinstance(raw, str) else ""
    value = parse_number(plain[:-1]) if plain.endswith("%") else None
    if value is None or not 0 <= value <= 100:
        raise PydanticCustomError("percent", "not a percentage")
    return Fraction(value) / 100


def _whole(raw: Any) -> Any:
    if not (isinstance(raw, str) and re.fullmatch(r"\d{1,6}", raw)):
        raise PydanticCustomError("whole", "not a whole number")
    return int(raw)


def _loss(raw: Any) -> Any:
    value = "all" if raw == "all" else parse_number(raw) if isinstance(raw, str) else None
    if value is None or (isinstance(value, Decimal) and value < 0):
        raise PydanticCustomError("loss", "not a price")
    return value


def _flag(raw: Any) -> Any:
    if raw != "true":
        raise PydanticCustomError("flag", "not true")
    return True


Number = Annotated[Decimal, BeforeValidator(_number, json_schema_input_type=str | float)]
Amount = Annotated[Number, Field(ge=0)]
Positive = Annotated[Number, Field(gt=0)]
Duration = Annotated[Decimal, BeforeValidator(_duration, json_schema_input_type=str)]
Percent = Annotated[Fraction, BeforeValidator(_percent, json_schema_input_type=str)]
Whole = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int)]
Several = Annotated[Whole, Field(ge=1)]
Loss = Annotated[Decimal | Literal["all"], BeforeValidator(_loss, json_schema_input_type=str | float)]
Flag = Annotated[Literal[True], BeforeValidator(_flag, json_schema_input_type=bool)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]


class Value(BaseModel):
    """One frozen part of a rubric, read from text; unknown fields are refused. `from_` is written `from` in YAML."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        arbitrary_types_allowed=True,
    )


class Text(Value):
    """The same sentence in Chinese and in English."""

    zh: Words
    en: Words

    def say(self, language: str) -> str:
        """The sentence in `language`, one of "zh" and "en"."""
        return self.zh if language.startswith("zh") else self.en
