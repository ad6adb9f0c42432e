/** What ends an apply: Google's refusals, and ours, which have no HTTP status. */
import { expect, test } from "vitest";
import { ApplyRefusal, ContainerChanged, withProgress } from "../../src/apply/apply-error.ts";
import { GoogleError } from "../../src/apply/google-port.ts";

const ours = new ApplyRefusal("changed-meanwhile", "Somebody else worked here.", "Plan again.");
const overtaken = new ContainerChanged("Version 4 went live.");
const googles = new GoogleError("refused", 400, "Google says no", null, true);

test.each([ours, overtaken, googles])(
  "$name: a sentence more keeps the kind and the cause",
  async (error) => {
    const fail = withProgress("Nothing was changed.", () => Promise.reject(error));
    const said = await fail.catch((reason: unknown) => reason);
    expect(said).toBeInstanceOf(error.constructor);
    expect(said).toMatchObject({
      code: error.code,
      hint: error.hint,
      message: expect.stringMatching(/\. Nothing was changed\.$/),
      cause: error,
    });
    expect(said).not.toBe(error);
  },
);

test("only Google's refusals have a status", () => {
  expect("status" in ours || "status" in overtaken).toBe(false);
  expect(googles.but({ message: "No." })).toMatchObject({ status: 400, isUncertain: true });
});
