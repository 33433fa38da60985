// Judges the practice CRM with HubSpot's official Node client. Environment: BASE_URL, TOKEN, LIMITED_TOKEN (optional).
// Prints one line for each failure, then `N passed, M failed`; exits non-zero on any failure.
import assert from "node:assert/strict";
import { Client } from "@hubspot/api-client";
import { decide, drive, someone } from "./parts/consent.mjs";

const { BASE_URL, TOKEN, LIMITED_TOKEN } = process.env;
if (!BASE_URL || !TOKEN) {
  console.error("hubspot.mjs: set BASE_URL and TOKEN");
  process.exit(2);
}

const client = new Client({ accessToken: TOKEN, basePath: BASE_URL });
const { crm } = client;
const run = Date.now().toString(36);

/** Expects a call to fail with a status and, if given, a category; gives the body. */
async function refused(call, status, category) {
  try {
    await call();
  } catch (error) {
    assert.equal(error.code, status, `status of ${JSON.stringify(error.body)}`);
    if (category) assert.equal(error.body.category, category);
    return error.body;
  }
  assert.fail(`expected ${status}`);
}

async function newDeal(properties = {}) {
  return crm.deals.basicApi.create({
    properties: { dealname: `Judge ${run}`, dealstage: "appointmentscheduled", amount: "1200", ...properties },
    associations: [],
  });
}

const cases = {
  async "lists deals in pages"() {
    const first = await crm.deals.basicApi.getPage(5, undefined, ["dealname", "amount"]);
    assert.equal(first.results.length, 5);
    assert.ok(first.paging.next.after);
    const second = await crm.deals.basicApi.getPage(5, first.paging.next.after, ["dealname"]);
    const ids = new Set([...first.results, ...second.results].map((deal) => deal.id));
    assert.equal(ids.size, 10);
    assert.ok(first.results[0].createdAt instanceof Date);
  },

  async "refuses a page of more than 100"() {
    await refused(() => crm.deals.basicApi.getPage(101), 400, "VALIDATION_ERROR");
  },

  async "reads one deal with history and associations"() {
    const [listed] = (await crm.deals.basicApi.getPage(1)).results;
    const deal = await crm.deals.basicApi.getById(listed.id, ["dealname"], ["dealstage"], ["companies", "line_items"]);
    const history = deal.propertiesWithHistory.dealstage;
    assert.ok(history.length >= 1);
    assert.ok(history[0].timestamp instanceof Date);
    assert.ok(history.every((row) => row.sourceType));
    assert.ok(deal.associations.companies.results.length >= 1);
  },

  async "a missing deal is 404"() {
    await refused(() => crm.deals.basicApi.getById("1"), 404, "OBJECT_NOT_FOUND");
  },

  async "creates, changes and archives a deal"() {
    const made = await newDeal();
    assert.equal(made.properties.dealname, `Judge ${run}`);
    await crm.deals.basicApi.update(made.id, { properties: { amount: "1500" } });
    const read = await crm.deals.basicApi.getById(made.id, ["amount"], ["amount"]);
    assert.equal(read.properties.amount, "1500");
    assert.deepEqual(read.propertiesWithHistory.amount.map((row) => row.value), ["1500", "1200"]);
    await crm.deals.basicApi.archive(made.id);
    await refused(() => crm.deals.basicApi.getById(made.id), 404);
    const archived = await crm.deals.basicApi.getById(made.id, undefined, undefined, undefined, true);
    assert.equal(archived.archived, true);
  },

  async "a won stage closes the deal"() {
    const made = await newDeal();
    await crm.deals.basicApi.update(made.id, { properties: { dealstage: "closedwon" } });
    const names = ["hs_is_closed", "hs_is_closed_won", "hs_deal_stage_probability", "closedate"];
    const won = await crm.deals.basicApi.getById(made.id, names, ["hs_is_closed_won"]);
    assert.equal(won.properties.hs_is_closed_won, "true");
    assert.equal(won.properties.hs_is_closed, "true");
    assert.equal(Number(won.properties.hs_deal_stage_probability), 1);
    assert.ok(Date.parse(won.properties.closedate));
    assert.equal(won.propertiesWithHistory.hs_is_closed_won.length, 2);
  },

  async "refuses unknown properties, wrong types and long texts"() {
    const unknown = await refused(() => newDeal({ no_such_thing: "x" }), 400, "VALIDATION_ERROR");
    assert.equal(unknown.errors[0].code, "PROPERTY_DOESNT_EXIST");
    await refused(() => newDeal({ amount: "a lot" }), 400, "VALIDATION_ERROR");
    await refused(() => newDeal({ dealstage: "nowhere" }), 400, "VALIDATION_ERROR");
    await refused(() => newDeal({ handoff_status: "finished" }), 400, "VALIDATION_ERROR");
    await refused(() => newDeal({ handoff_record: "x".repeat(65_537) }), 400, "VALIDATION_ERROR");
    await refused(() => newDeal({ hs_is_closed_won: "true" }), 400, "VALIDATION_ERROR");
  },

  async "searches with operators, sorting and paging"() {
    const found = await crm.deals.searchApi.doSearch({
      filterGroups: [
        { filters: [
          { propertyName: "hs_is_closed_won", operator: "EQ", value: "true" },
          { propertyName: "amount", operator: "BETWEEN", value: "10000", highValue: "90000" },
        ] },
      ],
      sorts: [{ propertyName: "amount", direction: "DESCENDING" }],
      properties: ["amount", "hs_is_closed_won"],
      limit: 5,
    });
    const amounts = found.results.map((deal) => Number(deal.properties.amount));
    assert.ok(found.total >= amounts.length && amounts.length > 0);
    assert.deepEqual(amounts, [...amounts].sort((a, b) => b - a));
    assert.ok(amounts.every((amount) => amount >= 10_000 && amount <= 90_000));
    if (found.total > 5) assert.equal(found.paging.next.after, "5");
  },

  async "finds what was changed since a moment, once the index has seen it"() {
    const since = Date.now() - 60_000;
    const made = await newDeal({ dealname: `Fresh ${run}` });
    const request = {
      filterGroups: [{ filters: [{ propertyName: "hs_lastmodifieddate", operator: "GTE", value: String(since) }] }],
      sorts: [{ propertyName: "hs_lastmodifieddate", direction: "ASCENDING" }],
      properties: ["dealname"],
      limit: 200,
    };
    const deadline = Date.now() + 15_000;
    for (;;) {
      const found = await crm.deals.searchApi.doSearch(request);
      if (found.results.some((deal) => deal.id === made.id)) return;
      assert.ok(Date.now() < deadline, "the index never saw the new deal");
      await new Promise((wake) => setTimeout(wake, 400));
    }
  },

  async "refuses to page beyond 10,000 results"() {
    await refused(() => crm.deals.searchApi.doSearch({ filterGroups: [], limit: 100, after: "9950" }), 400);
  },

  async "reads a batch and names what is missing"() {
    const [deal] = (await crm.deals.basicApi.getPage(1)).results;
    const batch = await crm.deals.batchApi.read({
      inputs: [{ id: deal.id }, { id: "2" }],
      properties: ["dealname"],
      propertiesWithHistory: ["dealstage"],
    });
    assert.equal(batch.results.length, 1);
    assert.equal(batch.numErrors, 1);
    assert.equal(batch.errors[0].category, "OBJECT_NOT_FOUND");
    assert.deepEqual(batch.errors[0].context.ids, ["2"]);
  },

  async "updates a batch with one missing deal"() {
    const made = await newDeal();
    const batch = await crm.deals.batchApi.update({
      inputs: [
        { id: made.id, properties: { amount: "7" } },
        { id: "3", properties: { amount: "7" } },
      ],
    });
    assert.equal(batch.results.length, 1);
    assert.equal(batch.numErrors, 1);
    const read = await crm.deals.basicApi.getById(made.id, ["amount"]);
    assert.equal(read.properties.amount, "7");
  },

  async "an invalid input fails alone when it is traced, else the whole batch"() {
    const good = { properties: { dealname: `Batch ${run}`, dealstage: "qualifiedtobuy" }, associations: [] };
    const bad = { properties: { dealname: "x", dealstage: "qualifiedtobuy", amount: "many" }, associations: [] };
    await refused(() => crm.deals.batchApi.create({ inputs: [good, bad] }), 400, "VALIDATION_ERROR");
    const traced = await crm.deals.batchApi.create({
      inputs: [{ ...good, objectWriteTraceId: "1" }, { ...bad, objectWriteTraceId: "2" }],
    });
    assert.equal(traced.results.length, 1);
    assert.deepEqual(traced.errors[0].context.objectWriteTraceId, ["2"]);
  },

  async "upserts a note and a task by their unique key, once each"() {
    const [deal] = (await crm.deals.basicApi.getPage(1)).results;
    const key = `judge-${run}`;
    const note = (body) => crm.objects.notes.batchApi.upsert({
      inputs: [{ idProperty: "changeover_key", id: key, properties: { hs_note_body: body, hs_timestamp: new Date().toISOString() } }],
    });
    const first = await note("<p>first</p>");
    const second = await note("<p>second</p>");
    assert.equal(first.results[0]._new ?? first.results[0].new, true);
    assert.equal(second.results[0]._new ?? second.results[0].new, false);
    assert.equal(first.results[0].id, second.results[0].id);
    await crm.associations.v4.basicApi.createDefault("notes", first.results[0].id, "deals", deal.id);
    const task = { hs_task_subject: "Review", hs_task_status: "NOT_STARTED", hs_timestamp: new Date().toISOString(), changeover_key: key };
    const made = await crm.objects.tasks.basicApi.create({
      properties: task,
      associations: [{ to: { id: deal.id }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 216 }] }],
    });
    await refused(() => crm.objects.tasks.basicApi.create({ properties: task, associations: [] }), 400, "VALIDATION_ERROR");
    const byKey = await crm.objects.tasks.basicApi.getById(key, ["hs_task_subject"], undefined, ["deals"], false, "changeover_key");
    assert.equal(byKey.id, made.id);
    assert.equal(byKey.associations.deals.results[0].id, deal.id);
  },

  async "a note without a time is refused"() {
    await refused(() => crm.objects.notes.basicApi.create({ properties: { hs_note_body: "x" }, associations: [] }), 400);
  },

  async "logs a meeting, a call and an email on a deal"() {
    const made = await newDeal();
    const at = new Date().toISOString();
    const kinds = [
      [crm.objects.meetings, 212, { hs_meeting_title: "Kickoff", hs_meeting_outcome: "COMPLETED" }, "meetings"],
      [crm.objects.calls, 206, { hs_call_title: "Hello", hs_call_status: "COMPLETED", hs_call_direction: "OUTBOUND" }, "calls"],
      [crm.objects.emails, 210, { hs_email_subject: "Hi", hs_email_direction: "EMAIL", hs_email_status: "SENT" }, "emails"],
    ];
    for (const [api, typeId, properties, plural] of kinds) {
      const activity = await api.basicApi.create({
        properties: { ...properties, hs_timestamp: at },
        associations: [{ to: { id: made.id }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: typeId }] }],
      });
      const linked = await crm.associations.v4.basicApi.getPage("deals", made.id, plural);
      assert.deepEqual(linked.results.map((row) => String(row.toObjectId)), [activity.id]);
    }
  },

  async "reads and makes associations in batches"() {
    const deals = (await crm.deals.basicApi.getPage(3)).results;
    const read = await crm.associations.v4.batchApi.getPage("deals", "contacts", { inputs: deals.map(({ id }) => ({ id })) });
    assert.ok(read.results.length >= 1);
    assert.ok(read.results[0].to[0].associationTypes[0].typeId);
    const made = await newDeal();
    const contact = read.results[0].to[0].toObjectId;
    await crm.associations.v4.batchApi.create("deals", "contacts", {
      inputs: [{ _from: { id: made.id }, to: { id: String(contact) }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 3 }] }],
    });
    const after = await crm.associations.v4.batchApi.getPage("deals", "contacts", { inputs: [{ id: made.id }] });
    assert.equal(String(after.results[0].to[0].toObjectId), String(contact));
    await crm.associations.v4.basicApi.archive("deals", made.id, "contacts", String(contact));
    const gone = await crm.associations.v4.basicApi.getPage("deals", made.id, "contacts");
    assert.equal(gone.results.length, 0);
  },

  async "merges two deals into a new one, to which the old ids lead"() {
    const [one, two] = [await newDeal({ dealname: "Left" }), await newDeal({ dealname: "Right", description: "only here" })];
    const merged = await crm.deals.basicApi.merge({ primaryObjectId: one.id, objectIdToMerge: two.id });
    assert.ok(merged.id !== one.id && merged.id !== two.id);
    for (const id of [one.id, two.id]) {
      const read = await crm.deals.basicApi.getById(id, ["dealname", "description"]);
      assert.equal(read.id, merged.id);
      assert.equal(read.properties.dealname, "Left");
      assert.equal(read.properties.description, "only here");
    }
  },

  async "a contact's email is unique"() {
    const email = `judge.${run}@client.example`;
    await crm.contacts.basicApi.create({ properties: { email, firstname: "J" }, associations: [] });
    const body = await refused(() => crm.contacts.basicApi.create({ properties: { email }, associations: [] }), 409, "CONFLICT");
    assert.match(body.message, /Existing ID: \d+/);
    const found = await crm.contacts.basicApi.getById(email, ["email"], undefined, undefined, false, "email");
    assert.equal(found.properties.email, email);
  },

  async "owners have users and teams"() {
    const page = await crm.owners.ownersApi.getPage(undefined, undefined, 500);
    assert.ok(page.results.length >= 60);
    const [owner] = page.results;
    assert.ok(owner.userId && owner.email && owner.teams[0].name);
    const one = await crm.owners.ownersApi.getById(Number(owner.id));
    assert.equal(one.email, owner.email);
    const gone = await crm.owners.ownersApi.getPage(undefined, undefined, 100, true);
    assert.equal(gone.results.length, 1);
  },

  async "pipelines tell won stages by their probability"() {
    const { results } = await crm.pipelines.pipelinesApi.getAll("deals");
    assert.equal(results.length, 2);
    for (const pipeline of results) {
      const won = pipeline.stages.filter((stage) => stage.metadata.probability === "1.0");
      assert.equal(won.length, 1);
    }
  },

  async "defines a property in a group, once, with a uniqueness that stays"() {
    const group = `judge_${run}`;
    const name = `judge_key_${run}`;
    await crm.properties.groupsApi.create("deals", { name: group, label: "Judge", displayOrder: 1 });
    const wanted = { name, label: "Key", type: "string", fieldType: "text", groupName: group, hasUniqueValue: true };
    const made = await crm.properties.coreApi.create("deals", wanted);
    assert.equal(made.hasUniqueValue, true);
    await refused(() => crm.properties.coreApi.create("deals", wanted), 409);
    const renamed = await crm.properties.coreApi.update("deals", name, { label: "Other" });
    assert.equal(renamed.label, "Other");
    await newDeal({ [name]: "k1" });
    await refused(() => newDeal({ [name]: "k1" }), 400, "VALIDATION_ERROR");
    const all = await crm.properties.coreApi.getAll("deals");
    assert.ok(all.results.some((property) => property.name === "handoff_business_goals" && property.groupName === "changeover"));
    await crm.properties.coreApi.archive("deals", name);
    await refused(() => crm.properties.coreApi.getByName("deals", name), 404);
  },

  async "keeps an uploaded file private"() {
    const file = await client.files.filesApi.upload(
      { data: Buffer.from("# Handoff\n"), name: "handoff.md" },
      undefined, "/handoffs", "handoff.md", undefined, JSON.stringify({ access: "PRIVATE" }),
    );
    assert.equal(file.access, "PRIVATE");
    const read = await client.files.filesApi.getById(file.id);
    assert.equal(read.size, 10);
    const open = () => client.files.filesApi.upload({ data: Buffer.from("x"), name: "x.txt" }, undefined, "/x", "x.txt", undefined, "{}");
    await refused(open, 400);
  },

  async "tells who the token is"() {
    const reply = await client.apiRequest({ method: "GET", path: "/account-info/v3/details" });
    const details = await reply.json();
    assert.ok(details.portalId && details.timeZone && details.companyCurrency);
  },

  async "a person signs in, and the tokens speak for them"() {
    const person = await someone(BASE_URL, "rep");
    const [id, secret, redirect] = ["6f1d2c8e-practice-changeover", "practice-app-secret", "http://localhost:1717/callback"];
    const scopes = "oauth crm.objects.deals.read crm.objects.deals.write crm.objects.contacts.read";
    const address = client.oauth.getAuthorizationUrl(id, redirect, scopes, undefined, run).replace(/^https:\/\/[^/]+/, BASE_URL);
    const back = await decide(BASE_URL, address, person.user_id);
    assert.equal(back.searchParams.get("state"), run);
    const code = back.searchParams.get("code");
    const { tokensApi } = new Client({ basePath: BASE_URL }).oauth;
    await refused(() => tokensApi.create("authorization_code", code, redirect, id, "guess"), 400);
    const tokens = await tokensApi.create("authorization_code", code, redirect, id, secret);
    assert.equal(tokens.expiresIn, 1800);
    await refused(() => tokensApi.create("authorization_code", code, redirect, id, secret), 400);

    const theirs = new Client({ accessToken: tokens.accessToken, basePath: BASE_URL });
    const info = await new Client({ basePath: BASE_URL }).oauth.accessTokensApi.get(tokens.accessToken);
    assert.deepEqual([info.user, info.userId], [person.email, person.user_id]);
    const deal = await newDeal();
    await theirs.crm.deals.basicApi.update(deal.id, { properties: { amount: "77" } });
    const read = await crm.deals.basicApi.getById(deal.id, undefined, ["amount"]);
    assert.equal(read.propertiesWithHistory.amount[0].updatedByUserId, person.user_id);
    await refused(() => theirs.crm.lineItems.basicApi.getPage(1), 403, "MISSING_SCOPES");

    await drive(BASE_URL, "oauth/expire", {});
    await refused(() => theirs.crm.deals.basicApi.getPage(1), 401);
    const renewed = await tokensApi.create("refresh_token", undefined, undefined, id, secret, tokens.refreshToken);
    theirs.setAccessToken(renewed.accessToken);
    assert.equal((await theirs.crm.deals.basicApi.getPage(1)).results.length, 1);
  },

  async "who denies gives no code, and a foreign address gets a page"() {
    const person = await someone(BASE_URL, "rep");
    const asked = (redirect) =>
      `${BASE_URL}/oauth/authorize?client_id=6f1d2c8e-practice-changeover&scope=oauth&redirect_uri=${encodeURIComponent(redirect)}`;
    const back = await decide(BASE_URL, asked("http://localhost:1717/callback"), person.user_id, "deny");
    assert.deepEqual([back.searchParams.get("error"), back.searchParams.get("code")], ["access_denied", null]);
    await assert.rejects(decide(BASE_URL, asked("http://127.0.0.1:1717/callback"), person.user_id), /redirect_uri_mismatch/);
  },

  async "refuses a wrong token and a token without the scope"() {
    const stranger = new Client({ accessToken: "pat-wrong", basePath: BASE_URL });
    await refused(() => stranger.crm.deals.basicApi.getPage(1), 401, "INVALID_AUTHENTICATION");
    if (!LIMITED_TOKEN) return;
    const limited = new Client({ accessToken: LIMITED_TOKEN, basePath: BASE_URL });
    const deal = (await limited.crm.deals.basicApi.getPage(1)).results[0];
    const write = () => limited.crm.deals.basicApi.update(deal.id, { properties: { amount: "1" } });
    const body = await refused(write, 403, "MISSING_SCOPES");
    assert.ok(JSON.stringify(body.errors).includes("crm.objects.deals.write"));
  },
};

let failed = 0;
for (const [name, judge] of Object.entries(cases)) {
  try {
    await judge();
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error.message}`);
  }
}
console.log(`${Object.keys(cases).length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
