"""The instance folder: one installation's database, secret, own rubrics and backups. Knows no table and no page."""

import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REAL = "real"
DEMO = "demo"

FIRST_CONFIG = """\
# Made at the first start. Keep it: without `secret` every signed-in tablet has to sign in again.
# 首次启动时生成，请保留：丢了 secret，所有平板都要重新登录。
id = "{id}"
kind = "{kind}"
secret = "{secret}"
"""


class InstanceProblem(Exception):
    """The folder cannot be used; the text says why and what to do, in both languages."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A folder that is ready for use. `id` names the cookies, because cookies do not tell ports apart."""

    home: Path
    id: str
    kind: str
    secret: str
    settings: dict[str, object]

    @property
    def database(self) -> str:
        """The address of the database: SQLite in the folder, unless config.toml or SCORING_DATABASE names another."""
        named = os.environ.get("SCORING_DATABASE") or self.settings.get("database")
        return str(named) if named else f"sqlite:///{self.home / 'scoring.sqlite'}"

    @property
    def rubrics(self) -> Path:
        """The organisers' own rubrics."""
        return self.home / "rubrics"


def open_instance(home: Path | None = None, kind: str | None = None) -> Instance:
    """Open the folder, making it at first use; raise InstanceProblem when it is of the other kind or broken.

    `home` defaults to $SCORING_INSTANCE, else `instance` beside the package. With `kind` None any kind is accepted.
    """
    home = Path(home or os.environ.get("SCORING_INSTANCE") or ROOT / "instance").resolve()
    file = home / "config.toml"
    try:
        for folder in (home, home / "rubrics", home / "backups", home / "cache"):
            folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            first_config(file, kind or REAL)
        settings = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        made = Instance(home, str(settings["id"]), str(settings.get("kind", REAL)), str(settings["secret"]), settings)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InstanceProblem(f"{file}：不是正确的 TOML：{error}\n{file}: not TOML: {error}") from error
    except KeyError as error:
        raise InstanceProblem(f"{file}：缺少 {error}。\n{file}: {error} is missing.") from error
    except OSError as error:
        raise InstanceProblem(f"不能使用文件夹 {home}：{error}\nThe folder {home} cannot be used: {error}") from error
    if kind and made.kind != kind:
        raise InstanceProblem(wrong_kind(home, kind))
    return made


def first_config(file: Path, kind: str) -> None:
    """Write config.toml so that only its owner may read it, and never over another start's file."""
    text = FIRST_CONFIG.format(id=secrets.token_hex(3), kind=kind, secret=secrets.token_urlsafe(32))
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)


def wrong_kind(home: Path, kind: str) -> str:
    """Why a demo is not started in a real folder, nor the other way round."""
    if kind == DEMO:
        return (
            f"{home} 是正式比赛的文件夹，演示不会写进去。请换一个文件夹：demo --instance 别的文件夹\n"
            f"{home} belongs to a real competition; the demo does not write there. Name another: demo --instance DIR"
        )
    return (
        f"{home} 是演示的文件夹，里面的机器人会打分。正式比赛请换一个：serve --instance 别的文件夹\n"
        f"{home} belongs to the demo, where robots judge. Name another for the real thing: serve --instance DIR"
    )
