"""Fills a server's store, while the server is away, with copies of the addresses it knows until there are so many.

    fill.py STORE COUNT

Each copy has an address of its own, one in ten of IPv6, and its indicator a version of its own, a microsecond after the one
before.
"""

import ipaddress
import sqlite3
import sys
import time

store, count = sys.argv[1], int(sys.argv[2])
database = sqlite3.connect(store)
known = database.execute(
    "SELECT confidence, last_seen, record, evidence FROM address WHERE confidence > 0"
).fetchall()
missing = count - len(known)
now = time.time_ns() // 1000


def rows():
    for number in range(missing):
        confidence, last_seen, record, evidence = known[number % len(known)]
        # Scattered, so that the order of addresses is not that of versions.
        place = (number * 7919) % missing
        address = ipaddress.ip_address((0x2A00 << 112) + place) if number % 10 == 0 else ipaddress.ip_address((11 << 24) + place)
        # The record ends with seven bytes of the version's microseconds, and one of its confidence.
        record = record[:-8] + (now + number).to_bytes(7, "little") + record[-1:]
        yield address.packed, confidence, last_seen, record, evidence


with database:
    database.executemany("INSERT INTO address VALUES (?, ?, ?, ?, ?)", rows())
print(database.execute("SELECT count(*) FROM address WHERE confidence > 0").fetchone()[0])
