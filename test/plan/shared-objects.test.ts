/** What several goals share belongs to every goal whose part in it changes, and to nobody else. */
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { planMarkdown } from "../../src/render/plan-markdown.ts";
import { planText } from "../../src/render/plan-text.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const LINES = {
  engaged: "{ name: Engaged visit, type: duration, longer_than: 4m }",
  deep: "{ name: Deep visit, type: pages_per_session, more_than: 5 }",
  back: "{ name: Came back, type: event, on: { returning_visit: true } }",
  lead: "{ name: Lead, type: event, on: { data_layer: lead }, where: { plan: { not: free } } }",
  signup: "{ name: Sign-up, type: event, on: { data_layer: signup }, where: { plan: paid } }",
  thanks: "{ name: Thanks, type: destination, page: /thanks }",
};
type Id = keyof typeof LINES;
const ALL = Object.keys(LINES) as Id[];

function file(ids: readonly Id[], change: Partial<Record<Id, string>> = {}): string {
  return `${HEAD}goals:\n${ids.map((id) => `  ${id}: ${change[id] ?? LINES[id]}\n`).join("")}`;
}

/** `change deep`, `remove shared session`. */
async function rows({ shop }: Scene, goals: string): Promise<string[]> {
  const { plan } = await shop.plan(goals);
  return plan.changes.map(({ action, subject }) =>
    [action, ...(subject.is === "shared" ? ["shared"] : []), subject.id].join(" "),
  );
}

const DEEP_3 = { deep: LINES.deep.replace("5", "3") };
const SCRIPT = "acme-shop - session script";

describe("a goal about whole sessions", () => {
  test("is changed by its own line alone, wherever it stands in the file", async () => {
    const scene = await openScene();
    await scene.shop.apply(file(ALL));
    expect(await rows(scene, file(ALL, DEEP_3))).toEqual(["change deep"]);
    expect(await rows(scene, file([...ALL].reverse(), DEEP_3))).toEqual(["change deep"]);
    const { plan } = await scene.shop.plan(file(ALL, DEEP_3));
    expect(plan.summary).toEqual({ add: 0, change: 1, remove: 0, unchanged: 5 });
    const text = planText(plan, { color: false });
    expect(text).toContain("~ change Deep visit");
    expect(text).toContain('moreThanPages":3');
    expect(text + planMarkdown(plan)).not.toMatch(/Engaged visit|goalform\.acme-shop\.engaged/);
  });

  test("two that change are two changes, and one operation", async () => {
    const scene = await openScene();
    await scene.shop.apply(file(ALL));
    const both = { ...DEEP_3, engaged: LINES.engaged.replace("4m", "5m") };
    expect(await rows(scene, file(ALL, both))).toEqual(["change engaged", "change deep"]);
    const { plan, steps } = await scene.shop.plan(file(ALL, both));
    expect(steps).toHaveLength(1);
    expect(new Set(plan.changes.flatMap(({ resources }) => resources.map(({ digest }) => digest))).size).toBe(
      1,
    );
    const [engaged, deep] = planText(plan, { color: false }).split("~ change Deep visit");
    expect(engaged).toContain("goalform.acme-shop.engaged");
    expect(engaged).not.toContain("goalform.acme-shop.deep");
    expect(deep).not.toContain("goalform.acme-shop.engaged");
  });

  test("is added, removed, switched off, or given another id without touching the others", async () => {
    const scene = await openScene();
    const without = ALL.filter((id) => id !== "engaged");
    await scene.shop.apply(file(without));
    expect(await rows(scene, file(ALL))).toEqual(["add engaged"]);
    await scene.shop.apply(file(ALL));
    expect(await rows(scene, file(without))).toEqual(["remove engaged"]);
    const off = { engaged: LINES.engaged.replace("{", "{ enabled: false,") };
    expect(await rows(scene, file(ALL, off))).toEqual(["remove engaged"]);
    const renamed = file(ALL).replace("  engaged: {", "  long_visit: { was: engaged, event: engaged,");
    expect(await rows(scene, renamed)).toEqual(["change long_visit"]);
  });
});

describe("somebody at Tag Manager's screen", () => {
  const editScript = (scene: Scene, change: (html: string) => string) =>
    scene.screen.edit("tags", SCRIPT, (tag) => ({
      ...tag,
      parameter: (tag["parameter"] as { key: string; value: string }[]).map((one) =>
        one.key === "html" ? { ...one, value: change(one.value) } : one,
      ),
    }));

  test("who edits one goal's line changes that goal, who edits the script changes all of its goals", async () => {
    const scene = await openScene();
    await scene.shop.apply(file(ALL));
    await editScript(scene, (html) => html.replace('"moreThanPages":5', '"moreThanPages":9'));
    expect(await rows(scene, file(ALL))).toEqual(["change deep"]);
    await editScript(scene, (html) => html.replace("</script>", "// mine\n</script>"));
    expect(await rows(scene, file(ALL))).toEqual(["change engaged", "change deep", "change back"]);
    await scene.shop.apply(file(ALL));
    await scene.screen.remove("tags", SCRIPT);
    expect(await rows(scene, file(ALL))).toEqual(["change engaged", "change deep", "change back"]);
  });

  test("who edits or deletes a variable changes the goals that read it", async () => {
    const scene = await openScene();
    await scene.shop.apply(file(ALL));
    const name = "acme-shop - data layer plan";
    await scene.screen.edit("variables", name, (variable) => ({
      ...variable,
      parameter: [...(variable["parameter"] as object[])].map((one) =>
        (one as { key: string }).key === "name" ? { ...one, value: "tariff" } : one,
      ),
    }));
    expect(await rows(scene, file(ALL))).toEqual(["change lead", "change signup"]);
  });

  test("who renames the folder changes no goal", async () => {
    const scene = await openScene();
    await scene.shop.apply(file(ALL));
    await scene.screen.edit("folders", "goalform - acme-shop", (folder) => ({ ...folder, name: "Ours" }));
    expect(await rows(scene, file(ALL))).toEqual(["change shared folder"]);
    const { plan } = await scene.shop.plan(file(ALL));
    expect(plan.summary).toEqual({ add: 0, change: 0, remove: 0, unchanged: 6 });
    expect(planText(plan, { color: false })).toContain("1 change of what goals share");
  });
});

test("a variable goes with the goal that read it last", async () => {
  const scene = await openScene();
  await scene.shop.apply(file(ALL));
  expect(await rows(scene, file(ALL.filter((id) => id !== "lead")))).toEqual(["remove lead"]);
  const { plan } = await scene.shop.plan(file(["engaged"]));
  const of = (id: string) =>
    plan.changes.find(({ subject }) => subject.id === id)!.resources.map(({ name }) => name);
  expect(of("lead")).toContain("acme-shop - data layer plan");
  expect(of("thanks")).not.toContain("acme-shop - data layer plan");
  expect(of("deep")).toContain(SCRIPT);
  expect(of("thanks")).not.toContain(SCRIPT);
});

test("a script that another version of goalform wrote is no goal's change", async () => {
  const scene = await openScene();
  await scene.shop.apply(byAnOlderVersion(file(["engaged", "deep"])));
  expect(await rows(scene, file(["engaged", "deep"]))).toEqual(["change shared session"]);
  expect(await rows(scene, file(["engaged", "deep"], DEEP_3))).toEqual([
    "change deep",
    "change shared session",
  ]);
  const { plan } = await scene.shop.plan(file(["engaged", "deep"]));
  expect(plan.changes[0]).toMatchObject({
    counts: "used by Engaged visit, Deep visit; what the goals ask for stays the same",
    resources: [{ reason: "rewritten" }],
  });
});

describe("a script of another version of goalform", () => {
  const OLDER = Array.from({ length: 90 }, (_, line) => `\tolder(${line}); // "x"`).join("\n");
  const UPDATED =
    /script: the session script is updated to this version of goalform \([0-9]+ lines? removed, [0-9]+ added; docs\/session-script\.md explains it\)/;
  const files = { same: file(["engaged", "deep"]), now: file(["engaged", "deep"], DEEP_3) };

  test.each(["same", "now"] as const)(
    "is one sentence, and each changed goal its own line (%s)",
    async (when) => {
      const scene = await openScene();
      await scene.shop.apply(byAnOlderVersion(files.same, OLDER));
      const { plan } = await scene.shop.plan(files[when]);
      const text = planText(plan, { color: false });
      const markdown = planMarkdown(plan);
      for (const shown of [text, markdown]) {
        expect(shown).toMatch(UPDATED);
        expect(shown).not.toMatch(/older\(|function /);
        expect(shown).toContain("what the goals ask for stays the same");
        expect(shown.includes('- {"event":"goalform.acme-shop.deep","moreThanPages":5}')).toBe(
          when === "now",
        );
        expect(shown.includes('+ {"event":"goalform.acme-shop.deep","moreThanPages":3}')).toBe(
          when === "now",
        );
        expect(shown).not.toContain("goalform.acme-shop.engaged");
      }
      expect(text.split("\n").length).toBeLessThan(25);
      expect(JSON.stringify(plan)).toContain("older(89)");
    },
  );

  test("is not shown with a goal that is new in it", async () => {
    const scene = await openScene();
    await scene.shop.apply(byAnOlderVersion(files.same, OLDER));
    const { plan } = await scene.shop.plan(file(["engaged", "deep", "back"]));
    const [back, shared] = planText(plan, { color: false }).split("Shared: session script");
    expect(back).toContain('+ {"event":"goalform.acme-shop.back","returning":true}');
    expect(back).not.toMatch(/updated|older/);
    expect(shared).toMatch(UPDATED);
  });

  test("is what somebody edited, line by line, when it is a few lines", async () => {
    const scene = await openScene();
    await scene.shop.apply(byAnOlderVersion(files.same, "steal(document.cookie);"));
    const { plan } = await scene.shop.plan(files.same);
    expect(planText(plan, { color: false })).toContain("- steal(document.cookie);");
  });
});

function byAnOlderVersion(goals: string, lines = "// older"): Compiled {
  const compiled = compile(goalSet(goals), MEASUREMENT_ID);
  const text = JSON.stringify(compiled.resources).replace("</script>", () =>
    JSON.stringify(`${lines}\n</script>`).slice(1, -1),
  );
  return { ...compiled, resources: JSON.parse(text) as Compiled["resources"] };
}

test("a variable that another version of goalform wrote is no goal's change", async () => {
  const scene = await openScene();
  const now = file(["lead", "signup"]);
  const compiled = compile(goalSet(now), MEASUREMENT_ID);
  const older = JSON.stringify(compiled.resources).replace('"value":"plan"', '"value":"plan.name"');
  await scene.shop.apply({ ...compiled, resources: JSON.parse(older) as Compiled["resources"] });
  const { plan } = await scene.shop.plan(now);
  expect(plan.summary).toEqual({ add: 0, change: 0, remove: 0, unchanged: 2 });
  expect(plan.changes).toMatchObject([
    {
      subject: { is: "shared", name: "variable acme-shop - data layer plan" },
      action: "change",
      counts: "used by Lead, Sign-up; no goal counts differently",
      resources: [{ kind: "gtm.variable", action: "update", reason: "rewritten" }],
    },
  ]);
});

test("a Google tag of our own is a row of its own", async () => {
  const scene = await openScene();
  await scene.shop.apply(file(ALL));
  const withTag = file(ALL).replace(/( {4}gtm: .*\n)/, "$1    google_tag: create\n");
  expect(await rows(scene, withTag)).toEqual(["add shared google_tag"]);
});
