"""abuseipdb-wrapper: KEY IP, an address with one report. It asks a fixed name, which must lead to the server."""

import sys

from abuseipdb_wrapper import AbuseIPDB

key, ip = sys.argv[1:]
client = AbuseIPDB(api_key=key, ip_list=[ip])
data = client.check_ip(ip)
assert data["ipAddress"] == ip and data["totalReports"] == 1 and data["abuseConfidenceScore"] >= 50, data
client.check()
assert client.get_db()[ip]["totalReports"] == 1, client.get_db()
print("everything is as it should be")
