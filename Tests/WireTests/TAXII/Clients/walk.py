"""Walks through a whole collection with taxii2-client, in each way there is, and compares what it got.

    walk.py URL KEY COUNT LIMIT [WAY...]

COUNT indicators must be there. The ways are next, offset, added_after; all of them when none is named.
"""

import sys
import time

import requests
from taxii2client.v21 import ApiRoot, Collection, Server, as_pages

url, key, count, limit = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
ways = sys.argv[5:] or ["next", "offset", "added_after"]
collection_id = "cf120ce2-789c-41dd-ab7e-06d11608c12a"


class Bearer(requests.auth.AuthBase):
    def __call__(self, request):
        request.headers["Authorization"] = "Bearer " + key
        return request


def check(condition, *what):
    if not condition:
        sys.exit("wrong: " + " ".join(str(item) for item in what))


# From discovery to the collection.
server = Server(url + "/taxii2/", auth=Bearer())
check(server.title and len(server.api_roots) == 1 and server.default is server.api_roots[0], server._raw)
for root in [server.default, ApiRoot(url + "/taxii2/", auth=Bearer())]:
    check("application/taxii+json;version=2.1" in root.versions and root.max_content_length > 0, root._raw)
    check([c.id for c in root.collections] == [collection_id], root.collections)
    check(root.collections[0].alias == "sikker-threat-intel" and root.collections[0].can_read)
collection = server.default.collections[0]
named = Collection(url + "/taxii2/collections/sikker-threat-intel/", auth=Bearer())
check(named.can_read and named.title == collection.title)
# Clients that only know passwords.
password = Collection(collection.url, user="taxii", password=key)
check(len(password.get_objects(limit="2")["objects"]) == 2)

# The headers of the newest answer.
headers = {}
collection._conn.session.hooks["response"] = lambda response, *_, **__: headers.update(response.headers)


def by_next():
    yield from as_pages(collection.get_objects, per_request=limit)


def by_offset():
    offset = 0
    while True:
        page = collection.get_objects(limit=limit, offset=str(offset))
        yield page
        if not page["more"]:
            return
        offset += len(page["objects"])


def by_added_after():
    since = None
    while True:
        page = collection.get_objects(limit=limit, added_after=since)
        yield page
        if not page["more"]:
            return
        since = headers["X-TAXII-Date-Added-Last"]


seen = {}
for way, pages in [("next", by_next), ("offset", by_offset), ("added_after", by_added_after)]:
    if way not in ways:
        continue
    versions, last, identities, started, times = {}, "", 0, time.monotonic(), []
    for page in pages():
        check(len(page["objects"]) <= limit, way, len(page["objects"]))
        for item in page["objects"]:
            check(item["modified"] >= last, way, item, last)
            last = item["modified"]
            if item["type"] == "identity":
                identities += 1
                continue
            check(item["id"] not in versions, way, "twice", item["id"])
            versions[item["id"]] = item["modified"]
        times.append(time.monotonic())
    check(identities == 1 and len(versions) == count, way, identities, len(versions))
    seen[way] = versions
    check(versions == next(iter(seen.values())), way, "differs")
    print(f"{way}: {len(versions)} indicators in {len(times)} pages, {time.monotonic() - started:.1f} s")

manifest = {}
for page in as_pages(collection.get_manifest, per_request=limit):
    for entry in page["objects"]:
        manifest[entry["id"]] = entry["version"]
check(len(manifest) == count + 1 and all(manifest[k] == v for k, v in next(iter(seen.values())).items()), "manifest")

# Single objects, and filters.
some = list(manifest)[-1]
check([o["id"] for o in collection.get_object(some)["objects"]] == [some])
check(collection.object_versions(some)["versions"] == [manifest[some]])
few = sorted(manifest)[:3]
check(sorted(o["id"] for o in collection.get_objects(id=few)["objects"]) == few)
check([o["type"] for o in collection.get_objects(type="identity")["objects"]] == ["identity"])
check(some in [o["id"] for o in collection.get_objects(version=manifest[some], limit=1000)["objects"]])
check(len(collection.get_objects(spec_version="2.0")["objects"]) == 0)
print("everything is as it should be")
