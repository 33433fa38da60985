"""Judges the practice CRM's Salesforce dialect with simple-salesforce. Environment: BASE_URL.

Prints one line for each failure, then `N passed, M failed`; exits non-zero on any failure.
"""

import base64
import csv
import hashlib
import io
import os
import secrets
import sys
import time
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "parts"))

import requests
from consent import decide, drive, someone
from requests.adapters import HTTPAdapter
from simple_salesforce import Salesforce
from simple_salesforce.exceptions import (
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceRefusedRequest,
    SalesforceResourceNotFound,
)

if not os.environ.get("BASE_URL"):
    sys.exit("salesforce.py: set BASE_URL")

BASE_URL = os.environ["BASE_URL"]
APP = {"client_id": "3MVG9practice.Changeover", "redirect_uri": "http://localhost:1717/callback"}
RUN = format(int(time.time() * 1000), "x")


class Plain(HTTPAdapter):
    """The client speaks TLS only; the practice CRM is on this machine and speaks none."""

    def send(self, request, **options):
        request.url = request.url.replace("https://", "http://", 1)
        return super().send(request, **options)


def token_reply(form):
    return requests.post(f"{BASE_URL}/services/oauth2/token", data={**form, "client_id": APP["client_id"]}, timeout=30)


def sign_in(role):
    """The whole way of a public app: verifier, page, code, tokens."""
    person = someone(BASE_URL, role)
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        **APP,
        "response_type": "code",
        "scope": "api refresh_token",
        "state": RUN,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    back = decide(BASE_URL, "/services/oauth2/authorize", asked, person["user_id"])
    assert back["state"] == RUN
    form = {
        "grant_type": "authorization_code",
        "code": back["code"],
        "redirect_uri": APP["redirect_uri"],
        "code_verifier": verifier,
    }
    reply = token_reply(form)
    assert reply.status_code == 200, reply.text
    again = token_reply(form)
    assert again.json()["error"] == "invalid_grant", "a code is good once"
    return reply.json(), person


def client(tokens):
    session = requests.Session()
    session.mount("https://", Plain())
    return Salesforce(
        instance=urlsplit(tokens["instance_url"]).netloc,
        session_id=tokens["access_token"],
        session=session,
        version="62.0",
    )


TOKENS, ADMIN = sign_in("process_owner")
SF = client(TOKENS)


def refused(call, error, code):
    """Expects a call to fail with an error code; gives the first row of the answer."""
    try:
        call()
    except error as raised:
        row = raised.content[0]
        assert row["errorCode"] == code, row
        return row
    raise AssertionError(f"expected {code}")


def new_deal(**fields):
    wanted = {"Name": f"Judge {RUN}", "StageName": "Qualified", "CloseDate": "2030-01-31", **fields}
    return SF.Opportunity.create(wanted)["id"]


def the_reply_names_the_person_and_no_end():
    assert "expires_in" not in TOKENS and TOKENS["instance_url"] == BASE_URL
    info = requests.get(
        f"{BASE_URL}/services/oauth2/userinfo",
        headers={"authorization": f"Bearer {TOKENS['access_token']}"},
        timeout=30,
    ).json()
    assert info["email"] == ADMIN["email"] and TOKENS["id"].endswith(info["user_id"])


def a_refresh_token_is_good_once():
    tokens, _ = sign_in("rep")
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    first = token_reply(form).json()
    assert first["refresh_token"] != tokens["refresh_token"]
    assert token_reply(form).json()["error"] == "invalid_grant"
    successor = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    assert token_reply(successor).status_code == 400


def an_ended_session_is_told():
    tokens, _ = sign_in("rep")
    theirs = client(tokens)
    assert theirs.query("SELECT COUNT() FROM User")["totalSize"] > 50
    requests.post(f"{BASE_URL}/services/oauth2/revoke", data={"token": tokens["access_token"]}, timeout=30)
    refused(lambda: theirs.query("SELECT Id FROM User"), SalesforceExpiredSession, "INVALID_SESSION_ID")


def describes_what_it_holds():
    names = {one["name"] for one in SF.describe()["sobjects"]}
    assert {"Opportunity", "Account", "Contact", "Task", "Event", "User", "OpportunityHistory"} <= names
    fields = {field["name"]: field for field in SF.Opportunity.describe()["fields"]}
    assert fields["Amount"]["type"] == "currency" and fields["Handoff_Record__c"]["length"] == 131_072
    assert fields["Name"]["updateable"] and not fields["IsClosed"]["updateable"]


def pages_are_complete():
    drive(BASE_URL, "salesforce/settings", {"page_size": 60})
    try:
        first = SF.query("SELECT Id FROM Opportunity ORDER BY SystemModstamp, Id")
        assert len(first["records"]) == 60 and not first["done"]
        everything = SF.query_all("SELECT Id, Owner.Email FROM Opportunity ORDER BY SystemModstamp, Id")
        ids = {one["Id"] for one in everything["records"]}
        assert len(ids) == first["totalSize"] == len(everything["records"])
    finally:
        drive(BASE_URL, "salesforce/settings", {"page_size": 2_000})


def malformed_queries_are_refused():
    for soql, code in [
        ("SELECT FROM Task", "MALFORMED_QUERY"),
        ("SELECT Id FROM Task WHERE Subject = 'open", "MALFORMED_QUERY"),
        ("SELECT Unknown__c FROM Task", "INVALID_FIELD"),
        ("SELECT Id FROM Task WHERE ActivityDate = '2026-01-01'", "INVALID_FIELD"),
        ("SELECT Id FROM Nothing", "INVALID_TYPE"),
    ]:
        refused(lambda soql=soql: SF.query(soql), SalesforceMalformedRequest, code)


def a_quoted_name_is_found():
    name = f"O'Hara \\ \"{RUN}\" 50% ü"
    deal = new_deal(Name=name)
    from simple_salesforce.format import format_soql

    found = SF.query(format_soql("SELECT Id FROM Opportunity WHERE Name = {}", name))
    assert [one["Id"] for one in found["records"]] == [deal]
    like = SF.query(format_soql("SELECT Id FROM Opportunity WHERE Name LIKE '%{:like}%'", f'"{RUN}" 50%'))
    assert [one["Id"] for one in like["records"]] == [deal]


def makes_changes_and_deletes():
    deal = new_deal(Amount=10.5)
    assert SF.Opportunity.update(deal, {"Amount": 20, "Handoff_Status__c": "due"}) == 204
    read = SF.Opportunity.get(deal)
    assert (read["Amount"], read["Handoff_Status__c"], read["IsWon"]) == (20.0, "due", False)
    assert SF.Opportunity.delete(deal) == 204
    refused(lambda: SF.Opportunity.get(deal), SalesforceResourceNotFound, "NOT_FOUND")
    everything = SF.query(f"SELECT Id, IsDeleted FROM Opportunity WHERE Id = '{deal}'", include_deleted=True)
    assert [one["IsDeleted"] for one in everything["records"]] == [True]


def refuses_what_does_not_fit():
    deal = new_deal()
    change = SF.Opportunity.update
    bad = SalesforceMalformedRequest
    assert refused(lambda: change(deal, {"Name": "x" * 121}), bad, "STRING_TOO_LONG")["fields"] == ["Name"]
    refused(lambda: change(deal, {"Unknown__c": 1}), bad, "INVALID_FIELD")
    refused(lambda: change(deal, {"Handoff_Tier__c": "z"}), bad, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST")
    refused(lambda: SF.Opportunity.create({"Name": "x"}), bad, "REQUIRED_FIELD_MISSING")
    drive(BASE_URL, "salesforce/locks", {"id": deal, "times": 1})
    refused(lambda: change(deal, {"Amount": 1}), bad, "UNABLE_TO_LOCK_ROW")


def a_stale_writer_is_stopped():
    deal = new_deal()
    old = {"If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}
    try:
        SF.Opportunity.update(deal, {"Amount": 1}, headers=old)
        raise AssertionError("expected 412")
    except Exception as raised:  # noqa: BLE001 - the client has no class of its own for 412
        assert getattr(raised, "status", None) == 412, raised
    assert SF.Opportunity.get(deal)["Amount"] is None


def who_only_reads_writes_nothing():
    deal = new_deal()
    reader = client({**TOKENS, "access_token": os.environ.get("LIMITED_TOKEN", "pat-practice-1-limited")})
    assert reader.Opportunity.get(deal)["Id"] == deal
    call = lambda: reader.Opportunity.update(deal, {"Amount": 1})  # noqa: E731
    refused(call, SalesforceRefusedRequest, "INSUFFICIENT_ACCESS_OR_READONLY")


def upserts_a_task_once():
    deal = new_deal()
    fields = {"Subject": "Review", "WhatId": deal, "ActivityDate": "2026-12-01"}
    key = f"Changeover_Key__c/py-{RUN}"
    assert SF.Task.upsert(key, fields) == 201
    assert SF.Task.upsert(key, {**fields, "Status": "Completed"}) == 200
    found = SF.query(f"SELECT Status, Owner.Email FROM Task WHERE WhatId = '{deal}'")
    assert [(one["Status"], one["Owner"]["Email"]) for one in found["records"]] == [("Completed", ADMIN["email"])]


def history_is_by_who_did_it():
    deal = new_deal()
    SF.Opportunity.update(deal, {"StageName": "Closed won", "Handoff_Status__c": "due"})
    stages = SF.query(f"SELECT StageName, CreatedBy.Email FROM OpportunityHistory WHERE OpportunityId = '{deal}'")
    assert ("Closed won", ADMIN["email"]) in {
        (row["StageName"], row["CreatedBy"]["Email"]) for row in stages["records"]
    }
    fields = SF.query(f"SELECT Field, NewValue FROM OpportunityFieldHistory WHERE OpportunityId = '{deal}'")
    assert ("Handoff_Status__c", "due") in {(row["Field"], row["NewValue"]) for row in fields["records"]}


def a_batch_fails_in_part():
    deal = new_deal()
    records = [
        {"attributes": {"type": "Task"}, "Subject": "One", "WhatId": deal},
        {"attributes": {"type": "Task"}, "Subject": "x" * 256, "WhatId": deal},
    ]
    made = SF.restful("composite/sobjects", method="POST", json={"allOrNone": False, "records": records})
    assert [row["success"] for row in made] == [True, False]
    assert made[1]["errors"][0]["statusCode"] == "STRING_TOO_LONG"
    none = SF.restful("composite/sobjects", method="POST", json={"allOrNone": True, "records": records})
    assert none[0]["errors"][0]["statusCode"] == "ALL_OR_NONE_OPERATION_ROLLED_BACK"
    assert SF.query(f"SELECT COUNT() FROM Task WHERE WhatId = '{deal}'")["totalSize"] == 1


def notes_and_files_hang_on_a_deal():
    deal = new_deal()
    content = base64.b64encode(b"<p>Goals &amp; risks</p>").decode()
    note = SF.ContentNote.create({"Title": f"Note {RUN}", "Content": content})["id"]
    SF.ContentDocumentLink.create({"ContentDocumentId": note, "LinkedEntityId": deal, "ShareType": "V"})
    data = base64.b64encode(b"# Handoff\n").decode()
    SF.ContentVersion.create({"PathOnClient": "handoff.md", "VersionData": data, "FirstPublishLocationId": deal})
    soql = f"SELECT ContentDocument.Title, ContentDocument.FileType FROM ContentDocumentLink WHERE LinkedEntityId = '{deal}'"
    found = {(row["ContentDocument"]["Title"], row["ContentDocument"]["FileType"]) for row in SF.query(soql)["records"]}
    assert found == {(f"Note {RUN}", "SNOTE"), ("handoff", "MD")}


def what_changed_and_went_is_told():
    deal = new_deal()
    now = datetime.fromisoformat(drive(BASE_URL, "state")["now"].replace("Z", "+00:00"))
    span = (now - timedelta(minutes=10), now + timedelta(minutes=5))
    assert deal in SF.Opportunity.updated(*span)["ids"]
    SF.Opportunity.delete(deal)
    assert deal in {row["id"] for row in SF.Opportunity.deleted(*span)["deletedRecords"]}
    long_ago = datetime(2020, 1, 1, tzinfo=timezone.utc)
    call = lambda: SF.Opportunity.updated(long_ago, span[1])  # noqa: E731
    refused(call, SalesforceMalformedRequest, "INVALID_REPLICATION_DATE")


def a_bulk_query_gives_every_record_in_parts():
    total = SF.query("SELECT COUNT() FROM Opportunity")["totalSize"]
    parts = list(SF.bulk2.Opportunity.query("SELECT Id, Name, Owner.Email FROM Opportunity", max_records=150))
    rows = [row for part in parts for row in csv.DictReader(io.StringIO(part))]
    assert len(parts) == -(-total // 150)
    assert len(rows) == total == len({row["Id"] for row in rows})
    owned = SF.query("SELECT COUNT() FROM Opportunity WHERE Owner.Email != null")["totalSize"]
    assert sum("@" in row["Owner.Email"] for row in rows) == owned > 0


def the_limits_are_told():
    assert SF.limits()["DailyApiRequests"]["Max"] == 100_000
    SF.query("SELECT Id FROM User LIMIT 1")
    usage = SF.api_usage["api-usage"]
    assert usage.total == 100_000 and usage.used > 0


CASES = [
    the_reply_names_the_person_and_no_end,
    a_refresh_token_is_good_once,
    an_ended_session_is_told,
    describes_what_it_holds,
    pages_are_complete,
    malformed_queries_are_refused,
    a_quoted_name_is_found,
    makes_changes_and_deletes,
    refuses_what_does_not_fit,
    a_stale_writer_is_stopped,
    who_only_reads_writes_nothing,
    upserts_a_task_once,
    history_is_by_who_did_it,
    a_batch_fails_in_part,
    notes_and_files_hang_on_a_deal,
    what_changed_and_went_is_told,
    a_bulk_query_gives_every_record_in_parts,
    the_limits_are_told,
]

failed = 0
for case in CASES:
    try:
        case()
    except Exception as error:  # noqa: BLE001 - any failure is a verdict
        failed += 1
        print(f"FAILED {case.__name__}: {type(error).__name__}: {error}")
print(f"{len(CASES) - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
