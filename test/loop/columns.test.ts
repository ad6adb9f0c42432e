/** Columns of reports that no goal asks for: made, changed and removed with the file, and nobody else's. */
import { expect, test } from "vitest";
import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { listsToRead } from "../../src/plan/for-property.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const GOAL =
  "goals:\n  done: { type: event, on: { data_layer: done }, parameters: { plan: { data_layer: plan, register: dimension } } }\n";
const COLUMNS = `dimensions:
  author: {}
  plan: {}
  member: { scope: user, no_ads: true }
  size: { scope: item }
metrics: { margin: { unit: currency, money: revenue } }
`;
type Google = ReturnType<typeof memoryGoogle>;

async function changes(google: Google, text: string) {
  const compiled = compile(goalSet(HEAD + text), MEASUREMENT_ID);
  const snapshot = await google.read((container) => listsToRead(compiled, container));
  const { changes } = workingPlan(compiled, snapshot, "production").built.plan;
  return changes.map(({ subject, action, resources }) => [
    subject.name,
    action,
    resources.flatMap(({ kind, fields }) =>
      kind === "gtm.folder" ? [] : [fields.map(({ path }) => path).join()],
    ),
  ]);
}

async function columns(google: Google) {
  const { definitions } = (await google.read(() => ["ga4.customDimension", "ga4.customMetric"])).property;
  return [...definitions["ga4.customDimension"]!, ...definitions["ga4.customMetric"]!].map(
    ({ body }) => `${String(body["scope"])} ${String(body["parameterName"])}`,
  );
}

test("they are made, and nothing is left to do", async () => {
  const google = memoryGoogle();
  await applyGoals(google, HEAD + COLUMNS + GOAL);
  expect((await columns(google)).sort()).toEqual([
    "EVENT author",
    "EVENT margin",
    "EVENT plan",
    "ITEM size",
    "USER member",
  ]);
  expect(await changes(google, COLUMNS + GOAL)).toEqual([]);
});

test("a file may have nothing else", async () => {
  const google = memoryGoogle();
  const alone = "dimensions: { author: {} }\ngoals: {}\n";
  await applyGoals(google, HEAD + alone);
  expect(await columns(google)).toEqual(["EVENT author"]);
  expect(await changes(google, alone)).toEqual([]);
  await applyGoals(google, `${HEAD}goals: {}\n`);
  expect(await columns(google)).toEqual([]);
});

test("one that changes is a change of its own", async () => {
  const google = memoryGoogle();
  await applyGoals(google, HEAD + COLUMNS + GOAL);
  const other = COLUMNS.replace("no_ads: true", "name: Club");
  expect(await changes(google, other + GOAL)).toEqual([
    ["custom dimension Club", "change", ["disallowAdsPersonalization,displayName"]],
  ]);
  await applyGoals(google, HEAD + other + GOAL);
  expect(await changes(google, other + GOAL)).toEqual([]);
});

test("one that goes is removed, unless a goal registers it", async () => {
  const google = memoryGoogle();
  await applyGoals(google, HEAD + COLUMNS + GOAL);
  await applyGoals(google, HEAD + GOAL);
  expect(await columns(google)).toEqual(["EVENT plan"]);
  expect(await changes(google, GOAL)).toEqual([]);
});
