/** What going back to an earlier version changes, and what in Analytics it leaves as it is. */

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { listsToRead } from "../../src/plan/for-property.ts";
import { planRollback, previousVersion, type Rollback, replaces } from "../../src/plan/rollback.ts";
import { DEFINITION_KINDS } from "../../src/resources/kinds.ts";
import { rule } from "../support/definitions.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const THANKS = `${HEAD}goals:\n  thanks: { name: Thanks, type: destination, page: /thanks }\n`;
const CALL = "  call: { name: Call, type: destination, page: /call }\n";
const FROM = { id: "3", name: "new" };
const TO = { id: "2", name: "old" };

/** Applies one file after the other, and plans to go back to the first. */
async function back(
  first: string,
  second: string,
  more: (google: MemoryGoogle) => void = () => {},
): Promise<Rollback> {
  const google = memoryGoogle();
  await applyGoals(google, first);
  const { container } = await google.read();
  await applyGoals(google, second);
  more(google);
  const snapshot = await google.read(() => DEFINITION_KINDS);
  return planRollback("acme-shop", snapshot, FROM, TO, container.content);
}

test("a goal that came since goes, and its key event stays", async () => {
  const rollback = await back(THANKS, THANKS + CALL);
  expect(rollback).toEqual({
    container: "GTM-TEST01",
    from: FROM,
    to: TO,
    differences: [
      expect.objectContaining({ kind: "gtm.trigger", name: "acme-shop - Call", change: "removed" }),
      expect.objectContaining({ kind: "gtm.tag", name: "acme-shop - Call", change: "removed" }),
    ],
    others: [],
    keyEventsLeft: ["call"],
    keyEventsMissing: [],
    definitionsLeft: [],
  });
});

test("key events are named in the order of the alphabet, and only those whose tag goes", async () => {
  const goals = ["zebra", "ant"].map((id) => `  ${id}: { type: destination, page: /${id} }\n`).join("");
  const { keyEventsLeft } = await back(THANKS, THANKS + goals, (google) => google.plantKeyEvent("theirs"));
  expect(keyEventsLeft).toEqual(["ant", "zebra"]);
});

test("a goal that is gone since comes back, its key event does not, and it leaves nothing in Analytics", async () => {
  const { differences, keyEventsLeft, keyEventsMissing } = await back(THANKS + CALL, THANKS);
  expect(keyEventsMissing).toEqual(["call"]);
  expect(differences.map(({ kind, change }) => `${kind} ${change}`)).toEqual([
    "gtm.trigger added",
    "gtm.tag added",
  ]);
  expect(keyEventsLeft).toEqual([]);
});

test("what others did since is undone as well, and told", async () => {
  const { others } = await back(THANKS, THANKS, (google) =>
    google.plant("gtm.tag", { name: "Summer sale", type: "html" }),
  );
  expect(others).toEqual(['tag "Summer sale"']);
});

describe("what Analytics counts by itself", () => {
  const BY_RULE = THANKS.replace("type: destination", "type: destination, via: ga4");

  test("stays, is forgotten by a version that had none, and counts twice beside the tag that comes back", async () => {
    const { definitionsLeft } = await back(THANKS, BY_RULE);
    expect(definitionsLeft).toEqual([
      {
        kind: "ga4.eventCreateRule",
        name: "thanks",
        stream: MEASUREMENT_ID,
        countsTwice: "thanks",
        isForgotten: true,
      },
    ]);
  });

  test("counts once where the tag that comes back is paused", async () => {
    const google = memoryGoogle();
    await applyGoals(google, THANKS);
    google.editEntities("gtm.tag", (tag) => ({ ...tag, paused: true }));
    const { container } = await google.read();
    await applyGoals(google, BY_RULE);
    const snapshot = await google.read(() => DEFINITION_KINDS);
    const { definitionsLeft } = planRollback("acme-shop", snapshot, FROM, TO, container.content);
    expect(definitionsLeft).toMatchObject([{ name: "thanks", countsTwice: null }]);
  });

  test("is remembered by a version that had one, and counts once where no tag sends it", async () => {
    const { definitionsLeft } = await back(BY_RULE, BY_RULE.replace("/thanks", "/merci"));
    expect(definitionsLeft).toMatchObject([{ name: "thanks", countsTwice: null, isForgotten: false }]);
  });

  test("is not told of others' rules", async () => {
    const { definitionsLeft } = await back(THANKS, THANKS, (google) =>
      google.plantDefinition("ga4.eventCreateRule", rule("theirs", "/x").body, MEASUREMENT_ID),
    );
    expect(definitionsLeft).toEqual([]);
  });

  test("is told in the order of names; lists that were not read say nothing", async () => {
    const more = BY_RULE + CALL.replace("type: destination", "type: destination, via: ga4");
    const { definitionsLeft } = await back(THANKS, more);
    expect(definitionsLeft.map(({ name }) => name)).toEqual(["call", "thanks"]);
    const google = memoryGoogle();
    await applyGoals(google, more);
    const nothing = compile(goalSet(`${HEAD}goals: {}\n`), MEASUREMENT_ID);
    const { container, ...rest } = await google.read();
    expect(listsToRead(nothing, container)).toEqual(["ga4.eventCreateRule"]);
    expect(planRollback("acme-shop", { container, ...rest }, FROM, TO, container.content)).toMatchObject({
      definitionsLeft: [],
    });
  });
});

test("a version says which one it took the place of", () => {
  expect(replaces(TO)).toBe("Replaces live version 2.");
  expect(previousVersion(`Plan 12ab. ${replaces({ id: "17", name: "" })} By hand.`)).toBe("17");
  expect(previousVersion("Made by hand")).toBeNull();
});
