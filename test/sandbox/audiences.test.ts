import { describe, expect, it } from "vitest";
import type { RunningSandbox, Switches } from "../../src/sandbox/sandbox.ts";
import { analyticsAdminAlpha, PROPERTY, send, start } from "./google.ts";

const AUDIENCES = `v1alpha/${PROPERTY}/audiences`;

const ACROSS_SESSIONS = "AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS";
const SAME_SESSION = "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION";

function and(...filterExpressions: object[]) {
  return { andGroup: { filterExpressions } };
}

function or(...filterExpressions: object[]) {
  return { orGroup: { filterExpressions } };
}

function field(fieldName: string, filter: object) {
  return { dimensionOrMetricFilter: { fieldName, ...filter } };
}

const MORE_THAN_3 = { numericFilter: { operation: "GREATER_THAN", value: { int64Value: "3" } } };
const GERMANY = field("country", { stringFilter: { matchType: "EXACT", value: "Germany" } });

function event(eventName: string, parameters?: object) {
  const part = parameters === undefined ? {} : { eventParameterFilterExpression: parameters };
  return { eventFilter: { eventName, ...part } };
}

function simple(filterExpression: object, scope = SAME_SESSION) {
  return { clauseType: "INCLUDE", simpleFilter: { scope, filterExpression } };
}

function only(...leaves: object[]) {
  return and(or(...leaves));
}

const READERS = {
  displayName: "Read 4+ pages",
  description: "Visits of more than 3 pages",
  membershipDurationDays: 30,
  filterClauses: [simple(only(event("page_view", only(field("eventCount", MORE_THAN_3)))))],
};

function add(sandbox: RunningSandbox, change: object = {}) {
  return send(sandbox, "POST", AUDIENCES, { body: { ...READERS, ...change } });
}

async function archive(sandbox: RunningSandbox, made: { body: unknown }) {
  const { name } = made.body as { name: string };
  return send(sandbox, "POST", `v1alpha/${name}:archive`, { body: {} });
}

function invalid(message: string) {
  return { status: 400, body: { error: { code: 400, message, status: "INVALID_ARGUMENT" } } };
}

describe("audiences", () => {
  it("start with two of Analytics' own, without their filters, which cannot be archived", async () => {
    const { audiences } = analyticsAdminAlpha(await start()).properties;
    const { data } = await audiences.list({ parent: PROPERTY });
    const own = data.audiences!;
    expect(own.map(({ displayName }) => displayName).sort()).toEqual(["All Users", "Purchasers"]);
    expect(own.filter((audience) => "filterClauses" in audience)).toEqual([]);
    await expect(audiences.archive({ name: own[0]!.name!, requestBody: {} })).rejects.toMatchObject({
      status: 400,
    });
  });

  it("are created, read, changed and archived", async () => {
    const { audiences } = analyticsAdminAlpha(await start()).properties;
    const { data: made } = await audiences.create({ parent: PROPERTY, requestBody: READERS });
    const name = made.name!;
    expect(made).toEqual({
      name: `${PROPERTY}/audiences/5000000003`,
      ...READERS,
      adsPersonalizationEnabled: true,
      createTime: expect.stringMatching(/^2026-01-01T/),
    });
    expect((await audiences.get({ name })).data).toEqual(made);
    const eventTrigger = { eventName: "read_4_pages", logCondition: "AUDIENCE_JOINED" };
    const { data: triggered } = await audiences.patch({
      name,
      updateMask: "event_trigger",
      requestBody: { eventTrigger },
    });
    expect(triggered).toEqual({ ...made, eventTrigger });
    const { data: renewed } = await audiences.patch({
      name,
      updateMask: "event_trigger.log_condition",
      requestBody: { eventTrigger: { logCondition: "AUDIENCE_MEMBERSHIP_RENEWED" } },
    });
    expect(renewed.eventTrigger).toEqual({ ...eventTrigger, logCondition: "AUDIENCE_MEMBERSHIP_RENEWED" });
    expect((await audiences.patch({ name, updateMask: "*", requestBody: made })).data).toEqual(made);
    expect((await audiences.archive({ name, requestBody: {} })).data).toEqual({});
    expect((await audiences.list({ parent: PROPERTY })).data.audiences).toHaveLength(2);
    await expect(audiences.archive({ name, requestBody: {} })).rejects.toMatchObject({ status: 404 });
  });

  it("are not in v1beta", async () => {
    expect((await send(await start(), "GET", `v1beta/${PROPERTY}/audiences`)).status).toBe(404);
  });

  it.each([
    ["membership_duration_days", {}],
    ["display_name,filter_clauses", READERS],
    ["exclusion_duration_mode", {}],
    ["create_time", {}],
  ])("do not change what is fixed: %s", async (mask, body) => {
    const sandbox = await start();
    const { name } = (await add(sandbox)).body as { name: string };
    expect(await send(sandbox, "PATCH", `v1alpha/${name}?updateMask=${mask}`, { body })).toEqual(
      invalid(`The field ${mask.split(",").at(-1)} cannot be updated.`),
    );
    const other = { ...READERS, membershipDurationDays: 31 };
    expect(await send(sandbox, "PATCH", `v1alpha/${name}?updateMask=*`, { body: other })).toEqual(
      invalid("The field membership_duration_days cannot be updated."),
    );
  });

  it("end at a hundred, with Analytics' own, until one is archived", async () => {
    const sandbox = await start();
    const made = await add(sandbox);
    for (let count = 4; count <= 100; count += 1) expect((await add(sandbox)).status).toBe(200);
    expect(await add(sandbox)).toMatchObject({
      status: 429,
      body: { error: { status: "RESOURCE_EXHAUSTED" } },
    });
    await archive(sandbox, made);
    expect((await add(sandbox)).status).toBe(200);
  });

  it("with an event trigger end at twenty, whether they get it at once or later", async () => {
    const sandbox = await start();
    const eventTrigger = { eventName: "joined", logCondition: "AUDIENCE_JOINED" };
    for (let count = 1; count <= 20; count += 1)
      expect((await add(sandbox, { eventTrigger })).status).toBe(200);
    expect((await add(sandbox, { eventTrigger })).status).toBe(429);
    const { name } = (await add(sandbox)).body as { name: string };
    const later = await send(sandbox, "PATCH", `v1alpha/${name}?updateMask=event_trigger`, {
      body: { eventTrigger },
    });
    expect(later.status).toBe(429);
  });

  it("may be called the same, unless the switch says that names are unique", async () => {
    const second = async (switches: Partial<Switches>) => {
      const sandbox = await start({ switches });
      const first = await add(sandbox);
      const { status } = await add(sandbox);
      await archive(sandbox, first);
      return [status, (await add(sandbox)).status];
    };
    expect(await second({})).toEqual([200, 200]);
    expect(await second({ duplicateDisplayNames: "refuse" })).toEqual([409, 200]);
  });

  it("last for 1 to 540 days, or as long as they can", async () => {
    const sandbox = await start();
    const statuses = [];
    for (const membershipDurationDays of [1, 540, -1, 0, 541, -2])
      statuses.push((await add(sandbox, { membershipDurationDays })).status);
    expect(statuses).toEqual([200, 200, 200, 400, 400, 400]);
  });
});

describe("audience filters", () => {
  const step = (filterExpression: object, change: object = {}) => ({
    scope: SAME_SESSION,
    filterExpression,
    ...change,
  });
  const sequence = (...sequenceSteps: object[]) => ({
    clauseType: "INCLUDE",
    sequenceFilter: { scope: SAME_SESSION, sequenceMaximumDuration: "3600s", sequenceSteps },
  });

  const ACCEPTED: readonly [string, object][] = [
    ["ANDs of ORs", simple(and(or(event("a"), event("b")), or(GERMANY)))],
    ["not a field", simple(only({ notExpression: GERMANY }))],
    ["an exclusion", { ...simple(only(event("a"))), clauseType: "EXCLUDE" }],
    [
      "parameters as an AND of single filters",
      simple(only(event("a", and(GERMANY, { notExpression: GERMANY })))),
    ],
    ["parameters as an AND of ORs of one", simple(only(event("a", and(or(GERMANY), or(GERMANY)))))],
    ["a list", simple(only(field("country", { inListFilter: { values: ["Germany", "France"] } })))],
    [
      "a range from zero",
      simple(
        only(
          field("value", {
            betweenFilter: { fromValue: { int64Value: "0" }, toValue: { doubleValue: 2.5 } },
          }),
        ),
      ),
    ],
    [
      "a period",
      simple(
        only(field("country", { ...GERMANY.dimensionOrMetricFilter, inAnyNDayPeriod: 60 })),
        ACROSS_SESSIONS,
      ),
    ],
    [
      "a sequence",
      sequence(
        step(only(event("a"))),
        step(only(event("b")), { immediatelyFollows: true, constraintDuration: "300s" }),
      ),
    ],
  ];

  it.each(ACCEPTED)("may be %s, and come back as they were sent", async (_, clause) => {
    const { status, body } = await add(await start(), { filterClauses: [clause] });
    expect([status, body]).toEqual([200, expect.objectContaining({ filterClauses: [clause] })]);
  });

  const PLACE = "filter_clauses[0].simple_filter.filter_expression";
  const REFUSED: readonly [string, object, string][] = [
    [
      "no kind of clause",
      { simpleFilter: simple(only(GERMANY)).simpleFilter },
      "The field filter_clauses[0].clause_type is required.",
    ],
    [
      "a clause of nothing",
      { clauseType: "INCLUDE" },
      "filter_clauses[0] must have either a simple_filter or a sequence_filter.",
    ],
    [
      "both kinds of filter",
      { ...simple(only(GERMANY)), ...sequence(step(only(GERMANY))) },
      "filter_clauses[0] must have either a simple_filter or a sequence_filter.",
    ],
    [
      "no scope",
      { clauseType: "INCLUDE", simpleFilter: { filterExpression: only(GERMANY) } },
      "The field filter_clauses[0].simple_filter.scope is required.",
    ],
    ["a filter at the top", simple(GERMANY), `${PLACE} must be and_group, not dimension_or_metric_filter.`],
    ["an OR at the top", simple(or(GERMANY)), `${PLACE} must be and_group, not or_group.`],
    [
      "an AND of filters",
      simple(and(GERMANY)),
      `${PLACE}.and_group must be or_group, not dimension_or_metric_filter.`,
    ],
    ["an OR of ANDs", simple(and(or(and(GERMANY)))), `${PLACE}: and_group is not allowed here.`],
    ["an empty AND", simple(and()), `The field ${PLACE}.filter_expressions is required.`],
    [
      "not an event",
      simple(only({ notExpression: event("a") })),
      `${PLACE}: event_filter is not allowed here.`,
    ],
    [
      "two things at once",
      simple(only({ ...GERMANY, ...event("a") })),
      `${PLACE}.and_group must have exactly one of and_group, or_group, not_expression, dimension_or_metric_filter, event_filter.`,
    ],
    [
      "an event inside an event",
      simple(only(event("a", only(event("b"))))),
      `${PLACE}.event_parameter_filter_expression: event_filter is not allowed here.`,
    ],
    [
      "an OR of parameters",
      simple(only(event("a", and(or(GERMANY, GERMANY))))),
      `${PLACE}.event_parameter_filter_expression: ANDs of ORs are not supported in event parameter filters.`,
    ],
    ["an event without a name", simple(only(event(""))), "The field event_name is required."],
    [
      "the count of events on its own",
      simple(only(field("eventCount", MORE_THAN_3))),
      `${PLACE}: the field eventCount cannot be filtered on its own.`,
    ],
    [
      "a field without a name",
      simple(only(field("", MORE_THAN_3))),
      `The field ${PLACE}.field_name is required.`,
    ],
    [
      "a field without a filter",
      simple(only(field("country", {}))),
      `${PLACE}: a filter must have exactly one of string_filter, in_list_filter, numeric_filter, between_filter.`,
    ],
    [
      "no way to compare",
      simple(only(field("country", { stringFilter: { value: "x" } }))),
      `The field ${PLACE}.string_filter.match_type is required.`,
    ],
    [
      "an expression that is none",
      simple(only(field("country", { stringFilter: { matchType: "FULL_REGEXP", value: "(" } }))),
      `${PLACE}.string_filter: "(" is not a regular expression.`,
    ],
    [
      "an empty list",
      simple(only(field("country", { inListFilter: {} }))),
      `The field ${PLACE}.in_list_filter.values is required.`,
    ],
    [
      "two numbers for one",
      simple(
        only(
          field("value", { numericFilter: { operation: "EQUAL", value: { int64Value: 0, doubleValue: 0 } } }),
        ),
      ),
      `${PLACE}.numeric_filter.value must have either an int64_value or a double_value.`,
    ],
    [
      "a period within a session",
      simple(only(field("country", { ...GERMANY.dimensionOrMetricFilter, atAnyPointInTime: true }))),
      `${PLACE}: periods can be set only in the scope ACROSS_ALL_SESSIONS.`,
    ],
    [
      "a period of 61 days",
      simple(
        only(field("country", { ...GERMANY.dimensionOrMetricFilter, inAnyNDayPeriod: 61 })),
        ACROSS_SESSIONS,
      ),
      `${PLACE}: a period must be 1 to 60 days.`,
    ],
    [
      "a sequence without steps",
      sequence(),
      "The field filter_clauses[0].sequence_filter.sequence_steps is required.",
    ],
    [
      "a step of nothing",
      sequence(step(only(GERMANY)), { scope: SAME_SESSION }),
      "The field filter_clauses[0].sequence_filter.sequence_steps[1].filter_expression is required.",
    ],
  ];

  it.each(REFUSED)("are refused with %s", async (_, clause, message) => {
    expect(await add(await start(), { filterClauses: [clause] })).toEqual(invalid(message));
  });

  it.each([
    ["no name", { displayName: "" }, "The field display_name is required."],
    ["no description", { description: "" }, "The field description is required."],
    ["no duration", { membershipDurationDays: 0 }, "The field membership_duration_days is required."],
    ["no filter", { filterClauses: [] }, "The field filter_clauses is required."],
    [
      "a trigger without an event",
      { eventTrigger: { logCondition: "AUDIENCE_JOINED" } },
      "The field event_name is required.",
    ],
    [
      "a trigger that never logs",
      { eventTrigger: { eventName: "joined" } },
      "The field event_trigger.log_condition is required.",
    ],
  ])("and the whole audience is refused with %s", async (_, change, message) => {
    expect(await add(await start(), change)).toEqual(invalid(message));
  });

  it("and unknown fields and values are refused with Google's words for the place", async () => {
    const stringFilter = { matchType: "PARTIAL_REGEXP", value: "x", ignoreCase: true };
    const clause = simple({ expressions: [] });
    const sent = { ...clause, sequenceFilter: { sequenceMaximumDuration: "1h" } };
    const { body } = await add(await start(), {
      filterClauses: [sent, simple(only(field("country", { stringFilter })))],
    });
    const { message } = (body as { error: { message: string } }).error;
    expect(message.split("\n")).toEqual([
      "Invalid JSON payload received. Unknown name \"expressions\" at 'filterClauses[0].simpleFilter.filterExpression': Cannot find field.",
      "Invalid value at 'filterClauses[0].sequenceFilter.sequenceMaximumDuration' (type.googleapis.com/google.protobuf.Duration), \"1h\"",
      expect.stringContaining(
        ".stringFilter.matchType' (type.googleapis.com/google.analytics.admin.v1alpha.",
      ),
      expect.stringContaining('Unknown name "ignoreCase" at'),
    ]);
  });
});
