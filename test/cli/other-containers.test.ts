/** Containers that are not for web pages: nothing is written, neither there nor in Analytics. */
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";
import { CONTAINER, HEAD, MEASUREMENT_ID, PROPERTY } from "../support/shop.ts";

const KINDS = ["server", "amp", "android", "ios", "androidSdk5", "iosSdk5"] as const;
const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  bought: { type: event, on: { ga4_event: purchase_done } }
  told: { type: destination, page: /told, via: ga4 }
`;
const BY_NUMBER = GOALS.replace(`container: ${CONTAINER}`, 'account: "11", container: "22"');
const OVERRIDES = ["--allow-removals", "--allow-unpublished", "--allow-protected", "--allow-other-property"];

async function open(usageContext: (typeof KINDS)[number], newContainerIsPublished = true) {
  return startSandbox({
    switches: { newContainerIsPublished },
    seed: {
      properties: [{ property: PROPERTY, measurementId: MEASUREMENT_ID }],
      containers: [{ publicId: CONTAINER, account: "11", container: "22", usageContext }],
    },
  });
}

describe.each(KINDS)("a container for %s", (kind) => {
  test.each([
    ["named by its public id", GOALS, true],
    ["named by its numbers", BY_NUMBER, true],
    ["named by its numbers, with nothing published yet", BY_NUMBER, false],
  ] as const)("%s", async (_, goals, isPublished) => {
    const sandbox = await open(kind, isPublished);
    const here = folder({ "goals.yaml": goals });
    const args = ["--endpoint", sandbox.url];
    const before = JSON.stringify(sandbox.sandbox.state);
    const applied = await here.goalform(["apply", "--auto-approve", ...OVERRIDES, ...args]);
    expect(applied).toMatchObject({ exitCode: 1 });
    expect(applied.err).toMatch(
      /error\[not-a-web-container\]: (?:GTM-TEST01|11\/22) is not a web container: it is for .*\nhelp: Name the web container/,
    );
    expect(JSON.stringify(sandbox.sandbox.state)).toBe(before);
    expect(sandbox.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    const back = await here.goalform(["rollback", "--auto-approve", "--to", "1", ...args]);
    expect(back.exitCode).toBe(1);
    expect(back.err).toContain("error[not-a-web-container]");
    const plan = await here.goalform(["plan", ...args]);
    expect(plan.out + plan.err).toContain("is not a web container");
    await sandbox.close();
  });
});

test.each([
  ["server", "pageview", 400],
  ["server", "linkClick", 400],
  ["server", "formSubmission", 400],
  ["server", "always", 200],
  ["amp", "historyChange", 400],
  ["amp", "ampClick", 200],
  ["android", "pageview", 400],
  ["iosSdk5", "firebaseFirstOpen", 200],
] as const)("the sandbox: a container for %s and a trigger %s", async (kind, type, status) => {
  const sandbox = await open(kind);
  const path = "/tagmanager/v2/accounts/11/containers/22/workspaces/2/triggers";
  const answer = await fetch(sandbox.url + path, {
    method: "POST",
    headers: { authorization: "Bearer t", "content-type": "application/json" },
    body: JSON.stringify({ name: "T", type }),
  });
  expect(answer.status).toBe(status);
  await sandbox.close();
});
