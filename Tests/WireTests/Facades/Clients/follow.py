"""pycrowdsec against a server: BASE KEY LISTED, an address that is on its list of 100."""

import sys
import time

import requests
from pycrowdsec.client import QueryClient, StreamClient

base, key, listed = sys.argv[1:]
other = "45.99.0.3"


def until(what, condition):
    """Waits for what the client learns in the background."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


query = QueryClient(api_key=key, lapi_url=base)
assert query.get_action_for(listed) == "ban"
assert query.get_decisions_for(other) is None

stream = StreamClient(api_key=key, lapi_url=base, interval=1)
stream.run()
assert len(stream.get_current_decisions()) == 100, len(stream.get_current_decisions())
assert stream.get_action_for(listed) == "ban"

bearer = {"Authorization": "Bearer " + key}
report = {"ip": other, "category": "brute_force", "protocol": "ssh"}
requests.post(base + "v1/key/report", headers=bearer, json=report, timeout=20).raise_for_status()
until("the new one is followed", lambda: stream.get_action_for(other) == "ban")
requests.delete(base + "v1/key/report/" + other, headers=bearer, timeout=20).raise_for_status()
until("the withdrawn one goes", lambda: stream.get_action_for(other) is None)

only = StreamClient(api_key=key, lapi_url=base, interval=60, include_scenarios_containing=("http",))
only.run()
assert len(only.get_current_decisions()) == 0
print("everything is as it should be")
