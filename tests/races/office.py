"""What all contestants of the races share: the practice CRM's address, the fields that are read, the changes between two runs."""

import json
import os
import sys
import time

import requests

BASE_URL = os.environ["BASE_URL"]
HEADERS = {"Authorization": f"Bearer {os.environ['TOKEN']}"}
CHANGES = int(os.environ["CHANGES"])

DEALS = "/crm/objects/2026-09/deals"
QUERY = "/services/data/v62.0/query"

# The properties that Changeover's adapters read of a deal, in both dialects.
FIELDS = """business_goals pain_points success_criteria why_bought stakeholders post_sale_owner products contract_terms
timeline integrations exclusions objections risks competitors communication key_conversations promises handoff_notes
status status_reason tier csm_id completeness quality playbook first_value_date conflict record""".split()
IN_HUBSPOT = """dealname amount deal_currency_code dealstage pipeline closedate createdate hs_lastmodifieddate
hubspot_owner_id dealtype hs_deal_stage_probability hs_is_closed hs_is_closed_won hs_object_id hs_merged_object_ids
contract_start_date contract_term_months renewal_date billing_frequency target_go_live_date integrations_needed
regulated_data primary_competitor""".split() + [f"handoff_{name}" for name in FIELDS]
IN_SALESFORCE = """Id Name AccountId OwnerId StageName Type Amount CurrencyIsoCode Probability IsClosed IsWon IsDeleted
CloseDate CreatedDate SystemModstamp Contract_Start_Date__c Contract_Term_Months__c Renewal_Date__c
Billing_Frequency__c Target_Go_Live_Date__c Integrations_Needed__c Regulated_Data__c Primary_Competitor__c""".split()


def ask(method, path, **options):
    reply = requests.request(method, BASE_URL + path, headers=HEADERS, timeout=60, **options)
    reply.raise_for_status()
    return reply.json()


def in_salesforce():
    """The fields that the organisation has: a handoff's fields go by the names that set-up gave them."""
    there = {field["name"].lower(): field["name"] for field in ask("GET", "/services/data/v62.0/sobjects/Opportunity/describe")["fields"]}
    wanted = IN_SALESFORCE + [f"Handoff_{name}__c" for name in FIELDS] + ["Handoff_CSM__c"]
    return [there[name.lower()] for name in wanted if name.lower() in there]


def requests_so_far():
    return ask("GET", "/practice/state")["requests"]


def change(dialect):
    """Changes the first deals that the CRM lists, and has the change found at once."""
    ask("POST", "/practice/settings", json={"search_lag_seconds": 0})
    if dialect == "hubspot":
        found = ask("GET", DEALS, params={"limit": CHANGES})["results"]
        inputs = [{"id": deal["id"], "properties": {"amount": "4712"}} for deal in found]
        ask("POST", f"{DEALS}/batch/update", json={"inputs": inputs})
    else:
        soql = f"SELECT Id FROM Opportunity ORDER BY Id LIMIT {CHANGES}"
        found = ask("GET", QUERY, params={"q": soql})["records"]
        records = [{"attributes": {"type": "Opportunity"}, "Id": deal["Id"], "Amount": 4712} for deal in found]
        ask("PATCH", "/services/data/v62.0/composite/sobjects", json={"allOrNone": True, "records": records})


def timed(work):
    """Runs it: what it gives, its seconds, and what the CRM was asked."""
    before, began = requests_so_far(), time.perf_counter()
    given = work()
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "requests": requests_so_far() - before, "deals": given}


def say(**told):
    json.dump(told, sys.stdout)
    print()
