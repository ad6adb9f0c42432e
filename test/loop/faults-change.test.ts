/** The table of what happened is `outputs/faults-change.txt`. */
import { expect, test } from "vitest";
import { sweep } from "../support/faults.ts";

test("changes of every type of goal: after any trouble the next apply ends where it should", async () => {
  await expect(await sweep("change")).toMatchFileSnapshot("outputs/faults-change.txt");
});
