/** Why something changes, as people read it in a plan. */
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { EDITED, type Reason } from "../../src/plan/plan.ts";
import { planText } from "../../src/render/plan-text.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import { audience, compiledWith, rule } from "../support/definitions.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { type Goals, goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const RULE = "ga4.eventCreateRule";
const AUDIENCE = "ga4.audience";
const file = (...goals: string[]) => `${HEAD}goals:${goals.length === 0 ? " {}" : ""}\n${goals.join("")}`;
const THANKS = "  thanks: { name: Thanks, type: destination, page: /thanks }\n";
const DEEP = file("  deep: { type: pages_per_session, more_than: 5 }\n");
const byRule = compiledWith(file(THANKS.replace("/thanks", "/x")), rule("other", "/other"));
const deep = (pages: number) => compiledWith(file(), audience("deep", pages));
const edited = { displayName: "Mine" };

function byAnOlderVersion(goals: string): Compiled {
  const compiled = compile(goalSet(goals), MEASUREMENT_ID);
  const older = JSON.stringify(compiled.resources).replace("</script>", "// older\\n</script>");
  return { ...compiled, resources: JSON.parse(older) as Compiled["resources"] };
}

interface Why {
  readonly before: Goals;
  readonly meanwhile?: (google: MemoryGoogle) => void;
  readonly after: Goals;
  readonly words: string;
}

const WHYS: Readonly<Partial<Record<Reason, Why>>> = {
  surplus: {
    before: byRule,
    meanwhile: (google) => google.plantDefinition(RULE, google.definitions(RULE)[0]!.body, MEASUREMENT_ID),
    after: byRule,
    words: "there are two, and one is enough",
  },
  replaced: {
    before: deep(3),
    after: deep(4),
    words: "Analytics cannot change this in place: a new one takes its place, and its members start over",
  },
  replaced_and_edited: {
    before: deep(3),
    meanwhile: (google) => google.editDefinitions(AUDIENCE, (body) => ({ ...body, ...edited })),
    after: deep(4),
    words:
      "edited at Google since the last apply; Analytics cannot change this in place: a new one takes its place, and its members start over",
  },
  removed_and_edited: {
    before: deep(3),
    meanwhile: (google) => google.editDefinitions(AUDIENCE, (body) => ({ ...body, ...edited })),
    after: file(),
    words: "no longer needed, and edited at Google since the last apply",
  },
  file_changed_and_edited: {
    before: file(THANKS),
    meanwhile: (google) => google.editEntities("gtm.trigger", (one) => ({ ...one, filter: [] })),
    after: file(THANKS.replace("/thanks", "/merci")),
    words: "changed in the goals file and edited at Google since the last apply",
  },
  missing: {
    before: file(THANKS),
    meanwhile: (google) => google.editEntities("gtm.tag", () => null),
    after: file(THANKS),
    words: "deleted at Google since the last apply",
  },
  renamed: {
    before: file(THANKS),
    after: file(THANKS.replace("thanks: {", "merci: { was: thanks, event: thanks,")),
    words: "has another id in the goals file",
  },
  remarked: {
    before: byRule,
    after: file(THANKS.replace("/thanks", "/x")),
    words: "its mark is updated",
  },
  rewritten: {
    before: byAnOlderVersion(DEEP),
    after: DEEP,
    words: "this version of goalform writes it in another way",
  },
};

test.each(Object.entries(WHYS))("%s", async (reason, { before, meanwhile, after, words }) => {
  const google = memoryGoogle();
  await applyGoals(google, before);
  meanwhile?.(google);
  const plan = await planned(google, after);
  expect(plan.changes.flatMap(({ resources }) => resources.map((one) => one.reason))).toContain(reason);
  expect(planText(plan, { color: false })).toContain(words);
});

test("a column of reports is added, changed and removed for the file's own sake", async () => {
  const google = memoryGoogle();
  const text = async (after: string) => planText(await planned(google, after), { color: false });
  const [small, big] = ["{}", "{ name: Size of it }"].map(
    (size) => `dimensions: { size: ${size} }\n${file()}`,
  );
  const gone = "the goals file no longer needs it";
  expect(await text(small!)).toMatch(
    /\+ add +Shared: custom dimension Size {2}goals.yaml:1\n +\+ custom dimension Size {2}from the parameter size/,
  );
  await applyGoals(google, small!);
  const changed = await text(big!);
  expect(changed).toContain("changed in the goals file");
  expect(changed).not.toContain(gone);
  expect(await text(file())).toContain(gone);
});

test("a step of a funnel that becomes a goal was neither deleted nor edited at Google", async () => {
  const google = memoryGoogle();
  const counted = (goals: string, step: string) =>
    file(
      "  bought: { type: destination, page: /bought }\n",
      "  done: { type: event, on: { funnel: way } }\n",
      goals,
    ) + `funnels:\n  way: { steps: [${step}, bought] }\n`;
  await applyGoals(google, counted("", "{ id: cart, page: /cart }"));
  const { changes } = await planned(google, counted("  cart: { type: destination, page: /cart }\n", "cart"));
  const reasons = changes.flatMap(({ resources }) => resources.map(({ reason }) => reason));
  expect(reasons).toContain("removed");
  expect(reasons.filter((one) => EDITED.includes(one))).toEqual([]);
});
