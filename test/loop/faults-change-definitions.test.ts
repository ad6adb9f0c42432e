/** The table of what happened is `outputs/faults-change-definitions.txt`. */
import { expect, test } from "vitest";
import { sweep } from "../support/faults.ts";

test("changed and replaced rules, audiences and dimensions: after any trouble the next apply ends where it should", async () => {
  await expect(await sweep("change definitions")).toMatchFileSnapshot(
    "outputs/faults-change-definitions.txt",
  );
});
