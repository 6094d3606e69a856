"""The whole instance in one file, and back: database, settings, the organisers' own rubrics, photos. Knows no table."""

import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from scoring.store.clock import now_ms
from scoring.store.lock import InstanceLock
from scoring.store.photos import FOLDER as PHOTOS

DATABASE = "scoring.sqlite"
CONFIG = "config.toml"
RUBRICS = "rubrics"
FOLDERS = {RUBRICS: ".yaml", PHOTOS: ".jpg"}  # what is packed besides, and how its files end
LARGEST = 4 * 1024**3  # bytes unpacked; far above any competition, far below a full disk


class BackupProblem(Exception):
    """The backup cannot be made or used; the text says why in both languages."""


def back_up(home: Path, file: Path) -> None:
    """Write the instance in `home` to `file`, also while it is being served; an older backup is replaced at the end.

    Raises BackupProblem when the folder is missing (a mistyped stick), or when something else stands at `file`.
    """
    if not (home / DATABASE).exists():
        raise BackupProblem(f"{home} 里没有数据库\nThere is no database in {home}")
    if not file.parent.is_dir():
        place = file.parent
        raise BackupProblem(f"没有文件夹 {place}：U 盘插好了吗？\nThere is no folder {place}: is the stick in?")
    if file.exists() and not is_backup(file):
        raise BackupProblem(f"{file} 已存在，但不是备份：请换个名字\n{file} exists and is no backup: take another name")
    draft = file.with_name(f"{file.name}.part")
    with (
        tempfile.TemporaryDirectory(dir=file.parent) as folder,
        zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        copy_database(home / DATABASE, Path(folder) / DATABASE)
        out.write(Path(folder) / DATABASE, DATABASE)
        out.write(home / CONFIG, CONFIG)
        for name, ending in FOLDERS.items():  # after the database: a photo is there before its note
            for each in sorted((home / name).glob(f"*{ending}")):
                out.write(each, f"{name}/{each.name}")
    draft.replace(file)


def is_backup(file: Path) -> bool:
    """Whether the file is one that `back_up` wrote, and may replace."""
    try:
        with zipfile.ZipFile(file) as packed:
            return {DATABASE, CONFIG} <= set(packed.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def copy_database(source: Path, target: Path) -> None:
    """A sound copy as one file, also while it is written to."""
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as raw:
        raw.execute("VACUUM INTO ?", (str(target),))


def restore(file: Path, home: Path) -> Path | None:
    """Put the backup in place of what is in `home`; answers where that was set aside.

    Raises BackupProblem, and InstanceBusy while the instance is being served.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = InstanceLock(home)
    try:
        with tempfile.TemporaryDirectory(dir=home) as folder:
            unpacked = Path(folder)
            unpack(file, unpacked)
            inspect(unpacked / DATABASE, file)
            aside = set_aside(home)
            for name in (DATABASE, CONFIG):
                (unpacked / name).replace(home / name)
            for name, ending in FOLDERS.items():
                (home / name).mkdir(exist_ok=True)
                for each in (unpacked / name).glob(f"*{ending}"):
                    each.replace(home / name / each.name)
    finally:
        lock.release()
    return aside


def unpack(file: Path, folder: Path) -> None:
    """Only what `back_up` writes, and nowhere but into `folder`."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
            strange = [name for name in names - {DATABASE, CONFIG} if not is_ours(name)]
            if (
                not {DATABASE, CONFIG} <= names
                or strange
                or sum(entry.file_size for entry in packed.infolist()) > LARGEST
            ):
                raise BackupProblem(f"{file} 不是本系统的备份\n{file} is not a backup of this system")
            packed.extractall(folder, names)
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupProblem(f"读不了 {file}：{error}\n{file} cannot be read: {error}") from error


def is_ours(name: str) -> bool:
    """Whether a file of this name may be unpacked."""
    folder = Path(name).parts[:-1]
    return len(folder) == 1 and folder[0] in FOLDERS and name.endswith(FOLDERS[folder[0]])


def inspect(database: Path, file: Path) -> None:
    """Is it a sound database of ours?"""
    try:
        with closing(sqlite3.connect(database)) as raw:
            sound = raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            ours = raw.execute(
                "SELECT count(*) FROM sqlite_master WHERE name IN ('mark', 'alembic_version')"
            ).fetchone()
    except sqlite3.DatabaseError:
        sound, ours = False, (0,)
    if not sound or ours != (2,):
        raise BackupProblem(f"{file} 里的数据库已损坏\nThe database in {file} is damaged")


def set_aside(home: Path) -> Path | None:
    """Move what is there into `backups`, as a folder that carries the time."""
    if not (home / DATABASE).exists():
        return None
    aside = home / "backups" / f"before-restore-{now_ms()}"
    aside.mkdir(parents=True)
    copy_database(home / DATABASE, aside / DATABASE)
    if (home / CONFIG).exists():
        shutil.copy2(home / CONFIG, aside / CONFIG)
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (home / name).unlink(missing_ok=True)
    return aside
