/** Calculated metrics: made after what they name, changed in place, removed to make room, and nobody else's. */
import { expect, test } from "vitest";
import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { listsToRead } from "../../src/plan/for-property.ts";
import { planRollback } from "../../src/plan/rollback.ts";
import { goalLines } from "../../src/render/plan-words.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const KIND = "ga4.calculatedMetric";
const GOALS = "goals: { done: { type: event, on: { data_layer: done } } }\n";
const RATE = "margin_rate: { formula: margin / purchaseRevenue }";
const PER_PERSON = "per_person: { formula: purchaseRevenue / totalUsers, unit: currency }";
const file = (...metrics: string[]) =>
  `metrics: { margin: { unit: minutes }, ${metrics.join(", ")} }\n${GOALS}`;
const NONE = `metrics: { margin: { unit: minutes } }\n${GOALS}`;

type Google = ReturnType<typeof memoryGoogle>;

async function planned(google: Google, text: string) {
  const compiled = compile(goalSet(HEAD + text), MEASUREMENT_ID);
  const snapshot = await google.read((container) => listsToRead(compiled, container));
  return { ...workingPlan(compiled, snapshot, "production").built, snapshot };
}

async function changes(google: Google, text: string): Promise<string[]> {
  const { plan } = await planned(google, text);
  return plan.changes.map((change) =>
    [change.action, change.subject.name, change.resources[0]!.reason, ...goalLines(change)].join(": "),
  );
}

async function applied(text: string, google = memoryGoogle()): Promise<Google> {
  await applyGoals(google, HEAD + text);
  expect(await changes(google, text)).toEqual([]);
  return google;
}

const formulas = (google: Google) =>
  google.definitions(KIND).map(({ body }) => `${body.calculatedMetricId}: ${body.formula}`);

/** What somebody else has made, as Analytics answers it. */
const theirs = (body: object) => ({
  calculatedMetricId: "margin_rate",
  displayName: "Margin rate",
  metricUnit: "STANDARD",
  formula: "customEvent:margin/purchaseRevenue",
  ...body,
});

test("one is made with Google's spelling, and its mark", async () => {
  const google = await applied(file(RATE, PER_PERSON));
  expect(formulas(google)).toEqual([
    "margin_rate: customEvent:margin / purchaseRevenue",
    "per_person: purchaseRevenue / totalUsers",
  ]);
  expect(google.definitions(KIND)[0]!.body).toMatchObject({
    displayName: "Margin rate",
    metricUnit: "STANDARD",
    description: expect.stringMatching(
      /^goalform owner=acme-shop address=ga4.calculatedMetric\/margin_rate /,
    ),
  });
});

test("what it is made of comes from the parameters of goals, too, before metrics of Analytics", async () => {
  const google = await applied(
    `metrics: { ratio: { formula: (sessions + seats) / totalUsers } }
goals:
  done:
    type: event
    on: { data_layer: done }
    parameters: { sessions: { data_layer: n, register: metric }, seats: { data_layer: m, register: metric } }
`,
  );
  expect(formulas(google)).toEqual(["ratio: (customEvent:sessions + customEvent:seats) / totalUsers"]);
});

test("the file is a change in its words; what means the same is none", async () => {
  const google = await applied(file(RATE, PER_PERSON));
  expect(
    await changes(google, file("margin_rate: { formula: (margin)/(1.0*purchaseRevenue) }", PER_PERSON)),
  ).toEqual([
    "change: calculated metric Margin rate: file_changed: formula: margin / purchaseRevenue → margin / (1 * purchaseRevenue)",
  ]);
  expect(
    await changes(google, file('margin_rate: { formula: "((margin) /purchaseRevenue)" }', PER_PERSON)),
  ).toEqual([]);
  const other = file(
    "margin_rate: { formula: margin - 1, unit: currency, name: Margin less one, description: Test. }",
  );
  expect(await changes(google, other)).toEqual([
    "change: calculated metric Margin less one: file_changed: description: (nothing) → Test.: name: Margin rate → Margin less one: formula: margin / purchaseRevenue → margin - 1: unit: standard → currency",
    "remove: calculated metric Per person: removed: purchaseRevenue / totalUsers, in currency",
  ]);
  await applied(other, google);
  expect(formulas(google)).toEqual(["margin_rate: customEvent:margin - 1"]);
});

test("the list is read while the file has a formula or had one, and never else", async () => {
  const google = await applied(NONE);
  const lists = async (text: string) => {
    const compiled = compile(goalSet(HEAD + text), MEASUREMENT_ID);
    return listsToRead(compiled, (await google.read()).container);
  };
  expect(await lists(NONE)).toEqual(["ga4.customMetric"]);
  await applied(file(RATE), google);
  expect(await lists(NONE)).toEqual(["ga4.customMetric", KIND]);
  expect((await changes(google, NONE)).filter((one) => one.startsWith("remove"))).toEqual([
    "remove: calculated metric Margin rate: removed: margin / purchaseRevenue",
  ]);
  await applied(NONE, google);
  expect(formulas(google)).toEqual([]);
  expect(await lists(NONE)).toEqual(["ga4.customMetric"]);
});

test("five are all there is room for, and one that goes makes room for another at once", async () => {
  const five = ["a", "b", "c", "d", "e"].map((id) => `${id}: { formula: margin / totalUsers }`);
  const google = await applied(file(...five));
  const swapped = file(...five.slice(1), "f: { formula: margin / sessions, name: A }");
  const { plan } = await planned(google, swapped);
  expect(plan.blockers).toEqual([]);
  const order: string[] = [];
  const watched: Google = {
    ...google,
    createDefinition: async (...of) =>
      void order.push(`create ${String(of[2].displayName)}`, String(await google.createDefinition(...of))),
    removeDefinition: async (...of) =>
      void order.push("remove", String(await google.removeDefinition(...of))),
  };
  await applyGoals(watched, HEAD + swapped);
  expect(order.filter((one) => one !== "undefined")).toEqual(["remove", "create A"]);
  expect(await changes(google, swapped)).toEqual([]);
  google.plantDefinition(KIND, theirs({ calculatedMetricId: "theirs", displayName: "Theirs" }));
  google.editDefinitions(KIND, (body) => (body.calculatedMetricId === "f" ? null : body));
  const { plan: full } = await planned(google, swapped);
  expect(full.blockers.map(({ code }) => code)).toEqual(["calculated-metric-limit"]);
});

test("edited in Analytics: what it says now, and what the file says", async () => {
  const google = await applied(file(RATE));
  google.editDefinitions(KIND, (body) => ({ ...body, formula: "customEvent:margin * 2 / purchaseRevenue" }));
  expect(await changes(google, file(RATE))).toEqual([
    "change: calculated metric Margin rate: edited: now formula: margin * 2 / purchaseRevenue; the file says margin / purchaseRevenue",
  ]);
  google.editDefinitions(KIND, () => null);
  expect(await changes(google, file(RATE))).toEqual([
    "add: calculated metric Margin rate: missing: margin / purchaseRevenue",
  ]);
});

test("one that is the same gets the mark; one that differs under our id or name stops the plan", async () => {
  const stops = async (body: object, text = file(RATE)) => {
    const google = memoryGoogle();
    google.plantDefinition(KIND, theirs(body));
    const { plan } = await planned(google, text);
    return plan.blockers.map(({ code, message }) => `${code}: ${message}`);
  };
  const google = memoryGoogle();
  google.plantDefinition(KIND, theirs({ description: "By a colleague." }));
  expect(await changes(google, file(RATE))).toContain(
    "adopt: calculated metric Margin rate: adopted_and_changed",
  );
  await applied(file(RATE), google);
  expect(formulas(google)).toHaveLength(1);
  expect(await stops({ formula: "sessions" })).toEqual([
    'name-taken: The property has a calculated metric with the id "margin_rate" already: it is not ours and does something else.',
  ]);
  expect(await stops({ calculatedMetricId: "rate" })).toEqual([
    'name-taken: The property has a calculated metric named "Margin rate" already: it is not ours and does something else.',
  ]);
  const ofOthers = "goalform owner=others address=ga4.calculatedMetric/margin_rate digest=0123456789abcdef";
  expect(await stops({ formula: "sessions", description: ofOthers })).toEqual([
    'name-taken: The property has a calculated metric with the id "margin_rate" already: it belongs to the goals file "others".',
  ]);
  expect(await stops({ description: ofOthers })).toEqual([]);
});

test("a custom metric of others with the same name or id stops it as well", async () => {
  const google = memoryGoogle();
  const body = {
    parameterName: "margin_rate",
    displayName: "Rate",
    scope: "EVENT",
    measurementUnit: "STANDARD",
  };
  google.plantDefinition("ga4.customMetric", body);
  const { plan } = await planned(google, file(RATE));
  expect(plan.blockers.map(({ message }) => message)).toEqual([
    'The property has a custom metric with the id "margin_rate" already: it is not ours and does something else.',
  ]);
});

test("a custom metric of ours stays as long as a formula of others names it", async () => {
  const google = await applied(
    `metrics: { margin: {}, other: { formula: sessions / totalUsers } }\n${GOALS}`,
  );
  google.plantDefinition(KIND, theirs({}));
  const without = `metrics: { other: { formula: sessions / totalUsers } }\n${GOALS}`;
  const { plan } = await planned(google, without);
  expect(plan.warnings.map(({ message }) => message)).toContain(
    'The custom metric "Margin" stays: the formula of the calculated metric "Margin rate" names it, and is not ours.',
  );
  expect(plan.changes.flatMap(({ resources }) => resources.map(({ action }) => action))).not.toContain(
    "delete",
  );
});

test("a copy of our description makes nothing ours", async () => {
  const google = await applied(file(RATE));
  const { description } = google.definitions(KIND)[0]!.body;
  google.plantDefinition(
    KIND,
    theirs({ calculatedMetricId: "copy", displayName: "Copy", description: description! }),
  );
  expect(await changes(google, file(RATE))).toEqual([]);
  await applied(NONE, google);
  expect(formulas(google)).toEqual(["copy: customEvent:margin/purchaseRevenue"]);
});

test("going back to a version from before leaves it, and says so", async () => {
  const google = await applied(NONE);
  const before = (await google.read()).container.content;
  await applied(file(RATE), google);
  const snapshot = await google.read(() => [KIND]);
  const version = { id: "1", name: "" };
  expect(planRollback("acme-shop", snapshot, version, version, before).definitionsLeft).toEqual([
    { kind: KIND, name: "Margin rate", stream: null, countsTwice: null, isForgotten: true },
  ]);
});
