/** Rules, audiences, dimensions and metrics on the wire: requests as Google wants them, answers as Google gives them. */
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import nock from "nock";
import { describe, expect, test } from "vitest";
import { GoogleError, type GooglePort } from "../../src/apply/google-port.ts";
import { openGoogle } from "../../src/google/google.ts";
import { withDefinitionMark } from "../../src/resources/definition.ts";
import { DEFINITION_KINDS } from "../../src/resources/kinds.ts";
import type { DefinitionKind, JsonObject } from "../../src/resources/resource.ts";
import type { WebStream } from "../../src/resources/snapshot.ts";
import { audience, dimension, rule } from "../support/definitions.ts";
import { playGoogle, ROOT } from "./nocked.ts";

const STREAM: WebStream = {
  resourceName: "properties/1/dataStreams/2",
  measurementId: "G-TEST123456",
  displayName: "Site",
};
const RULES = "/v1alpha/properties/1/dataStreams/2/eventCreateRules";
const AUDIENCES = "/v1alpha/properties/1/audiences";
const DIMENSIONS = "/v1beta/properties/1/customDimensions";

playGoogle();

function port(): GooglePort {
  let now = 0;
  const timing = {
    timeout: 60_000,
    budget: 8000,
    now: () => (now += 1000),
    wait: async () => {},
    random: () => 0,
  };
  const target = { property: "1", container: { account: "1", container: "2" } };
  return openGoogle(target, { to: "endpoint", root: ROOT, accessToken: "t" }, "write", () => {}, timing);
}

const envelope = (code: number, status: string, message: string) => ({ error: { code, message, status } });
const OOPS = envelope(500, "INTERNAL", "Internal error encountered.");

function marked(kind: DefinitionKind, body: JsonObject): JsonObject {
  return withDefinitionMark(kind, body, { owner: "shop", key: "k", digest: "0".repeat(16), remembers: [] });
}
const RULE = marked("ga4.eventCreateRule", rule("thanks", "/thanks").body);
const AUDIENCE = marked("ga4.audience", audience("deep", 5).body);
const DIMENSION = marked("ga4.customDimension", dimension("plan", "Plan", "x").body);

describe("reading", () => {
  function container(): void {
    nock(ROOT)
      .get(/versions:live/)
      .reply(200, { containerVersionId: "3", container: { usageContext: ["web"] } });
    nock(ROOT)
      .get(/version_headers:latest/)
      .reply(200, { containerVersionId: "3" });
    nock(ROOT)
      .get(/keyEvents/)
      .reply(200, {});
    const stream = (id: string) => ({
      name: `properties/1/dataStreams/${id}`,
      type: "WEB_DATA_STREAM",
      webStreamData: { measurementId: `G-${id}` },
    });
    nock(ROOT)
      .get(/dataStreams\?/)
      .reply(200, { dataStreams: [stream("2"), stream("3")] });
  }

  test("nothing is read that was not asked for, and that is not the same as nothing being there", async () => {
    container();
    const { property, requests } = await port().read();
    expect(requests).toBe(5 - 1);
    expect(Object.values(property.definitions)).toEqual(DEFINITION_KINDS.map(() => null));
  });

  test("each list has its own address and pages; rules are read for every web stream", async () => {
    container();
    nock(ROOT)
      .get(RULES)
      .query({ pageSize: 200 })
      .reply(200, { eventCreateRules: [{ name: "a", destinationEvent: "x" }], nextPageToken: "n" });
    nock(ROOT)
      .get(RULES)
      .query({ pageSize: 200, pageToken: "n" })
      .reply(200, { eventCreateRules: [{ name: "b", destinationEvent: "x" }] });
    nock(ROOT).get(RULES.replace("/2/", "/3/")).query({ pageSize: 200 }).reply(200, {});
    nock(ROOT)
      .get(AUDIENCES)
      .query({ pageSize: 200 })
      .reply(200, { audiences: [{ name: "c", displayName: "C" }] });
    nock(ROOT)
      .get(DIMENSIONS)
      .query({ pageSize: 200 })
      .reply(200, { customDimensions: [{ name: "d", parameterName: "d" }] });
    nock(ROOT).get("/v1beta/properties/1/customMetrics").query({ pageSize: 200 }).reply(200, {});
    const kinds: DefinitionKind[] = [
      "ga4.eventCreateRule",
      "ga4.audience",
      "ga4.customDimension",
      "ga4.customMetric",
    ];
    const { property } = await port().read(() => kinds);
    expect(property.definitions["ga4.audience"]).toEqual([
      { resourceName: "c", stream: null, body: { name: "c", displayName: "C" } },
    ]);
    const names = Object.entries(property.definitions).map(([kind, list]) => [
      kind,
      list?.map(({ resourceName, stream }) => `${resourceName} ${stream}`),
    ]);
    expect(Object.fromEntries(names)).toEqual({
      "ga4.eventCreateRule": ["a G-2", "b G-2"],
      "ga4.audience": ["c null"],
      "ga4.customDimension": ["d null"],
      "ga4.customMetric": [],
    });
  });
});

describe("writing", () => {
  test("a change names its fields in snake case", async () => {
    nock(ROOT)
      .patch(`${RULES}/7`, RULE as object as nock.DataMatcherMap)
      .query({ updateMask: "event_conditions,parameter_mutations" })
      .reply(200, { ...RULE, name: `${RULES.slice(9)}/7` });
    await port().updateDefinition("ga4.eventCreateRule", `${RULES.slice(9)}/7`, RULE, [
      "event_conditions",
      "parameter_mutations",
    ]);
  });

  test.each([
    ["ga4.eventCreateRule", "delete", `${RULES}/7`, ""],
    ["ga4.audience", "post", `${AUDIENCES}/7`, ":archive"],
    ["ga4.customDimension", "post", `${DIMENSIONS}/7`, ":archive"],
    ["ga4.customMetric", "post", "/v1beta/properties/1/customMetrics/7", ":archive"],
  ] as const)(
    "%s is removed in its own way, and one that is gone counts as removed",
    async (kind, verb, path, archive) => {
      const name = path.replace(/^\/v1\w+\//, "");
      nock(ROOT)
        [verb](path + archive)
        .reply(200, {});
      await port().removeDefinition(kind, name);
      nock(ROOT)
        [verb](path + archive)
        .reply(404, envelope(404, "NOT_FOUND", "Requested entity was not found."));
      await port().removeDefinition(kind, name);
    },
  );

  test("archiving that is refused because it is done already counts as done", async () => {
    nock(ROOT)
      .post(`${AUDIENCES}/7:archive`)
      .reply(400, envelope(400, "FAILED_PRECONDITION", "Audience is archived."));
    nock(ROOT)
      .get(AUDIENCES)
      .query(true)
      .reply(200, { audiences: [{ name: "properties/1/audiences/8", displayName: "Eight" }] });
    await port().removeDefinition("ga4.audience", "properties/1/audiences/7");
  });

  test("archiving that is refused for another reason is an error", async () => {
    nock(ROOT)
      .post(`${AUDIENCES}/7:archive`)
      .reply(400, envelope(400, "INVALID_ARGUMENT", "No."));
    nock(ROOT)
      .get(AUDIENCES)
      .query(true)
      .reply(200, { audiences: [{ name: "properties/1/audiences/7", displayName: "Seven" }] });
    await expect(port().removeDefinition("ga4.audience", "properties/1/audiences/7")).rejects.toThrow("No.");
  });
});

describe("a creation whose answer got lost", () => {
  const OTHER = { destinationEvent: "other", displayName: "Other", parameterName: "other" };
  const CASES = [
    ["ga4.eventCreateRule", RULES, "eventCreateRules", RULE],
    ["ga4.audience", AUDIENCES, "audiences", AUDIENCE],
    ["ga4.customDimension", DIMENSIONS, "customDimensions", DIMENSION],
  ] as const;

  test.each(CASES)("%s: what already exists is not made again", async (kind, path, list, body) => {
    nock(ROOT).post(path).reply(500, OOPS);
    nock(ROOT)
      .get(path)
      .query(true)
      .reply(200, {
        [list]: [
          { ...OTHER, name: "x" },
          { ...body, name: "properties/1/y" },
        ],
      });
    await port().createDefinition(kind, kind === "ga4.eventCreateRule" ? STREAM : null, body);
  });

  test.each(CASES)("%s: what is not there is made", async (kind, path, list, body) => {
    nock(ROOT)
      .post(path)
      .reply(503, envelope(503, "UNAVAILABLE", "The service is currently unavailable."));
    nock(ROOT)
      .get(path)
      .query(true)
      .reply(200, { [list]: [{ ...OTHER, name: "x" }] });
    nock(ROOT)
      .post(path)
      .reply(200, { ...body, name: "properties/1/y" });
    await port().createDefinition(kind, kind === "ga4.eventCreateRule" ? STREAM : null, body);
  });

  test("a rule of ours with another digest is another rule", async () => {
    const older = withDefinitionMark("ga4.eventCreateRule", RULE, {
      owner: "shop",
      key: "k",
      digest: "1".repeat(16),
      remembers: [],
    });
    nock(ROOT).post(RULES).reply(500, OOPS);
    nock(ROOT)
      .get(RULES)
      .query(true)
      .reply(200, { eventCreateRules: [{ ...older, name: "x" }] });
    nock(ROOT)
      .post(RULES)
      .reply(200, { ...RULE, name: "properties/1/y" });
    await port().createDefinition("ga4.eventCreateRule", STREAM, RULE);
  });

  test("a dimension that somebody else was faster to make is what was asked for", async () => {
    const theirs = {
      parameterName: "plan",
      displayName: "Theirs",
      scope: "EVENT",
      name: "properties/1/customDimensions/3",
    };
    nock(ROOT)
      .post(DIMENSIONS)
      .reply(409, envelope(409, "ALREADY_EXISTS", "Custom dimension already exists."));
    nock(ROOT)
      .get(DIMENSIONS)
      .query(true)
      .reply(200, { customDimensions: [theirs] });
    await port().createDefinition("ga4.customDimension", null, DIMENSION);
  });

  test("is given up after a few times", async () => {
    nock(ROOT).post(AUDIENCES).times(3).reply(500, OOPS);
    nock(ROOT).get(AUDIENCES).query(true).times(3).reply(200, {});
    await expect(port().createDefinition("ga4.audience", null, AUDIENCE)).rejects.toThrow(
      "Creating the audience acme-shop - deep failed (HTTP 500)",
    );
  });
});

describe("what people are told", () => {
  async function refused(
    kind: DefinitionKind,
    path: string,
    body: JsonObject,
    status: number,
    answer: object,
  ) {
    nock(ROOT).post(path).reply(status, answer);
    const stream = kind === "ga4.eventCreateRule" ? STREAM : null;
    const error = await port()
      .createDefinition(kind, stream, body)
      .then(
        () => null,
        (reason: unknown) => reason,
      );
    expect(error).toBeInstanceOf(GoogleError);
    return error as GoogleError;
  }

  test("a sub-property takes no rules", async () => {
    const answer = envelope(
      400,
      "INVALID_ARGUMENT",
      "Event create rules are not supported for this property type.",
    );
    const error = await refused("ga4.eventCreateRule", RULES, RULE, 400, answer);
    expect(error.message).toBe(
      "Creating the event create rule thanks failed (HTTP 400): Event create rules are not supported for this property type.",
    );
    expect(error.hint).toMatch(/^If this is a sub-property or a roll-up property: .*`via: gtm`/);
  });

  test("a stream that is not found may be a sub-property's", async () => {
    const answer = envelope(404, "NOT_FOUND", "Requested entity was not found.");
    const error = await refused("ga4.eventCreateRule", RULES, RULE, 404, answer);
    expect(error.hint).toMatch(/^If this is a sub-property/);
  });

  test("a full property is no matter of waiting", async () => {
    const answer = envelope(
      429,
      "RESOURCE_EXHAUSTED",
      "The property has reached the maximum number of audiences.",
    );
    const error = await refused("ga4.audience", AUDIENCES, AUDIENCE, 429, answer);
    expect(error.hint).toBe("Remove some of them in Analytics that nobody uses, then plan again.");
  });

  test("a parameter that was archived just now is not free yet", async () => {
    nock(ROOT).get(DIMENSIONS).query(true).reply(200, {});
    const answer = envelope(409, "ALREADY_EXISTS", "Custom dimension already exists.");
    const error = await refused("ga4.customDimension", DIMENSIONS, DIMENSION, 409, answer);
    expect(error.hint).toMatch(
      /archived less than 48 hours ago.*Take `register` off the parameter and apply again/,
    );
  });

  test("an archived parameter holds its place for a while", async () => {
    const answer = envelope(429, "RESOURCE_EXHAUSTED", "The property has reached the maximum of dimensions.");
    const error = await refused("ga4.customDimension", DIMENSIONS, DIMENSION, 429, answer);
    expect(error.hint).toMatch(/keeps its place for another 48 hours.*Take `register` off the parameter/);
  });

  test("two that exchange their names", async () => {
    const answer = envelope(409, "ALREADY_EXISTS", "Requested entity already exists.");
    nock(ROOT).patch(`${DIMENSIONS}/7`).query(true).reply(409, answer);
    const changing = port().updateDefinition(
      "ga4.customDimension",
      "properties/1/customDimensions/7",
      DIMENSION,
      ["display_name"],
    );
    await expect(changing).rejects.toMatchObject({ hint: expect.stringMatching(/give one a third name/) });
  });

  test("no right to edit", async () => {
    const answer = envelope(403, "PERMISSION_DENIED", "The caller does not have permission");
    expect((await refused("ga4.customDimension", DIMENSIONS, DIMENSION, 403, answer)).code).toBe("forbidden");
  });
});

test("the large client for rules and audiences is loaded only when one is asked for, for doctor and for init", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
  const importing = (what: string) =>
    sources.filter((path) =>
      new RegExp(`^(?:import|\\}) (?!type ).*from "[^"]*${what}`, "m").test(
        readFileSync(`src/${path}`, "utf8"),
      ),
    );
  expect(importing("analyticsadmin/v1alpha").map((path) => basename(path))).toEqual([
    "analytics-alpha.ts",
    "event-edit-rules.ts",
    "offers.ts",
    "set-up.ts",
  ]);
  expect(importing("analytics-alpha")).toEqual([]);
});
