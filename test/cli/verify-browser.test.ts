/** `goalform verify` in a browser: which tests it plays, what it says, and why it does not start. */
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selfSigned } from "../../src/browser/certificate.ts";
import { folder } from "../support/cli.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  contact: { type: event, on: { form: { id: contact } } }
  forgotten: { type: event, on: { click: "#more" } }
  later: { type: destination, page: /later }
`;
const TESTS = `version: 1
site: https://www.acme.example
tests:
  - { name: Thank you, goal: thanks, counts_on: /thanks }
  - { name: Contact, visit: [{ page: / }, { click: '<a id="more"></a>' }, { form: contact }], counts: [contact, forgotten] }
`;
/** A page sends its hits itself, in a batch when it is left: nothing here stands for Google's tag. */
const PAGE = `<!doctype html><title>Shop</title><img src="https://pixel.example/p.gif" alt=""><a id="more" href="#more">More</a>
<form id="contact" method="post" action="/send"><input name="mail" type="email" required><button>Send</button></form><script>
const lines = [location.pathname === "/thanks" ? "en=thanks&_c=1" : "en=page_view"];
addEventListener("submit", () => lines.push("en=contact&_c=1"));
addEventListener("pagehide", () => navigator.sendBeacon("https://region1.google-analytics.com/g/collect?v=2&tid=${MEASUREMENT_ID}", lines.join("\\r\\n")));
</script>`;

const CHROMIUM = "/usr/bin/chromium";
const certificate = selfSigned(Date.now(), "www.acme.example");
const asked: string[] = [];
let server: Server;

describe.skipIf(!existsSync(CHROMIUM))("goalform verify in a browser", () => {
  beforeAll(async () => {
    server = createServer(certificate, (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.setHeader("content-type", "text/html").end(PAGE);
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  });
  afterAll(() => void server.close());

  test("plays the tests beside the goals file on a site whose authority Node is told of", async () => {
    const here = folder({ "goals.yaml": GOALS, "goals.test.yaml": TESTS, "ca.pem": certificate.cert });
    const { port } = server.address() as AddressInfo;
    const map = ["--map", `www.acme.example=127.0.0.1:${port}`];
    const env = { NODE_EXTRA_CA_CERTS: `${here.path}/ca.pem` };
    const [{ out, err, exitCode }, untrusted] = await Promise.all([
      here.goalform(["verify", ...map, "--format", "json"], env),
      here.goalform(["verify", ...map]),
    ]);
    expect(err).toContain("Thank you, /thanks");
    const found = JSON.parse(out);
    expect(found).toMatchObject({ ok: false, format: "goalform.verify/1", source: { kind: "browser" } });
    expect(found.goals).toMatchObject([
      {
        goal: "thanks",
        status: "exact",
        hits: [{ event: "thanks", keyEvent: true, consent: null }],
        problems: [],
      },
      { goal: "contact", status: "exact", expected: { event: "contact", hits: 1 } },
      { goal: "forgotten", status: "missing", hits: [], problems: [{ code: "no-hit" }] },
      { goal: "later", status: "not-tried", problems: [{ code: "no-test" }] },
    ]);
    expect(found.stopped).toEqual([
      { why: "blocked", method: "GET", url: "https://pixel.example/p.gif", times: 2 },
      { why: "not-sent", method: "POST", url: "https://www.acme.example/send", times: 1 },
    ]);
    expect(exitCode).toBe(2);
    expect(untrusted.err).toMatch(
      /No page of the site could be opened\. page \/(?:thanks)?: self-signed certificate\./,
    );
    expect(untrusted.err).toContain("NODE_EXTRA_CA_CERTS");
    expect(untrusted.exitCode).toBe(1);
    expect(asked.filter((one) => !one.includes("favicon")).sort()).toEqual(["GET /", "GET /thanks"]);
  });
});

test("says why there is no browser, and what a map looks like", async () => {
  const here = folder({ "goals.yaml": GOALS, "goals.test.yaml": TESTS });
  expect((await here.goalform(["verify", "--preview"])).err).toContain("GOALFORM_PREVIEW does not say which");
  const codeOf = async (...args: string[]) => {
    const { out, exitCode } = await here.goalform(["verify", "--format", "json", ...args]);
    expect(exitCode).toBe(1);
    return JSON.parse(out).error.code;
  };
  expect(await codeOf("--browser", "/nowhere/chromium")).toBe("no-browser");
  expect(await codeOf("--map", "www.acme.example=10.0.0.1:80")).toBe("invalid-option");
  expect(await codeOf("--site", "www.acme.example")).toBe("invalid-option");
  expect(await codeOf("--recording", "gone.json")).toBe("unreadable-recording");
});
