/** A file that uses every key of the language goes through the whole loop, at every target. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folder } from "../support/in-process.ts";

const FIXTURES = "test/language/every-key/fixtures";

test("every key of the language: plan, apply, and nothing is left to do", async () => {
  // There are no tags to adopt in an empty container.
  const text = readFileSync(`${FIXTURES}/goals.yaml`, "utf8");
  const here = folder({
    "goals.yaml": text.replace(/^ +adopt: .*\n/gm, "").replace(/,? ?\badopt: ("[^"]*",?|\{[^}]*\})/g, ""),
    "part.yaml": readFileSync(`${FIXTURES}/part.yaml`),
  });
  const env = { MEASUREMENT_ID: "G-TEST654321" };
  const run = (...args: string[]) =>
    here.goalform([...args, "--sandbox", "--all-targets", "--format", "json"], env);
  const planned = JSON.parse((await run("plan")).out) as Planned;
  expect(planned.targets.map(({ ok, summary }) => [ok, summary.add])).toEqual([
    [true, 6],
    [true, 41],
  ]);
  const kinds = planned.targets.flatMap(({ changes }) =>
    changes.flatMap(({ resources }) => resources.map(({ kind }) => kind)),
  );
  expect([...new Set(kinds)].sort()).toEqual([
    "ga4.audience",
    "ga4.calculatedMetric",
    "ga4.customDimension",
    "ga4.customMetric",
    "ga4.eventCreateRule",
    "ga4.keyEvent",
    "gtm.builtInVariable",
    "gtm.folder",
    "gtm.tag",
    "gtm.trigger",
    "gtm.variable",
  ]);
  const apply = ["apply", "--auto-approve", "--sandbox", "--all-targets"];
  expect((await here.built(apply, env)).exitCode).toBe(0);
  const again = await run("plan", "--detailed-exitcode");
  expect((JSON.parse(again.out) as Planned).targets.map(({ changes }) => changes)).toEqual([[], []]);
  expect(again.exitCode).toBe(0);
});

interface Planned {
  readonly targets: readonly {
    readonly ok: boolean;
    readonly summary: { readonly add: number };
    readonly changes: readonly { readonly resources: readonly { readonly kind: string }[] }[];
  }[];
}
