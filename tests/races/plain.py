"""A plain script: every deal of a CRM into a table of SQLite, over one connection that is kept, in the largest pages.

Environment: BASE_URL, TOKEN, CHANGES. `plain.py hubspot|salesforce` prints one JSON object.
"""

import os
import sqlite3
import sys
import tempfile

import office
import requests

SESSION = requests.Session()
SESSION.headers.update(office.HEADERS)


def pages_of_hubspot():
    query = {"limit": 100, "properties": ",".join(office.IN_HUBSPOT), "associations": "companies"}
    while True:
        page = SESSION.get(office.BASE_URL + office.DEALS, params=query, timeout=60).json()
        yield [row_of_hubspot(deal) for deal in page["results"]]
        if "paging" not in page:
            return
        query["after"] = page["paging"]["next"]["after"]


def row_of_hubspot(deal):
    companies = deal.get("associations", {}).get("companies", {}).get("results", [])
    properties = deal["properties"]
    return [deal["id"], companies[0]["id"] if companies else None] + [properties.get(name) for name in office.IN_HUBSPOT]


def pages_of_salesforce(fields):
    address, query = office.QUERY, {"q": f"SELECT {','.join(fields)} FROM Opportunity"}
    while address:
        page = SESSION.get(office.BASE_URL + address, params=query, timeout=60).json()
        yield [[deal[name] for name in fields] for deal in page["records"]]
        address, query = page.get("nextRecordsUrl"), None


def load(names, pages, path):
    database = sqlite3.connect(path)
    columns = ", ".join(f'"{name}"' for name in names)
    database.execute(f"CREATE TABLE deals ({columns}, PRIMARY KEY ({names[0]}))")
    places = ", ".join("?" for _ in names)
    for rows in pages:
        database.executemany(f"INSERT INTO deals VALUES ({places})", rows)
    database.commit()
    return database.execute("SELECT count(*) FROM deals").fetchone()[0]


def run(dialect):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "deals.sqlite")
        if dialect == "hubspot":
            return load(["id", "company_id"] + office.IN_HUBSPOT, pages_of_hubspot(), path)
        fields = office.in_salesforce()
        return load(fields, pages_of_salesforce(fields), path)


if __name__ == "__main__":
    version = f"requests {requests.__version__}, sqlite {sqlite3.sqlite_version}"
    office.say(version=version, first=office.timed(lambda: run(sys.argv[1])))
