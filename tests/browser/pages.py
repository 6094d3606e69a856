"""Every page there is: who opens it, where it is, when it is ready, at which sizes somebody would look at it."""

import re
from dataclasses import dataclass
from pathlib import Path

import scoring
from scoring.web.version import version_of
from tests.browser.full_house import House
from tests.browser.screens import HALL, LARGE_HALL, TABLET, TELEPHONE, UPRIGHT

EVERY_SIZE = (TABLET, UPRIGHT, TELEPHONE, HALL, LARGE_HALL)
NO_TELEVISION = (TABLET, UPRIGHT, TELEPHONE, HALL)  # nobody hangs these on a wall
LIVE = "#link[data-state=live]"
DRAWN = ".foot [data-seen]:not(:empty)"
ROWS = "#rows li"

# GET addresses that answer no page of their own, each with an example.
PARTS = {
    "static": f"/static/@{version_of(Path(scoring.__file__).parent)}/css/base.css",
    "send_unnamed": "/static/css/base.css",
    "healthz": "/healthz",
    "offline.worker": "/sw.js",
    "help.root_file": "/certificate.crt",
    "help.profile": "/certificate.mobileconfig",
    "display.events": "/live/events.json",
    "display.standings": "/live/table/standings.json",
    "join.now": "/judge/check/now",
    "judge_notes.item": "/judge/sheet/{at[17]}/{seat[table M]}/item/3.4.json",
    "judge_notes.photo": "/photos/first-photo-note.jpg",
    "judge.state": "/judge/sheet/{at[17]}/{seat[table M]}.json",
    "chief.rows": "/chief/table/rows",
    "fleet.everything_json": "/fleet.json",
    "fleet.one_event_json": "/fleet/table.json",
    "chief.sheets": "/chief/table/sheets/{at[18]}",
    "floor.cards": "/floor/table/cards",
    "results.workbook": "/results/table.xlsx",
    "organiser.lab_simulation.progress": "/organise/library/our-tables@1/simulation/0123456789abcdef",
    "organiser.lab_files.file": "/organise/library/our-tables@1/file",
    "access.choose_language": "/language/zh",
}


@dataclass(frozen=True)
class Page:
    """`role` names a personal link of the house, "" is somebody from the audience."""

    role: str
    address: str
    ready: str = "body"
    status: int = 200
    sizes: tuple[dict[str, int], ...] = NO_TELEVISION

    @property
    def name(self) -> str:
        """For file names and test ids."""
        return re.sub(r"\W+", "-", f"{self.role or 'public'} {self.address}").strip("-")

    def at(self, house: House) -> str:
        return self.address.format_map(vars(house))


def organiser(*addresses: str) -> list[Page]:
    return [Page("organiser", address) for address in addresses]


PAGES = [
    Page("", "/", sizes=EVERY_SIZE),
    Page("", "/sign-in"),
    Page("", "/help/tablets"),
    Page("", "/certificate"),
    Page("", "/offline"),
    Page("", "/join/{link[table M]}"),
    Page("", "/join/no-such-link", status=404),
    Page("", "/seat/{code[table M]}"),
    Page("", "/seat/{code[early-cup J2]}"),
    Page("", "/seat/ZZZZZZ", status=404),
    Page("", "/no-such-page", status=404),
    Page("", "/screen", ROWS, sizes=EVERY_SIZE),
    Page("", "/screen/livestream", ROWS, sizes=EVERY_SIZE),
    Page("", "/screen/blind-cup?theme=red", ROWS, sizes=EVERY_SIZE),
    Page("", "/screen/nothing", status=404, sizes=EVERY_SIZE),
    Page("", "/live/livestream", ROWS),
    Page("", "/live/blind-cup", ROWS),
    Page("", "/live/nothing", status=404),
    Page("table M", "/judge", ".heat .card"),
    Page("table M", "/judge/check?seat={seat[table M]}", "[data-line=storage].good"),
    Page("table M", "/judge/sheet/{at[17]}/{seat[table M]}", DRAWN),
    Page("table M", "/judge/sheet/{at[21]}/{seat[table M]}", DRAWN),
    Page("table M", "/judge/sheet/{at[18]}/{seat[table M]}", DRAWN),
    Page("table M", "/judge/sheet/{at[21]}/{seat[table M]}/review", ".foot [data-said]:not(:empty)"),
    Page("table M", "/judge/heat/{seat[table M]}", ".foot [data-cells]:not(:empty)"),
    Page("table M", "/judge/heat/{seat[table M]}?heat=5&item=3.5", ".foot [data-cells]:not(:empty)"),
    Page("bed M", "/judge/heat/{seat[bed M]}", ".foot [data-cells]:not(:empty)"),
    Page("every J1", "/judge/heat/{seat[every J1]}", ".foot [data-cells]:not(:empty)"),
    Page("table J1", "/judge/sheet/{at[19]}/{seat[table J1]}", DRAWN),
    Page("table J1", "/judge/sheet/{at[19]}/{seat[table J1]}/review", ".foot [data-said]:not(:empty)"),
    Page("every F", "/judge/sheet/{at[701]}/{seat[every F]}", DRAWN),
    Page("every J1", "/judge/sheet/{at[701]}/{seat[every J1]}", DRAWN),
    Page("every J1", "/judge/sheet/{at[701]}/{seat[every J1]}/review", ".foot [data-said]:not(:empty)"),
    Page("table M", "/judge/sheet/{practice}/{seat[table M]}", DRAWN),
    Page("trainee", "/judge", ".heat .card"),
    Page("trainee", "/judge/sheet/{at[18]}/{seat[trainee]}", DRAWN),
    Page("chief", "/chief/table/trainees"),
    Page("chief", "/desk-entry"),
    Page("chief", "/desk-entry/keyed/{keyed}"),
    Page("floor", "/desk-entry"),
    Page("organiser", "/desk-entry/table/{at[27]}/{seat[table M]}/paper", ".listening"),
    Page("organiser", "/desk-entry/table/{at[26]}/{seat[table J1]}/proxy", ".listening"),
    Page("organiser", "/desk-entry/every/{at[701]}/{seat[every J1]}/proxy", ".listening"),
    Page("floor", "/floor", ".choose"),
    Page("floor", "/floor/every", LIVE),
    Page("floor", "/floor/table?heat=4", LIVE),
    Page("floor", "/floor/bed", LIVE),
    Page("floor", "/floor/livestream", LIVE),
    Page("chief", "/chief", ".choose"),
    Page("chief", "/chief/table", LIVE),
    Page("chief", "/chief/table?contestant={at[18]}", LIVE),
    Page("chief", "/chief/table?contestant={at[3]}", LIVE),
    Page("chief", "/chief/livestream", LIVE),
    Page("chief", "/chief/blind-cup", LIVE),
    Page("chief", "/chief/every?contestant={at[701]}", LIVE),
    Page("chief", "/chief/every/settings"),
    Page("chief", "/fleet", LIVE),
    Page("chief", "/fleet/table", LIVE),
    Page("organiser", "/fleet/every", LIVE),
    Page("chief", "/chief/every/settings/gap?value=0.3"),
    Page("chief", "/results"),
    Page("chief", "/results/table"),
    Page("chief", "/results/table?all=1"),
    Page("chief", "/results/table/certificate"),
    Page("chief", "/rescue"),
    Page("", "/rescue"),
    Page("chief", "/results/livestream"),
    Page("chief", "/results/blind-cup"),
    Page("chief", "/results/table/{at[1]}"),
    Page("chief", "/results/table/{at[20]}"),
    *organiser("/organise", "/organise/settings", "/organise/competitions/new"),
    *organiser("/organise/library", "/organise/library/livestream-sales@1", "/organise/library/bed-making-3min@1/use"),
    *organiser("/organise/library/new", "/organise/library/bed-making-3min@1/copy"),
    *organiser("/organise/library/own-rules@1/edit", "/organise/library/our-tables@1/edit"),
    *organiser("/organise/library/our-tables@1/edit?at=sections.2.items.3"),
    *organiser("/organise/library/our-tables@1/edit?at=panels.1", "/organise/library/our-tables@1/edit?at=ranking"),
    *organiser("/organise/library/our-tables@1/edit?at=more", "/organise/library/our-tables@1/edit?at=clock"),
    *organiser("/organise/library/own-rules@1/text", "/organise/library/our-tables@1/remove"),
    *organiser("/organise/library/our-tables@1/tablet", "/organise/library/livestream-sales@1/tablet"),
    *organiser("/organise/library/our-tables@1/paper", "/organise/library/bed-making-3min@1/paper"),
    *organiser("/organise/library/our-tables@1/try", "/organise/library/springboard-diving@1/try"),
    *organiser("/organise/library/our-tables@1/simulation", "/organise/library/livestream-sales@1/simulation"),
    *organiser("/organise/library/compare?old=table-setting-15min@1&new=table-setting-per-setting@1"),
    *organiser("/organise/library/compare", "/organise/library/import"),
    *organiser("/organise/people", "/organise/people?edit={person}", "/organise/cards"),
    *organiser("/organise/people/{person}/renew", "/organise/people/{person}/retire"),
    Page("organiser", "/organise/devices/{device}/revoke"),
    *organiser("/organise/seat-cards", "/organise/seat-cards/{seat[early-cup J3]}/renew"),
    *organiser("/organise/events/table", "/organise/events/early-cup", "/organise/events/blind-cup"),
    *organiser("/organise/events/table/rubric", "/organise/events/table/close", "/organise/events/early-cup/open"),
    *organiser("/organise/events/early-cup/remove"),
    *organiser("/organise/events/blind-cup/reopen"),
    *organiser("/organise/events/table/seats", "/organise/events/early-cup/seats"),
    *organiser("/organise/events/early-cup/seats/{seat[early-cup J3]}/remove"),
    *organiser("/organise/events/livestream/contestants", "/organise/events/table/contestants?edit={at[3]}"),
    *organiser("/organise/events/table/contestants/{at[30]}/remove", "/organise/events/table/contestants/paste"),
    *organiser("/organise/events/livestream/heats", "/organise/events/early-cup/heats"),
    *organiser("/organise/events/early-cup/heats/clear"),
    *organiser("/organise/events/livestream/outside", "/organise/events/table/outside"),
]
