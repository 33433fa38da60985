// Closes an opportunity with jsforce, as an integration of the customer would.
// Environment: BASE_URL, DEAL (the opportunity's name).
import { signIn } from "./parts/jsforce.mjs";

const { BASE_URL, DEAL } = process.env;
if (!BASE_URL || !DEAL) {
  console.error("close-opportunity: set BASE_URL and DEAL");
  process.exit(2);
}

const { conn } = await signIn(BASE_URL, "process_owner");
const won = await conn.sobject("OpportunityStage").findOne({ IsWon: true, IsActive: true }, ["MasterLabel"]);
const opportunities = await conn.sobject("Opportunity").find({ Name: DEAL, IsClosed: false }, ["Id"]);
if (opportunities.length !== 1) {
  console.error(`close-opportunity: ${opportunities.length} open opportunities have this name`);
  process.exit(1);
}
const [{ Id }] = opportunities;
const today = new Date().toISOString().slice(0, 10);
await conn.sobject("Opportunity").update({ Id, StageName: won.MasterLabel, CloseDate: today });
const after = await conn.sobject("Opportunity").retrieve(Id);
if (!after.IsWon) {
  console.error(`close-opportunity: ${Id} is in ${after.StageName}, not won`);
  process.exit(1);
}
console.log(`closed ${Id}`);
