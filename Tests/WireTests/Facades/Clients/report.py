"""abuseipdb-python-sdk against a server: BASE KEY."""

import sys
from datetime import datetime, timezone

from abuseipdb import AbuseIPDB
from abuseipdb.constants import AbuseCategory
from abuseipdb.exceptions import UnconventionalAPIError, UnprocessableContentError

base, key = sys.argv[1:]
with AbuseIPDB(key, base + "/api/v2") as client:
    ip = "45.99.0.3"
    stored = client.report(ip, [18, 22], "it's \"quoted\" & more", datetime.now(timezone.utc))
    assert stored.ip_address == ip and stored.abuse_confidence_score >= 50, stored
    assert stored.x_ratelimit_remaining is None or stored.x_ratelimit_limit > 0

    checked = client.check(ip, 365, verbose=True)
    assert checked.total_reports == 1 and checked.num_distinct_users == 1, checked
    assert checked.abuse_confidence_score == stored.abuse_confidence_score
    assert checked.is_public and checked.ip_version == 4 and checked.last_reported_at is not None
    assert list(checked.reports[0].categories) == [18, 22], checked.reports
    assert checked.reports[0].comment == "it's \"quoted\" & more"

    page = client.reports(ip)
    assert page.total == 1 and page.results[0].categories == checked.reports[0].categories, page

    block = client.check_block("45.99.0.0/24")
    assert [named.ip_address for named in block.reported_addresses] == [ip], block

    listed = client.blacklist(confidence_minimum=50)
    assert ip in [entry.ip_address for entry in listed.blacklisted_ips], listed
    plain = client.blacklist(confidence_minimum=50, plaintext=True, ip_version=4)
    assert ip in plain.addresses, plain

    bulk = client.bulk_report('IP,Categories,ReportDate,Comment\n45.99.0.4,"14,18",2026-11-18T10:00:37-05:00,x\nno,1,,\n')
    assert bulk.saved_reports == 1 and bulk.invalid_reports[0].row_number == 3, bulk

    assert client.clear_address(ip).num_reports_deleted == 1
    assert client.check(ip).total_reports == 0

    try:
        client.check("nowhere")
        raise SystemExit("an address that is none was taken")
    except UnprocessableContentError as error:
        assert "ipAddress" in str(error), error

with AbuseIPDB("sk_free_nonsense", base + "/api/v2") as client:
    try:
        client.check("45.99.0.3")
        raise SystemExit("a key that is none was taken")
    except UnconventionalAPIError as error:
        assert "401" in str(error), error
print("everything is as it should be")
