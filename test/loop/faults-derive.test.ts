/** The table of what happened is `outputs/faults-derive.txt`. */
import { expect, test } from "vitest";
import { sweep } from "../support/faults.ts";

test("new rules, audiences, dimensions and metrics: after any trouble the next apply ends where it should", async () => {
  await expect(await sweep("derive")).toMatchFileSnapshot("outputs/faults-derive.txt");
});
