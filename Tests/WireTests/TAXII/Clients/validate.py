"""Validates everything in a collection with stix2-validator, strictly: a warning is an error.

    validate.py URL KEY
"""

import sys
import uuid

import requests
from stix2validator import ValidationOptions, validate_instance

url, key = sys.argv[1], sys.argv[2]
options = ValidationOptions(strict=True, strict_types=True, strict_properties=True, version="2.1")
query, objects = "?limit=1000", 0
while True:
    answer = requests.get(
        f"{url}/taxii2/collections/sikker-threat-intel/objects/{query}", headers={"Authorization": "Bearer " + key}
    )
    page = answer.json()
    objects += len(page["objects"])
    bundle = {"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": page["objects"]}
    result = validate_instance(bundle, options)
    if not result.is_valid or result.warnings:
        sys.exit("\n".join(str(fault) for fault in (result.errors or []) + (result.warnings or [])))
    if not page["more"]:
        break
    query = "?limit=1000&next=" + page["next"]
labels = {label for item in page["objects"] for label in item.get("labels", [])}
print(f"{objects} objects with {len(labels)} labels are valid")
