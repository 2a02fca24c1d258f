"""Watches the live pages of a guard that sees 10,000 new flows a second: they must stay quick, and the guard small.

usage: crowd.py URL PID_OF_THE_GUARD PASSWORD [FOLDER FOR SCREENSHOTS]
"""

import pathlib
import statistics
import sys

from playwright.sync_api import sync_playwright

from visiting import Visit, wait_for

URL, PID, PASSWORD = sys.argv[1:4]

# Rows of a live table at most.
ROWS = 500
# How late the page may hear of a key, in milliseconds: a machine that is busy with all this on two cores included.
LATE = 1000
# What following the stream may add to the guard's memory, in MiB.
GROWTH = 64

LISTEN = """() => {
  window.delays = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) delays.push(entry.processingStart - entry.startTime);
  }).observe({ type: "event", durationThreshold: 16 });
  addEventListener("keydown", (event) => delays.push(performance.now() - event.timeStamp));
}"""


def memory():
    """Of the guard, in MiB."""
    lines = pathlib.Path(f"/proc/{PID}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def crowd(visit):
    with visit.page(viewport={"width": 1280, "height": 844}) as page:
        page.goto(visit.url + "/live")
        rows = page.locator("tbody[data-live] tr")
        wait_for("the table is full", lambda: rows.count() >= ROWS / 2, lambda: page.wait_for_timeout(50))
        before = memory()
        page.evaluate(LISTEN)
        counts, firsts = [], set()
        for _ in range(40):
            page.keyboard.press("Shift")
            # The steps between which is looked; nothing is waited for.
            page.wait_for_timeout(100)
            counts.append(rows.count())
            firsts.add(rows.first.inner_text())
        delays = page.evaluate("delays")
        growth = memory() - before
        visit.picture(page, "live-crowded", whole=False)
        visit.inspect(page, "live")
    print(f"rows: {max(counts)} at most; heads of the table seen: {len(firsts)}")
    print(f"delay of input: {statistics.median(delays):.0f} ms, at most {max(delays):.0f} ms, of {len(delays)}")
    print(f"memory of the guard: {before:.0f} MiB, {growth:+.1f} MiB after it was watched")
    if max(counts) > ROWS:
        visit.problems.append(f"{max(counts)} rows, more than {ROWS}")
    if len(firsts) < 3:
        visit.problems.append("the table stands still")
    if statistics.median(delays) > LATE:
        visit.problems.append(f"input is heard {statistics.median(delays):.0f} ms late")
    if growth > GROWTH:
        visit.problems.append(f"the guard grew by {growth:.0f} MiB while it was watched")


def quick(visit):
    """Every page comes while all that happens."""
    for path in ("/", "/live", "/sources", "/lists", "/settings", "/log"):
        with visit.page(viewport={"width": 1280, "height": 844}) as page:
            visit.look(page, path, path)


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        visit = Visit(browser, URL, *sys.argv[4:5])
        visit.enter(PASSWORD)
        visit.act("crowd", crowd)
        visit.act("every page", quick)
        browser.close()
    visit.end()


main()
