// Judges the practice CRM's Salesforce dialect with jsforce. Environment: BASE_URL.
// Prints one line for each failure, then `N passed, M failed`; exits non-zero on any failure.
import assert from "node:assert/strict";
import jsforce from "jsforce";
import { decide, drive, someone } from "./parts/consent.mjs";
import { APP, VERSION, signIn } from "./parts/jsforce.mjs";

const { BASE_URL } = process.env;
if (!BASE_URL) {
  console.error("salesforce.mjs: set BASE_URL");
  process.exit(2);
}

const run = Date.now().toString(36);
const minutes = (count) => new Date(Date.now() + count * 60_000);

const { conn } = await signIn(BASE_URL, "process_owner");
conn.bulk2.pollInterval = 20;

/** Expects a call to fail with an error code; gives the error. */
async function refused(call, code) {
  try {
    await call();
  } catch (error) {
    assert.equal(error.errorCode ?? error.name, code, error.message);
    return error;
  }
  assert.fail(`expected ${code}`);
}

async function newDeal(fields = {}) {
  const made = await conn.sobject("Opportunity").create({
    Name: `Judge ${run}`,
    StageName: "Qualified",
    CloseDate: "2030-01-31",
    ...fields,
  });
  assert.equal(made.success, true);
  return made.id;
}

const key = (name) => `${name}-${run}`;

const cases = {
  async "whoever signs in is who the tokens speak for"() {
    const { conn: theirs, person } = await signIn(BASE_URL, "csm");
    const identity = await theirs.identity();
    assert.equal(identity.email, person.email);
    assert.equal(identity.user_id, theirs.userInfo.id);
    assert.equal(theirs.instanceUrl, BASE_URL);
    const [user] = await theirs.sobject("User").find({ Id: identity.user_id }, ["Email", "IsActive", "Profile.Name"]);
    assert.deepEqual([user.Email, user.IsActive, user.Profile.Name], [person.email, true, "Customer Success User"]);
  },

  async "who denies gives no code"() {
    const person = await someone(BASE_URL, "rep");
    const oauth2 = new jsforce.OAuth2({ loginUrl: BASE_URL, useVerifier: true, ...APP });
    const back = await decide(BASE_URL, oauth2.getAuthorizationUrl({}), person.user_id, "deny");
    assert.equal(back.searchParams.get("error"), "access_denied");
    assert.equal(back.searchParams.get("code"), null);
  },

  async "an address with another port, and one by number, are refused before anybody is asked"() {
    const person = await someone(BASE_URL, "rep");
    for (const redirectUri of ["http://localhost:1999/callback", "http://127.0.0.1:1717/callback"]) {
      const oauth2 = new jsforce.OAuth2({ loginUrl: BASE_URL, useVerifier: true, ...APP, redirectUri });
      await assert.rejects(decide(BASE_URL, oauth2.getAuthorizationUrl({}), person.user_id), /redirect_uri_mismatch/);
    }
  },

  async "a code without its verifier is worth nothing"() {
    const person = await someone(BASE_URL, "rep");
    const asked = new jsforce.OAuth2({ loginUrl: BASE_URL, useVerifier: true, ...APP });
    const back = await decide(BASE_URL, asked.getAuthorizationUrl({}), person.user_id);
    const other = new jsforce.OAuth2({ loginUrl: BASE_URL, useVerifier: true, ...APP });
    const error = await refused(() => other.requestToken(back.searchParams.get("code")), "invalid_grant");
    assert.match(error.message, /verifier/);
  },

  async "an ended session is renewed by itself, and the refresh token is another one after that"() {
    const { conn: theirs } = await signIn(BASE_URL, "rep");
    const first = theirs.refreshToken;
    const replies = [];
    theirs.on("refresh", (_token, reply) => replies.push(reply));
    await drive(BASE_URL, "oauth/expire", {});
    const found = await theirs.query("SELECT COUNT() FROM Opportunity");
    assert.ok(found.totalSize > 0);
    assert.equal(replies.length, 1);
    assert.ok(replies[0].refresh_token && replies[0].refresh_token !== first);
    // Whoever comes with the old one may be a thief, so its successor ends, too.
    await refused(() => theirs.oauth2.refreshToken(first), "invalid_grant");
    await refused(() => theirs.oauth2.refreshToken(replies[0].refresh_token), "invalid_grant");
    const bare = new jsforce.Connection({ instanceUrl: BASE_URL, accessToken: replies[0].access_token, version: VERSION });
    await refused(() => bare.query("SELECT Id FROM User LIMIT 1"), "INVALID_SESSION_ID");
  },

  async "what was revoked opens nothing"() {
    const { conn: theirs } = await signIn(BASE_URL, "rep");
    await theirs.oauth2.revokeToken(theirs.refreshToken);
    const bare = new jsforce.Connection({ instanceUrl: BASE_URL, accessToken: theirs.accessToken, version: VERSION });
    await refused(() => bare.query("SELECT Id FROM User LIMIT 1"), "INVALID_SESSION_ID");
  },

  async "objects and fields are described"() {
    const { sobjects } = await conn.describeGlobal();
    const names = sobjects.map((one) => one.name);
    for (const name of ["Opportunity", "Account", "Contact", "Task", "Event", "User"]) assert.ok(names.includes(name), name);
    const { fields, childRelationships } = await conn.sobject("Opportunity").describe();
    const field = (name) => fields.find((one) => one.name === name);
    assert.deepEqual([field("Name").type, field("Name").length, field("Name").nillable], ["string", 120, false]);
    assert.deepEqual([field("Handoff_Record__c").type, field("Handoff_Record__c").length], ["textarea", 131072]);
    assert.deepEqual([field("IsWon").updateable, field("Amount").updateable], [false, true]);
    assert.deepEqual([field("OwnerId").relationshipName, field("OwnerId").referenceTo], ["Owner", ["User"]]);
    assert.ok(field("Handoff_Status__c").picklistValues.some((one) => one.value === "submitted"));
    assert.ok(childRelationships.some((one) => one.relationshipName === "OpportunityContactRoles"));
    const task = await conn.sobject("Task").describe();
    const own = task.fields.find((one) => one.name === "Changeover_Key__c");
    assert.deepEqual([own.unique, own.externalId, own.idLookup], [true, true, true]);
  },

  async "a long answer comes in pages, complete and without repetition"() {
    await drive(BASE_URL, "salesforce/settings", { page_size: 70 });
    const soql = "SELECT Id, SystemModstamp FROM Opportunity ORDER BY SystemModstamp, Id";
    const first = await conn.query(soql);
    assert.equal(first.records.length, 70);
    assert.equal(first.done, false);
    const all = await conn.query(soql, { autoFetch: true, maxFetch: 100_000 });
    assert.equal(all.records.length, first.totalSize);
    assert.equal(new Set(all.records.map((one) => one.Id)).size, first.totalSize);
    const stamps = all.records.map((one) => one.SystemModstamp);
    assert.deepEqual(stamps, [...stamps].sort());
    await drive(BASE_URL, "salesforce/expire-queries", {});
    await refused(() => conn.queryMore(first.nextRecordsUrl), "INVALID_QUERY_LOCATOR");
    await drive(BASE_URL, "salesforce/settings", { page_size: 2000 });
  },

  async "a keyset walks over all records by stamp and id"() {
    const { totalSize } = await conn.query("SELECT COUNT() FROM Opportunity");
    const seen = new Set();
    let where = "";
    for (;;) {
      const soql = `SELECT Id, SystemModstamp FROM Opportunity ${where} ORDER BY SystemModstamp, Id LIMIT 90`;
      const { records } = await conn.query(soql);
      records.forEach((one) => seen.add(one.Id));
      if (records.length < 90) break;
      const { Id, SystemModstamp } = records.at(-1);
      const stamp = SystemModstamp.replace("+0000", "Z");
      where = `WHERE SystemModstamp > ${stamp} OR (SystemModstamp = ${stamp} AND Id > '${Id}')`;
    }
    assert.equal(seen.size, totalSize);
  },

  async "parents and children come with a record"() {
    const { records } = await conn.query(
      `SELECT Id, Name, Owner.Email, Account.Name, Account.Owner.Name,
         (SELECT ContactId, Contact.Email, Role, IsPrimary FROM OpportunityContactRoles),
         (SELECT Quantity, UnitPrice, TotalPrice, Product2.Name, Product2.Family FROM OpportunityLineItems)
       FROM Opportunity WHERE IsWon = true LIMIT 5`,
    );
    for (const deal of records) {
      assert.match(deal.Owner.Email, /@/);
      assert.ok(deal.Account.Name && deal.Account.Owner.Name);
      assert.match(deal.OpportunityContactRoles.records[0].Contact.Email, /@/);
      assert.equal(deal.OpportunityContactRoles.records.filter((role) => role.IsPrimary).length, 1);
    }
    const line = records.find((deal) => deal.OpportunityLineItems).OpportunityLineItems.records[0];
    assert.ok(line.Product2.Name && line.Product2.Family && line.Quantity > 0);
  },

  async "conditions mean what they say"() {
    const count = async (where) => (await conn.query(`SELECT COUNT() FROM Opportunity WHERE ${where}`)).totalSize;
    const all = (await conn.query("SELECT COUNT() FROM Opportunity")).totalSize;
    const won = await count("IsWon = true");
    assert.ok(won > 0 && won < all);
    assert.equal(await count("NOT IsWon = true"), all - won);
    assert.equal(await count("IsWon = true AND IsWon = false"), 0);
    assert.equal(await count("IsWon = true OR (IsWon = false AND Amount != null) OR Amount = null"), all);
    const stages = ["Closed won", "Booked"];
    assert.equal(await count(`StageName IN ('${stages.join("', '")}')`), won);
    assert.equal(await count(`StageName NOT IN ('${stages.join("', '")}')`), all - won);
    assert.equal(await count("Name LIKE '%expansion'") + (await count("NOT Name LIKE '%expansion'")), all);
    const roles = "(SELECT OpportunityId FROM OpportunityContactRole)";
    const joined = await count(`Id IN ${roles}`);
    assert.ok(joined > 0);
    assert.equal(joined + (await count(`Id NOT IN ${roles}`)), all);
    const owned = await count("Owner.Email LIKE '%@fieldway.example'");
    assert.ok(owned > 0);
    assert.equal(owned + (await count("OwnerId = null")), all);
  },

  async "a query that can't be asked says where it goes wrong"() {
    await refused(() => conn.query("SELECT Id FROM Opportunity WHERE"), "MALFORMED_QUERY");
    await refused(() => conn.query("SELECT Id FROM Opportunity WHERE A = 1 AND B = 2 OR C = 3"), "MALFORMED_QUERY");
    await refused(() => conn.query("SELECT Nothing__c FROM Opportunity"), "INVALID_FIELD");
    await refused(() => conn.query("SELECT Id FROM Opportunity WHERE CloseDate > 2026-01-01T00:00:00Z"), "INVALID_FIELD");
    await refused(() => conn.query("SELECT Id FROM Opportunity WHERE Handoff_Record__c = 'x'"), "INVALID_FIELD");
    await refused(() => conn.query("SELECT Id FROM Unicorn"), "INVALID_TYPE");
    await refused(() => conn.query("SELECT Id FROM ContentDocumentLink"), "MALFORMED_QUERY");
  },

  async "a record is made, read, changed and deleted"() {
    const id = await newDeal({ Amount: 10.5 });
    const before = await conn.sobject("Opportunity").retrieve(id);
    assert.deepEqual([before.Amount, before.StageName, before.IsWon], [10.5, "Qualified", false]);
    await conn.sobject("Opportunity").update({ Id: id, Handoff_Risks__c: "Data <b>&</b> 'quotes'", Regulated_Data__c: true });
    const after = await conn.sobject("Opportunity").retrieve(id);
    assert.equal(after.Handoff_Risks__c, "Data <b>&</b> 'quotes'");
    assert.equal(after.Regulated_Data__c, true);
    assert.ok(after.SystemModstamp >= before.SystemModstamp);
    await conn.sobject("Opportunity").destroy(id);
    await refused(() => conn.sobject("Opportunity").retrieve(id), "NOT_FOUND");
    await refused(() => conn.sobject("Opportunity").update({ Id: id, Amount: 1 }), "ENTITY_IS_DELETED");
    assert.equal((await conn.query(`SELECT Id FROM Opportunity WHERE Id = '${id}'`)).totalSize, 0);
    const all = await conn.query(`SELECT Id, IsDeleted FROM Opportunity WHERE Id = '${id}'`, { scanAll: true });
    assert.deepEqual(all.records.map((one) => one.IsDeleted), [true]);
  },

  async "a won stage closes an opportunity, and its history says when and who"() {
    const id = await newDeal();
    await conn.sobject("Opportunity").update({ Id: id, StageName: "Closed won" });
    const deal = await conn.sobject("Opportunity").retrieve(id);
    assert.deepEqual([deal.IsWon, deal.IsClosed, deal.Probability], [true, true, 100]);
    const { records } = await conn.query(
      `SELECT StageName, CreatedDate, CreatedBy.Email FROM OpportunityHistory WHERE OpportunityId = '${id}' ORDER BY CreatedDate, StageName`,
    );
    assert.ok(records.some((row) => row.StageName === "Closed won" && row.CreatedBy.Email.includes("@")));
  },

  async "a tracked field has a history, a long text's says only who and when"() {
    const id = await newDeal();
    const { conn: theirs, person } = await signIn(BASE_URL, "rep");
    await theirs.sobject("Opportunity").update({ Id: id, Handoff_Status__c: "due", Handoff_Risks__c: "secret" });
    await theirs.sobject("Opportunity").update({ Id: id, Handoff_Status__c: "submitted" });
    const { records } = await conn.query(
      `SELECT Field, OldValue, NewValue, CreatedBy.Email FROM OpportunityFieldHistory WHERE OpportunityId = '${id}'`,
    );
    const status = records.filter((row) => row.Field === "Handoff_Status__c").map((row) => [row.OldValue, row.NewValue]);
    assert.ok(status.some(([old, now]) => old === "due" && now === "submitted"), JSON.stringify(status));
    const risks = records.find((row) => row.Field === "Handoff_Risks__c");
    assert.deepEqual([risks.OldValue, risks.NewValue], [null, null]);
    assert.equal(risks.CreatedBy.Email, person.email);
  },

  async "what does not fit is refused by field"() {
    const id = await newDeal();
    const change = (fields) => () => conn.sobject("Opportunity").update({ Id: id, ...fields });
    assert.deepEqual((await refused(change({ Name: "x".repeat(121) }), "STRING_TOO_LONG")).data.fields, ["Name"]);
    await refused(change({ Nothing__c: "x" }), "INVALID_FIELD");
    await refused(change({ IsWon: true }), "INVALID_FIELD_FOR_INSERT_UPDATE");
    await refused(change({ Handoff_Status__c: "odd" }), "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
    await refused(change({ CloseDate: "soon" }), "INVALID_TYPE_ON_FIELD_IN_RECORD");
    await refused(change({ OwnerId: "005gL000000zzzz" }), "INVALID_CROSS_REFERENCE_KEY");
    await refused(() => conn.sobject("Opportunity").create({ Name: "x" }), "REQUIRED_FIELD_MISSING");
    await change({ Handoff_Record__c: "x".repeat(131_072) })();
    await refused(change({ Handoff_Record__c: "x".repeat(131_073) }), "STRING_TOO_LONG");
  },

  async "another admin's rule, a lock and a hidden field stand in the way"() {
    const id = await newDeal();
    const change = (fields) => () => conn.sobject("Opportunity").update({ Id: id, ...fields });
    await drive(BASE_URL, "salesforce/rules", { object: "Opportunity", field: "Description", refuses: key("x"), message: "Say more" });
    const error = await refused(change({ Description: key("x") }), "FIELD_CUSTOM_VALIDATION_EXCEPTION");
    assert.deepEqual([error.message, error.data.fields], ["Say more", ["Description"]]);
    await drive(BASE_URL, "salesforce/locks", { id, times: 1 });
    await refused(change({ Amount: 1 }), "UNABLE_TO_LOCK_ROW");
    await change({ Amount: 1 })();
    await drive(BASE_URL, "salesforce/hide", { object: "Opportunity", field: "Handoff_Tier__c" });
    await refused(() => conn.query("SELECT Handoff_Tier__c FROM Opportunity"), "INVALID_FIELD");
    await refused(change({ Handoff_Tier__c: "a" }), "INVALID_FIELD");
    const { fields } = await new jsforce.Connection({ instanceUrl: BASE_URL, accessToken: conn.accessToken, version: VERSION }).sobject("Opportunity").describe();
    assert.ok(!fields.some((field) => field.name === "Handoff_Tier__c"));
    await fetch(`${BASE_URL}/practice/salesforce`, { method: "DELETE" });
  },

  async "where the admin says so, a CSM can't change what is won"() {
    const id = await newDeal({ StageName: "Closed won" });
    const { conn: theirs } = await signIn(BASE_URL, "csm");
    await theirs.sobject("Opportunity").update({ Id: id, Amount: 5 });
    await drive(BASE_URL, "salesforce/settings", { csm_edits_won: false });
    const change = () => theirs.sobject("Opportunity").update({ Id: id, Amount: 6 });
    await refused(change, "INSUFFICIENT_ACCESS_OR_READONLY");
    await drive(BASE_URL, "salesforce/settings", { csm_edits_won: true });
    await change();
  },

  async "a task is upserted once, however often it is sent"() {
    const deal = await newDeal();
    const task = { Subject: "Review the handoff", WhatId: deal, ActivityDate: "2026-12-01", Changeover_Key__c: key("task") };
    const first = await conn.sobject("Task").upsert(task, "Changeover_Key__c");
    const second = await conn.sobject("Task").upsert({ ...task, Status: "Completed" }, "Changeover_Key__c");
    assert.deepEqual([first.created, second.created, first.id], [true, false, second.id]);
    const { records } = await conn.query(`SELECT Id, Status, IsClosed, What.Type FROM Task WHERE WhatId = '${deal}'`);
    assert.deepEqual(records.map((one) => [one.Status, one.IsClosed, one.What.Type]), [["Completed", true, "Opportunity"]]);
    await refused(() => conn.sobject("Task").create(task), "DUPLICATE_VALUE");
  },

  async "a collection fails in part"() {
    const deal = await newDeal();
    const tasks = [
      { Subject: "One", WhatId: deal },
      { Subject: "x".repeat(256), WhatId: deal },
      { Subject: "Three", WhatId: deal },
    ];
    const results = await conn.sobject("Task").create(tasks);
    assert.deepEqual(results.map((one) => one.success), [true, false, true]);
    assert.equal(results[1].errors[0].statusCode, "STRING_TOO_LONG");
    assert.equal((await conn.query(`SELECT COUNT() FROM Task WHERE WhatId = '${deal}'`)).totalSize, 2);
    const changed = await conn.sobject("Task").update([
      { Id: results[0].id, Subject: "One, changed" },
      { Id: results[2].id, Nothing__c: "x" },
    ]);
    assert.deepEqual(changed.map((one) => one.success), [true, false]);
    const gone = await conn.sobject("Task").destroy([results[0].id, results[2].id]);
    assert.deepEqual(gone.map((one) => one.success), [true, true]);
  },

  async "all or none leaves none"() {
    const deal = await newDeal();
    const tasks = [{ Subject: "One", WhatId: deal }, { Subject: "x".repeat(256), WhatId: deal }];
    const results = await conn.sobject("Task").create(tasks, { allOrNone: true }).catch((error) => error);
    if (Array.isArray(results)) assert.equal(results[0].errors[0].statusCode, "ALL_OR_NONE_OPERATION_ROLLED_BACK");
    assert.equal((await conn.query(`SELECT COUNT() FROM Task WHERE WhatId = '${deal}'`)).totalSize, 0);
  },

  async "a composite uses what its first part made, and takes it back when a later one fails"() {
    const composite = (changes) => conn.requestPost(`/services/data/v${VERSION}/composite`, {
      allOrNone: true,
      compositeRequest: [
        { method: "POST", url: `/services/data/v${VERSION}/sobjects/Opportunity`, referenceId: "deal", body: { Name: key("composite"), StageName: "Qualified", CloseDate: "2030-01-01" } },
        { method: "POST", url: `/services/data/v${VERSION}/sobjects/Task`, referenceId: "task", body: { Subject: "Follow", WhatId: "@{deal.id}", ...changes } },
      ],
    });
    const failed = await composite({ Nothing__c: 1 });
    assert.deepEqual(failed.compositeResponse.map((one) => one.httpStatusCode), [400, 400]);
    const named = `SELECT Id, (SELECT Subject FROM Tasks) FROM Opportunity WHERE Name = '${key("composite")}'`;
    assert.equal((await conn.query(named)).totalSize, 0);
    const fine = await composite({});
    assert.deepEqual(fine.compositeResponse.map((one) => one.httpStatusCode), [201, 201]);
    assert.equal((await conn.query(named)).records[0].Tasks.records[0].Subject, "Follow");
  },

  async "a note is a document on a record, with its words escaped"() {
    const deal = await newDeal();
    const html = "<p>Goals &amp; risks &lt;b&gt;</p>";
    const note = await conn.sobject("ContentNote").create({ Title: key("note"), Content: Buffer.from(html).toString("base64") });
    await conn.sobject("ContentDocumentLink").create({ ContentDocumentId: note.id, LinkedEntityId: deal, ShareType: "V" });
    const { records } = await conn.query(
      `SELECT ContentDocumentId, ContentDocument.Title, ContentDocument.FileType FROM ContentDocumentLink WHERE LinkedEntityId = '${deal}'`,
    );
    assert.deepEqual(records.map((one) => [one.ContentDocument.Title, one.ContentDocument.FileType]), [[key("note"), "SNOTE"]]);
    const [found] = await conn.sobject("ContentNote").find({ Title: key("note") }, ["Id", "TextPreview"]);
    assert.deepEqual([found.Id, found.TextPreview], [note.id, "Goals & risks <b>"]);
    assert.equal(await conn.request(`/services/data/v${VERSION}/sobjects/ContentNote/${note.id}/Content`), html);
  },

  async "a file hangs on a record and comes back to the byte"() {
    const deal = await newDeal();
    const bytes = Buffer.from("# Handoff\nü");
    const made = await conn.sobject("ContentVersion").create({
      Title: "Handoff",
      PathOnClient: "handoff.md",
      VersionData: bytes.toString("base64"),
      FirstPublishLocationId: deal,
    });
    const version = await conn.sobject("ContentVersion").retrieve(made.id);
    assert.deepEqual([version.ContentSize, version.FileExtension], [bytes.length, "md"]);
    const answer = await fetch(BASE_URL + version.VersionData, { headers: { authorization: `Bearer ${conn.accessToken}` } });
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes);
    const links = await conn.query(`SELECT ContentDocument.Title FROM ContentDocumentLink WHERE LinkedEntityId = '${deal}'`);
    assert.deepEqual(links.records.map((one) => one.ContentDocument.Title), ["Handoff"]);
  },

  async "a bulk query gives every record as CSV"() {
    const { totalSize } = await conn.query("SELECT COUNT() FROM Opportunity");
    const stream = await conn.bulk2.query("SELECT Id, Name, Owner.Email, Amount FROM Opportunity");
    const rows = await stream.toArray();
    assert.equal(rows.length, totalSize);
    assert.equal(new Set(rows.map((row) => row.Id)).size, totalSize);
    assert.match(rows[0]["Owner.Email"], /@/);
  },

  async "what changed and what went is told by span"() {
    const id = await newDeal();
    const { now } = await drive(BASE_URL, "state");
    const at = (offset) => new Date(Date.parse(now) + offset * 60_000);
    const changed = await conn.sobject("Opportunity").updated(at(-10), at(5));
    assert.ok(changed.ids.includes(id));
    assert.ok(Date.parse(changed.latestDateCovered.replace("+0000", "Z")) <= Date.parse(now));
    await conn.sobject("Opportunity").destroy(id);
    const gone = await conn.sobject("Opportunity").deleted(at(-10), at(5));
    assert.ok(gone.deletedRecords.some((one) => one.id === id));
    await refused(() => conn.sobject("Opportunity").updated(minutes(-60 * 24 * 40), at(5)), "INVALID_REPLICATION_DATE");
  },

  async "the day's limit is told with every answer and stops what is over it"() {
    const limits = await conn.limits();
    assert.equal(limits.DailyApiRequests.Max, 100_000);
    const { used, limit } = conn.limitInfo.apiUsage;
    assert.ok(used > 0 && limit === 100_000);
    await drive(BASE_URL, "salesforce/settings", { daily_limit: 1 });
    await refused(() => conn.query("SELECT Id FROM User LIMIT 1"), "REQUEST_LIMIT_EXCEEDED");
    await drive(BASE_URL, "salesforce/settings", { daily_limit: 100_000 });
    await conn.query("SELECT Id FROM User LIMIT 1");
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
