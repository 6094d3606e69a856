"""How the tests of the lab type into its forms, and what stands in the file then. No test stands here."""

import html
import re

from scoring.rubrics import source

TABLE = "table-setting-15min@1"
MINE = "my-table-setting-15min@1"
HOME = f"/organise/library/{MINE}"
ROW = "sections.0.items.1"
VALUE = re.compile(r'<input [^>]*name="([^"]+)" value="([^"]*)"')


def copy(desk, ref=TABLE, name="my-table-setting-15min"):
    titles = {"title": "摆台（本赛）", "title_en": "Table setting (ours)"}
    return desk.post(f"/organise/library/{ref}/copy", data={**titles, "name": name})


def text_of(app, ref=MINE):
    return (app.config["INSTANCE"].rubrics / f"{ref}.yaml").read_text(encoding="utf-8")


def digest(app, ref=MINE):
    return source.digest(text_of(app, ref))


def save(desk, app, at=ROW, act="", seen=None, ref=MINE, **fields):
    """Post some fields of a part; others are not part of the form."""
    sent = {f"{at}.{name.replace('__', '.')}": value for name, value in fields.items()}
    sent |= {"at": at, "act": act, "digest": seen or digest(app, ref)}
    return desk.post(f"/organise/library/{ref}/edit", data=sent)


def shown(page):
    """What a browser would send of the page's form."""
    form = page[page.index('id="edit"') :]
    form = form[: form.index("</form>")]
    sent = {name: [html.unescape(value)] for name, value in VALUE.findall(form)}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        sent.setdefault(name, []).append(html.unescape(value))
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)', form):
        sent[name] = [html.unescape(value)]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = [html.unescape(chosen[1])] if chosen else [re.search(r'value="([^"]*)"', options)[1]]
    for name in re.findall(r'type="checkbox" id="[^"]+" name="([^"]+)" checked', form):
        sent[name] = ["on"]
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}
