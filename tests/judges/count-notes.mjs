// Prints how many notes of Changeover hang on an opportunity, as jsforce finds them.
// Environment: BASE_URL, DEAL (the opportunity's name).
import { signIn } from "./parts/jsforce.mjs";

const { BASE_URL, DEAL } = process.env;
if (!BASE_URL || !DEAL) {
  console.error("count-notes: set BASE_URL and DEAL");
  process.exit(2);
}

const { conn } = await signIn(BASE_URL, "process_owner");
const { Id } = await conn.sobject("Opportunity").findOne({ Name: DEAL }, ["Id"]);
const links = await conn.sobject("ContentDocumentLink").find({ LinkedEntityId: Id }, ["ContentDocumentId"]);
const ids = links.map((link) => link.ContentDocumentId);
const notes = ids.length === 0 ? [] : await conn.sobject("ContentNote").find({ Id: { $in: ids } }, ["Title"]);
console.log(notes.filter(({ Title }) => /\[[0-9a-f]{16,}\]$/.test(Title)).length);
