"""dlt's `rest_api` source into DuckDB: all deals, then only those that changed, by its own incremental cursor.

Environment: BASE_URL, TOKEN, CHANGES. `rest.py hubspot|salesforce` prints one JSON object.
"""

import os
import sys
import tempfile
from datetime import datetime

import dlt
import duckdb
import office
from dlt.sources.rest_api import rest_api_source

PAGE = 100


def millis(moment):
    return str(int(datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp() * 1000))


def resource(endpoint, key):
    return {
        "name": "deals",
        "table_name": "deals",
        "primary_key": key,
        "write_disposition": "merge",
        "endpoint": endpoint,
    }


def hubspot(first):
    """Lists first; then searches, which can ask for what changed."""
    cursor = {"cursor_path": "properties.hs_lastmodifieddate", "initial_value": "2000-01-01T00:00:00Z"}
    cursors = {"type": "cursor", "cursor_path": "paging.next.after"}
    if first:
        query = {"limit": PAGE, "properties": ",".join(office.IN_HUBSPOT)}
        endpoint = {"path": office.DEALS, "params": query, "paginator": {**cursors, "cursor_param": "after"}}
    else:
        since = {"propertyName": "hs_lastmodifieddate", "operator": "GTE", "value": "{incremental.start_value}"}
        body = {"filterGroups": [{"filters": [since]}], "properties": office.IN_HUBSPOT, "limit": PAGE}
        endpoint = {
            "path": f"{office.DEALS}/search",
            "method": "POST",
            "json": body,
            "paginator": {**cursors, "cursor_body_path": "after"},
        }
        cursor["convert"] = millis
    return resource({**endpoint, "data_selector": "results", "incremental": cursor}, "id")


def salesforce(first):
    soql = f"SELECT {','.join(office.in_salesforce())} FROM Opportunity WHERE SystemModstamp >= {{incremental.start_value}}"
    endpoint = {
        "path": office.QUERY,
        "params": {"q": soql},
        "data_selector": "records",
        "paginator": {"type": "json_link", "next_url_path": "nextRecordsUrl"},
        "incremental": {"cursor_path": "SystemModstamp", "initial_value": "2000-01-01T00:00:00.000+0000"},
    }
    return resource(endpoint, "Id")


def run(pipeline, dialect, first):
    deals = {"hubspot": hubspot, "salesforce": salesforce}[dialect](first)
    client = {"base_url": office.BASE_URL, "headers": office.HEADERS}
    pipeline.run(rest_api_source({"client": client, "resources": [deals]}))
    counts = pipeline.last_trace.last_normalize_info.row_counts
    return counts.get("deals", 0)


def both(dialect):
    with tempfile.TemporaryDirectory() as folder:
        database = dlt.destinations.duckdb(os.path.join(folder, "deals.duckdb"))
        pipeline = dlt.pipeline("race", pipelines_dir=folder, destination=database, dataset_name="crm")
        first = office.timed(lambda: run(pipeline, dialect, True))
        office.change(dialect)
        return first, office.timed(lambda: run(pipeline, dialect, False))


if __name__ == "__main__":
    first, second = both(sys.argv[1])
    office.say(version=f"dlt {dlt.__version__}, duckdb {duckdb.__version__}", first=first, second=second)
