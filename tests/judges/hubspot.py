"""Judges the practice CRM with HubSpot's official Python client. Environment: BASE_URL, TOKEN.

Prints one line for each failure, then `N passed, M failed`; exits non-zero on any failure.
"""

import json
import os
import sys
import tempfile
import time

# This file has the name of the client's package: look for that elsewhere than beside this file.
PARTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "parts")
sys.path = [PARTS] + [folder for folder in sys.path if os.path.abspath(folder) != os.path.dirname(os.path.abspath(__file__))]

from consent import decide, drive, someone
from hubspot import HubSpot
from hubspot.crm.associations.v4 import BatchInputPublicFetchAssociationsBatchRequest
from hubspot.crm.deals import (
    BatchInputSimplePublicObjectBatchInput,
    BatchReadInputSimplePublicObjectId,
    PublicObjectSearchRequest,
    SimplePublicObjectInput,
    SimplePublicObjectInputForCreate,
)
from hubspot.crm.deals.exceptions import ApiException as DealsError
from hubspot.crm.objects.notes import BatchInputSimplePublicObjectBatchInputUpsert
from hubspot.crm.objects.tasks import SimplePublicObjectInputForCreate as NewTask
from hubspot.crm.objects.tasks.exceptions import ApiException as TasksError
from hubspot.crm.properties import PropertyCreate
from hubspot.crm.properties.exceptions import ApiException as PropertiesError
from hubspot.oauth.exceptions import ApiException as OauthError

if not os.environ.get("BASE_URL") or not os.environ.get("TOKEN"):
    sys.exit("hubspot.py: set BASE_URL and TOKEN")

CLIENT = HubSpot(access_token=os.environ["TOKEN"], host=os.environ["BASE_URL"])
DEALS = CLIENT.crm.deals
RUN = format(int(time.time() * 1000), "x")


def refused(call, error, status):
    """Expects a call to fail with a status; gives the body."""
    try:
        call()
    except error as raised:
        assert raised.status == status, f"{raised.status}: {raised.body}"
        return json.loads(raised.body)
    raise AssertionError(f"expected {status}")


def new_deal(**properties):
    wanted = {"dealname": f"Judge {RUN}", "dealstage": "qualifiedtobuy", **properties}
    return DEALS.basic_api.create(SimplePublicObjectInputForCreate(properties=wanted, associations=[]))


def lists_every_deal_once():
    deals = DEALS.get_all(properties=["dealname"])
    assert len(deals) >= 100
    assert len({deal.id for deal in deals}) == len(deals)


def reads_history_and_associations():
    listed = DEALS.basic_api.get_page(limit=1).results[0]
    deal = DEALS.basic_api.get_by_id(
        listed.id, properties_with_history=["dealstage"], associations=["contacts", "companies"]
    )
    rows = deal.properties_with_history["dealstage"]
    assert rows and rows[0].timestamp and rows[0].source_type
    assert deal.associations["companies"].results


def creates_changes_and_archives():
    made = new_deal(amount="10")
    DEALS.basic_api.update(made.id, SimplePublicObjectInput(properties={"amount": "20"}))
    read = DEALS.basic_api.get_by_id(made.id, properties=["amount"])
    assert read.properties["amount"] == "20"
    DEALS.basic_api.archive(made.id)
    refused(lambda: DEALS.basic_api.get_by_id(made.id), DealsError, 404)


def refuses_what_does_not_fit():
    body = refused(lambda: new_deal(nothing_of_the_kind="1"), DealsError, 400)
    assert body["category"] == "VALIDATION_ERROR"
    refused(lambda: new_deal(amount="plenty"), DealsError, 400)
    refused(lambda: new_deal(hubspot_owner_id="1"), DealsError, 400)


def searches_open_deals_by_stage():
    request = PublicObjectSearchRequest(
        filter_groups=[
            {"filters": [{"propertyName": "dealstage", "operator": "IN", "values": ["contractsent", "qualifiedtobuy"]}]}
        ],
        properties=["dealstage"],
        sorts=[{"propertyName": "createdate", "direction": "DESCENDING"}],
        limit=50,
    )
    found = DEALS.search_api.do_search(request)
    assert found.total >= len(found.results) > 0
    assert {deal.properties["dealstage"] for deal in found.results} <= {"contractsent", "qualifiedtobuy"}


def batches_fail_in_part():
    made = new_deal()
    update = BatchInputSimplePublicObjectBatchInput(
        inputs=[{"id": made.id, "properties": {"amount": "5"}}, {"id": "4", "properties": {"amount": "5"}}]
    )
    changed = DEALS.batch_api.update(update)
    assert len(changed.results) == 1 and changed.num_errors == 1
    wanted = BatchReadInputSimplePublicObjectId(
        inputs=[{"id": made.id}, {"id": "4"}], properties=["amount"], properties_with_history=["amount"]
    )
    read = DEALS.batch_api.read(wanted)
    assert read.results[0].properties["amount"] == "5"
    assert read.errors[0].category == "OBJECT_NOT_FOUND"


def upserts_a_note_once():
    inputs = [{
        "idProperty": "changeover_key",
        "id": f"py-{RUN}",
        "properties": {"hs_note_body": "summary", "hs_timestamp": "2026-11-20T10:00:00Z"},
    }]
    batch = BatchInputSimplePublicObjectBatchInputUpsert(inputs=inputs)
    first = CLIENT.crm.objects.notes.batch_api.upsert(batch).results[0]
    second = CLIENT.crm.objects.notes.batch_api.upsert(batch).results[0]
    assert first.new is True and second.new is False and first.id == second.id


def a_task_hangs_on_its_deal():
    deal = new_deal()
    link = {"to": {"id": deal.id}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 216}]}
    wanted = {"hs_task_subject": "Review the handoff", "hs_timestamp": "2026-11-23T09:00:00Z"}
    task = CLIENT.crm.objects.tasks.basic_api.create(NewTask(properties=wanted, associations=[link]))
    inputs = BatchInputPublicFetchAssociationsBatchRequest(inputs=[{"id": deal.id}])
    linked = CLIENT.crm.associations.v4.batch_api.get_page("deals", "tasks", inputs)
    assert str(linked.results[0].to[0].to_object_id) == task.id
    refused(
        lambda: CLIENT.crm.objects.tasks.basic_api.create(NewTask(properties={"hs_task_subject": "x"}, associations=[])),
        TasksError,
        400,
    )


def owners_and_pipelines():
    owners = CLIENT.crm.owners.get_all()
    assert len(owners) >= 60 and owners[0].teams
    pipelines = CLIENT.crm.pipelines.pipelines_api.get_all("deals").results
    won = [stage for stage in pipelines[0].stages if stage.metadata["probability"] == "1.0"]
    assert len(won) == 1


def properties_are_defined_once():
    wanted = PropertyCreate(
        name=f"py_{RUN}", label="Py", type="enumeration", field_type="select", group_name="changeover",
        options=[{"label": "One", "value": "one", "displayOrder": 0, "hidden": False}],
    )
    core = CLIENT.crm.properties.core_api
    core.create("deals", wanted)
    refused(lambda: core.create("deals", wanted), PropertiesError, 409)
    refused(lambda: new_deal(**{f"py_{RUN}": "two"}), DealsError, 400)
    core.archive("deals", f"py_{RUN}")


def uploads_a_private_file():
    with tempfile.NamedTemporaryFile(suffix=".md") as file:
        file.write(b"# Handoff\n")
        file.flush()
        made = CLIENT.files.files_api.upload(
            file=file.name, folder_path="/handoffs", file_name="handoff.md", options=json.dumps({"access": "PRIVATE"})
        )
    assert made.access == "PRIVATE"
    assert CLIENT.files.files_api.get_by_id(made.id).size == 10


def a_person_signs_in_and_stays_signed_in():
    base, person = os.environ["BASE_URL"], someone(os.environ["BASE_URL"], "csm")
    redirect = "http://localhost:1718/callback"
    app = {"client_id": "6f1d2c8e-practice-changeover", "client_secret": "practice-app-secret"}
    asked = {"client_id": app["client_id"], "redirect_uri": redirect, "scope": "oauth crm.objects.deals.read", "state": RUN}
    back = decide(base, "/oauth/authorize", asked, person["user_id"])
    assert back["state"] == RUN
    tokens_api = HubSpot(host=base).oauth.tokens_api
    exchange = {"grant_type": "authorization_code", "code": back["code"], "redirect_uri": redirect, **app}
    other = {**exchange, "redirect_uri": "http://localhost:1717/callback"}
    refused(lambda: tokens_api.create(**other), OauthError, 400)
    exchange["code"] = decide(base, "/oauth/authorize", asked, person["user_id"])["code"]
    tokens = tokens_api.create(**exchange)
    theirs = HubSpot(access_token=tokens.access_token, host=base)
    assert theirs.crm.deals.basic_api.get_page(limit=1).results
    drive(base, "oauth/expire", {})
    refused(lambda: theirs.crm.deals.basic_api.get_page(limit=1), DealsError, 401)
    renewed = tokens_api.create(grant_type="refresh_token", refresh_token=tokens.refresh_token, **app)
    theirs = HubSpot(access_token=renewed.access_token, host=base)
    assert theirs.crm.deals.basic_api.get_page(limit=1).results
    drive(base, "oauth/revoke", {"vendor": "hubspot"})
    refused(lambda: theirs.crm.deals.basic_api.get_page(limit=1), DealsError, 401)


def a_wrong_token_is_refused():
    stranger = HubSpot(access_token="pat-wrong", host=os.environ["BASE_URL"])
    refused(lambda: stranger.crm.deals.basic_api.get_page(limit=1), DealsError, 401)


CASES = [
    lists_every_deal_once,
    reads_history_and_associations,
    creates_changes_and_archives,
    refuses_what_does_not_fit,
    searches_open_deals_by_stage,
    batches_fail_in_part,
    upserts_a_note_once,
    a_task_hangs_on_its_deal,
    owners_and_pipelines,
    properties_are_defined_once,
    uploads_a_private_file,
    a_person_signs_in_and_stays_signed_in,
    a_wrong_token_is_refused,
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
