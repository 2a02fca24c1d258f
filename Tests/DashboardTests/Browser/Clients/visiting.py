"""How a page is looked at: what would bother a visitor, and what would keep one out."""

import json
import pathlib
import socket
import sys
import time
import traceback
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

# The longest that something may take that takes a moment, in milliseconds: a machine that is busy included.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)

GUISES = {
    f"{scheme}-{label}": {
        "color_scheme": scheme, "viewport": {"width": width, "height": 844}, "has_touch": label == "phone"
    }
    for scheme in ("light", "dark")
    for label, width in (("phone", 390), ("desk", 1280))
}
RARE_GUISES = {
    "contrast": {"contrast": "more", "viewport": {"width": 1280, "height": 844}},
    "contrast-dark": {"contrast": "more", "color_scheme": "dark", "viewport": {"width": 1280, "height": 844}},
    "forced": {"forced_colors": "active", "viewport": {"width": 1280, "height": 844}},
    "narrow": {"viewport": {"width": 360, "height": 640}, "has_touch": True},
}


class Visit:
    """A browser at one site, what it found wrong there, and where pictures go."""

    def __init__(self, browser, url, pictures=None):
        self.browser, self.url = browser, url
        self.pictures = pathlib.Path(pictures) if pictures else None
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
        self.problems = []
        # Whether requests are meant to fail now.
        self.is_cut_off = False
        # What a visitor has shown to be let in, as Playwright keeps it.
        self.state = None

    @contextmanager
    def page(self, known=True, **options):
        """A page that notes everything a visitor would be bothered by; as whoever logged in last, or as a stranger."""
        context = self.browser.new_context(storage_state=self.state if known else None, **options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: self.hear(page, message))
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("requestfailed", self.miss)
        page.on("request", self.ask)
        try:
            yield page
        finally:
            context.close()

    def hear(self, page, message):
        if self.is_cut_off:
            return
        # That is how Chromium tells of an answer that is an error, which some are meant to be.
        if message.type in ("error", "warning") and "the server responded with a status" not in message.text:
            self.problems.append(f"{page.url}: console: {message.text}")

    def miss(self, request):
        # Leaving a page ends what it follows and what it was still asking for.
        if request.failure != "net::ERR_ABORTED" and not self.is_cut_off:
            self.problems.append(f"{request.url}: {request.failure}")

    def ask(self, request):
        if not request.url.startswith((self.url + "/", "data:")):
            self.problems.append(f"asked for {request.url}")

    def look(self, page, name, path, status=200):
        """One page in one guise: that it is there, fits, and that axe finds nothing."""
        answer = page.goto(self.url + path)
        if answer.status != status:
            self.problems.append(f"{name}: status {answer.status} instead of {status}")
        self.inspect(page, name)

    def inspect(self, page, name):
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if width > 0:
            self.problems.append(f"{name}: {width} pixels wider than the window")
        for violation in Axe().run(page).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            self.problems.append(f"{name}: axe: {violation['id']}: {violation['help']}: {nodes}")

    def picture(self, page, name, whole=True):
        if self.pictures:
            page.screenshot(path=self.pictures / f"{name}.png", full_page=whole)

    def weigh(self, page, path):
        """Bytes on the wire, and requests, until a page rests."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        # A stream that a page follows does not end; what it needs to be there does.
        weights, waiting = {}, {}

        def began(event):
            # Of an icon, which is what is left, Chromium does not always tell the end.
            if event["type"] != "Other":
                waiting[event["requestId"]] = event["request"]["url"]

        session.on("Network.requestWillBeSent", began)
        # What a page gives up itself is not waited for; what fails is told by `miss`.
        session.on("Network.loadingFailed", lambda event: waiting.pop(event["requestId"], None))
        session.on(
            "Network.responseReceived",
            lambda event: waiting.pop(event["requestId"], None) if event["type"] == "EventSource" else None)

        def finished(event):
            waiting.pop(event["requestId"], None)
            weights[event["requestId"]] = event["encodedDataLength"]

        session.on("Network.loadingFinished", finished)
        page.goto(self.url + path, wait_until="load")
        try:
            wait_for("everything is loaded", lambda: not waiting, lambda: page.wait_for_timeout(20))
        except AssertionError as error:
            raise AssertionError(f"{error}: {list(waiting.values())}") from None
        session.detach()
        return sum(weights.values()), len(weights)

    def enter(self, password, path="/"):
        """Logs in; whoever is known from then on is who that password lets in."""
        with self.page(known=False) as page:
            page.goto(self.url + path)
            page.get_by_label("Password").fill(password)
            page.get_by_role("button", name="Log in").click()
            page.wait_for_url(self.url + path)
            self.state = page.context.storage_state()

    def act(self, name, act, *arguments):
        """Does one thing of many, says how long it took, and goes on with the next when it does not succeed."""
        began, known = time.monotonic(), len(self.problems)
        try:
            act(self, *arguments)
        except Exception:
            self.problems.append(f"{traceback.format_exc()}")
        self.problems[known:] = [f"{name}: {problem}" for problem in self.problems[known:]]
        count = len(self.problems) - known
        print(f"{name}: {time.monotonic() - began:.1f} s" + (f", {count} problems" if count else ""), flush=True)

    def end(self):
        print("\n".join(self.problems) or "everything is as it should be")
        sys.exit(len(self.problems) > 0)


def wait_for(what, condition, pause=lambda: time.sleep(0.02)):
    """Looks again and again. Returns what the condition gave."""
    deadline = time.monotonic() + PATIENCE / 1000
    while True:
        if found := condition():
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain until {what}")
        pause()


class Attacker:
    """The host that sends from listed addresses."""

    def __init__(self, path, host):
        self.host = host
        self.door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.door.connect(path)
        self.lines = self.door.makefile("rw")

    def knock(self, address, port=22, **more):
        """One knock: when its packet left, and whether anybody answered."""
        self.lines.write(json.dumps({"from": address, "to": self.host, "port": port, **more}) + "\n")
        self.lines.flush()
        return json.loads(self.lines.readline())

    def is_heard(self, address):
        """Whether packets of an address come through; an answer that is only late is none."""
        return self.knock(address, 4444, patience=0.5)["answered"]

    def wait_until(self, address, is_heard):
        wait_for(f"{address} is {'let through' if is_heard else 'dropped'}", lambda: self.is_heard(address) == is_heard)
