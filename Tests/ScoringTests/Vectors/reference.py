#!/usr/bin/env python3
"""Works out what the vectors beside it must score, from the definition of policy version 1 and nothing else.

    reference.py FILE           checks the expected numbers in FILE
    reference.py FILE --write   writes them

Straight from the sums: every sighting and report is looked at, nothing is kept incrementally, no line is shared with the
program under test.
"""
import json
import math
import sys

WEIGHT = {"info": 3, "low": 8, "medium": 36, "high": 55, "very_high": 70}
ORDER = list(WEIGHT)


# The hour since 1970 in which the vectors are scored: echoes are counted by UTC days.
HOUR = 498611


def group(organisation, joined):
    """The smallest of all that are joined with it, directly or through others."""
    members = {organisation}
    while True:
        more = {x for pair in joined if members & set(pair) for x in pair} - members
        if not more:
            return min(members)
        members |= more


def score(vector):
    joined = vector.get("joined", [])
    sightings = [
        {**s, "sensor": s["sensor"] if s["sensor"] == "own" else group(s["sensor"], joined)}
        for s in vector.get("sightings", [])
        if s.get("proven", True)
    ]
    everything = [
        {**r, "organisation": group(organisation, joined)}
        for r in vector.get("reports", [])
        for organisation in range(r["organisation"], r.get("through", r["organisation"]) + 1)
    ]
    reports = [r for r in everything if r.get("kind", "observed") != "list_block"]

    # Echoes: days of the last 30, today included, on which at least 3 organisations echoed; at most 14 count.
    days = {}
    for r in everything:
        if r.get("kind") == "list_block":
            days.setdefault((HOUR - r["hoursAgo"]) // 24, set()).add(r["organisation"])
    renewed = 24 * min(14, sum(len(who) >= 3 and HOUR // 24 - day < 30 for day, who in days.items()))

    def seen(sightings):
        # Behaviours: weight x min(cap, c(n)), n the sum of 2^(-age/30d) over the sessions.
        behaviours = 0.0
        for name in {s["behaviour"] for s in sightings}:
            same = [s for s in sightings if s["behaviour"] == name]
            severity = gravest[name]
            n = sum(s.get("sessions", 1) * 2 ** (-s["hoursAgo"] / (30 * 24)) for s in same)
            n = min(sum(s.get("sessions", 1) for s in same), n * 2 ** (renewed / (30 * 24)))
            c = math.sqrt(n) if n >= 1 else n
            behaviours += WEIGHT[severity] * min(1.5 if severity in ("info", "low") else 6, c)

        # Protocols: 8 x max(0, sum of m - 1), m the freshest evidence, a quarter where only minor.
        shares = {}
        for s in sightings:
            minor = shown[s["behaviour"], s["protocol"]] in ("info", "low")
            m = 2 ** (-max(0, s["hoursAgo"] - renewed) / (30 * 24)) * (0.25 if minor else 1)
            shares[s["protocol"]] = max(shares.get(s["protocol"], 0), m)
        return behaviours + 8 * max(0, sum(shares.values()) - 1)

    # A behaviour is as grave as it was ever told to be.
    gravest, shown = {}, {}
    for s in sightings:
        for table, key in (gravest, s["behaviour"]), (shown, (s["behaviour"], s["protocol"])):
            table[key] = max(table.get(key, "info"), s["severity"], key=ORDER.index)

    # Reports: 110 x (1 - e^(-X/2.2)), X the best vote of each organisation; fewer than 3 voters in 30 d: at most 48.
    votes = {}
    for r in reports:
        weight = r["trust"] * 2 ** (-r["hoursAgo"] / (14 * 24))
        votes[r["organisation"]] = max(votes.get(r["organisation"], 0), weight)
    for organisation in votes:
        most = max(r["trust"] for r in reports if r["organisation"] == organisation)
        votes[organisation] = min(most, votes[organisation] * 2 ** (renewed / (14 * 24)))
    reported = 110 * (1 - math.exp(-sum(votes.values()) / 2.2))
    voters = {r["organisation"] for r in reports if r["hoursAgo"] < 30 * 24}
    if len(voters) < 3:
        reported = min(reported, 48)

    def total(sensors, reported):
        agreement = 0.0
        if sensors > 0 and reported > 0:
            agreement = (sensors + reported) * 0.2 * min(sensors, reported) / max(sensors, reported)
        return sensors + reported + agreement

    def grave(least, days):
        return [s for s in sightings if ORDER.index(s["severity"]) >= ORDER.index(least) and s["hoursAgo"] < days * 24]

    def believed(least, days):
        witnesses = {s["sensor"] for s in grave(least, days)}
        return "own" in witnesses or len(witnesses) >= 3

    points = total(seen(sightings), reported)
    confidence = 100 * (1 - math.exp(-points / 70))

    # The gate: voices of the last 10 days. What own sensors saw in 30 days counts by itself; where that is 50 or
    # more, part of it of the last 7 days, and there are 5 voices, reports count beside it up to its size and to 89.
    minor = ("port_scan", "bad_bot", "other")
    voices = {r["organisation"] for r in reports if r.get("vetted") and r["category"] not in minor and r["hoursAgo"] < 10 * 24}
    voices |= {s["sensor"] for s in grave("medium", 10)} - {"own"}
    cap = 69 if len(voices) >= 6 else 49

    def own(days):
        return any(s["sensor"] == "own" for s in grave("medium", days))

    alone = 0
    if own(30):
        sensors = seen([s for s in sightings if s["sensor"] == "own"])
        alone = 100 * (1 - math.exp(-sensors / 70))
        if alone >= 50 and own(7) and len(voices) >= 5:
            alone = max(alone, min(89, 100 * (1 - math.exp(-total(sensors, min(reported, sensors)) / 70))))
    confidence = min(confidence, max(cap, alone))
    if believed("very_high", 7):
        confidence = max(confidence, 70)
    for r in reports:
        if r.get("operator") and r["hoursAgo"] < 7 * 24 and r["category"] not in minor:
            confidence = max(confidence, 60)

    return {
        "points": round(points, 6),
        "rawConfidence": math.floor(confidence + 0.5),
        "confidence": math.floor(confidence * vector.get("whitelist", 1) + 0.5),
    }


def main():
    path = sys.argv[1]
    with open(path) as file:
        document = json.load(file)
    wrong = 0
    for vector in document["vectors"]:
        expected = score(vector)
        if vector.get("expected") != expected:
            wrong += 1
            print(f"{vector['name']}: {vector.get('expected')} should be {expected}")
        vector["expected"] = expected
    if "--write" in sys.argv:
        lines = ",\n".join("  " + json.dumps(vector) for vector in document.pop("vectors"))
        head = json.dumps(document, indent=1).rstrip("\n}")
        with open(path, "w") as file:
            file.write(f'{head},\n "vectors": [\n{lines}\n ]\n}}\n')
    elif wrong:
        sys.exit(1)


main()
