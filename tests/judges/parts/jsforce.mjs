// A person who signs in with jsforce.
import jsforce from "jsforce";
import assert from "node:assert/strict";
import { decide, someone } from "./consent.mjs";

export const VERSION = "62.0";
export const APP = { clientId: "3MVG9practice.Changeover", redirectUri: "http://localhost:1717/callback" };

/** Signs somebody with a role in as jsforce does it: a verifier, a page, a code, tokens. */
export async function signIn(base, role) {
  const person = await someone(base, role);
  const state = Date.now().toString(36);
  const oauth2 = new jsforce.OAuth2({ loginUrl: base, useVerifier: true, ...APP });
  const back = await decide(base, oauth2.getAuthorizationUrl({ scope: "api refresh_token", state }), person.user_id);
  assert.equal(back.searchParams.get("state"), state);
  const conn = new jsforce.Connection({ oauth2, version: VERSION });
  await conn.authorize(back.searchParams.get("code"));
  return { conn, person };
}
