/** The table of what happened is `outputs/faults-remove-definitions.txt`. */
import { expect, test } from "vitest";
import { sweep } from "../support/faults.ts";

test("rules, audiences, dimensions and metrics that go: after any trouble the next apply ends where it should", async () => {
  await expect(await sweep("remove definitions")).toMatchFileSnapshot(
    "outputs/faults-remove-definitions.txt",
  );
});
