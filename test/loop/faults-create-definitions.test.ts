/** The table of what happened is `outputs/faults-create-definitions.txt`. */
import { expect, test } from "vitest";
import { sweep } from "../support/faults.ts";

test("new rules, audiences, dimensions and metrics: after any trouble the next apply ends where it should", async () => {
  await expect(await sweep("create definitions")).toMatchFileSnapshot(
    "outputs/faults-create-definitions.txt",
  );
});
