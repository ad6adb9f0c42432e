/** S15: each guard stops the real command line before anything is written, and one option, named, lets it pass. */
import { beforeEach, describe, expect, test } from "vitest";
import type { View } from "../support/container-view.ts";
import { type CommandResult, folder } from "../support/in-process.ts";
import { openScene } from "../support/scene.ts";
import { HEAD, MEASUREMENT_ID, PROPERTY, type Shop } from "../support/shop.ts";
import type { Screen } from "../support/tag-manager-screen.ts";

const THANKS = `${HEAD}goals:\n  thanks: { name: Thank-you page, type: destination, page: /thanks }\n`;
const TWO = `${THANKS}  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }\n`;
const WITHOUT_THANKS = TWO.replace(/ {2}thanks:.*\n/, "");
const NAME = "acme-shop - Thank-you page";

let shop: Shop;
let screen: Screen;
let view: View;
beforeEach(async () => {
  ({ shop, screen, view } = await openScene());
});

/** As somebody leaves it who wants to count everything for once. */
const onAnyPage = (trigger: object) => ({ ...trigger, name: NAME, filter: [] });

const EVERY_OVERRIDE = [
  "--allow-removals",
  "--allow-unpublished",
  "--allow-protected",
  "--allow-other-property",
];

/** The built command line on this sandbox. */
function built(yaml: string, ...args: string[]): Promise<CommandResult> {
  return folder({ "goals.yaml": yaml }).built([...args, "--endpoint", shop.sandbox.url]);
}

function cli(yaml: string, ...args: string[]): Promise<CommandResult> {
  return folder({ "goals.yaml": yaml }).goalform([...args, "--endpoint", shop.sandbox.url]);
}

function refusal({ exitCode, err }: CommandResult): unknown {
  return { exitCode, code: /^error\[(.*?)\]/m.exec(err)?.[1] };
}

describe("S15: each guard is refused with 1 and nothing done, and passes with the option that it names", () => {
  const apply = (yaml: string, ...more: string[]) => cli(yaml, "apply", "--auto-approve", ...more);

  async function expectGuard(code: string, yaml: string, override: string): Promise<void> {
    const before = JSON.stringify(await shop.snapshot());
    const others = EVERY_OVERRIDE.filter((one) => one !== override);
    const refused = await built(yaml, "apply", "--auto-approve", ...others);
    expect(refusal(refused)).toEqual({ exitCode: 1, code });
    expect(refused.err).toContain(override);
    expect(JSON.stringify(await shop.snapshot())).toBe(before);
    expect(await cli(yaml, "plan")).toMatchObject({ exitCode: 0, out: expect.stringContaining(override) });
    const { exitCode, err } = await apply(yaml, override);
    expect(exitCode).toBe(0);
    expect(err).toContain(`warning: Let pass with ${override}: `);
    expect(err).not.toContain("stop:");
    expect(await cli(yaml, "plan", "--detailed-exitcode")).toMatchObject({ exitCode: 0 });
  }

  test("a protected goal that the file no longer has", async () => {
    await shop.apply(TWO.replace("call: {", "call: { protected: true,"));
    await expectGuard("protected-goal", THANKS, "--allow-protected");
  });

  test("many removals at once", async () => {
    await shop.apply(TWO);
    await expectGuard("many-removals", `${HEAD}goals: {}\n`, "--allow-removals");
  });

  test("a measurement id of another property", async () => {
    await expectGuard(
      "measurement-id-elsewhere",
      THANKS.replaceAll(MEASUREMENT_ID, "G-ELSEWHERE1"),
      "--allow-other-property",
    );
  });

  test("a colleague's unpublished version", async () => {
    await screen.draft("Summer sale", "triggers", { name: "Sale", type: "pageview" });
    await expectGuard("unpublished-version", THANKS, "--allow-unpublished");
    expect(await view.names("gtm.trigger")).toContain("Sale");
  });

  test("a name that is taken: no option helps", async () => {
    await screen.add("triggers", { name: NAME, type: "pageview" });
    const before = JSON.stringify(await shop.snapshot());
    expect(refusal(await apply(THANKS, ...EVERY_OVERRIDE))).toEqual({ exitCode: 1, code: "name-taken" });
    expect(JSON.stringify(await shop.snapshot())).toBe(before);
  });

  test("the 30 key events of a property: no option helps, two ways out do", async () => {
    for (let i = 0; i < 30; i++)
      shop.sandbox.edit({
        property: PROPERTY,
        keyEvent: `event_${i}`,
        add: { countingMethod: "ONCE_PER_EVENT" },
      });
    const refused = await apply(THANKS, ...EVERY_OVERRIDE);
    expect(refusal(refused)).toEqual({ exitCode: 1, code: "key-event-limit" });
    expect(await view.names("gtm.tag")).toEqual([]);
    expect(await apply(THANKS.replace("type:", "key_event: false, type:"))).toMatchObject({ exitCode: 0 });
    shop.sandbox.edit({ property: PROPERTY, keyEvent: "event_0", remove: true });
    expect(await apply(THANKS)).toMatchObject({ exitCode: 0 });
  });

  test("purchase, which Google does not let go, stays a key event with a warning", async () => {
    const purchase = `${THANKS}  purchase: { type: event, on: { data_layer: bought } }\n`;
    await shop.apply(purchase);
    expect((await view.codes(THANKS)).warnings).toContain("key-event-stays");
    expect(await apply(THANKS)).toMatchObject({ exitCode: 0 });
    const { property } = await shop.snapshot();
    expect(property.keyEvents.map(({ eventName }) => eventName).sort()).toEqual(["purchase", "thanks"]);
    expect(await view.names("gtm.tag")).toEqual([NAME]);
  });
});

describe("S15: --strict overwrites nothing that somebody edited", () => {
  const edits: readonly (readonly [what: string, edit: () => Promise<void>, yaml: string])[] = [
    ["edited", () => screen.edit("triggers", NAME, onAnyPage), TWO],
    [
      "edited, and the file changed too",
      () => screen.edit("triggers", NAME, onAnyPage),
      TWO.replace("/thanks", "/merci"),
    ],
    ["deleted", () => screen.remove("tags", NAME), TWO],
    ["edited, and gone from the file", () => screen.edit("triggers", NAME, onAnyPage), WITHOUT_THANKS],
  ];

  test.each(edits)("%s", async (_, edit, yaml) => {
    await shop.apply(TWO);
    await edit();
    const before = JSON.stringify(await shop.snapshot());
    for (const command of ["plan", "apply"]) {
      const args = command === "apply" ? ["apply", "--auto-approve", ...EVERY_OVERRIDE] : ["plan"];
      const refused = await cli(yaml, ...args, "--strict");
      expect(refusal(refused)).toEqual({ exitCode: 1, code: "edited-at-google" });
      expect(refused.err).toContain(NAME);
    }
    expect(JSON.stringify(await shop.snapshot())).toBe(before);
    expect(await cli(yaml, "apply", "--auto-approve")).toMatchObject({ exitCode: 0 });
    expect(await view.changes(yaml)).toEqual([]);
  });

  test("and lets a change of the file alone pass", async () => {
    await shop.apply(TWO);
    const changed = TWO.replace("/thanks", "/merci");
    expect(await cli(changed, "apply", "--auto-approve", "--strict")).toMatchObject({ exitCode: 0 });
    expect(await view.changes(changed)).toEqual([]);
  });
});
