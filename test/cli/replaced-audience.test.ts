/** A reviewed replacement of an audience takes two requests: interrupted between them, its review still holds. */
import { expect, onTestFinished, test } from "vitest";
import { parseFault, type RunningSandbox, type Switches, startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";
import { HEAD, PROPERTY, SEED } from "../support/shop.ts";

const DEEP = `${HEAD}goals:\n  deep: { type: pages_per_session, more_than: 5, via: ga4 }\n`;
const DEEPER = DEEP.replace("more_than: 5", "name: Deeper, more_than: 6");

async function open(switches: Partial<Switches>): Promise<RunningSandbox> {
  const sandbox = await startSandbox({
    switches,
    seed: SEED,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

function audiences({ sandbox }: RunningSandbox): unknown[] {
  const all = sandbox.state.analytics.properties[0]!.audiences;
  return all
    .filter(({ archiveTime }) => archiveTime === undefined)
    .map(({ fields }) => fields["displayName"])
    .filter((name) => String(name).startsWith("acme-shop"));
}

/** What the first request to Analytics is that a replacement makes. */
function firstOf(calls: readonly string[]): string | undefined {
  return calls.find((call) => /CreateAudience|ArchiveAudience/.test(call));
}

test.each([
  {
    when: "the new one is created first",
    switches: {},
    renamed: DEEPER,
    at: "ArchiveAudience",
    left: ["acme-shop - Deep", "acme-shop - Deeper"],
  },
  {
    when: "the name is taken, and the old one is archived first",
    switches: { duplicateDisplayNames: "refuse" },
    renamed: DEEPER.replace("name: Deeper, ", ""),
    at: "CreateAudience",
    left: [],
  },
] as const)("$when: what is left needs no second review", async ({ switches, renamed, at, left }) => {
  const sandbox = await open(switches);
  const here = folder({ "goals.yaml": DEEP });
  const endpoint = ["--endpoint", sandbox.url];
  await here.goalform(["apply", "--auto-approve", ...endpoint]);
  here.write("goals.yaml", renamed);
  await here.goalform(["plan", "--out", "plan.json", ...endpoint]);
  const begun = sandbox.requests.length;
  // Where the name is taken, the first creation is refused by itself.
  const turns = at === "CreateAudience" ? [2, 3, 4] : [1, 2, 3];
  sandbox.setFaults(turns.map((turn) => parseFault(`401@${turn}:${at}`)));
  expect(await here.goalform(["apply", "plan.json", ...endpoint])).toMatchObject({ exitCode: 1 });
  expect(firstOf(sandbox.requests.slice(begun).map(({ rpc }) => rpc!))).toContain("CreateAudience");
  expect(audiences(sandbox).sort()).toEqual(left);
  sandbox.clearFaults();
  expect(await here.goalform(["apply", "plan.json", ...endpoint])).toMatchObject({ exitCode: 0 });
  expect(audiences(sandbox)).toEqual([renamed === DEEPER ? "acme-shop - Deeper" : "acme-shop - Deep"]);
  const { exitCode } = await here.goalform(["plan", "--detailed-exitcode", ...endpoint]);
  expect(exitCode).toBe(0);
});

test("an edited one is archived first: beside the new one it would look like a copy of somebody's", async () => {
  const sandbox = await open({});
  const here = folder({ "goals.yaml": DEEP });
  const endpoint = ["--endpoint", sandbox.url];
  await here.goalform(["apply", "--auto-approve", ...endpoint]);
  sandbox.edit({ property: PROPERTY, audience: "acme-shop - Deep", set: { displayName: "Mine" } });
  here.write("goals.yaml", DEEPER);
  const begun = sandbox.requests.length;
  expect(await here.goalform(["apply", "--auto-approve", ...endpoint])).toMatchObject({ exitCode: 0 });
  expect(firstOf(sandbox.requests.slice(begun).map(({ rpc }) => rpc!))).toContain("ArchiveAudience");
  expect(audiences(sandbox)).toEqual(["acme-shop - Deeper"]);
});

test("a saved plan whose file says something else by then approves neither part", async () => {
  const sandbox = await open({});
  const here = folder({ "goals.yaml": DEEP });
  const endpoint = ["--endpoint", sandbox.url];
  await here.goalform(["apply", "--auto-approve", ...endpoint]);
  here.write("goals.yaml", DEEPER);
  await here.goalform(["plan", "--out", "plan.json", ...endpoint]);
  sandbox.edit({ property: PROPERTY, audience: "acme-shop - Deep", remove: true });
  here.write("goals.yaml", DEEPER.replace("more_than: 6", "more_than: 7"));
  const { exitCode, err } = await here.goalform(["apply", "plan.json", ...endpoint]);
  expect({ exitCode, code: /error\[[a-z-]+\]/.exec(err)?.[0] }).toEqual({
    exitCode: 1,
    code: "error[plan-changed]",
  });
});
