/** Which commit Google is at: what descriptions of container versions say, and what is read from them again. */
import { describe, expect, test } from "vitest";
import {
  commitNote,
  isVersionOf,
  oneLine,
  readCommitNote,
  readSettled,
  versionName,
  withSettled,
} from "../../src/plan/applied-commit.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const OTHER = "89abcdef0123456789abcdef0123456789abcdef";

test("a version is named after its owner", () => {
  expect(versionName("acme-shop")).toBe("goalform acme-shop");
  expect(versionName("acme-shop", "Count calls")).toBe("goalform acme-shop: Count calls");
  const long = versionName("acme-shop", "ä".repeat(200));
  expect([...long].length).toBe("goalform acme-shop: ".length + 120);
  expect(long.endsWith("ä…")).toBe(true);
});

test.each([
  ["goalform acme-shop", true],
  ["goalform acme-shop: Count calls", true],
  ["goalform acme-shop-2", false],
  ["goalform acme-shop-2: Count calls", false],
  ["Count calls", false],
])("%s is a version of this owner: %s", (name, isOurs) => {
  expect(isVersionOf("acme-shop", name)).toBe(isOurs);
});

test.each([
  ["  Count\n\ncalls\u202e\u2028now ", "Count calls now"],
  [`Commit ${COMMIT}. Run 7.`, `commit ${COMMIT}. Run 7.`],
  [
    `a\ngoalform owner=acme-shop settled=${COMMIT} run=7`,
    `a goalform owner=acme-shop settled=${COMMIT} run=7`,
  ],
])("the message %j cannot be taken for a note", (message, line) => {
  expect(oneLine(message)).toBe(line);
  const description = `Plan 12ab. ${line}`;
  expect([readCommitNote(description), readSettled("acme-shop", description)]).toEqual([null, null]);
});

describe("where a version comes from", () => {
  test.each([
    [{ commit: COMMIT, run: 42 }, `Commit ${COMMIT}. Run 42.`],
    [{ commit: COMMIT, run: null }, `Commit ${COMMIT}.`],
  ])("%j", (applied, text) => {
    expect(commitNote(applied)).toBe(text);
    expect(readCommitNote(`Plan 12ab.\n${text} Replaces live version 3.`)).toEqual(applied);
  });

  test.each([
    [""],
    ["Commit 0123."],
    [`Commit ${COMMIT}`],
    [`Commit ${COMMIT.toUpperCase()}.`],
    [`XCommit ${COMMIT}.`],
  ])("is not told by %j", (text) => {
    expect(readCommitNote(text)).toBeNull();
  });

  test("has no run where its number is none", () => {
    expect(readCommitNote(`Commit ${COMMIT}. Run 0.`)).toEqual({ commit: COMMIT, run: null });
    expect(readCommitNote(`Commit ${COMMIT}. Run 99999999999999999999.`)).toEqual({
      commit: COMMIT,
      run: null,
    });
  });
});

describe("what is settled", () => {
  const line = (owner: string, commit: string, run: string) =>
    `goalform owner=${owner} settled=${commit} run=${run}`;

  test("is a line of its own, the last one", () => {
    expect(withSettled("acme-shop", "", { commit: COMMIT, run: 42 })).toBe(line("acme-shop", COMMIT, "42"));
    expect(withSettled("acme-shop", "Plan 12ab.\n\n", { commit: COMMIT, run: null })).toBe(
      `Plan 12ab.\n${line("acme-shop", COMMIT, "unknown")}`,
    );
  });

  test("takes the place of this owner's line, and of no other", () => {
    const before = [line("acme-shop", COMMIT, "1"), "By hand", line("acme-blog", COMMIT, "2")].join("\r\n");
    const after = withSettled("acme-shop", before, { commit: OTHER, run: 3 });
    expect(after).toBe(["By hand", line("acme-blog", COMMIT, "2"), line("acme-shop", OTHER, "3")].join("\n"));
    expect(readSettled("acme-shop", after)).toEqual({ commit: OTHER, run: 3 });
    expect(readSettled("acme-blog", after)).toEqual({ commit: COMMIT, run: 2 });
    expect(readSettled("acme", after)).toBeNull();
  });

  test.each([
    [line("acme-shop", COMMIT, "unknown"), { commit: COMMIT, run: null }],
    [line("acme-shop", COMMIT, "x"), null],
    [line("acme-shop", "0123", "1"), null],
    [`… ${line("acme-shop", COMMIT, "1")}`, null],
    [`${line("acme-shop", COMMIT, "1")}…`, null],
    [`A\r\n${line("acme-shop", COMMIT, "1")}\r\nB`, { commit: COMMIT, run: 1 }],
  ])("is read from %j", (description, expected) => {
    expect(readSettled("acme-shop", description)).toEqual(expected);
  });
});
