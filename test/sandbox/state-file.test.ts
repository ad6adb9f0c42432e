import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandbox, emptyState, seed } from "../../src/sandbox/sandbox.ts";
import { CONTAINER, PROPERTY, SEED, send, start } from "./google.ts";
import { htmlTag } from "./samples.ts";

let folder: string;
let stateFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  stateFile = join(folder, "state.json");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const TAGS = `tagmanager/v2/${CONTAINER}/workspaces/2/tags`;

describe("the state file", () => {
  it("carries everything over to the next run", async () => {
    const first = await start({ stateFile });
    await send(first, "POST", TAGS, { body: htmlTag("Kept", "x") });
    const body = { eventName: "lead", countingMethod: "ONCE_PER_EVENT" };
    await send(first, "POST", `v1beta/${PROPERTY}/keyEvents`, { body });
    const before = [
      (await send(first, "GET", TAGS)).body,
      (await send(first, "GET", `v1beta/${PROPERTY}/keyEvents`)).body,
    ];
    await first.close();

    const second = await start({ stateFile });
    const after = [
      (await send(second, "GET", TAGS)).body,
      (await send(second, "GET", `v1beta/${PROPERTY}/keyEvents`)).body,
    ];
    expect(after).toEqual(before);
    expect((await send(second, "POST", TAGS, { body: htmlTag("Next", "x") })).body).toMatchObject({
      tagId: "4",
    });
    expect(readdirSync(folder)).toEqual(["state.json"]);
  });

  it("of a version that knew neither rules nor dimensions nor audiences is good still", async () => {
    const first = await start({ stateFile });
    const { analytics, ...others } = first.sandbox.state;
    await first.close();
    const properties = analytics.properties.map((property) => {
      const { customDimensions: _d, customMetrics: _m, audiences: _a, dataStreams, ...older } = property;
      return { ...older, dataStreams: dataStreams.map(({ eventCreateRules: _r, ...stream }) => stream) };
    });
    writeFileSync(stateFile, JSON.stringify({ ...others, analytics: { ...analytics, properties } }));
    const second = await start({ stateFile });
    expect(second.sandbox.state).toEqual(first.sandbox.state);
    const body = { displayName: "Plan", parameterName: "plan", scope: "EVENT" };
    const path = `v1beta/${PROPERTY}/customDimensions`;
    const made = (await send(second, "POST", path, { body })).body;
    await second.close();
    const third = await start({ stateFile });
    expect((await send(third, "GET", path)).body).toEqual({ customDimensions: [made] });
  });

  it("is plain JSON that is complete after every change", async () => {
    const sandbox = await start({ stateFile });
    await send(sandbox, "POST", TAGS, { body: htmlTag("Kept", "x") });
    expect(JSON.parse(readFileSync(stateFile, "utf8"))).toEqual(sandbox.sandbox.state);
  });

  it("gets what the seed adds, and keeps what is there", async () => {
    const first = await start({ stateFile });
    await send(first, "POST", TAGS, { body: htmlTag("Kept", "x") });
    await first.close();
    const properties = [...SEED.properties, { property: "5", measurementId: "G-5" }];
    const containers = [...SEED.containers, { publicId: "GTM-NEW", account: "11" }];
    const second = await start({ stateFile, seed: { properties, containers } });
    expect((await send(second, "GET", TAGS)).body).toMatchObject({ tag: [{ name: "Kept" }] });
    expect((await send(second, "GET", "tagmanager/v2/accounts/containers:lookup?tagId=GTM-NEW")).status).toBe(
      200,
    );
    expect((await send(second, "GET", "v1beta/properties/5")).status).toBe(200);
  });

  it.each([
    ["{ half", "it is not valid JSON ("],
    ["[]", 'its format is undefined, not "goalform.sandbox/1"'],
    ["null", "it does not contain a JSON object"],
    ['{"format":"terraform"}', 'its format is "terraform", not "goalform.sandbox/1"'],
    ['{"format":"goalform.sandbox/1","lastFingerprint":1}', "tagManager.nextContainerId is missing"],
    [
      JSON.stringify({ ...emptyState(), analytics: { nextId: 1, properties: [{ id: "1" }] } }),
      "analytics.properties is damaged",
    ],
    [
      JSON.stringify({
        ...emptyState(),
        analytics: { nextId: 1, properties: [{ id: "1", dataStreams: [], keyEvents: [], audiences: [{}] }] },
      }),
      "analytics.properties is damaged",
    ],
    [
      JSON.stringify({
        ...emptyState(),
        tagManager: { nextContainerId: 1, containers: [{ containerId: "1" }] },
      }),
      "tagManager.containers is damaged",
    ],
  ])("is refused with a clear word when it holds %s, and left as it is", async (content, problem) => {
    writeFileSync(stateFile, content);
    await expect(start({ stateFile })).rejects.toThrow(
      `The sandbox cannot start from ${stateFile}: ${problem}`,
    );
    expect(readFileSync(stateFile, "utf8")).toBe(content);
  });
});

describe("a sandbox without a server", () => {
  const create = { method: "POST", url: `/${TAGS}`, headers: { authorization: "Bearer any" }, body: "" };

  it("does the same for the same requests and the same clock", () => {
    const run = () => {
      const state = emptyState();
      seed(state, SEED);
      const sandbox = createSandbox(state);
      const answers = ["A", "B"].map((name) => {
        const delivery = sandbox.handle({ ...create, body: JSON.stringify(htmlTag(name, "x")) });
        return delivery === "closed" || "work" in delivery ? "closed" : delivery.response.body;
      });
      return { state, answers };
    };
    expect(run()).toEqual(run());
    const fingerprints = run().answers.map((body) => JSON.parse(body).fingerprint);
    expect(fingerprints).toEqual(["1767225600003", "1767225600004"]);
  });

  it("adds nothing when it is seeded twice", () => {
    const state = emptyState();
    seed(state, SEED);
    const once = structuredClone(state);
    seed(state, SEED);
    expect(state).toEqual(once);
  });
});
