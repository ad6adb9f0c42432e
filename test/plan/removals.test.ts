/** Where the guard on removals begins: more than five goals, or more than 30% of them. */
import { describe, expect, test } from "vitest";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

function file(count: number, more = ""): string {
  const goals = Array.from({ length: count }, (_, i) => `  g${i}: { type: destination, page: /${i} }\n`);
  return `${HEAD}goals:${count === 0 ? " {}" : ""}\n${goals.join("")}${more}`;
}

describe("of the goals and funnels that Google knows", () => {
  test.each([
    { known: 2, gone: 1, stops: false },
    { known: 2, gone: 2, stops: true },
    { known: 6, gone: 2, stops: true },
    { known: 7, gone: 2, stops: false },
    { known: 10, gone: 3, stops: false },
    { known: 10, gone: 4, stops: true },
    { known: 20, gone: 5, stops: false },
    { known: 20, gone: 6, stops: true },
    { known: 24, gone: 6, stops: true },
  ])("$gone of $known: $stops", async ({ known, gone, stops }) => {
    const google = memoryGoogle();
    await applyGoals(google, file(known));
    const { blockers, summary } = await planned(google, file(known - gone));
    expect(summary.remove).toBe(gone);
    expect(blockers).toEqual(
      stops
        ? [
            {
              code: "many-removals",
              message: `${gone} of ${known} goals and funnels would be removed (more than 5, or more than 30%).`,
              waysOut: [
                "Check that this is the right file and target.",
                { say: "If it is meant,", override: "allow-removals" },
              ],
              override: "allow-removals",
            },
          ]
        : [],
    );
  });

  test("those that the same file adds are none", async () => {
    const google = memoryGoogle();
    await applyGoals(google, file(6));
    const added = Array.from({ length: 9 }, (_, i) => `  n${i}: { type: destination, page: /n${i} }\n`);
    const { blockers, summary } = await planned(google, file(4, added.join("")));
    expect(summary).toEqual({ add: 9, change: 0, remove: 2, unchanged: 4 });
    expect(blockers.map(({ message }) => message)).toEqual([
      "2 of 6 goals and funnels would be removed (more than 5, or more than 30%).",
    ]);
  });

  test("a funnel is one, however many steps it has", async () => {
    const google = memoryGoogle();
    const funnel =
      "funnels:\n  buying: { steps: [{ id: a, page: /a }, { id: b, page: /b }, { id: c, page: /c }] }\n";
    await applyGoals(google, file(3, funnel));
    const { blockers, summary } = await planned(google, file(3));
    expect(summary).toEqual({ add: 0, change: 0, remove: 1, unchanged: 3 });
    expect(blockers).toEqual([]);
  });
});
