/**
 * What reviewers see of the edits that people make most: BEFORE → AFTER in the words of the language, and none of Google's
 * own words outside the fold, in these files and in every other golden file of a plan, a comment or an issue.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { driftMarkdown } from "../../src/action/drift-markdown.ts";
import { findEdits } from "../../src/action/edits.ts";
import type { Job } from "../../src/action/job.ts";
import type { Live } from "../../src/action/live.ts";
import { offeredPatch } from "../../src/action/offered-patch.ts";
import { planInWorkflow } from "../../src/action/workflow-words.ts";
import { acceptance } from "../../src/app/accept/acceptance.ts";
import { readSources } from "../../src/app/accept/sources.ts";
import type { OpenTarget } from "../../src/app/target.ts";
import type { WorkingPlan } from "../../src/apply/working-plan.ts";
import { planText } from "../../src/render/plan-text.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, workFor } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const FILE = `${HEAD}goals:
  thanks:
    type: destination
    page: /thanks
    value: 5
    leads_to: purchase
  engaged: { type: duration, longer_than: 4m }
  deep: { type: pages_per_session, more_than: 5 }
  trial:
    type: event
    on: { data_layer: trial }
    parameters: { plan: { data_layer: plan } }
  big_order: { type: event, on: { ga4_event: purchase }, where: { value: { at_least: 100 } } }
  purchase: { type: event, on: { ga4_event: purchase }, role: macro }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, { id: pay, on: { data_layer: pay } }, purchase], audiences: [completed] }
`;

type Edit = readonly [from: string | RegExp, to: string] | ((google: MemoryGoogle) => void);

const everyPage = (google: MemoryGoogle) =>
  google.editEntities("gtm.trigger", (one) =>
    one["name"] === "acme-shop - Thanks" ? { ...one, filter: [] } : one,
  );

const EDITS: Readonly<Record<string, readonly [edit: Edit, said: string]>> = {
  "a path": [["page: /thanks", "page: /merci"], "page viewed: /thanks → /merci"],
  "a matcher": [
    ["page: /thanks", "page: { path: { begins_with: /thanks } }"],
    "page viewed: /thanks → path begins with /thanks",
  ],
  "a value": [["value: 5", "value: 500"], "worth 5 EUR → 500 EUR"],
  "a currency": [["value: 5", "value: 5\n    currency: CHF"], "worth 5 EUR → 5 CHF"],
  "a counting": [
    ["value: 5", "value: 5\n    counting: once_per_event"],
    "counts once per session → every time",
  ],
  "a session goal": [["4m", "5m"], "session longer than 4m → 5m"],
  "a page count": [["more_than: 5", "more_than: 3"], "more than 5 → 3 pages in one session"],
  "a parameter": [
    ["data_layer: plan }", "data_layer: tariff }"],
    "parameter plan: data-layer key plan → data-layer key tariff",
  ],
  "a funnel step": [["/cart", "/basket"], "step Cart: page viewed: /cart → /basket"],
  "a where": [["at_least: 100", "at_least: 200"], "where value is at least 100 → 200"],
  "a removal": [[/ {2}thanks:\n( {4}.*\n)+/, ""], "page viewed: /thanks; worth 5 EUR"],
  "an edit in the screen": [everyPage, "now counts on every page; the file says /thanks"],
};

const JOB = {
  inputs: { file: "goals.yaml" },
  trigger: { run: { id: "12.1", number: "9", url: "https://x" } },
} as unknown as Job;

function accepted(google: MemoryGoogle, file: string, work: WorkingPlan) {
  const bytes = new TextEncoder().encode(file);
  const sources = readSources("goals.yaml", { readGoals: () => bytes, included: () => [] });
  const [at] = goalSet(file).targets;
  const target = {
    ...at!,
    name: "production",
    ga4: { property: "123456789", measurementId: MEASUREMENT_ID },
  };
  const open = { target, neighbours: [], port: google } as unknown as OpenTarget;
  return acceptance(sources, goalSet(file), work, open, null);
}

test.each(Object.entries(EDITS))("%s", async (name, [edit, said]) => {
  const google = memoryGoogle();
  await applyGoals(google, FILE);
  if (typeof edit === "function") edit(google);
  const file = typeof edit === "function" ? FILE : FILE.replace(...edit);
  const work = await workFor(google, file);
  const live = { work, plan: work.built.plan, version: null } as unknown as Live;
  const offered = offeredPatch(accepted(google, file, work), "/");
  const issue = driftMarkdown(JOB, { live, ...(await findEdits(live, google)), offered }, 60_000);
  const folder = `in-words/${name.replaceAll(" ", "-")}`;
  const terminal = planText(live.plan, { color: false });
  const comment = planInWorkflow(live.plan, { longest: 60_000, live: "2", rest: "the job's summary" });
  for (const shown of [terminal, comment, issue]) expect(shown.replaceAll("\\_", "_")).toContain(said);
  await expect(terminal).toMatchFileSnapshot(`${folder}/terminal.txt`);
  await expect(comment).toMatchFileSnapshot(`${folder}/comment.md`);
  await expect(issue).toMatchFileSnapshot(`${folder}/issue.md`);
});

/** Google's words for what the language has words for. */
const GOOGLES = /filter\[|arg0|arg1|parameter\.|\{\{|ONCE_PER_/;
const GOLDEN = ["action", "plan/stories", "cli/outputs", "library"];

test("no golden file has Google's own words outside the fold", () => {
  const files = GOLDEN.flatMap((folder) =>
    readdirSync(`test/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:md|txt)$/.test(name))
      .map((name) => `test/${folder}/${name}`),
  );
  expect(files.length).toBeGreaterThan(100);
  const found = files.filter((file) => {
    const text = readFileSync(file, "utf8").replace(/<details>.*?<\/details>/gs, "");
    return GOOGLES.test(text);
  });
  expect(found).toEqual([]);
});
