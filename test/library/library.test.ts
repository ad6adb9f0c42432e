/** The library's promises: mistakes in a file are data, trouble is a GoalformError, and nothing happens unasked. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  compileGoals,
  GoalformError,
  type Goals,
  planFor,
  readGoals,
  type Sandbox,
  startSandbox,
} from "../../src/library/index.ts";
import { folder } from "../support/cli.ts";

const EXAMPLE = readFileSync("goals.example.yaml", "utf8");

function valid(text: string): Goals {
  const { goals, diagnostics } = readGoals(text);
  if (goals === null) throw new Error(diagnostics.map(({ message }) => message).join(" "));
  return goals;
}

const goals = valid(EXAMPLE);
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ goals });
});
afterAll(() => sandbox.stop());

describe("readGoals", () => {
  test("says what the file contains", () => {
    expect(goals).toMatchObject({
      owner: "acme-shop",
      targets: ["production", "staging"],
      defaultTarget: "production",
    });
    expect(goals.goals[0]).toMatchObject({ id: "purchase", event: "purchase", file: "goals.yaml", line: 26 });
    expect(goals.funnels.map(({ id }) => id)).toEqual(["checkout"]);
  });

  test.each(["", "\0", "[", "- 1", "\ud800", "a: &a [*a]", "%", "x".repeat(2_000_000)])(
    "does not throw, whatever the text (%#)",
    (text) => {
      const { goals: none, diagnostics } = readGoals(text);
      expect(none).toBeNull();
      expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    },
  );

  test("reads included files from the folder that it is given, and none without one", () => {
    const here = folder();
    mkdirSync(join(here.path, "goals"));
    writeFileSync(join(here.path, "goals/a.yaml"), "goals: { a: { type: destination, page: a } }\n");
    const text = `${EXAMPLE}include: [goals/*.yaml]\n`;
    const places = (options: { folder?: string }) =>
      readGoals(text, options).diagnostics.map(({ code, place }) => `${place?.file} ${code}`);
    expect(places({ folder: here.path })).toEqual(["goals/a.yaml path-without-slash"]);
    expect(places({})).toEqual(["goals.yaml include-not-found"]);
  });
});

describe("planFor", () => {
  test("plans what compileGoals lists", async () => {
    const { plan, text, markdown } = await planFor({ goals, google: { endpoint: sandbox.url } });
    expect(plan).toMatchObject({ format: "goalform.plan/1", summary: { add: 10, remove: 0 }, blockers: [] });
    expect(text).toContain("+ add    Newsletter sign-up");
    expect(markdown).toMatch(/^### /);
    const planned = plan!.changes.flatMap(({ resources }) => resources.map(({ address }) => address));
    const listed = compileGoals({ goals }).resources!.map(({ address }) => address as string);
    // Built-in variables that a new container has, and the key event that a new property has, already exist.
    expect(planned.filter((address) => !listed.includes(address))).toEqual([]);
    const missing = listed.filter((address) => !planned.includes(address));
    expect(missing.filter((address) => !/^(?:gtm\.builtInVariable|ga4\.keyEvent)\//.test(address))).toEqual(
      [],
    );
  });

  test("only reads", async () => {
    await planFor({ goals, google: { endpoint: sandbox.url } });
    expect(new Set(sandbox.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test("takes mistakes in the file as data", async () => {
    const unset = valid(EXAMPLE.replace("GTM-TEST01", `"\${CONTAINER}"`));
    const before = sandbox.requests.length;
    const google = { endpoint: sandbox.url };
    const results = [await planFor({ goals: unset, google }), compileGoals({ goals: unset })];
    for (const { diagnostics } of results)
      expect(diagnostics.map(({ code }) => code)).toEqual(["unset-variable"]);
    expect((await planFor({ goals, target: "nowhere", google })).diagnostics[0]?.code).toBe("unknown-target");
    expect(sandbox.requests.length).toBe(before);
    const env = { CONTAINER: "GTM-TEST01" };
    expect((await planFor({ goals: unset, google, env })).plan?.target.container).toBe("GTM-TEST01");
  });

  test("says what Google refuses, with its status and the reason", async () => {
    const refusing = await startSandbox({ goals, faults: ["403@every"] });
    const error = await planFor({
      goals,
      google: { endpoint: refusing.url },
      signal: AbortSignal.timeout(200),
    }).catch((reason) => reason);
    await refusing.stop();
    expect(error).toBeInstanceOf(GoalformError);
    expect(error).toMatchObject({ code: "interrupted", cause: expect.any(Error) });
    const elsewhere = valid(EXAMPLE.replace("GTM-TEST01", "GTM-NOBODY"));
    await expect(planFor({ goals: elsewhere, google: { endpoint: sandbox.url } })).rejects.toMatchObject({
      name: "GoalformError",
      message: expect.stringContaining("GTM-NOBODY"),
    });
  });

  test.each([
    ["endpoint", { endpoint: "http://example.com" }],
    ["access-token", { accessToken: "secret with\nbreak" }],
  ])("refuses an unusable %s, without showing a secret", async (code, google) => {
    const error = await planFor({ goals, google }).catch((reason) => reason);
    expect(error).toMatchObject({ name: "GoalformError", code });
    expect(String(error.stack)).not.toContain("secret");
  });

  test("refuses while Node would print tokens", async () => {
    vi.stubEnv("NODE_DEBUG", "http");
    const plan = planFor({ goals, google: { endpoint: sandbox.url } });
    await expect(plan).rejects.toMatchObject({ code: "node-debug" });
    vi.unstubAllEnvs();
  });

  test("uses no variable of the environment but those it is given", async () => {
    vi.stubEnv("GOALFORM_ENDPOINT", "http://127.0.0.1:1");
    vi.stubEnv("GOALFORM_ACCESS_TOKEN", "not a token");
    const { plan } = await planFor({ goals, google: { endpoint: sandbox.url } });
    vi.unstubAllEnvs();
    expect(plan).not.toBeNull();
  });

  test("a mistake of the calling program is a TypeError", async () => {
    const google = {} as { endpoint: string };
    await expect(planFor({ goals, google })).rejects.toThrow(TypeError);
    expect(() => compileGoals({ goals: null as unknown as Goals })).toThrow(TypeError);
  });
});

describe("startSandbox", () => {
  test("starts with a container export, at a stopped clock", async () => {
    const container = {
      exportFormatVersion: 2,
      containerVersion: {
        variable: [
          {
            variableId: "7",
            name: "Theirs",
            type: "c",
            parameter: [{ type: "TEMPLATE", key: "value", value: "x" }],
          },
        ],
      },
    };
    const one = await startSandbox({ goals, container, clock: new Date("2026-03-01T09:00:00Z") });
    const { plan } = await planFor({ goals, google: { endpoint: one.url, accessToken: one.accessToken } });
    const state = await (await fetch(`${one.url}/sandbox/state`)).json();
    await one.stop();
    await one.stop();
    expect(plan?.summary.add).toBe(10);
    expect(JSON.stringify(state)).toContain('"Theirs"');
    expect(JSON.stringify(state)).toContain("2026-03-01T09:00:00");
  });

  test.each([
    [{ faults: ["sometimes"] }, "sandbox-options"],
    [{ container: [] }, "sandbox-options"],
  ])("refuses what it cannot use (%#)", async (options, code) => {
    await expect(startSandbox(options)).rejects.toMatchObject({ name: "GoalformError", code });
  });

  test("refuses a port that is taken", async () => {
    const port = Number(new URL(sandbox.url).port);
    await expect(startSandbox({ port })).rejects.toMatchObject({ code: "port-taken" });
  });
});
