/** What stops an apply, word for word: unpublished work, protected goals, names that are taken, containers of other kinds. */
import { describe, expect, test } from "vitest";
import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import type { ContainerSnapshot } from "../../src/resources/snapshot.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const THANKS = `${HEAD}goals:\n  thanks: { name: Thanks, type: destination, page: /thanks }\n`;
const NONE = `${HEAD}goals: {}\n`;
const CALL = "  call: { name: Call, type: destination, page: /call }\n";

async function inContainer(
  google: MemoryGoogle,
  yaml: string,
  change: (container: ContainerSnapshot) => Partial<ContainerSnapshot>,
): Promise<Plan> {
  const { container, ...rest } = await google.read();
  const snapshot = { ...rest, container: { ...container, ...change(container) } };
  return workingPlan(compile(goalSet(yaml), MEASUREMENT_ID), snapshot, "production").built.plan;
}

describe("a version that is not live", () => {
  const withSale =
    (
      more: JsonObject[] = [{ tagId: "90", name: "Summer sale", type: "html" }],
      name = "Sale",
      createdAt: number | null = null,
    ) =>
    ({ content }: ContainerSnapshot): Partial<ContainerSnapshot> => {
      const entities = { ...content.entities, "gtm.tag": [...content.entities["gtm.tag"], ...more] };
      return {
        unpublished: { id: "7", name, description: "", createdAt, content: { ...content, entities } },
      };
    };

  test("and contains people's work stops the plan", async () => {
    const created = Date.parse("2026-03-01T09:05:07Z");
    const { blockers } = await inContainer(memoryGoogle(), THANKS, withSale(undefined, "Sale", created));
    expect(blockers).toEqual([
      {
        code: "unpublished-version",
        message:
          'The latest version of GTM-TEST01 is 7 ("Sale"), made on 2026-03-01 at 09:05 UTC, but version 1 is live. Applying would publish its work too: tag "Summer sale".',
        waysOut: [
          "Publish or delete that version in Tag Manager, then plan again.",
          { say: "If it may go live now,", override: "allow-unpublished" },
        ],
        override: "allow-unpublished",
      },
    ]);
  });

  test("is said to be alone where nothing is live, without a name and a time that nobody gave it", async () => {
    const many = Array.from({ length: 6 }, (_, i) => ({ tagId: `9${i}`, name: `T${i}`, type: "html" }));
    const { blockers } = await inContainer(memoryGoogle(), THANKS, (container) => ({
      ...withSale(many, "")(container),
      live: null,
    }));
    expect(blockers.map(({ message }) => message)).toEqual([
      'The latest version of GTM-TEST01 is 7 but nothing is live. Applying would publish its work too: tag "T0", tag "T1", tag "T2", tag "T3", tag "T4".',
    ]);
  });

  test("stops nobody where nothing is to be done, or where nothing differs", async () => {
    const google = memoryGoogle();
    expect((await inContainer(google, THANKS, withSale([]))).blockers).toEqual([]);
    await applyGoals(google, THANKS);
    expect((await inContainer(google, THANKS, withSale())).blockers).toEqual([]);
  });

  test("and contains another goals file's work is left out, which the plan says", async () => {
    const other = memoryGoogle();
    await applyGoals(other, THANKS.replace("acme-shop", "acme-blog"));
    const { entities } = (await other.read()).container.content;
    const content = ({ content: mine }: ContainerSnapshot) => ({ ...mine, entities });
    const unpublished = (container: ContainerSnapshot) => ({
      unpublished: { id: "7", name: "", description: "", createdAt: null, content: content(container) },
    });
    const said = ({ warnings }: Plan) =>
      warnings.filter(({ code }) => code === "unpublished-goals").map(({ message }) => message);
    const plan = await inContainer(memoryGoogle(), THANKS, unpublished);
    expect(plan.blockers).toEqual([]);
    expect(said(plan)).toEqual([
      'Version 7 of GTM-TEST01 contains work of the goals file "acme-blog" that is not live. Apply starts from version 1 and leaves it out; applying the goals file "acme-blog" publishes it.',
    ]);
    const first = await inContainer(memoryGoogle(), THANKS, (container) => ({
      ...unpublished(container),
      live: null,
    }));
    expect(said(first)).toEqual([
      'Version 7 of GTM-TEST01 contains work of the goals file "acme-blog" that is not live. Apply starts from it, but leaves it out; applying the goals file "acme-blog" publishes it.',
    ]);
    const google = memoryGoogle();
    await applyGoals(google, THANKS);
    expect(said(await inContainer(google, THANKS, unpublished))).toEqual([]);
  });
});

describe("a protected goal", () => {
  const PROTECTED = THANKS.replace("name: Thanks", "name: Thanks, protected: true") + CALL;
  const stops = async (before: string, after: string) => {
    const google = memoryGoogle();
    await applyGoals(google, before);
    return (await planned(google, after)).blockers.filter(({ code }) => code === "protected-goal");
  };

  test("that is gone from the file", async () => {
    expect(await stops(PROTECTED, `${HEAD}goals:\n${CALL}`)).toEqual([
      {
        code: "protected-goal",
        message: "The goal thanks is protected, and would be removed.",
        waysOut: [
          "Put thanks back into the goals file (or give its new id `was: thanks`).",
          { say: "If it is meant,", override: "allow-protected" },
        ],
        override: "allow-protected",
      },
    ]);
    expect(await stops(PROTECTED.replace(", protected: true", ""), `${HEAD}goals:\n${CALL}`)).toEqual([]);
  });

  test("whose key event would be removed", async () => {
    const loses = [
      {
        code: "protected-goal",
        message: "The goal thanks is protected, and its key event would be removed.",
        waysOut: [
          "Keep the `event` and `key_event` of thanks as they were.",
          { say: "If it is meant,", override: "allow-protected" },
        ],
        override: "allow-protected",
      },
    ];
    expect(await stops(PROTECTED, PROTECTED.replace("type:", "key_event: false, type:"))).toEqual(loses);
    expect(await stops(PROTECTED, PROTECTED.replace("type:", "event: thank_you, type:"))).toEqual(loses);
  });

  test("that changes, is renamed, or continues in another way is not stopped", async () => {
    expect(await stops(PROTECTED, PROTECTED.replace("/thanks", "/merci"))).toEqual([]);
    expect(await stops(PROTECTED, PROTECTED.replace("type:", "via: ga4, type:"))).toEqual([]);
    expect(await stops(PROTECTED.replace("type:", "via: ga4, type:"), PROTECTED)).toEqual([]);
    expect(
      await stops(
        PROTECTED,
        PROTECTED.replace("thanks:", "thank_you: { was: thanks, event: thanks,").replace(
          "event: thanks, {",
          "event: thanks,",
        ),
      ),
    ).toEqual([]);
    expect(await stops(PROTECTED.replace("type:", "spa: true, type:"), PROTECTED)).toEqual([]);
  });

  test("that a rule of Analytics counts, and that is gone", async () => {
    const byRule = PROTECTED.replace("type:", "via: ga4, type:");
    expect((await stops(byRule, `${HEAD}goals:\n${CALL}`)).map(({ message }) => message)).toEqual([
      "The goal thanks is protected, and would be removed.",
    ]);
  });
});

describe("a name that is taken", () => {
  const stops = async (google: MemoryGoogle) => (await planned(google, THANKS)).blockers;
  const waysOut = (label: string) => [
    `Rename that ${label} in Tag Manager, then plan again: goalform makes its own.`,
    `Make it do what the file asks (goals.yaml:9) and plan again: goalform adopts it.`,
  ];

  test("by something of people", async () => {
    const google = memoryGoogle();
    google.plant("gtm.trigger", { name: "acme-shop - Thanks", type: "click" });
    google.plant("gtm.tag", { name: "Acme-Shop - Thanks", type: "html" });
    expect(await stops(google)).toEqual([
      {
        code: "name-taken",
        message:
          'The container already has a trigger named "acme-shop - Thanks": it is not ours and does something else.',
        waysOut: waysOut("trigger"),
        override: null,
      },
    ]);
  });

  test("by something of another goals file", async () => {
    const google = memoryGoogle();
    const notes = "goalform owner=acme-blog address=gtm.tag/thanks digest=0123456789abcdef";
    google.plant("gtm.tag", { name: "acme-shop - Thanks", type: "html", notes });
    expect(await stops(google)).toEqual([
      {
        code: "name-taken",
        message:
          'The container already has a tag named "acme-shop - Thanks": it carries the mark of gtm.tag/thanks of the goals file "acme-blog".',
        waysOut: waysOut("tag"),
        override: null,
      },
    ]);
  });
});

describe("a container that is not for web pages", () => {
  test.each([
    [["server"], "a server"],
    [["amp"], "AMP pages"],
    [["android"], "Android apps"],
    [["androidSdk5"], "Android apps"],
    [["ios"], "iOS apps"],
    [["iosSdk5"], "iOS apps"],
    [["ios", "somethingNew"], "iOS apps, somethingNew"],
  ])("%j", async (usageContext, kinds) => {
    const { blockers } = await inContainer(memoryGoogle(), THANKS, () => ({ usageContext }));
    expect(blockers).toEqual([
      {
        code: "not-a-web-container",
        message: `GTM-TEST01 is not a web container: it is for ${kinds}. Goals are counted in web pages.`,
        waysOut: ["Name the web container of the site in targets."],
        override: null,
      },
    ]);
    const { warnings } = await inContainer(memoryGoogle(), NONE, () => ({ usageContext }));
    expect(warnings.map(({ code }) => code)).toContain("not-a-web-container");
  });

  test.each([[["web"]], [["server", "web"]], [[]]])("and %j is one", async (usageContext) => {
    expect((await inContainer(memoryGoogle(), THANKS, () => ({ usageContext }))).blockers).toEqual([]);
  });
});
