/** The table of what happened is `outputs/faults-create.txt`. */
import { expect, test } from "vitest";
import { sweep } from "../support/faults.ts";

test("new goals of every type: after any trouble the next apply ends where it should", async () => {
  await expect(await sweep("create")).toMatchFileSnapshot("outputs/faults-create.txt");
});
