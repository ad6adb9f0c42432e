import { describe, expect, it } from "vitest";
import type { RunningSandbox, Switches } from "../../src/sandbox/sandbox.ts";
import { analyticsAdminAlpha, PROPERTY, SEED, STREAM, send, start } from "./google.ts";

const RULES = `v1alpha/${STREAM}/eventCreateRules`;

const THANKS = {
  field: "page_location",
  comparisonType: "CONTAINS",
  value: "/thanks",
};
const RULE = {
  destinationEvent: "goal_contact",
  eventConditions: [{ field: "event_name", comparisonType: "EQUALS", value: "page_view" }, THANKS],
  sourceCopyParameters: true,
  parameterMutations: [{ parameter: "goal_id", parameterValue: "contact" }],
};

function add(sandbox: RunningSandbox, change: object = {}, path = RULES) {
  return send(sandbox, "POST", path, { body: { ...RULE, ...change } });
}

function invalid(message: string) {
  return { status: 400, body: { error: { code: 400, message, status: "INVALID_ARGUMENT" } } };
}

describe("event create rules", () => {
  it("are created, read, changed and deleted", async () => {
    const { eventCreateRules } = analyticsAdminAlpha(await start()).properties.dataStreams;
    const { data: made } = await eventCreateRules.create({ parent: STREAM, requestBody: RULE });
    const name = made.name!;
    expect(made).toEqual({ name: `${STREAM}/eventCreateRules/5000000003`, ...RULE });
    expect((await eventCreateRules.get({ name })).data).toEqual(made);
    const { data: changed } = await eventCreateRules.patch({
      name,
      updateMask: "event_conditions,parameter_mutations",
      requestBody: { destinationEvent: "ignored", eventConditions: [THANKS] },
    });
    const { parameterMutations: _, ...kept } = made;
    expect(changed).toEqual({ ...kept, eventConditions: [THANKS] });
    const { data: whole } = await eventCreateRules.patch({ name, updateMask: "*", requestBody: made });
    expect(whole).toEqual(made);
    expect((await eventCreateRules.delete({ name })).data).toEqual({});
    await expect(eventCreateRules.delete({ name })).rejects.toMatchObject({ status: 404 });
    expect((await eventCreateRules.list({ parent: STREAM })).data).toEqual({});
  });

  it("come back without default values", async () => {
    const { body } = await add(await start(), {
      eventConditions: [{ ...THANKS, negated: false }],
      sourceCopyParameters: false,
      parameterMutations: [],
    });
    expect(body).toEqual({
      name: `${STREAM}/eventCreateRules/5000000003`,
      destinationEvent: "goal_contact",
      eventConditions: [THANKS],
    });
  });

  it("may make the same event several times, also one that Analytics collects by itself", async () => {
    const sandbox = await start();
    expect((await add(sandbox)).status).toBe(200);
    expect((await add(sandbox)).status).toBe(200);
    expect((await add(sandbox, { destinationEvent: "click" })).status).toBe(200);
  });

  it("belong to one stream, and are listed in pages, in no order of creation", async () => {
    const second = { property: "123456789", measurementId: "G-SECOND1234" };
    const sandbox = await start({ seed: { ...SEED, properties: [...SEED.properties, second] } });
    const names = ["a", "b", "c", "d", "e", "f"];
    for (const destinationEvent of names) await add(sandbox, { destinationEvent });
    const { eventCreateRules } = analyticsAdminAlpha(sandbox).properties.dataStreams;
    const { data: first } = await eventCreateRules.list({ parent: STREAM, pageSize: 4 });
    const rest = { parent: STREAM, pageSize: 4, pageToken: first.nextPageToken! };
    const { data: others } = await eventCreateRules.list(rest);
    expect([first.eventCreateRules!.length, others.nextPageToken]).toEqual([4, undefined]);
    const order = [...first.eventCreateRules!, ...others.eventCreateRules!].map(
      (rule) => rule.destinationEvent,
    );
    expect(order).not.toEqual(names);
    expect(order.sort()).toEqual(names);
    const parent = `${PROPERTY}/dataStreams/5000000003`;
    expect((await eventCreateRules.list({ parent })).data).toEqual({});
    await expect(eventCreateRules.list({ parent: `${PROPERTY}/dataStreams/1` })).rejects.toMatchObject({
      status: 404,
    });
  });

  it("are not in v1beta", async () => {
    const sandbox = await start();
    for (const method of ["GET", "POST"]) {
      const { status, body } = await send(sandbox, method, `v1beta/${STREAM}/eventCreateRules`);
      expect([status, body]).toEqual([
        404,
        expect.stringContaining("<title>Error 404 (Not Found)!!1</title>"),
      ]);
    }
  });

  it("can be read with the scope for reading, and not written", async () => {
    const sandbox = await start();
    const token = "goalform-sandbox:analytics.readonly";
    expect((await send(sandbox, "GET", RULES, { token })).status).toBe(200);
    expect(await send(sandbox, "POST", RULES, { body: RULE, token })).toMatchObject({
      status: 403,
      body: {
        error: {
          details: [
            {
              metadata: {
                method: "google.analytics.admin.v1alpha.AnalyticsAdminService.CreateEventCreateRule",
              },
            },
          ],
        },
      },
    });
  });

  it("meet faults by their name", async () => {
    const sandbox = await start({
      faults: [{ at: 2, match: "eventCreateRules.create", how: { answer: 429 } }],
    });
    await send(sandbox, "GET", RULES);
    expect([(await add(sandbox)).status, (await add(sandbox)).status]).toEqual([200, 429]);
    expect(sandbox.requests.map(({ rpc, fault }) => [rpc?.split(".").at(-1), fault])).toEqual([
      ["ListEventCreateRules", undefined],
      ["CreateEventCreateRule", undefined],
      ["CreateEventCreateRule", "429@2:eventCreateRules.create"],
    ]);
  });
});

describe("when the answer to a new event create rule is lost", () => {
  it("the rule is there, and trying again makes a second one", async () => {
    const sandbox = await start({
      faults: [{ at: 1, match: "eventCreateRules.create", how: { close: "after" } }],
    });
    await expect(add(sandbox)).rejects.toThrow("fetch failed");
    expect((await send(sandbox, "GET", RULES)).body).toMatchObject({ eventCreateRules: [RULE] });
    await add(sandbox);
    expect((await send(sandbox, "GET", RULES)).body).toMatchObject({ eventCreateRules: [RULE, RULE] });
  });
});

describe("an event create rule is refused", () => {
  const conditions = (change: object) => ({ eventConditions: [{ ...THANKS, ...change }] });
  const mutations = (...names: string[]) => ({
    parameterMutations: names.map((parameter) => ({ parameter, parameterValue: "x" })),
  });
  const REFUSED: readonly [string, object, string][] = [
    ["no event", { destinationEvent: "" }, "The field destination_event is required."],
    [
      "an event of 40 characters",
      { destinationEvent: "e".repeat(40) },
      "The field destination_event is longer than 39 characters.",
    ],
    [
      "letters that are not Latin",
      { destinationEvent: "größe" },
      "The field destination_event must start with a letter and have only letters, digits and underscores.",
    ],
    [
      "a reserved prefix",
      { destinationEvent: "ga_lead" },
      'The field destination_event starts with the reserved prefix "ga_".',
    ],
    ["no conditions", { eventConditions: [] }, "The field event_conditions is required."],
    [
      "eleven conditions",
      { eventConditions: Array.from({ length: 11 }, () => THANKS) },
      "There are more than 10 event conditions.",
    ],
    ["a condition without a field", conditions({ field: "" }), "The field field is required."],
    [
      "a field with a space",
      conditions({ field: "page location" }),
      "The field of a condition cannot contain spaces.",
    ],
    [
      "no comparison",
      conditions({ comparisonType: "COMPARISON_TYPE_UNSPECIFIED" }),
      "The field comparison_type is required.",
    ],
    ["nothing to compare with", conditions({ value: "" }), "The field value is required."],
    [
      "an expression that is none",
      conditions({ comparisonType: "REGULAR_EXPRESSION", value: "(" }),
      '"(" is not a regular expression.',
    ],
    [
      "its own event",
      { eventConditions: [{ field: "event_name", comparisonType: "EQUALS", value: "goal_contact" }] },
      "A rule cannot create the event that it is triggered by.",
    ],
    [
      "21 mutations",
      mutations(...Array.from({ length: 21 }, (_, index) => `p${index}`)),
      "There are more than 20 parameter mutations.",
    ],
    ["a mutation twice", mutations("a", "b", "a"), 'The parameter "a" is mutated twice.'],
    [
      "a parameter of 40 characters",
      mutations("p".repeat(40)),
      "The field parameter is longer than 39 characters.",
    ],
    [
      "a parameter with a hyphen",
      mutations("a-b"),
      '"a-b" is not the name of a parameter that a rule can set.',
    ],
    [
      "a new name for the event",
      mutations("event_name"),
      '"event_name" is not the name of a parameter that a rule can set.',
    ],
    [
      "a parameter's value of 100 characters",
      { parameterMutations: [{ parameter: "a", parameterValue: "x".repeat(100) }] },
      "The field parameter_value is longer than 99 characters.",
    ],
    [
      "a parameter without a value",
      { parameterMutations: [{ parameter: "a" }] },
      "The field parameter_value is required.",
    ],
  ];

  it.each(REFUSED)("with %s", async (_, change, message) => {
    const sandbox = await start();
    expect(await add(sandbox, change)).toEqual(invalid(message));
    expect((await send(sandbox, "GET", RULES)).body).toEqual({});
  });

  it("with a comparison or a field that does not exist", async () => {
    const sandbox = await start();
    const { body } = await add(sandbox, {
      ...conditions({ comparisonType: "LIKE", negate: true }),
      colour: "red",
    });
    expect(body).toMatchObject({
      error: {
        message: [
          "Invalid value at 'eventConditions[0].comparisonType' (type.googleapis.com/google.analytics.admin.v1alpha.MatchingCondition.ComparisonType), \"LIKE\"",
          "Invalid JSON payload received. Unknown name \"negate\" at 'eventConditions[0]': Cannot find field.",
          'Invalid JSON payload received. Unknown name "colour": Cannot find field.',
        ].join("\n"),
      },
    });
  });

  it.each([
    ["", "The update mask is required."],
    ["?updateMask=destinationEvents", "The update mask has an unknown path: destination_events."],
    ["?updateMask=name", "The field name cannot be updated."],
    ["?updateMask=event_conditions", "The field event_conditions is required."],
  ])("when it is changed with the mask %j", async (query, message) => {
    const sandbox = await start();
    const { body: made } = await add(sandbox);
    const path = `v1alpha/${(made as { name: string }).name}`;
    expect(await send(sandbox, "PATCH", path + query, { body: {} })).toEqual(invalid(message));
    expect((await send(sandbox, "GET", path)).body).toEqual(made);
  });

  it("as the 51st of its stream, or of the property when the switch says so", async () => {
    const second = { property: "123456789", measurementId: "G-SECOND1234" };
    const seed = { ...SEED, properties: [...SEED.properties, second] };
    const last = async (switches: Partial<Switches>) => {
      const sandbox = await start({ seed, switches });
      for (let count = 1; count <= 50; count += 1) expect((await add(sandbox)).status).toBe(200);
      const elsewhere = await add(sandbox, {}, `v1alpha/${PROPERTY}/dataStreams/5000000003/eventCreateRules`);
      return [(await add(sandbox)).body, elsewhere.status];
    };
    expect(await last({})).toEqual([
      {
        error: {
          code: 429,
          message: "The stream has reached the maximum of 50 event create rules.",
          status: "RESOURCE_EXHAUSTED",
        },
      },
      200,
    ]);
    expect(await last({ eventCreateRuleLimitPer: "property", resourceLimitStatus: 400 })).toMatchObject([
      { error: { code: 400, status: "FAILED_PRECONDITION" } },
      400,
    ]);
  });
});

describe("switches of event create rules", () => {
  const status = async (switches: Partial<Switches>, change: object) =>
    (await add(await start({ switches }), change)).status;

  it("let a rule be triggered by the event that it makes", async () => {
    const own = {
      eventConditions: [{ field: "event_name", comparisonType: "EQUALS", value: "goal_contact" }],
    };
    expect(await status({ ruleOfItsOwnEvent: "accept" }, own)).toBe(200);
  });

  it("limit the length of what a condition compares with", async () => {
    const long = { eventConditions: [{ ...THANKS, value: "x".repeat(100) }] };
    expect(await status({}, long)).toBe(200);
    expect(await status({ conditionValueMaximum: 99 }, long)).toBe(400);
  });

  it("refuse a change that changes nothing, and take masks in camel case", async () => {
    const patched = async (switches: Partial<Switches>, mask: string, body: object) => {
      const sandbox = await start({ switches });
      const { body: made } = await add(sandbox);
      const path = `v1alpha/${(made as { name: string }).name}?updateMask=${mask}`;
      return (await send(sandbox, "PATCH", path, { body })).status;
    };
    const other = { destinationEvent: "other" };
    expect(await patched({}, "*", RULE)).toBe(200);
    expect(await patched({ unchangedPatch: "refuse" }, "*", RULE)).toBe(400);
    expect(await patched({ unchangedPatch: "refuse" }, "destination_event", other)).toBe(200);
    expect(await patched({}, "destinationEvent", other)).toBe(200);
    expect(await patched({ camelCaseMasks: "refuse" }, "destinationEvent", other)).toBe(400);
  });
});
