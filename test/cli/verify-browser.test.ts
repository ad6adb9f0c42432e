/** `goalform verify` in a browser: which tests it plays, what it says, and why it does not start. */
import { existsSync } from "node:fs";
import {
  createServer as createPlainServer,
  type Server as PlainServer,
  type RequestListener,
} from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { selfSigned } from "../../src/browser/certificate.ts";
import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";
import { HEAD, MEASUREMENT_ID, openShop } from "../support/shop.ts";

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

const CONTAINER = `<script>
navigator.sendBeacon("https://region1.google-analytics.com/g/collect?v=2&tid=${MEASUREMENT_ID}&en=page_view");
</script><script src="//www.googletagmanager.com/gtm.js?id=GTM-TEST01"></script>`;

const CHROMIUM = "/usr/bin/chromium";
const certificate = selfSigned(Date.now(), "www.acme.example");
const tagCertificate = selfSigned(Date.now(), "www.googletagmanager.com");
const asked: string[] = [];
let server: Server;

/** The container comes from a host with the scheme of the page. */
const answersPage: RequestListener = (request, response) => {
  asked.push(`${request.method} ${request.url}`);
  response.setHeader("content-type", "text/html");
  response.end(request.url?.includes("container") ? PAGE + CONTAINER : PAGE);
};

describe.skipIf(!existsSync(CHROMIUM))("goalform verify in a browser", () => {
  beforeAll(async () => {
    server = createServer(certificate, answersPage);
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  });
  afterAll(() => void server.close());

  test("plays the tests beside the goals file on a site whose authority Node is told of", async () => {
    const here = folder({ "goals.yaml": GOALS, "goals.test.yaml": TESTS, "ca.pem": certificate.cert });
    const { port } = server.address() as AddressInfo;
    const map = ["--map", `www.acme.example=127.0.0.1:${port}`];
    const env = { NODE_EXTRA_CA_CERTS: `${here.path}/ca.pem` };
    const [{ out, err, exitCode }, untrusted] = await Promise.all([
      here.built(["verify", ...map, "--format", "json"], env),
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

  test("S7: plays the version that is not published, and nobody learns the code that opens it", async () => {
    const shop = await openShop();
    onTestFinished(() => shop.close());
    await shop.apply(GOALS, { publish: false });
    const authorities = certificate.cert + tagCertificate.cert;
    const here = folder({ "goals.yaml": GOALS, "goals.test.yaml": PREVIEWED, "ca.pem": authorities });
    const { port } = server.address() as AddressInfo;
    const [environment] = await ofLatest(shop.sandbox);
    const code = environment!.authorizationCode;
    const opened: string[] = [];
    const right = await serving((parameters) => {
      opened.push(parameters);
      return parameters === `${code} env-2` ? "2" : null;
    });
    const args = ["verify", "--preview", "--endpoint", shop.sandbox.url, "--format", "json"];
    const map = (site: number, tags: number) => [
      ...["--map", `www.acme.example=127.0.0.1:${site}`],
      ...["--map", `www.googletagmanager.com=127.0.0.1:${tags}`],
    ];
    // Which authorities are trusted is read when a process starts.
    const env = { NODE_EXTRA_CA_CERTS: `${here.path}/ca.pem`, DEBUG: "*" };
    const plain = async (version: string | null) => {
      const site = await listening(createPlainServer(answersPage));
      const tags = await listening(createPlainServer(answersContainer(() => version)));
      return here.goalform([...args, "--site", "http://www.acme.example", ...map(site, tags)]);
    };
    const [seen, another, removed] = await Promise.all([
      here.built([...args, ...map(port, right)], env),
      plain("1"),
      plain(null),
    ]);
    expect(JSON.parse(removed.out).error).toMatchObject({
      code: "preview-not-loaded",
      message: expect.stringContaining("Tag Manager answered with 404"),
    });
    const result = JSON.parse(seen.out);
    expect(result.source).toMatchObject({
      kind: "preview",
      preview: { version: "2", workspace: null, environment: "Latest", made: false },
    });
    expect(result.goals[0]).toMatchObject({ goal: "thanks", status: "exact" });
    expect([seen.exitCode, opened]).toEqual([0, [`${code} env-2`]]);
    expect(`${seen.out}${seen.err}`).not.toContain(code);
    expect(JSON.parse(another.out).error).toMatchObject({
      code: "another-version",
      message: "Tag Manager served version 1 to the browser, and not version 2.",
    });
    expect(`${another.out}${another.err}`).not.toContain(code);
    expect(JSON.stringify(asked)).not.toContain(code);
  });
});

const PREVIEWED = `version: 1
site: https://www.acme.example
tests: [{ name: Thank you, goal: thanks, counts_on: '/thanks?container' }]
`;

interface ListedEnvironment {
  readonly type: string;
  readonly authorizationCode: string;
}

async function ofLatest({ url, sandbox }: RunningSandbox): Promise<readonly ListedEnvironment[]> {
  const { accountId, containerId } = sandbox.state.tagManager.containers[0]!;
  const path = `${url}/tagmanager/v2/accounts/${accountId}/containers/${containerId}/environments`;
  const answer = await fetch(path, { headers: { authorization: "Bearer any" } });
  const { environment } = (await answer.json()) as { readonly environment: readonly ListedEnvironment[] };
  return environment.filter(({ type }) => type === "latest");
}

/** Google's host of tags. */
function serving(version: (asked: string) => string | null): Promise<number> {
  return listening(createServer(tagCertificate, answersContainer(version)));
}

/** The version that the parameters of the request open, or 404. Its container does nothing. */
function answersContainer(version: (asked: string) => string | null): RequestListener {
  return (request, response) => {
    const { searchParams } = new URL(request.url ?? "", "https://www.googletagmanager.com");
    const opened = version(`${searchParams.get("gtm_auth")} ${searchParams.get("gtm_preview")}`);
    const data = { resource: { version: opened, macros: [], tags: [], predicates: [], rules: [] } };
    response.writeHead(opened === null ? 404 : 200, { "content-type": "application/javascript" });
    response.end(`(function(){ var data = ${JSON.stringify(data)}; })();`);
  };
}

async function listening(host: PlainServer | Server): Promise<number> {
  onTestFinished(() => void host.close());
  await new Promise<void>((ready) => host.listen(0, "127.0.0.1", ready));
  return (host.address() as AddressInfo).port;
}

test("says why there is no browser, and what a map looks like", async () => {
  const here = folder({ "goals.yaml": GOALS, "goals.test.yaml": TESTS });
  const secret = { GOALFORM_PREVIEW: "gtm_auth=s3cret&gtm_preview=env-3" };
  const loud = await here.built(["verify", "--preview"], { ...secret, NODE_DEBUG: "http" });
  expect(loud.err).toContain("NODE_DEBUG makes Node print every request with its token or code.");
  expect(loud.out + loud.err).not.toContain("s3cret");
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
