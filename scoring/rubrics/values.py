"""The smallest words of a rubric: texts in two languages, exact numbers, durations. Knows nothing of items or rules."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError

Language = Literal["zh", "en"]

NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?")
DURATION = re.compile(r"(\d{1,3}):([0-5]\d)(\.\d{1,2})?")


class Seconds(Decimal):
    """A reading that was written as `m:ss`: the same number, but `check` sees that a time was meant."""


def tidy(text: str) -> str:
    """The text without outer blanks; full-width letters and digits, and the minus of print, as a keyboard has them."""
    return unicodedata.normalize("NFKC", text).strip().replace("−", "-")


def parse_number(text: str) -> Decimal | None:
    """Read one exact decimal as a person types it (full-width digits too), or None when it is not one.

    No exponent, no sign but minus, at most six decimals: `1e2`, `NaN` and `1,5` are refused, never guessed.
    """
    plain = tidy(text)
    return Decimal(plain) if NUMBER.fullmatch(plain) else None


def parse_duration(text: str) -> Decimal | None:
    """Read `m:ss` with up to two decimals as seconds, or None when it is not a duration."""
    found = DURATION.fullmatch(tidy(text))
    if found is None:
        return None
    return Decimal(found[1]) * 60 + Decimal(found[2] + (found[3] or ""))


def parse_reading(text: str) -> Decimal | None:
    """Read a number, or `m:ss` as seconds; None when it is neither."""
    return parse_duration(text) if ":" in tidy(text) else parse_number(text)


def parse_ratio(text: str) -> Fraction | None:
    """Read a part or a multiple: `30%`, `1/3`, `0.5`, `2`; None when it is none of these or negative."""
    plain = tidy(text)
    above, slash, below = plain.partition("/")
    if slash:
        top, bottom = parse_number(above), parse_number(below)
        return Fraction(top) / Fraction(bottom) if top is not None and top >= 0 and bottom and bottom > 0 else None
    value = parse_number(plain.removesuffix("%"))
    if value is None or value < 0:
        return None
    return Fraction(value) / (100 if plain.endswith("%") else 1)


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
    value = parse_ratio(raw) if isinstance(raw, str) and raw.strip().endswith(("%", "％")) else None
    if value is None or not 0 <= value <= 1:
        raise PydanticCustomError("percent", "not a percentage")
    return value


def _ratio(raw: Any) -> Any:
    value = parse_ratio(raw) if isinstance(raw, str) else None
    if value is None:
        raise PydanticCustomError("ratio", "not a ratio")
    return value


def _weight(raw: Any) -> Any:
    value = _ratio(raw)
    if value >= 10 and not str(raw).strip().endswith(("%", "％")):  # 30 for 30% is the usual slip
        raise PydanticCustomError("percent", "not a percentage")
    return value


def _reading(raw: Any) -> Any:
    value = parse_reading(raw) if isinstance(raw, str) else None
    if value is None:
        raise PydanticCustomError("reading", "not a reading")
    return Seconds(value) if ":" in tidy(raw) else value


def _bound(raw: Any) -> Any:
    value = "none" if raw == "none" else parse_number(raw) if isinstance(raw, str) else None
    if value is None:
        raise PydanticCustomError("bound", "not a bound")
    return value


def _share(raw: Any) -> Any:
    text = raw.strip() if isinstance(raw, str) else ""
    value: Fraction | Decimal | None = parse_ratio(text) if text.endswith(("%", "％")) else parse_number(text)
    if value is None or value < 0:
        raise PydanticCustomError("share", "not a share")
    return value


def _part(raw: Any) -> Any:
    text = tidy(raw) if isinstance(raw, str) else ""
    value: Fraction | Decimal | None = parse_number(text)
    if text.endswith("%") and (share := parse_number(text[:-1])) is not None:
        value = Fraction(share) / 100
    if value is None:
        raise PydanticCustomError("share", "not a share")
    return value


def word_or_number(*words: str, signed: bool = False) -> Callable[[Any], Any]:
    """A reader of one of some words, or of a number that is 0 or more; or less, where it is `signed`."""

    def read(raw: Any) -> Any:
        value = raw if raw in words else parse_number(raw) if isinstance(raw, str) else None
        if value is None or (isinstance(value, Decimal) and value < 0 and not signed):
            raise PydanticCustomError("word-or-number", "neither a word nor a number", {"words": ", ".join(words)})
        return value

    return read


def _several(raw: Any) -> Any:
    return raw if isinstance(raw, list) else [raw]


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
Reading = Annotated[Decimal, PlainValidator(_reading, json_schema_input_type=str | float)]
Span = Annotated[Reading, Field(ge=0)]
Size = Annotated[Reading, Field(gt=0)]
Ratio = Annotated[Fraction, BeforeValidator(_ratio, json_schema_input_type=str | float)]
Weight = Annotated[Fraction, BeforeValidator(_weight, json_schema_input_type=str | float)]
Bound = Annotated[Decimal | Literal["none"], BeforeValidator(_bound, json_schema_input_type=str | float)]
Part = Annotated[Fraction | Decimal, BeforeValidator(_part, json_schema_input_type=str | float)]
Share = Annotated[Fraction | Decimal, BeforeValidator(_share, json_schema_input_type=str | float)]
Prices = Annotated[
    tuple[Loss, ...],
    BeforeValidator(_several, json_schema_input_type=str | float | list[str | float]),
    Field(min_length=1),
]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]


class Value(BaseModel):
    """One frozen part of a rubric, read from text; unknown fields are refused. `from_` is written `from` in YAML."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        arbitrary_types_allowed=True,
    )


class Short(Value):
    """A part that a plain scalar may stand for: the scalar becomes the value of every field named in `short`."""

    short: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _written_out(cls, raw: Any) -> Any:
        return dict.fromkeys(cls.short, raw) if isinstance(raw, str) else raw

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(core), {"type": ["string", "number"]}]}


class Text(Value):
    """The same sentence in Chinese and in English."""

    zh: Words
    en: Words

    def say(self, language: str) -> str:
        """The sentence in `language`, one of "zh" and "en"."""
        return self.zh if language.startswith("zh") else self.en


UNITS = {
    "cm": ("厘米", "cm"),
    "mm": ("毫米", "mm"),
    "m": ("米", "m"),
    "km": ("公里", "km"),
    "deg": ("度", "°"),
    "celsius": ("摄氏度", "°C"),
    "percent": ("%", "%"),
    "g": ("克", "g"),
    "kg": ("公斤", "kg"),
    "ml": ("毫升", "ml"),
    "l": ("升", "l"),
    "s": ("秒", "s"),
    "min": ("分钟", "min"),
    "time": ("分:秒", "m:ss"),
    "times": ("次", "times"),
    "pieces": ("件", "pieces"),
    "points": ("分", "points"),
    "yuan": ("元", "yuan"),
}


class Unit(Text):
    """What a figure is counted in: one of the known names in UNITS, or its name in both languages.

    With `time` readings are typed and shown as m:ss and counted in seconds.
    """

    @model_validator(mode="before")
    @classmethod
    def _named(cls, raw: Any) -> Any:
        if not isinstance(raw, str):
            return raw
        if raw not in UNITS:
            raise PydanticCustomError("unit", "unknown unit")
        return dict(zip(("zh", "en"), UNITS[raw], strict=True))

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(core), {"enum": list(UNITS)}]}

    @property
    def is_time(self) -> bool:
        """Whether readings are durations."""
        return self.en == UNITS["time"][1]
