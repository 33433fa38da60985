// A person in a browser who answers a page that asks for access: reads its form, and sends it.

/** Opens an address, answers the page's form, and gives the address that the browser is sent back to. */
export async function decide(base, address, userId, decision = "allow") {
  const page = await fetch(address);
  const text = await page.text();
  if (page.status !== 200) throw new Error(`no page that asks: ${page.status} ${text.match(/error=[^<]*/)?.[0] ?? ""}`);
  const ticket = text.match(/name="ticket" value="([^"]+)"/)[1];
  const action = text.match(/action="([^"]+)"/)[1];
  const body = new URLSearchParams({ ticket, user: String(userId), decision });
  const answer = await fetch(base + action, { method: "POST", body, redirect: "manual" });
  return new URL(answer.headers.get("location"));
}

/** Asks the practice CRM's driver for something. */
export async function drive(base, path, body) {
  const options = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`${base}/practice/${path}`, { ...options, headers: { "content-type": "application/json" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Somebody of the roster with a role. */
export async function someone(base, role) {
  const { people } = await drive(base, "roster");
  return people.find((person) => person.role === role);
}
