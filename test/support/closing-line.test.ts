import { expect, test } from "vitest";
import { closingLine, maySkip } from "./closing-line.ts";

test("the closing line counts what was skipped only where something was", () => {
  expect(closingLine(3, 0, 0)).toBe("3 passed, 0 failed");
  expect(closingLine(3, 1, 2)).toBe("3 passed, 1 failed, 2 skipped");
});

test.each([
  ["a container (needs ../shared/containers/13.json)", false, true],
  ["a container (needs ../shared/containers/13.json)", true, false],
  ["a container", false, false],
  ["the session script (skipped: no Chromium found)", false, false],
  ["a clone (needs ./elsewhere)", false, false],
])("in CI %s may be skipped, where what it needs is there: %s → %s", (name, isThere, expected) => {
  expect(maySkip(name, () => isThere)).toBe(expected);
});
