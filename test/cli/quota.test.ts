/** What people do in a minute and a half stays within Tag Manager's 25 requests in 100 seconds: nothing is refused, nobody waits. */
import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";

const QUOTA = { requests: 25, seconds: 100 };
const NUMBERS = ["1", "2", "3"];

async function shops(gtm: (number: string) => string) {
  const sandbox = await startSandbox({
    quota: QUOTA,
    seed: {
      properties: NUMBERS.map((n) => ({ property: `10000000${n}`, measurementId: `G-TEST00000${n}` })),
      containers: NUMBERS.map((n) => ({
        publicId: `GTM-TEST0${n}`,
        account: "6001",
        container: `700${n}`,
      })),
    },
  });
  onTestFinished(() => sandbox.close());
  const targets = NUMBERS.map(
    (n) =>
      `  shop${n}: { ga4: { property: "10000000${n}", measurement_id: G-TEST00000${n} }, gtm: ${gtm(n)} }\n`,
  );
  const file = (selector: string) =>
    `version: 1\nname: acme\ntargets:\n${targets.join("")}goals:\n  call: { type: event, on: { click: "${selector}" } }\n`;
  const { goalform, write } = folder({ "goals.yaml": file("#call") });
  const asked = () => sandbox.requests.filter(({ url }) => url.startsWith("/tagmanager/")).length;
  /** Tag Manager requests of a command that is done, without a word about waiting. */
  const run = async (...args: string[]): Promise<number> => {
    const before = asked();
    const { exitCode, err } = await goalform([...args, "--endpoint", sandbox.url]);
    expect([exitCode, err.match(/.*(?:quota|[Ww]ait).*/g)]).toEqual([0, null]);
    return asked() - before;
  };
  return { run, change: (selector: string) => write("goals.yaml", file(selector)) };
}

const PUBLIC = (n: string) => `{ container: GTM-TEST0${n} }`;
const NUMERIC = (n: string) => `{ account: "6001", container: "700${n}" }`;

// The first apply switches a built-in variable on, which is a request of its own.
test.each([
  { ids: "public", gtm: PUBLIC, requests: { first: 8, nothing: 3, change: 7 } },
  { ids: "numeric", gtm: NUMERIC, requests: { first: 7, nothing: 2, change: 6 } },
])("two applies of one target by $ids ids take $requests", async ({ gtm, requests }) => {
  const { run, change } = await shops(gtm);
  const first = await run("apply", "--target", "shop1", "--auto-approve");
  const nothing = await run("plan", "--target", "shop1");
  change("#phone");
  expect({ first, nothing, change: await run("apply", "--target", "shop1", "--auto-approve") }).toEqual(
    requests,
  );
});

test.each([
  ["public", PUBLIC, 24],
  ["numeric", NUMERIC, 21],
])("three targets of one run by %s ids", async (_, gtm, requests) => {
  const { run } = await shops(gtm);
  expect(await run("apply", "--all-targets", "--auto-approve")).toBe(requests);
});
