"""The way in: links, PINs, roles, language, errors; and what must not work."""

import itertools
import re

import pytest

from scoring.app import create_app
from scoring.store import database, read, record
from tests.web.desk_day import open_day

TOKEN = re.compile(r'<meta name="csrf-token" content="([^"]+)"')
HOMES = {"judge": "/judge", "floor": "/floor", "chief": "/chief", "organiser": "/organise"}


@pytest.fixture
def app(tmp_path):
    made = create_app(tmp_path)
    yield made
    database.close(made)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def passes(app):
    """(link, PIN) by role."""
    with app.app_context():
        competition = record.create_competition("测试比赛", "Test").id
        people = {role: record.create_person(competition, f"示例{role}", role) for role in HOMES}
        return {role: (person.link, person.pin) for role, person in people.items()}


def token(client, path="/sign-in"):
    return TOKEN.search(client.get(path, follow_redirects=True).text).group(1)


def enter_by_link(client, link):
    return client.post(f"/join/{link}", data={"csrf_token": token(client, f"/join/{link}")})


def enter_pin(client, pin, **more):
    return client.post("/sign-in", data={"csrf_token": token(client), "pin": pin, **more})


@pytest.mark.parametrize("role", HOMES)
def test_a_personal_link_leads_to_ones_own_page(client, passes, role):
    answer = enter_by_link(client, passes[role][0])
    assert (answer.status_code, answer.location) == (302, HOMES[role])
    assert client.get("/").location == HOMES[role]


@pytest.mark.parametrize("role", HOMES)
def test_a_pin_does_the_same(client, passes, role):
    assert enter_pin(client, passes[role][1]).location == HOMES[role]


@pytest.mark.parametrize(
    "spoil", [lambda pin: f" {pin[:3]} {pin[3:]} ", lambda pin: "".join(chr(ord(d) + 0xFEE0) for d in pin)]
)
def test_a_pin_may_be_typed_with_spaces_or_full_width(client, passes, spoil):
    assert enter_pin(client, spoil(passes["judge"][1])).status_code == 302


def test_looking_at_a_link_signs_nobody_in(client, passes):
    page = client.get(f"/join/{passes['judge'][0]}")
    assert "示例judge" in page.text
    assert not [name for name in page.headers.getlist("Set-Cookie") if name.startswith("device-")]
    assert client.get("/judge").status_code == 302


def test_the_cookie_cannot_be_read_by_scripts_and_is_named_after_the_instance(client, app, passes):
    cookies = enter_by_link(client, passes["judge"][0]).headers.getlist("Set-Cookie")
    device = next(cookie for cookie in cookies if cookie.startswith(f"device-{app.config['INSTANCE'].id}="))
    assert "HttpOnly" in device
    assert "SameSite=Lax" in device


def test_an_unknown_link_says_what_to_do(client):
    page = client.get("/join/nonsense")
    assert page.status_code == 404
    assert "已失效" in page.text
    assert client.post("/join/nonsense", data={"csrf_token": token(client)}).location == "/join/nonsense"


def test_a_renewed_pass_revokes_the_old_one(client, app, passes):
    enter_by_link(client, passes["judge"][0])
    with app.app_context():
        record.renew_pass(read.person_by_link(passes["judge"][0]).id)
    assert client.get("/judge").status_code == 302
    assert client.get(f"/join/{passes['judge'][0]}").status_code == 404


def test_a_wrong_pin_is_told_and_then_slowed_without_hurting_others(client, passes):
    wrong = "000000" if passes["judge"][1] != "000000" else "111111"
    answers = [enter_pin(client, wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert "没有这个 PIN 码" in answers[0].text
    assert re.search(r"请等 \d+ 秒", answers[-1].text)
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert enter_pin(client, passes["chief"][1]).status_code == 302


def test_guessing_is_slowed_at_its_own_address_first_and_never_for_links(app, client, passes):
    known, phone, form = {pin for _, pin in passes.values()}, app.test_client(), token(client)
    guesses = (pin for pin in (f"{n:06}" for n in itertools.count()) if pin not in known)

    def enter(browser, pin, address, form):
        data = {"csrf_token": form, "pin": pin}
        return browser.post("/sign-in", data=data, environ_base={"REMOTE_ADDR": address})

    def guess(address, times=20):
        return [enter(client, pin, address, form).status_code for pin in itertools.islice(guesses, times)]

    assert guess("10.0.0.1", 21) == [403] * 20 + [429]
    assert enter(phone, passes["chief"][1], "10.0.0.2", token(phone)).status_code == 302
    for n in range(2, 6):
        assert guess(f"10.0.0.{n}") == [403] * 20
    assert guess("10.0.0.6", 1) == [429]  # many addresses are slowed together
    assert "扫一下卡片" in enter(client, "000000", "10.0.0.7", form).text
    assert enter_by_link(client, passes["judge"][0]).status_code == 302


@pytest.mark.parametrize("pin", ["", "abc", "१२३४५६", "1" * 500, "' OR 1=1 --"])
def test_strange_pins_are_only_wrong(client, passes, pin):
    assert enter_pin(client, pin).status_code == 403


def test_a_page_of_another_role_is_refused_in_words(client, passes):
    enter_by_link(client, passes["judge"][0])
    page = client.get("/organise")
    assert page.status_code == 403
    assert "不属于您的职责" in page.text


def test_after_signing_in_one_is_where_one_wanted_to_go(client, passes):
    assert client.get("/judge?seat=3").location == "/sign-in?next=/judge?seat%3D3"
    assert enter_pin(client, passes["judge"][1], next="/judge?seat=3").location == "/judge?seat=3"


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "/\n/x"])
def test_nobody_is_sent_elsewhere_after_signing_in(client, passes, evil):
    assert enter_pin(client, passes["judge"][1], next=evil).location == "/judge"


def test_a_signed_out_script_gets_json(client):
    answer = client.post("/judge/marks", json={"marks": []}, headers={"X-CSRFToken": token(client)})
    assert answer.status_code == 401
    assert answer.json["code"] == "signed-out"


def test_a_post_without_token_is_refused_in_json_and_in_words(client, passes):
    enter_by_link(client, passes["judge"][0])
    answer = client.post("/judge/marks", json={"marks": []})
    assert (answer.status_code, answer.json["code"]) == (400, "csrf")
    page = client.post("/sign-out", data={})
    assert page.status_code == 400
    assert "请刷新页面" in page.text


def test_signing_out_ends_the_device(client, passes):
    enter_by_link(client, passes["judge"][0])
    cookie = client.get_cookie(client.application.config["DEVICE_COOKIE_NAME"]).value
    client.post("/sign-out", data={"csrf_token": token(client, "/judge")})
    assert client.get("/judge").status_code == 302
    client.set_cookie(client.application.config["DEVICE_COOKIE_NAME"], cookie)
    assert client.get("/judge").status_code == 302


def test_a_borrowed_tablet_is_no_longer_the_first_persons(client, passes):
    enter_by_link(client, passes["judge"][0])
    first = client.get_cookie(client.application.config["DEVICE_COOKIE_NAME"]).value
    assert "示例judge" in client.get(f"/join/{passes['chief'][0]}").text
    enter_by_link(client, passes["chief"][0])
    assert client.get("/").location == "/chief"
    client.set_cookie(client.application.config["DEVICE_COOKIE_NAME"], first)
    assert client.get("/").status_code == 200


def test_the_language_is_chosen_kept_and_follows_the_person(client, app, passes):
    assert 'lang="zh-CN"' in client.get("/").text
    enter_by_link(client, passes["judge"][0])
    answer = client.get("/language/en", headers={"Referer": "http://localhost/judge?lang=zh&seat=2"})
    assert answer.location == "/judge?seat=2"
    assert 'lang="en"' in client.get("/judge").text
    other = app.test_client()
    enter_by_link(other, passes["judge"][0])
    assert 'lang="en"' in other.get("/judge").text
    assert 'lang="zh-CN"' in other.get("/judge?lang=zh").text


@pytest.mark.parametrize("before", ["http://evil.example/x", "http://localhost//evil.example", ""])
def test_the_language_switch_stays_in_the_house(client, before):
    assert client.get("/language/en", headers={"Referer": before}).location == "/"


def test_an_unknown_language_is_no_page(client):
    assert client.get("/language/fr").status_code == 404


@pytest.mark.parametrize(("language", "words"), [("zh", "没有这个页面"), ("en", "There is no such page")])
def test_errors_speak_both_languages(client, language, words):
    assert words in client.get(f"/nowhere?lang={language}").text
    assert words in client.get(f"/nowhere.json?lang={language}").json["message"]


def test_every_page_carries_the_headers(client):
    policy = client.get("/", base_url="http://192.168.1.5:8000").headers["Content-Security-Policy"]
    assert "connect-src 'self' ws://192.168.1.5:8000 wss://192.168.1.5:8000;" in policy
    assert "unsafe" not in policy
    evil = client.get("/", headers={"Host": "a; script-src *"}).headers["Content-Security-Policy"]
    assert "script-src" not in evil


@pytest.mark.parametrize("role", ["chief", "floor", "organiser"])
def test_staff_of_another_competition_decide_nothing_here(client, app, passes, role):
    with app.app_context():
        open_day(heats=1, stations=1)  # another competition's event
    enter_by_link(client, passes[role][0])
    pages = ("/chief/tables", "/fleet/tables.json", "/floor/tables", "/results/tables", "/results/tables/certificate")
    seen = {page: client.get(page).status_code for page in pages}
    if role == "organiser":  # goes from one competition to another
        assert set(seen.values()) <= {200, 403} and seen["/chief/tables"] == 200
    else:
        assert set(seen.values()) <= {404, 403} and seen[f"/{role}/tables"] == 404


def test_the_list_of_results_is_that_of_ones_own_competition(client, app):
    with app.app_context():
        day = open_day(heats=1, stations=1)
        record.create_competition("下个月的比赛")
    enter_by_link(client, day.link["chief"])
    assert client.get("/results").location == "/results/tables"


def test_files_are_kept_by_browsers_only_as_long_as_they_are_true(client):
    version = client.application.config["VERSION"]
    assert f'href="/static/@{version}/css/base.css"' in client.get("/").text
    with client.get(f"/static/@{version}/css/base.css") as own:
        assert own.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for unnamed in ("/static/css/base.css", f"/static/@{int(version) - 1}/css/base.css"):  # an older page
        with client.get(unnamed) as own:
            assert own.headers["Cache-Control"] == "no-cache"
        with client.get(unnamed, headers={"If-None-Match": own.headers["ETag"]}) as again:
            assert again.status_code == 304
    with client.get("/static/vendor/socket.io-client@4.8.4/socket.io.esm.min.js") as vendored:
        assert "immutable" in vendored.headers["Cache-Control"]


def test_healthz_needs_nobody(client):
    assert client.get("/healthz").json == {"status": "ok", "database": "ok", "revision": 0}
