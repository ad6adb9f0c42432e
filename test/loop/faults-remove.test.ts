/** The table of what happened is `outputs/faults-remove.txt`. */
import { expect, test } from "vitest";
import { sweep } from "../support/faults.ts";

test("removals of every type of goal: after any trouble the next apply ends where it should", async () => {
  await expect(await sweep("remove")).toMatchFileSnapshot("outputs/faults-remove.txt");
});
