"""A process that enters marks until it is killed: it prints the uid of every mark that was acknowledged."""

import sys
import threading
from pathlib import Path

from scoring.store import read
from scoring.store.record import record_mark
from tests.store.making import BY, app_on, entries_of, seat_of


def main(folder, run):
    app = app_on(Path(folder))

    def judge(number):
        with app.app_context():
            event = read.event_by_slug("crash")
            entries, seat = entries_of(event), seat_of(event, "M")
            order = 0
            while True:
                order += 1
                uid = f"run{run}-{number}-{order}"
                answer = record_mark(BY, uid, entries[order % 3], seat, "1.2", "", str(order % 9), order)
                assert isinstance(answer, dict), answer
                sys.stdout.write(f"{uid}\n")
                sys.stdout.flush()

    for number in range(8):
        threading.Thread(target=judge, args=(number,), daemon=True).start()
    threading.Event().wait(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
