/** The table of what happened is `outputs/faults-derive-anew.txt`. */
import { expect, test } from "vitest";
import { sweep } from "../support/faults.ts";

test("changed and replaced rules, audiences and dimensions: after any trouble the next apply ends where it should", async () => {
  await expect(await sweep("derive anew")).toMatchFileSnapshot("outputs/faults-derive-anew.txt");
});
