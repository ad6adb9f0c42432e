import { describe, expect, it } from "vitest";
import type { RunningSandbox, Switches } from "../../src/sandbox/sandbox.ts";
import { analyticsAdmin, PROPERTY, send, start } from "./google.ts";
import { steer } from "./steer.ts";

const DIMENSIONS = `v1beta/${PROPERTY}/customDimensions`;
const METRICS = `v1beta/${PROPERTY}/customMetrics`;

const PLAN = { parameterName: "plan", displayName: "Plan", description: "Which plan", scope: "EVENT" };
const SEATS = { parameterName: "seats", displayName: "Seats", scope: "EVENT", measurementUnit: "STANDARD" };

function invalid(message: string) {
  return { status: 400, body: { error: { code: 400, message, status: "INVALID_ARGUMENT" } } };
}

function add(sandbox: RunningSandbox, change: object = {}) {
  return send(sandbox, "POST", DIMENSIONS, { body: { ...PLAN, ...change } });
}

async function archive(sandbox: RunningSandbox, made: { body: unknown }) {
  const { name } = made.body as { name: string };
  return send(sandbox, "POST", `v1beta/${name}:archive`, { body: {} });
}

describe("custom dimensions", () => {
  it("are created, read, changed and archived", async () => {
    const { customDimensions } = analyticsAdmin(await start()).properties;
    const { data: made } = await customDimensions.create({ parent: PROPERTY, requestBody: PLAN });
    const name = made.name!;
    expect(made).toEqual({ name: `${PROPERTY}/customDimensions/5000000003`, ...PLAN });
    expect((await customDimensions.get({ name })).data).toEqual(made);
    const { data: renamed } = await customDimensions.patch({
      name,
      updateMask: "display_name,description",
      requestBody: { displayName: "Chosen plan", parameterName: "ignored" },
    });
    const { description: _, ...kept } = made;
    expect(renamed).toEqual({ ...kept, displayName: "Chosen plan" });
    expect((await customDimensions.archive({ name, requestBody: {} })).data).toEqual({});
    expect((await customDimensions.list({ parent: PROPERTY })).data).toEqual({});
    await expect(customDimensions.get({ name })).rejects.toMatchObject({ status: 404 });
  });

  it("ignore a name that is sent along, and take neither other fields nor values of other types", async () => {
    const sandbox = await start();
    const { body: made } = await add(sandbox, { name: `${PROPERTY}/customDimensions/1` });
    expect(made).toEqual({ name: `${PROPERTY}/customDimensions/5000000003`, ...PLAN });
    for (const change of [{ colour: "red" }, { scope: "SESSION" }, { disallowAdsPersonalization: "yes" }])
      expect((await add(sandbox, { ...change, parameterName: "other" })).status).toBe(400);
  });

  it("are the same in both versions of the API", async () => {
    const sandbox = await start();
    await send(sandbox, "POST", `v1alpha/${PROPERTY}/customDimensions`, { body: PLAN });
    const { body: alpha } = await send(sandbox, "GET", `v1alpha/${PROPERTY}/customDimensions`);
    expect((await send(sandbox, "GET", DIMENSIONS)).body).toEqual(alpha);
    expect(alpha).toMatchObject({ customDimensions: [PLAN] });
  });

  it("register a parameter once for each scope", async () => {
    const sandbox = await start();
    expect((await add(sandbox)).status).toBe(200);
    expect(await add(sandbox, { displayName: "Other" })).toMatchObject({
      status: 409,
      body: { error: { status: "ALREADY_EXISTS" } },
    });
    for (const scope of ["USER", "ITEM"]) expect((await add(sandbox, { scope })).status).toBe(200);
  });

  it("can be kept out of personalised ads only where they are about users", async () => {
    const sandbox = await start();
    const change = { disallowAdsPersonalization: true };
    expect((await add(sandbox, { ...change, scope: "USER" })).body).toMatchObject(change);
    expect(await add(sandbox, change)).toEqual(
      invalid("Only user-scoped dimensions can be kept out of ads personalization."),
    );
  });

  const NAME = "must start with a letter and have only letters, digits";
  const REFUSED: readonly [string, object, string][] = [
    ["no parameter", { parameterName: "" }, "The field parameter_name is required."],
    ["no display name", { displayName: "" }, "The field display_name is required."],
    ["no scope", { scope: "DIMENSION_SCOPE_UNSPECIFIED" }, "The field scope is required."],
    [
      "a parameter of 41 characters",
      { parameterName: "p".repeat(41) },
      "The field parameter_name is longer than 40 characters.",
    ],
    [
      "a user property of 25 characters",
      { parameterName: "p".repeat(25), scope: "USER" },
      "The field parameter_name is longer than 24 characters.",
    ],
    [
      "a parameter with a hyphen",
      { parameterName: "a-b" },
      `The field parameter_name ${NAME} and underscores.`,
    ],
    ["a reserved parameter", { parameterName: "gclid" }, 'The parameter name "gclid" is reserved.'],
    [
      "a reserved user property",
      { parameterName: "first_open_time", scope: "USER" },
      'The parameter name "first_open_time" is reserved.',
    ],
    [
      "a reserved prefix",
      { parameterName: "google_plan" },
      'The field parameter_name starts with the reserved prefix "google_".',
    ],
    [
      "a display name of 83 characters",
      { displayName: "d".repeat(83) },
      "The field display_name is longer than 82 characters.",
    ],
    [
      "a display name with brackets",
      { displayName: "Plan [old]" },
      `The field display_name ${NAME}, spaces and underscores.`,
    ],
    [
      "a description of 151 characters",
      { description: "d".repeat(151) },
      "The field description is longer than 150 characters.",
    ],
  ];

  it.each(REFUSED)("are refused with %s", async (_, change, message) => {
    const sandbox = await start();
    expect(await add(sandbox, change)).toEqual(invalid(message));
    expect((await send(sandbox, "GET", DIMENSIONS)).body).toEqual({});
  });

  it.each([
    ["parameter_name", {}, "The field parameter_name cannot be updated."],
    ["display_name,scope", {}, "The field scope cannot be updated."],
    ["*", { ...PLAN, scope: "ITEM" }, "The field scope cannot be updated."],
    ["*", { parameterName: "plan" }, "The field display_name is required."],
  ])("are not changed with the mask %j and the body %j", async (mask, body, message) => {
    const sandbox = await start();
    const { body: made } = await add(sandbox);
    const path = `v1beta/${(made as { name: string }).name}`;
    expect(await send(sandbox, "PATCH", `${path}?updateMask=${mask}`, { body })).toEqual(invalid(message));
    expect((await send(sandbox, "GET", path)).body).toEqual(made);
  });

  it("of each scope have a limit of their own", async () => {
    const sandbox = await start();
    for (const [scope, limit] of [
      ["EVENT", 50],
      ["USER", 25],
      ["ITEM", 10],
    ] as const) {
      for (let count = 1; count <= limit; count += 1)
        expect((await add(sandbox, { scope, parameterName: `p${count}` })).status).toBe(200);
      expect(await add(sandbox, { scope })).toMatchObject({
        status: 429,
        body: {
          error: {
            status: "RESOURCE_EXHAUSTED",
            message: `The property has reached the maximum of ${limit} ${scope} dimensions.`,
          },
        },
      });
    }
  });

  it("hold their place for 48 hours after they were archived", async () => {
    const sandbox = await start({ startTime: Date.UTC(2026, 2, 1) });
    const [first] = await Promise.all(
      Array.from({ length: 10 }, (_, index) => add(sandbox, { scope: "ITEM", parameterName: `p${index}` })),
    );
    const another = async () => (await add(sandbox, { scope: "ITEM", parameterName: "more" })).status;
    expect((await archive(sandbox, first!)).status).toBe(200);
    expect(await another()).toBe(429);
    await steer(sandbox, "POST", "clock", { advance: 48 * 3600 * 1000 - 1 });
    expect(await another()).toBe(429);
    await steer(sandbox, "POST", "clock", { advance: 1 });
    expect(await another()).toBe(200);
  });
});

describe("custom metrics", () => {
  it("are created, read, changed and archived", async () => {
    const { customMetrics } = analyticsAdmin(await start()).properties;
    const { data: made } = await customMetrics.create({ parent: PROPERTY, requestBody: SEATS });
    const name = made.name!;
    expect(made).toEqual({ name: `${PROPERTY}/customMetrics/5000000003`, ...SEATS });
    const money = { measurementUnit: "CURRENCY", restrictedMetricType: ["REVENUE_DATA"] };
    const updateMask = "measurement_unit,restricted_metric_type";
    const { data: changed } = await customMetrics.patch({ name, updateMask, requestBody: money });
    expect(changed).toEqual({ ...made, ...money });
    expect((await customMetrics.list({ parent: PROPERTY })).data).toEqual({ customMetrics: [changed] });
    await customMetrics.archive({ name, requestBody: {} });
    expect((await customMetrics.list({ parent: PROPERTY })).data).toEqual({});
  });

  it.each([
    [
      "no unit",
      { measurementUnit: "MEASUREMENT_UNIT_UNSPECIFIED" },
      "The field measurement_unit is required.",
    ],
    ["money of no kind", { measurementUnit: "CURRENCY" }, "The field restricted_metric_type is required."],
    [
      "a kind of money without money",
      { restrictedMetricType: ["COST_DATA"] },
      "The field restricted_metric_type is only for metrics of the unit CURRENCY.",
    ],
  ])("are refused with %s", async (_, change, message) => {
    const sandbox = await start();
    expect(await send(sandbox, "POST", METRICS, { body: { ...SEATS, ...change } })).toEqual(invalid(message));
  });

  it("know no scope but the event's", async () => {
    const { status } = await send(await start(), "POST", METRICS, { body: { ...SEATS, scope: "USER" } });
    expect(status).toBe(400);
  });

  it("end at fifty, and are counted apart from dimensions of the same parameter", async () => {
    const sandbox = await start();
    await add(sandbox, { parameterName: "p0" });
    const statuses: number[] = [];
    for (let count = 0; count <= 50; count += 1) {
      const body = { ...SEATS, parameterName: `p${count}` };
      statuses.push((await send(sandbox, "POST", METRICS, { body })).status);
    }
    expect([new Set(statuses.slice(0, 50)), statuses[50]]).toEqual([new Set([200]), 429]);
  });
});

describe("switches of custom definitions", () => {
  it("say when the parameter of an archived one can be registered again", async () => {
    const again = async (switches: Partial<Switches>, advance: number) => {
      const sandbox = await start({ startTime: Date.UTC(2026, 2, 1), switches });
      await archive(sandbox, await add(sandbox));
      await steer(sandbox, "POST", "clock", { advance });
      return (await add(sandbox)).status;
    };
    expect(await again({}, 0)).toBe(200);
    expect(await again({ archivedParameterIsFree: false }, 0)).toBe(409);
    expect(await again({ archivedParameterIsFree: false }, 48 * 3600 * 1000)).toBe(200);
  });

  it("say what a second archiving answers", async () => {
    const twice = async (switches: Partial<Switches>) => {
      const sandbox = await start({ switches });
      const made = await add(sandbox);
      await archive(sandbox, made);
      return (await archive(sandbox, made)).status;
    };
    expect(await twice({})).toBe(404);
    expect(await twice({ archivedAgain: 400 })).toBe(400);
    expect(await twice({ archivedAgain: 200 })).toBe(200);
  });

  it("make display names unique, and Latin", async () => {
    const second = async (switches: Partial<Switches>, change: object) => {
      const sandbox = await start({ switches });
      await add(sandbox);
      return (await add(sandbox, { parameterName: "other", ...change })).status;
    };
    expect(await second({}, {})).toBe(200);
    expect(await second({ duplicateDisplayNames: "refuse" }, {})).toBe(409);
    expect(await second({ duplicateDisplayNames: "refuse" }, { displayName: "Other" })).toBe(200);
    expect(await second({}, { displayName: "Größe" })).toBe(200);
    expect(await second({ displayNameLetters: "latin" }, { displayName: "Größe" })).toBe(400);
  });
});
