// Reads every SOQL statement that the client can make, with a parser that others wrote, and checks that each says the same
// when it is put together again. The statements are kept by a test of `crm`, which fails where they differ from the code.
// Prints one line for each failure, then `N passed, M failed`; exits non-zero on any failure.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { composeQuery, isQueryValid, parseQuery } from "@jetstreamapp/soql-parser-js";

const KEPT =
  "../../src-tauri/crates/crm/src/salesforce/tests/snapshots/crm__salesforce__tests__statements__all_statements_are_kept_for_the_judge.snap";

const [, , ...body] = readFileSync(new URL(KEPT, import.meta.url), "utf8").split(/^---$/m);
const statements = body.join("---").trim().split("\n");

let failed = 0;
function judge(name, check) {
  try {
    check();
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error.message}`);
  }
}

judge("the statements were found", () => {
  assert.ok(statements.length > 40, `${statements.length}`);
  assert.ok(statements.every((statement) => statement.startsWith("SELECT ")));
});

judge("the parser refuses what is no SOQL", () => {
  for (const wrong of [
    "SELECT * FROM Task",
    "SELECT Id FROM Task WHERE Name = 'it's'",
    "SELECT Id FROM Task WHERE Id IN ()",
    "SELECT Id Task",
    "SELECT Id FROM Task WHERE",
  ]) {
    assert.equal(isQueryValid(wrong), false, wrong);
  }
});

for (const statement of statements) {
  judge(statement, () => {
    assert.ok(isQueryValid(statement), "is no valid SOQL");
    const parsed = parseQuery(statement);
    assert.deepEqual(parseQuery(composeQuery(parsed)), parsed);
    assert.ok(encodeURIComponent(statement).length < 12_000, "leaves no room in an address");
  });
}

console.log(`${statements.length + 2 - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
