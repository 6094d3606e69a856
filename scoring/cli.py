"""The command line: one function per command, each answers the exit code: 0 right, 1 the input is wrong, 2 wrong usage.

Nothing heavy is imported up here: `serve` has to patch before the application is loaded, and `check` should be quick.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

RIGHT, WRONG, USAGE = 0, 1, 2
ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str]) -> int:
    """Run one command; wrong usage is said by argparse, which exits with 2."""
    words = parser().parse_args(list(argv))
    if "run" not in words:
        parser().print_help(sys.stderr)
        return USAGE
    try:
        code: int = words.run(words)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return RIGHT


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="python3 -m scoring",
        description="技能竞赛评分与实时排行 / Scoring and live leaderboards for skills competitions",
        epilog="test：运行全部测试 / test [pytest arguments]: run the whole suite",
    )
    commands = whole.add_subparsers(metavar="COMMAND", title="命令 / commands")

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.add_argument("--language", choices=("zh", "en"), help="默认随系统 / default: the terminal's")
        made.set_defaults(run=run)
        return made

    demo = command("demo", start_demo, "演示：三个进行中的赛项，机器人打分 / a ready competition, judged by robots")
    serving(demo)
    demo.add_argument("--no-robots", action="store_true", help="不要机器人，自己打分 / judge by hand")
    demo.add_argument("--speed", type=positive, default=1.0, metavar="N", help="机器人快 N 倍 / robots N times as fast")
    serving(command("serve", start_server, "正式比赛 / serve a real competition"))
    check = command("check", check_rubrics, "检查评分标准文件 / check rubric files")
    check.add_argument("files", nargs="+", metavar="FILE")
    command("schema", print_schema, "输出评分标准的 JSON Schema / print the JSON schema of rubrics")
    tabulate = command("tabulate", tabulate_marks, "不用服务器，给一个文件的记录算分 / score a file of marks")
    tabulate.add_argument("rubric", metavar="RUBRIC", help="文件或 ID@VERSION / a file, or ID@VERSION")
    tabulate.add_argument("marks", metavar="MARKS", help="CSV：contestant,seat,item,place,value")
    tabulate.add_argument("--format", choices=("json", "csv", "xlsx"), default="json")
    tabulate.add_argument(
        "--table", choices=("standings", "teams"), help="CSV：选手表或团体表 / of a CSV: contestants or teams"
    )
    tabulate.add_argument("-o", "--output", metavar="FILE", help="默认标准输出 / default: standard output")
    in_instance(tabulate)
    export = command("export", export_results, "导出成绩单 XLSX / export an event's result sheet as XLSX")
    export.add_argument("event", metavar="EVENT", help="赛项的网址名 / the event's name in addresses")
    export.add_argument("-o", "--output", metavar="FILE", help="默认 EVENT.xlsx / default: EVENT.xlsx")
    in_instance(export)
    for name, run, words in (
        ("backup", back_up, "备份整个文件夹到一个文件 / back the instance up into one file"),
        (
            "restore",
            restore,
            "从备份恢复；现有的先存到 backups / restore a backup; what is there is set aside in backups",
        ),
    ):
        one = command(name, run, words)
        one.add_argument("file", metavar="FILE")
        in_instance(one)
    in_instance(command("verify", verify, "核对数据库与每份签字的成绩 / verify the database and every signed result"))
    return whole


def positive(text: str) -> float:
    number = float(text)
    if not 0 < number <= 1000:
        raise argparse.ArgumentTypeError("0 < N <= 1000")
    return number


def in_instance(command: argparse.ArgumentParser) -> None:
    command.add_argument("--instance", type=Path, metavar="DIR", help="数据文件夹 / the folder of the data (instance)")


def serving(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="0.0.0.0", help="默认 0.0.0.0，即所有网卡 / default: all networks")  # noqa: S104
    command.add_argument("--port", type=int, default=8000, help="默认 8000")
    command.add_argument("--tls", action="store_true", help="加密，平板须装证书 / https; tablets need a certificate")
    in_instance(command)


def fail(*sentences: object) -> int:
    """Say what is wrong on stderr; the exit code of wrong input."""
    for sentence in sentences:
        print(sentence, file=sys.stderr, flush=True)
    return WRONG


def start_server(words: argparse.Namespace) -> int:
    from scoring.serving import start

    return start(words)


def start_demo(words: argparse.Namespace) -> int:
    from scoring.demo import start

    return start(words)


def tongue(words: argparse.Namespace) -> str:
    """The language asked for, else the terminal's if it is English, else Chinese."""
    system = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return words.language or ("en" if system.startswith("en") else "zh")


def check_rubrics(words: argparse.Namespace) -> int:
    from scoring.rubrics.command import check_files

    return check_files(words.files, tongue(words), sys.stdout, sys.stderr)


def print_schema(_words: argparse.Namespace) -> int:
    from scoring.rubrics.schema import schema

    sys.stdout.write(schema())
    return RIGHT


def tabulate_marks(words: argparse.Namespace) -> int:
    from scoring.engine.tabulate import as_csv, tabulate
    from scoring.rubrics.reader import load, shipped

    if words.table and words.format != "csv":
        fail("--table 只用于 --format csv / --table is for --format csv; the other formats hold both")
        return USAGE
    folders = [(words.instance or ROOT / "instance") / "rubrics"]
    reading = load(words.rubric, folders)
    if reading.rubric is None:
        return fail(*(problem.say(tongue(words)) for problem in reading.problems))
    try:
        content = sys.stdin.buffer.read() if words.marks == "-" else Path(words.marks).read_bytes()
    except OSError as error:
        return fail(f"{words.marks}:1:1: 文件打不开 / the file cannot be opened ({error.strerror})")
    known = shipped() | {file.stem: file for file in folders[0].glob("*@*.yaml")}
    rules = known.get(words.rubric, Path(words.rubric)).read_bytes()
    made = tabulate(reading.rubric, rules, content, words.marks)
    if made.problems:
        return fail(*(problem.say(tongue(words)) for problem in made.problems))
    if words.format == "json":
        return put(words.output, (piece.encode() for piece in made.json()))
    document = made.document or {}
    if words.format == "csv":
        teams = words.table == "teams"
        if teams and "teams" not in document:
            return fail(f"{words.rubric}:1:1: 评分标准没有 teams / the rubric has no teams")
        return put(words.output, [as_csv(document, tongue(words), teams).encode("utf-8-sig")])
    from scoring.paper.tabulated import standings_workbook

    return put(words.output, [standings_workbook(document, tongue(words))])


def put(target: str | None, pieces: Iterable[bytes]) -> int:
    """Write to the named file, else to standard output."""
    if not target or target == "-":
        sys.stdout.buffer.writelines(pieces)
        return RIGHT
    try:
        with Path(target).open("wb") as file:
            file.writelines(pieces)
    except OSError as error:
        return fail(f"{target}:1:1: {error.strerror}")
    return RIGHT


def looking(words: argparse.Namespace) -> Any:
    """The application on an existing instance, beside a server that may be running."""
    from scoring.app import create_app

    home = words.instance or ROOT / "instance"
    if not (home / "scoring.sqlite").exists() and not os.environ.get("SCORING_DATABASE"):
        raise SystemExit(fail(f"{home} 里没有数据 / there is no data in {home}"))
    return create_app(home, alone=False)


def export_results(words: argparse.Namespace) -> int:
    from werkzeug.exceptions import NotFound

    from scoring.web.results import outcome_of, workbook_of

    app = looking(words)
    with app.test_request_context(f"/?lang={tongue(words)}"):
        try:
            content = workbook_of(outcome_of(words.event))
        except NotFound:
            return fail(f"没有这个赛项，或还没有开赛：{words.event} / no such event, or not open yet: {words.event}")
    return put(words.output or f"{words.event}.xlsx", [content])


def back_up(words: argparse.Namespace) -> int:
    from scoring.store import backup

    try:
        backup.back_up(words.instance or ROOT / "instance", Path(words.file))
    except (backup.BackupProblem, OSError) as problem:
        return fail(problem)
    print(f"已备份 / saved: {words.file}")
    return RIGHT


def restore(words: argparse.Namespace) -> int:
    from scoring.store import backup
    from scoring.store.lock import InstanceBusy

    home = words.instance or ROOT / "instance"
    try:
        aside = backup.restore(Path(words.file), home)
    except (backup.BackupProblem, InstanceBusy, OSError) as problem:
        return fail(problem)
    print(f"已恢复 / restored: {home}")
    if aside:
        print(f"原来的数据 / what was there: {aside}")
    return RIGHT


def verify(words: argparse.Namespace) -> int:
    from scoring.store.verify import verify

    with looking(words).app_context():
        verdict = verify()
    for wrong in verdict.wrong:
        fail(wrong.zh if tongue(words) == "zh" else wrong.en)
    print(f"已核对签字成绩 / signed results checked: {verdict.checked}；有误 / wrong: {len(verdict.wrong)}")
    return WRONG if verdict.wrong else RIGHT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
