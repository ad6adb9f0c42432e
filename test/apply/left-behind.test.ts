/** What a refusal leaves behind: a workspace in which nothing was done would keep others from theirs. */
import { expect, test } from "vitest";
import { ApplyError } from "../../src/apply/apply-error.ts";
import type { GooglePort } from "../../src/apply/google-port.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyAt, lostAnswer, refusal, written } from "../support/port.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;

/** How often the workspace that was opened is deleted when creating a key event ends so. */
async function cleared(error: Error, around: Partial<GooglePort> = {}): Promise<number> {
  const port = written<GooglePort>({
    ...memoryGoogle(),
    createKeyEvent: async () => {
      throw error;
    },
    ...around,
  });
  await expect(applyAt(port, GOALS)).rejects.toSatisfy(
    (thrown) => thrown === error || thrown instanceof ApplyError,
  );
  expect(port.calls.filter(([name]) => name === "openWorkspace")).toHaveLength(1);
  return port.calls.filter(([name]) => name === "deleteWorkspace").length;
}

test.each([400, 403, 404, 409])("a workspace does not outlive a refusal (%i)", async (status) => {
  expect(await cleared(refusal(status))).toBe(1);
});

test.each([
  ["a used-up quota, which may be over soon", refusal(429)],
  ["a failure of Google's", refusal(500)],
  ["a lost answer, after which more may come", lostAnswer()],
  ["a bug, of which nobody knows what it did", new TypeError("a bug")],
])("it stays after %s", async (_, error) => {
  expect(await cleared(error)).toBe(0);
});

test("it stays when something was changed in it", async () => {
  expect(await cleared(refusal(403), { changedIn: async () => [{ name: "Summer sale" }] })).toBe(0);
});

test("that it cannot be looked at does not hide why", async () => {
  const port = {
    ...memoryGoogle(),
    createKeyEvent: async () => {
      throw refusal(403);
    },
    changedIn: async () => {
      throw refusal(404);
    },
  };
  await expect(applyAt(port, GOALS)).rejects.toMatchObject({ status: 403 });
});
