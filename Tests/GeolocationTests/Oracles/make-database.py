"""Writes a database of random networks with mmdb-writer: make-database.py SEED FILE"""
import ipaddress
import random
import sys

from mmdb_writer import MMDBWriter
from netaddr import IPSet

seed, path = int(sys.argv[1]), sys.argv[2]
chance = random.Random(seed)
writer = MMDBWriter(
    6, database_type=f"Oracle-{seed}", languages=["en"], ipv4_compatible=True, description="made by a test")
for _ in range(300):
    if chance.random() < 0.6:
        length = chance.randint(19, 32)
        network = ipaddress.ip_network((0x2D0A0000 | chance.getrandbits(16), length), strict=False)
    else:
        length = chance.randint(48, 64)
        network = ipaddress.ip_network(((0x2A00 << 112) | (chance.getrandbits(12) << 72), length), strict=False)
    record = {}
    if chance.random() < 0.7:
        record["country"] = {"iso_code": chance.choice(["DE", "US", "CN", "BR"]), "geoname_id": chance.getrandbits(20)}
    if chance.random() < 0.5:
        record["autonomous_system_number"] = chance.randint(1, 400000)
        record["autonomous_system_organization"] = "Holder %d" % chance.randint(1, 9)
    record["location"] = {"latitude": chance.random(), "time_zone": "Europe/Berlin"}
    writer.insert_network(IPSet([str(network)]), record)
writer.to_db_file(path)
