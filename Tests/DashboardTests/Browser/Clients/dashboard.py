"""Visits the pages of a guard that has just been installed: from its one-time link through every page and everything that can be done,
in light and dark, on a phone and at a desk, by mouse and by keyboard, with scripts and without, while packets of listed addresses come in.

usage: dashboard.py STAGE.JSON [FOLDER FOR SCREENSHOTS]
"""

import json
import pathlib
import re
import statistics
import subprocess
import sys
import urllib.error
import urllib.request

from playwright.sync_api import expect, sync_playwright

from visiting import GUISES, PATIENCE, RARE_GUISES, Attacker, Visit, wait_for

STAGE = json.loads(pathlib.Path(sys.argv[1]).read_text())
KNOWN, LISTED, FILED, FREE = (STAGE[name] for name in ("known", "listed", "filed", "free"))
ATTACKER = Attacker(STAGE["attacker"], STAGE["host"])
DESK = {"viewport": {"width": 1280, "height": 844}}
PASSWORD = "four unrelated quiet words"

# What a first visit may weigh on the wire, in bytes.
LIGHT = 60 << 10

# Every page, by the name of its pictures.
PAGES = {
    "overview": "/",
    "overview-week": "/?span=7d",
    "overview-month": "/?span=30d",
    "live": "/live",
    "live-filtered": f"/live?address={LISTED[0]}&port=22",
    "address-listed": f"/addresses/{LISTED[0]}",
    "address-free": f"/addresses/{FREE[9]}",
    "address-private": "/addresses/10.0.0.1",
    "address-six": "/addresses/2001:db8::1",
    "sources": "/sources",
    "lists": "/lists",
    "settings": "/settings",
    "log": "/log",
    "account": "/account",
    "span-refused": "/?span=1y",
    "log-refused": "/log?before=x",
    "address-refused": "/addresses?address=nonsense",
    "missing": "/nothing/is/here",
}
STATUS = {"span-refused": 400, "log-refused": 400, "missing": 404}


# Getting in


def first_run(visit):
    """Whoever installs a guard opens the link that it printed, sets a password, and is led to a guard that protects."""
    log = pathlib.Path(STAGE["log"])
    link = wait_for("the link is printed", lambda: re.search(r"http://\S+/setup\?token=\S+", log.read_text())).group()
    link = link.removeprefix(visit.url)
    with visit.page(known=False, **DESK) as page:
        page.goto(visit.url + "/log")
        expect(page.get_by_role("heading", level=1)).to_have_text("Set a password")
        visit.inspect(page, "setup without a link")
        visit.look(page, "setup", link)
        visit.picture(page, "setup")
        page.get_by_label("New password").fill("short")
        page.get_by_label("The same again").fill("short")
        page.get_by_role("button", name="Set the password").click()
        expect(page.get_by_role("alert")).to_be_visible()
        visit.inspect(page, "setup refused")
        page.get_by_label("New password").fill(PASSWORD)
        page.get_by_label("The same again").fill(PASSWORD)
        page.get_by_role("button", name="Set the password").click()
        page.wait_for_url(re.compile("/setup/|/$"))
        visit.state = page.context.storage_state()
    for guise, options in GUISES.items():
        with visit.page(known=False, **options) as page:
            visit.look(page, f"login-{guise}", "/login")
            visit.picture(page, f"login-{guise}")
    with visit.page(known=False) as page:
        # The link holds for one password.
        visit.look(page, "setup again", link, 403)


def first_settings(visit):
    """The wizard: a key that is tried out, lists of others, whom never to block, and the start."""
    with visit.page(**DESK) as page:
        page.goto(visit.url + "/setup/server")
        page.get_by_label("Server address").fill(STAGE["server"])
        page.get_by_label("API key").fill("sk_free_0123456789012345678901234567890123456789")
        page.get_by_role("button", name="Check and go on").click()
        expect(page.get_by_role("alert")).to_contain_text("Not saved")
        visit.inspect(page, "a wrong key")
        page.get_by_label("Server address").fill(STAGE["server"])
        page.get_by_label("API key").fill(STAGE["key"])
        page.get_by_role("button", name="Check and go on").click()
        for step, button in (("sources", "Go on"), ("allowlist", "Go on"), ("mode", "Start")):
            page.wait_for_url(re.compile(rf"/setup/{step}(\?|$)"))
            visit.inspect(page, f"setup, {step}")
            visit.picture(page, f"setup-{step}")
            if step == "mode":
                page.get_by_label("Protect: they are dropped").check()
            page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_url(visit.url + "/")
        # The key counts at once, for reports too.
        expect(page.locator("#numbers")).to_contain_text("Reports today")
    for address in (KNOWN[0], LISTED[0], FILED[0]):
        ATTACKER.wait_until(address, is_heard=False)


def log_in(visit):
    """The way out and the way in, wrong passwords, and where somebody wanted to go."""
    with visit.page(known=False, **DESK) as page:
        page.goto(visit.url + "/log")
        assert "/login" in page.url, page.url
        page.get_by_label("Password").fill("not the password")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_be_visible()
        visit.inspect(page, "login refused")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(visit.url + "/log")
        page.goto(visit.url + "/account")
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url(re.compile("/login"))
        page.goto(visit.url + "/log")
        assert "/login" in page.url, page.url


def viewer(visit):
    """Sees everything, finds no button, and changes nothing by other ways either."""
    with visit.page(known=False, **DESK) as page:
        page.goto(visit.url + "/login")
        page.get_by_label("Password").fill(STAGE["viewer"])
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(visit.url + "/")
        for name, path in PAGES.items():
            visit.look(page, f"viewer: {name}", path, STATUS.get(name, 200))
            if forms := page.locator("form[method=post]:not([action='/logout'])").count():
                visit.problems.append(f"a viewer finds {forms} forms on {path}")
        page.goto(visit.url + "/")
        visit.picture(page, "viewer")
        status = page.evaluate(
            """async () => {
              const token = document.querySelector("meta[name=form-token]")?.content ?? "";
              const headers = { "Content-Type": "application/json", "X-Form-Token": token };
              return (await fetch("/api/changes/pause", { method: "POST", headers, body: '{"for":"5m"}' })).status;
            }""")
        assert status == 403, f"a viewer's change is answered with {status}"


# Seeing


def fill(visit):
    """Something to see: knocks at usual ports from everybody who is listed."""
    for number, address in enumerate(KNOWN + LISTED + FILED):
        for port in (22, 23, 80, 443, 3389, 25)[number % 3:][:3]:
            ATTACKER.knock(address, port, patience=0.02)
    ATTACKER.knock(LISTED[1], 5060, transport="udp", patience=0.02)


def guises(visit):
    for guise, options in GUISES.items():
        with visit.page(**options) as page:
            for name, path in PAGES.items():
                visit.look(page, f"{name}-{guise}", path, STATUS.get(name, 200))
                visit.picture(page, f"{name}-{guise}")


def rare_guises(visit):
    for guise, options in RARE_GUISES.items():
        with visit.page(**options) as page:
            for name in ("overview", "live", "address-listed", "sources", "lists", "settings", "log"):
                visit.look(page, f"{name}-{guise}", PAGES[name])
                visit.picture(page, f"{name}-{guise}")


def weight(visit):
    """What a first visit takes from the wire, and a second one."""
    for name in ("overview", "live", "address-listed", "sources", "lists", "settings", "log"):
        with visit.page() as page:
            first, requests = visit.weigh(page, PAGES[name])
            second, _ = visit.weigh(page, PAGES[name])
        print(f"  {name}: {requests} requests, {first:.0f} bytes; {second:.0f} bytes when it is visited again")
        if first > LIGHT:
            visit.problems.append(f"{name}: {first:.0f} bytes on a first visit, more than {LIGHT}")
        if second > first:
            visit.problems.append(f"{name}: {second:.0f} bytes on a second visit, {first:.0f} on the first")


# Packets that are really dropped

WATCH = """() => {
  window.arrivals = {};
  const note = (row) => {
    const address = row.querySelector?.("a")?.textContent;
    if (address) arrivals[address] ??= performance.timeOrigin + performance.now();
  };
  new MutationObserver((changes) => {
    for (const change of changes) for (const row of change.addedNodes) note(row);
  }).observe(document.querySelector("tbody[data-live]"), { childList: true });
}"""


def to_live(page, visit, query=""):
    page.goto(visit.url + "/live" + query)
    expect(page.locator("[data-live-state]")).to_have_attribute("data-live-state", "live")


def row(page, address):
    return page.locator("tbody[data-live] tr").filter(has=page.get_by_role("link", name=address, exact=True))


def live(visit):
    """A row is there a moment after the packet; held, filtered and resumed, nothing is lost."""
    with visit.page(**DESK) as page:
        to_live(page, visit)
        page.evaluate(WATCH)
        delays = []
        for number, address in enumerate(KNOWN + LISTED):
            sent = ATTACKER.knock(address, 6000 + number, patience=0.02)["sent"]
            came = wait_for(
                f"the row of {address} is there", lambda: page.evaluate("address => arrivals[address]", address),
                lambda: page.wait_for_timeout(10))
            delays.append(came - sent)
        print(f"  from packet to row: {statistics.median(delays):.0f} ms in the middle, {max(delays):.0f} ms at most")
        visit.picture(page, "live-moving", whole=False)

        page.keyboard.press("p")
        expect(page.locator("[data-live-state]")).to_have_attribute("data-live-state", "paused")
        ATTACKER.knock(FILED[0], 6100, patience=0.02)
        expect(page.locator("[data-live-new]")).to_have_text("1 new")
        expect(row(page, FILED[0]).filter(has_text="6100")).to_have_count(0)
        visit.inspect(page, "live, held")
        visit.picture(page, "live-held", whole=False)
        page.locator("[data-live-new]").click()
        expect(row(page, FILED[0]).filter(has_text="6100")).to_have_count(1)

        page.get_by_label("Address", exact=True).fill(FILED[2])
        page.get_by_role("button", name="Filter").click()
        page.wait_for_url(re.compile(f"address={FILED[2]}"))
        expect(page.locator("[data-live-state]")).to_have_attribute("data-live-state", "live")
        ATTACKER.knock(FILED[3], 6102, patience=0.02)
        ATTACKER.knock(FILED[2], 6103, patience=0.02)
        expect(row(page, FILED[2]).filter(has_text="6103")).to_have_count(1)
        expect(row(page, FILED[3])).to_have_count(0)


def cut_off(visit):
    """The network between page and guard fails and comes back: the page says so, and shows what happened meanwhile."""
    with visit.page(**DESK) as page:
        to_live(page, visit)
        visit.is_cut_off = True
        try:
            run("ss", "--kill", "--no-header", "state", "established", "( sport = :7064 )")
            run("ip", "link", "set", "lo", "down")
            expect(page.locator("[data-live-state]")).to_have_attribute("data-live-state", "reconnecting")
            ATTACKER.knock(LISTED[4], 6300, patience=0.02)
        finally:
            run("ip", "link", "set", "lo", "up")
        expect(page.locator("[data-live-state]")).to_have_attribute("data-live-state", "live")
        expect(row(page, LISTED[4]).filter(has_text="6300")).to_have_count(1)
        ATTACKER.knock(LISTED[5], 6301, patience=0.02)
        expect(row(page, LISTED[5]).filter(has_text="6301")).to_have_count(1)
    # Nobody tells that this connection is dead: only its silence does.
    with visit.page(**DESK) as page:
        page.clock.install()
        to_live(page, visit)
        run("ip", "link", "set", "lo", "down")
        try:
            ATTACKER.knock(LISTED[4], 6302, patience=0.02)
            page.clock.fast_forward(60_000)
            expect(page.locator("[data-live-state]")).to_have_attribute("data-live-state", "reconnecting")
        finally:
            run("ip", "link", "set", "lo", "up")
        page.clock.resume()
        expect(page.locator("[data-live-state]")).to_have_attribute("data-live-state", "live")
        expect(row(page, LISTED[4]).filter(has_text="6302")).to_have_count(1)
        visit.is_cut_off = False


def ask(visit):
    """What the server knows of an address, and why, where the address stands."""
    with visit.page(**DESK) as page:
        page.goto(visit.url + f"/addresses/{KNOWN[1]}")
        page.get_by_role("button", name="Ask the server").click()
        expect(page.locator(".verdict .number")).to_have_text(re.compile(r"^[1-9][0-9]* of 100$"))
        expect(page.get_by_role("heading", name="Where the confidence comes from")).to_be_visible()
        visit.inspect(page, "asked")
        visit.picture(page, "address-asked")


def block(visit):
    """Blocked from the page of an address, for an hour: dropped, seen, and taken back with one button."""
    address = FREE[0]
    assert ATTACKER.is_heard(address)
    with visit.page(**DESK) as page, visit.page(**DESK) as watching:
        to_live(watching, visit)
        page.goto(visit.url + "/")
        page.keyboard.press("/")
        page.keyboard.type(address)
        page.keyboard.press("Enter")
        page.wait_for_url(visit.url + f"/addresses/{address}")
        page.locator("summary").get_by_text("Block", exact=True).click()
        page.get_by_label("For how long").locator("visible=true").select_option("1h")
        visit.inspect(page, "about to block")
        page.get_by_role("button", name=f"Block {address}").click()
        undo = page.get_by_role("button", name="Undo")
        expect(undo).to_be_visible()
        visit.inspect(page, "blocked")
        visit.picture(page, "address-blocked")
        ATTACKER.wait_until(address, is_heard=False)
        expect(row(watching, address).first).to_be_visible()
        undo.click()
        ATTACKER.wait_until(address, is_heard=True)


def row_actions(visit):
    """What can be done with a row where it stands, by keyboard, with undo."""
    address = LISTED[2]
    with visit.page(**DESK) as page:
        to_live(page, visit, f"?address={address}")
        ATTACKER.knock(address, 6200, patience=0.02)
        expect(row(page, address).first).to_be_visible()
        page.keyboard.press("j")
        page.keyboard.press("m")
        menu = page.get_by_role("menu")
        expect(menu).to_be_visible()
        visit.inspect(page, "menu of a row")
        visit.picture(page, "live-menu", whole=False)
        menu.get_by_role("menuitem", name="Allow").click()
        undo = page.locator("#done").get_by_role("button", name="Undo")
        expect(undo).to_be_visible()
        visit.picture(page, "live-undo", whole=False)
        ATTACKER.wait_until(address, is_heard=True)
        undo.click()
        ATTACKER.wait_until(address, is_heard=False)


def pause(visit):
    """Protection is paused for a time and resumed, by hand and by itself."""
    address = LISTED[3]
    ATTACKER.wait_until(address, is_heard=False)
    with visit.page(**DESK) as page:
        page.goto(visit.url + "/")
        page.get_by_role("button", name="5 min").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Paused until")
        visit.inspect(page, "paused")
        visit.picture(page, "overview-paused")
        ATTACKER.wait_until(address, is_heard=True)
        page.get_by_role("button", name="Resume now").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Protected")
        ATTACKER.wait_until(address, is_heard=False)
    status, receipt = call("/api/changes/pause", {"for": "2s"})
    assert status == 200, receipt
    ATTACKER.wait_until(address, is_heard=True)
    ATTACKER.wait_until(address, is_heard=False)


def switch_source(visit):
    """A source is left out and taken up again where it stands."""
    address = FILED[0]
    with visit.page(**DESK) as page:
        page.goto(visit.url + "/sources")
        form = page.locator("form[action='/changes/source-off']").filter(
            has=page.locator("input[value*='mine.txt']")).first
        form.get_by_role("button").click()
        undo = page.get_by_role("button", name="Undo")
        expect(undo).to_be_visible()
        ATTACKER.wait_until(address, is_heard=True)
        undo.click()
        ATTACKER.wait_until(address, is_heard=False)


# Ways to use it


def keyboard(visit):
    """Everything is reached without a mouse."""
    with visit.page(**DESK) as page:
        page.goto(visit.url + "/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        for letter, path in {"l": "/live", "s": "/sources", "i": "/lists", "t": "/settings", "e": "/log", "o": "/"}.items():
            page.keyboard.press("g")
            page.keyboard.press(letter)
            page.wait_for_url(visit.url + path)
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        visit.inspect(page, "keys")
        visit.picture(page, "keys", whole=False)
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        to_live(page, visit, "?limit=20")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        address = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        page.wait_for_url(visit.url + f"/addresses/{address}")
        # Whatever can be pressed can be reached, and is seen when it is.
        for name in ("overview", "sources", "lists", "settings"):
            page.goto(visit.url + PAGES[name])
            missed = page.evaluate(
                """() => [...document.querySelectorAll("main a, main button, main input, main select, main textarea")]
                  .filter((part) => part.checkVisibility() && !part.disabled && part.type !== "hidden")
                  .filter((part) => { part.focus(); return document.activeElement !== part; })
                  .map((part) => part.outerHTML.slice(0, 120))""")
            visit.problems += [f"{name}: the keyboard does not reach {part}" for part in missed]


def without_scripts(visit):
    """A browser that runs nothing reads and does everything."""
    with visit.page(java_script_enabled=False, **DESK) as page:
        for name, path in PAGES.items():
            answer = page.goto(visit.url + path)
            assert answer.status == STATUS.get(name, 200), f"{path}: {answer.status}"
            assert page.get_by_role("heading", level=1).count() == 1, path
        page.goto(visit.url + "/live")
        assert page.locator("tbody tr").count() > 5
        assert "http-equiv" in page.content() and "refresh" in page.content(), "nothing loads the page again"
        page.get_by_role("link", name="Hold it still").click()
        assert 'http-equiv="refresh"' not in page.content()
        page.goto(visit.url + "/lists")
        page.get_by_label("Address, network or range").fill(FREE[1])
        page.locator("form[action='/changes/block'] button").click()
        page.wait_for_load_state()
        ATTACKER.wait_until(FREE[1], is_heard=False)
        page.get_by_role("button", name=f"Take back {FREE[1]}").click()
        ATTACKER.wait_until(FREE[1], is_heard=True)
        page.get_by_label("Is this address blocked?").fill(f" {LISTED[0]}:22 ")
        page.get_by_label("Is this address blocked?").press("Enter")
        page.wait_for_url(visit.url + f"/addresses/{LISTED[0]}")
        # A mistake is explained, and what was written is still there.
        page.goto(visit.url + "/lists")
        page.get_by_label("Address, network or range").fill("nonsense & <b>")
        page.locator("form[action='/changes/block'] button").click()
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_label("Address, network or range")).to_have_value("nonsense & <b>")


# Others


def run(*command):
    """A command on the guard's host."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def call(path, body=None, **headers):
    """A request of a program that has the token. Returns status and text."""
    request = urllib.request.Request(
        STAGE["url"] + path, None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Bearer {STAGE['token']}", "Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE / 1000) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def programs(visit):
    """What the pages show, the API gives to whoever has the token."""
    for path in ("stats", "overview", "blocks", f"addresses/{LISTED[0]}", "sources", "lists", "settings", "log", "openapi.json"):
        status, text = call(f"/api/{path}")
        assert status == 200 and json.loads(text), f"/api/{path}: {status} {text[:200]}"
        status, _ = call(f"/api/{path}", Authorization="Bearer wrong-wrong-wrong-wrong")
        # Without a token of its own, /api/stats is not there for strangers.
        assert status == (404 if path == "stats" else 401), f"/api/{path}: {status} with a wrong token"


def forms_of_others(visit):
    """A page of another site posts our form, or has a name that leads here: its visitor must change nothing by that."""
    context = visit.browser.new_context(storage_state=visit.state)
    page = context.new_page()
    form = f"<form method=post action='{visit.url}/changes/pause'><input name=for value=5m><button>"
    # That page is on another host, which is answered for here.
    page.route("http://other.example/**", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto("http://other.example/")
    with page.expect_response(visit.url + "/changes/pause") as answer:
        page.get_by_role("button").click()
    if answer.value.status not in (303, 401, 403) or "/login" not in answer.value.headers.get("location", "/login"):
        visit.problems.append(f"a form of another site was answered with {answer.value.status}")
    context.close()
    status, _ = call("/api/overview", Host="rebound.example")
    assert status == 421, f"another name for this machine is answered with {status}"
    _, text = call("/api/overview")
    assert json.loads(text)["standing"]["state"] == "protected", text[:200]


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        visit = Visit(browser, STAGE["url"], *sys.argv[2:3])
        for act in (
            first_run, first_settings, log_in, fill, live, cut_off, ask, block, row_actions, pause, switch_source, keyboard, without_scripts, programs,
            forms_of_others, guises, rare_guises, weight, viewer,
        ):
            visit.act(act.__name__.replace("_", " "), act)
        browser.close()
    visit.end()


main()
