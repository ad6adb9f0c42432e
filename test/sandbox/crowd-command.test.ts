/** `goalform sandbox` with visitors. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { folder } from "../support/in-process.ts";

describe("goalform sandbox", () => {
  it("lets the visits of a tests file and a crowd come, and keeps what they did", async () => {
    const place = folder({
      "goals.yaml": readFileSync("goals.example.yaml", "utf8"),
      "goals.test.yaml": readFileSync("goals.example.test.yaml", "utf8"),
    });
    const state = ["-f", "goals.yaml", "--state", ".goalform/sandbox.json", "--no-serve"];
    const visits = ["--visits", "goals.test.yaml", "--crowd", "visits=200,days=7,end=2026-11-22"];
    expect((await place.built(["sandbox", ...state, "--crowd", "visits=50"])).err).toContain(
      ". Is the file live in this sandbox? Apply it first.",
    );
    await place.built(["apply", "--sandbox", "--auto-approve"]);
    const { exitCode: code, err } = await place.built(["sandbox", ...state, ...visits]);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^2\d\d visits sent 1\d{3} events\. Key events: brochure_request \d+, deep_visit \d+, /,
    );
    expect(err).not.toContain("Not counted");
  });

  it.each([
    [["--crowd"], "Visits need the goals file that they are about."],
    [["-f", "goals.yaml", "--no-serve"], "Without --state, nothing of --no-serve would be left."],
    [["-f", "goals.yaml", "--crowd", "visit=3"], "Did you mean `visits`?"],
    [["-f", "goals.yaml", "--crowd", "change=soon"], "is not a whole number for the change of a crowd."],
    [["-f", "goals.yaml", "--crowd", "end=today"], '"today" is not a day.'],
  ])("refuses %j", async (args, message) => {
    const place = folder({ "goals.yaml": readFileSync("goals.example.yaml", "utf8") });
    const { exitCode: code, err } = await place.goalform(["sandbox", ...args]);
    expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  });
});
