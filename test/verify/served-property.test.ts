/** Any goals file, compiled, served and compared: everything is as the file says, and what is changed is found. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { settingsOf } from "../../src/browser/served/google-tag.ts";
import { readServed, type Served } from "../../src/browser/served/read-served.ts";
import { verifyAgainst } from "../../src/browser/served/verify.ts";
import { compile } from "../../src/compile/compile.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { asAtGoogle } from "../../src/lift/desired.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import { acceptedPart, anyFile, fileText, meaningOf } from "../support/any-goals.ts";
import { gtagJs, gtmJs, type Shown } from "../support/served-container.ts";
import { MEASUREMENT_ID } from "../support/shop.ts";

const RUNS = Number(process.env["GOALFORM_RUNS"] ?? 25);
const TIME = RUNS * 200 + 10_000;

function served(text: string): Served {
  const reading = readServed(text);
  if ("problem" in reading) throw new Error(reading.problem);
  return reading.served;
}

function files(compiled: Compiled, shown: Shown) {
  const { content, keyEvents, definitions } = asAtGoogle(compiled);
  const { entities } = content;
  const gtm = gtmJs(
    {
      tags: entities["gtm.tag"],
      triggers: entities["gtm.trigger"],
      variables: entities["gtm.variable"],
    } as never,
    shown,
  );
  const gtag = gtagJs({
    measurementId: MEASUREMENT_ID,
    keyEvents: (keyEvents ?? []).map(({ eventName }) => eventName),
    rules: (definitions["ga4.eventCreateRule"] ?? []).map(({ body }) => body as never),
  });
  return { gtm: served(gtm), settings: settingsOf(served(gtag), MEASUREMENT_ID) };
}

function verdicts(set: GoalSet, compiled: Compiled, shown: Shown) {
  const found = verifyAgainst(set, compiled, files(compiled, shown));
  return [
    ...set.goals.map((goal) => ({ key: goal.id, ...found.ofGoal(goal) })),
    ...set.funnels.flatMap(({ id, steps }) =>
      steps.flatMap((step) =>
        step.is === "goal" ? [] : [{ key: `${id}.${step.id}`, ...found.ofStep(id, step) }],
      ),
    ),
  ];
}

test(
  "what is served of any file is as the file says",
  () => {
    let exact = 0;
    fc.assert(
      fc.property(anyFile, fc.boolean(), (drawn, minified) => {
        const set = meaningOf(fileText(acceptedPart(drawn)))!;
        const all = verdicts(set, compile(set, MEASUREMENT_ID, set.targets[0]?.googleTag), { minified });
        expect(all.filter(({ status }) => status !== "exact" && status !== "not-tried")).toEqual([]);
        exact += all.filter(({ status }) => status === "exact").length;
      }),
      { numRuns: RUNS },
    );
    expect(exact).toBeGreaterThan(RUNS);
  },
  TIME,
);
