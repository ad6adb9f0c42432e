/** Goals with several ways, and what people do at Google: edits, tags of theirs, several targets. */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { acceptance } from "../../src/app/accept/acceptance.ts";
import { readSources } from "../../src/app/accept/sources.ts";
import type { OpenTarget } from "../../src/app/target.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { changeLines } from "../../src/render/plan-words.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { EMPTY_CONTENT } from "../../src/resources/snapshot.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned, workFor } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const FILE = `${HEAD}goals:
  lead: # all of them
    type: event
    any:
      - on: { form: callback } # the form
      - { page: /thanks } # the page
      - { on: { data_layer: chat } }
    cookie: { member: gold }
`;

const condition = (variable: string, value: string) => ({
  type: "equals",
  parameter: [
    { type: "template", key: "arg0", value: `{{${variable}}}` },
    { type: "template", key: "arg1", value },
  ],
});

function edited(google: MemoryGoogle, name: string, edit: (one: JsonObject) => JsonObject | null): void {
  google.editEntities("gtm.trigger", (one) =>
    one["name"] === `acme-shop - Lead (${name})` ? edit(one) : one,
  );
}

async function accepted(google: MemoryGoogle) {
  const bytes = new TextEncoder().encode(FILE);
  const { goalSet } = readGoals("goals.yaml", bytes);
  const sources = readSources("goals.yaml", { readGoals: () => bytes, included: () => [] });
  const target = {
    ...goalSet!.targets[0]!,
    name: "production",
    ga4: { property: "123456789", measurementId: "G-TEST123456" },
  };
  const open = { target, neighbours: [], port: google } as unknown as OpenTarget;
  return acceptance(sources, goalSet!, await workFor(google, FILE), open, null);
}

describe("an edit of one way at Google", () => {
  test("is said, undone by an apply, and can be accepted", async () => {
    const google = memoryGoogle();
    await applyGoals(google, FILE);
    edited(google, "page-thanks", ({ filter, ...one }) => ({
      ...one,
      filter: [(filter as JsonObject[])[0]!, condition("Page Path", "/merci")].filter(
        (each) => !JSON.stringify(each).includes("/thanks"),
      ),
    }));
    const plan = await planned(google, FILE);
    expect(plan.changes.flatMap(changeLines)).toMatchInlineSnapshot(`
      [
        "1 of 3 ways: now counts on /merci; the file says /thanks",
      ]
    `);
    const { files, left } = await accepted(google);
    expect(left).toEqual([]);
    expect(files[0]!.after).toBe(FILE.replace("page: /thanks", "page: /merci"));
    const rest = (await planned(google, files[0]!.after)).changes.flatMap(({ resources }) => resources);
    expect(rest.map(({ name, reason }) => `${name} ${reason}`)).toMatchInlineSnapshot(`
      [
        "acme-shop - Lead (page-merci) remarked",
        "acme-shop - Lead remarked",
      ]
    `);
    await applyGoals(google, FILE);
    expect((await planned(google, FILE)).changes).toEqual([]);
  });

  test("is said where a way does not fire the tag any more", async () => {
    const google = memoryGoogle();
    await applyGoals(google, FILE);
    google.editEntities("gtm.tag", (one) => ({
      ...one,
      firingTriggerId: (one["firingTriggerId"] as string[]).slice(1),
    }));
    const plan = await planned(google, FILE);
    expect(plan.changes.flatMap(changeLines)).toMatchInlineSnapshot(`
      [
        "a further way: now (nothing); the file says form submitted: id is callback",
      ]
    `);
    const { files, left } = await accepted(google);
    expect(left.map(({ why }) => why)).toEqual([]);
    expect(files[0]?.after).toMatchInlineSnapshot(`
      "version: 1
      name: acme-shop
      targets:
        production:
          ga4: { property: "123456789", measurement_id: G-TEST123456 }
          gtm: { container: GTM-TEST01 }
      defaults: { currency: EUR }
      goals:
        lead: # all of them
          type: event
          # the form
          # the page
          any: [ { page: /thanks }, { on: { data_layer: chat } } ]
          cookie: { member: gold }
      "
    `);
  });

  test("is said where its trigger was deleted", async () => {
    const google = memoryGoogle();
    await applyGoals(google, FILE);
    const [gone] = (await google.read(() => [])).container.content.entities["gtm.trigger"].filter(
      ({ name }) => name === "acme-shop - Lead (data_layer-chat)",
    );
    google.editEntities("gtm.trigger", (one) => (one["triggerId"] === gone!.triggerId ? null : one));
    google.editEntities("gtm.tag", (one) => ({
      ...one,
      firingTriggerId: (one["firingTriggerId"] as string[]).filter((id) => id !== gone!.triggerId),
    }));
    const plan = await planned(google, FILE);
    expect(plan.changes.flatMap(changeLines)).toMatchInlineSnapshot(`
      [
        "a further way: now (nothing); the file says the site pushes chat to the data layer",
      ]
    `);
    await applyGoals(google, FILE);
    expect((await planned(google, FILE)).changes).toEqual([]);
  });
});

describe("a tag of other people with several triggers", () => {
  const adopting = (any: string) =>
    `${HEAD}goals:\n  lead: { type: event, key_event: false, any: [${any}], adopt: "GA4 - Lead" }\n`;
  const FORM = "{ on: { form: { id: { matches: ^callback$ } } } }";
  const theirs = () => {
    const google = memoryGoogle();
    google.plantAll({ ...EMPTY_CONTENT, builtInVariables: ["formId", "pagePath"] });
    const cells = [
      { type: "template", key: "eventName", value: "lead" },
      { type: "template", key: "measurementIdOverride", value: "G-TEST123456" },
    ];
    const form = { ...condition("Form ID", "callback"), type: "matchRegex" };
    form.parameter[1]!.value = "^callback$";
    google.plant("gtm.trigger", { name: "Form", type: "formSubmission", filter: [form] });
    google.plant("gtm.trigger", {
      name: "Thanks",
      type: "pageview",
      filter: [condition("Page Path", "/thanks")],
    });
    google.plant("gtm.tag", {
      name: "GA4 - Lead",
      type: "gaawe",
      parameter: cells,
      firingTriggerId: ["3", "4"],
    });
    google.plant("gtm.tag", { name: "Ads", type: "html", parameter: [], firingTriggerId: ["4"] });
    return google;
  };

  test("is adopted as it is, and one way changes without the others", async () => {
    const google = theirs();
    const file = adopting(`${FORM}, { page: /thanks }`);
    const plan = await applyGoals(google, file);
    expect(plan.blockers).toEqual([]);
    expect(plan.changes.map(({ action }) => action)).toEqual(["adopt"]);
    expect((await planned(google, file)).changes).toEqual([]);
    const bare = file.replace(', adopt: "GA4 - Lead"', "");
    expect((await planned(google, bare)).changes).toEqual([]);
    const next = bare.replace("/thanks", "/merci");
    const change = await applyGoals(google, next);
    expect(change.changes.flatMap(changeLines)).toMatchInlineSnapshot(`
      [
        "1 of 2 ways: page viewed: /thanks → /merci",
      ]
    `);
    expect(
      change.changes.flatMap(({ resources }) =>
        resources.map(({ action, kind, name }) => `${action} ${kind} ${name}`),
      ),
    ).toMatchInlineSnapshot(`
      [
        "create gtm.folder goalform - acme-shop",
        "create gtm.trigger acme-shop - Lead (page-merci)",
        "update gtm.tag GA4 - Lead",
      ]
    `);
    expect((await planned(google, next)).changes).toEqual([]);
  });

  test("stops the plan of a goal that would do the same, however the file says it", async () => {
    for (const ways of [`${FORM}, { page: /thanks }`, `{ page: /thanks }, ${FORM}`]) {
      const file = adopting(ways).replace(', adopt: "GA4 - Lead"', "");
      const { blockers } = await planned(theirs(), file);
      expect(blockers.map(({ code }) => code)).toEqual(["tag-does-the-same"]);
    }
  });

  test("is the same as a goal that asks for several texts in one place", async () => {
    const google = theirs();
    google.editEntities("gtm.trigger", (one) =>
      one["name"] === "Form" ? { ...one, type: "pageview", filter: [condition("Page Path", "/merci")] } : one,
    );
    const joined = `${HEAD}goals:\n  lead: { type: destination, key_event: false, page: { path: { one_of: [/merci, /thanks] } }, adopt: "GA4 - Lead" }\n`;
    expect((await planned(google, joined.replace(', adopt: "GA4 - Lead"', ""))).blockers[0]?.code).toBe(
      "tag-does-the-same",
    );
    const plan = await applyGoals(google, joined);
    expect(
      plan.changes.map(({ action, resources }) => [
        action,
        ...new Set(resources.map(({ reason }) => reason)),
      ]),
    ).toEqual([["adopt", "adopted"]]);
    expect((await planned(google, joined)).changes).toEqual([]);
  });
});

test("at two targets: applied, planned again, a way taken away in front, planned again", async () => {
  const staging =
    '  staging:\n    ga4: { property: "987654321", measurement_id: G-TEST654321 }\n    gtm: { container: GTM-TEST02 }\n    defaults: { host: staging.acme.example }\ndefault_target: production\n';
  const file = FILE.replace("defaults:", `${staging}defaults:`);
  const sandbox = await startSandbox({
    seed: {
      properties: [
        { property: "123456789", measurementId: "G-TEST123456" },
        { property: "987654321", measurementId: "G-TEST654321" },
      ],
      containers: [{ publicId: "GTM-TEST01" }, { publicId: "GTM-TEST02" }],
    },
  });
  const here = folder({ "goals.yaml": file });
  const run = async (...args: string[]) =>
    (await here.goalform([...args, "--all-targets", "--endpoint", sandbox.url])).out;
  await run("apply", "--auto-approve");
  const again = await run("plan");
  expect(again.match(/No changes|nothing to/gi)).toMatchInlineSnapshot(`
    [
      "No changes",
      "No changes",
      "no changes",
      "no changes",
    ]
  `);
  const path = `${here.path}/goals.yaml`;
  writeFileSync(path, readFileSync(path, "utf8").replace("      - on: { form: callback } # the form\n", ""));
  const next = await run("plan", "--format", "text");
  expect(next.match(/^ +[-+~] trigger .*$/gm)).toMatchInlineSnapshot(`
    [
      "    - trigger     acme-shop - Lead (form-callback)",
      "    - trigger     acme-shop - Lead (form-callback)",
    ]
  `);
  await run("apply", "--auto-approve");
  expect(await run("plan")).toBe(again);
  await sandbox.close();
});
