"""Visits the server's pages with Chromium, as people do: by finger and by mouse, in light and dark, with and without scripts.

usage: browse.py URL LISTED_ADDRESS APPEAL_ID ADMINISTRATOR_KEY RECORDING [FOLDER FOR SCREENSHOTS]
"""

import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

URL, LISTED, APPEAL, KEY, RECORDING = sys.argv[1:6]
SHOTS = pathlib.Path(sys.argv[6]) if len(sys.argv) > 6 else None
# As a browser has it when its person was asked for it.
PASSWORD = {"username": "me", "password": KEY}

# What a first visit may weigh on the wire, in bytes.
LIGHT = 30 << 10
WIDTHS = {"phone": 390, "desk": 1280}
PAGES = {
    "catalogue": "/catalogue",
    "search": "/catalogue?q=shell&severity=high",
    "nothing": "/catalogue?q=nothingislikethis",
    "matrix": "/catalogue?view=matrix",
    "behaviour": "/catalogue/sh.dropper_pipe",
    "sweep": "/catalogue/any.multi_sensor",
    "missing": "/catalogue/no.such_thing",
    "refused": "/catalogue?severity=worst",
    "appeal": "/appeal",
    "listed": f"/appeal?ip={LISTED}",
    "unknown": "/appeal?ip=45.66.77.88",
    "private": "/appeal?ip=10.0.0.1",
    "nonsense": "/appeal?ip=nonsense",
    "standing": f"/appeal/{APPEAL}",
    "integrations": "/integrations",
    "fail2ban": "/integrations/fail2ban",
    "csf": "/integrations/csf",
    "ipset": "/integrations/ipset",
    "nginx": "/integrations/nginx",
    "unintegrated": "/integrations/nothing",
    "files": "/admin/files",
    "nofiles": "/admin/files?ip=45.66.77.88",
    "recording": f"/admin/files/{RECORDING}",
}
STATUS = {"missing": 404, "unintegrated": 404, "refused": 400, "nonsense": 400}


def watched(context, problems):
    """A page that notes everything a visitor would be bothered by."""
    page = context.new_page()

    def console(message):
        # That is how Chromium tells of an answer that is an error, which some are meant to be.
        if message.type in ("error", "warning") and "the server responded with a status" not in message.text:
            problems.append(f"{page.url}: console: {message.text}")

    page.on("console", console)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    # A page that becomes a download is given up as a page.
    page.on(
        "requestfailed",
        lambda request: None if request.url.endswith("/content") else problems.append(f"{request.url}: failed"),
    )
    page.on(
        "request",
        lambda request: None if request.url.startswith(URL + "/") else problems.append(f"asked for {request.url}"),
    )
    return page


def look(page, name, problems):
    """One page in one guise: that it is there, fits, and that axe finds nothing."""
    answer = page.goto(URL + PAGES[name])
    if answer.status != STATUS.get(name, 200):
        problems.append(f"{name}: status {answer.status}")
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if width > 0:
        problems.append(f"{name}: {width} pixels wider than the window")
    for violation in Axe().run(page).response["violations"]:
        nodes = [node["html"][:160] for node in violation["nodes"][:3]]
        problems.append(f"{name}: axe: {violation['id']}: {violation['help']}: {nodes}")


def guises(browser, problems):
    for scheme in ("light", "dark"):
        for label, width in WIDTHS.items():
            context = browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 844}, has_touch=label == "phone",
                http_credentials=PASSWORD)
            page = watched(context, problems)
            for name in PAGES:
                before = len(problems)
                look(page, name, problems)
                problems[before:] = [f"{scheme}, {label}: {problem}" for problem in problems[before:]]
                if SHOTS:
                    page.screenshot(path=SHOTS / f"{name}-{scheme}-{label}.png", full_page=name != "catalogue")
            context.close()
    for label, options in {"contrast": {"contrast": "more"}, "forced": {"forced_colors": "active"}}.items():
        context = browser.new_context(viewport={"width": 1280, "height": 844}, **options)
        page = watched(context, problems)
        for name in ("catalogue", "listed"):
            look(page, name, problems)
            if SHOTS:
                page.screenshot(path=SHOTS / f"{name}-{label}.png")
        context.close()
    context = browser.new_context(viewport={"width": 794, "height": 1123})
    page = watched(context, problems)
    page.emulate_media(media="print")
    page.goto(URL + PAGES["behaviour"])
    expect(page.get_by_role("search")).to_have_count(0)
    expect(page.get_by_role("navigation")).to_be_hidden()
    if SHOTS:
        page.screenshot(path=SHOTS / "behaviour-print.png")
    context.close()


def weight(browser, problems):
    """What a first visit takes from the wire."""
    for name in ("catalogue", "matrix", "behaviour", "appeal", "listed"):
        context = browser.new_context()
        page = watched(context, problems)
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        bytes_ = []
        session.on("Network.loadingFinished", lambda event: bytes_.append(event["encodedDataLength"]))
        page.goto(URL + PAGES[name], wait_until="networkidle")
        print(f"{name}: {len(bytes_)} requests, {sum(bytes_):.0f} bytes")
        if sum(bytes_) > LIGHT:
            problems.append(f"{name}: {sum(bytes_)} bytes on a first visit, more than {LIGHT}")
        context.close()


def without_scripts(browser, problems):
    """Everything there is to do, by a browser that runs nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = watched(context, problems)
    page.goto(URL + "/catalogue")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.get_by_label("Words").fill("crypto + miner")
    page.get_by_label("Severity").select_option("high")
    page.get_by_label("Protocol").select_option("ssh")
    page.get_by_role("button", name="Search").click()
    assert "protocol=ssh" in page.url, page.url
    page.get_by_role("link", name="show all").click()
    page.get_by_label("Words").fill("sh.dropper_pipe")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("listitem").filter(has=page.get_by_text("sh.dropper_pipe", exact=True))).to_have_count(1)
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="What is looked for")).to_be_visible()
    expect(page.locator(".patterns").first).to_be_hidden()
    page.locator("summary").first.click()
    expect(page.locator(".patterns").first).to_be_visible()

    page.get_by_role("link", name="Appeal").click()
    page.get_by_label("IPv4 or IPv6 address").fill(f" {LISTED} ")
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_text("on the blocklist of this server")).to_be_visible()
    page.get_by_label("Why it should not be listed").fill("\n<b>New</b> tenant & \"ours\"\nsince May")
    page.get_by_label("Address", exact=True).fill("10.0.0.1")
    page.get_by_role("button", name="Appeal").click()
    expect(page.get_by_role("alert")).to_contain_text("never listed")
    # What was written is still there.
    expect(page.get_by_label("Why it should not be listed")).to_have_value("<b>New</b> tenant & \"ours\"\nsince May")
    page.get_by_label("Address", exact=True).fill("45.66.77.88")
    page.get_by_role("button", name="Appeal").click()
    page.wait_for_url("**/appeal/*")
    expect(page.get_by_text("http://45.66.77.88/.well-known/sikker-appeal")).to_be_visible()
    standing = page.url
    assert len(standing.rsplit("/", 1)[1]) == 32, standing
    # The server would ask that address; it is enough to see that it would be asked to.
    page.route("**/verify", lambda route: route.fulfill(body="looked", content_type="text/plain"))
    with page.expect_response(standing + "/verify") as looked:
        page.get_by_role("button", name="Look for the proof now").click()
    assert looked.value.request.method == "POST", looked.value.request.method
    # Closing the window before the answer is shown would break the request off.
    expect(page.get_by_text("looked", exact=True)).to_be_visible()
    context.close()


def recordings(browser, problems):
    """What was recorded of a terminal is played, and can be read where nothing runs; strangers see nothing of it."""
    for runs in (True, False):
        context = browser.new_context(java_script_enabled=runs, http_credentials=PASSWORD)
        page = watched(context, problems)
        page.goto(URL + "/admin/files")
        page.get_by_role("link", name=RECORDING[:16]).click()
        if runs:
            page.get_by_role("button", name="Play").click()
            expect(page.locator("#screen")).to_contain_text("Linux web", timeout=20_000)
            page.get_by_text("Everything that was shown").click()
        else:
            expect(page.locator("#player")).to_be_hidden()
        expect(page.get_by_text("uname -a").last).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download it").click()
        if download.value.suggested_filename != RECORDING + ".bin":
            problems.append(f"a file is to be kept as {download.value.suggested_filename}")
        context.close()
    context = browser.new_context()
    # A page would wait for a person to type the password.
    answer = context.request.get(URL + PAGES["recording"])
    if answer.status != 401:
        problems.append(f"a recording is answered with {answer.status} to a stranger")
    context.close()


def forms_of_others(browser, problems):
    """A page of another site posts our form: its visitor must not appeal by that."""
    context = browser.new_context()
    page = context.new_page()
    form = f"<form method=post action='{URL}/appeal'><input name=ip value=45.66.77.89><input name=reason value=x><button>"
    # That page is on another host, which is answered for here.
    page.route("http://other.example/**", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto("http://other.example/")
    with page.expect_response(URL + "/appeal") as answer:
        page.get_by_role("button").click()
    if answer.value.status != 403:
        problems.append(f"a form of another site was answered with {answer.value.status}")
    context.close()


def main():
    problems = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        guises(browser, problems)
        weight(browser, problems)
        without_scripts(browser, problems)
        recordings(browser, problems)
        forms_of_others(browser, problems)
        browser.close()
    print("\n".join(problems) or "every page is as it should be")
    return len(problems) > 0


sys.exit(main())
