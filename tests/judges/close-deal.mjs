// Closes a deal with HubSpot's official client, as an integration of the customer would.
// Environment: BASE_URL, TOKEN, DEAL.
import { Client } from "@hubspot/api-client";

const { BASE_URL, TOKEN, DEAL } = process.env;
if (!BASE_URL || !TOKEN || !DEAL) {
  console.error("close-deal: set BASE_URL, TOKEN and DEAL");
  process.exit(2);
}

const client = new Client({ accessToken: TOKEN, basePath: BASE_URL });
const deal = await client.crm.deals.basicApi.getById(DEAL, ["pipeline"]);
const pipeline = await client.crm.pipelines.pipelinesApi.getById("deals", deal.properties.pipeline);
const won = pipeline.stages.find((stage) => stage.metadata.probability === "1.0");
const closed = await client.crm.deals.basicApi.update(DEAL, {
  properties: { dealstage: won.id, closedate: new Date().toISOString() },
});
const after = await client.crm.deals.basicApi.getById(closed.id, ["hs_is_closed_won", "dealstage"]);
if (after.properties.hs_is_closed_won !== "true") {
  console.error(`close-deal: ${closed.id} is in ${after.properties.dealstage}, not won`);
  process.exit(1);
}
console.log(`closed ${closed.id}`);
