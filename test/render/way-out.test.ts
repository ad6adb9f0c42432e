/** One way out, in the words of the terminal and in those of a workflow. */
import { expect, test } from "vitest";
import { workflowWords } from "../../src/action/workflow-words.ts";
import type { WayOut } from "../../src/diagnostic.ts";
import { joinedWays, terminalWords } from "../../src/render/way-out.ts";

const WAYS: readonly (readonly [WayOut, string, string])[] = [
  ["Plan again.", "Plan again.", "Plan again."],
  [
    { say: "If it may go live now,", override: "allow-unpublished" },
    "If it may go live now, repeat with --allow-unpublished.",
    "If it may go live now, set `allow: unpublished` in the workflow.",
  ],
  [
    { say: "If it is meant,", override: "allow-removals" },
    "If it is meant, repeat with --allow-removals.",
    "If it is meant, set `max-removals` in the workflow to as many, in the same pull request.",
  ],
  [
    { say: "Undo it in Tag Manager by hand, or", override: "allow-others" },
    "Undo it in Tag Manager by hand, or repeat with --allow-others.",
    "Undo it in Tag Manager by hand, or set `allow: others` in the workflow.",
  ],
  [{ say: "", run: "again" }, "Run the command again.", "Run the job again."],
  [
    { say: "Wait two minutes and", run: "again" },
    "Wait two minutes and run the command again.",
    "Wait two minutes and run the job again.",
  ],
  [
    { say: "Trouble at Google.", run: "again", when: "in a while" },
    "Trouble at Google. Run the command again in a while.",
    "Trouble at Google. Run the job again in a while.",
  ],
  [
    { option: "to", say: "chooses one: 1, 2." },
    "--to chooses one: 1, 2.",
    "The input `to-version` chooses one: 1, 2.",
  ],
  [
    { rollBackTo: "3" },
    "Run: goalform rollback --to 3",
    "Run rollback again, with 3 as the input `to-version`.",
  ],
];

test.each(WAYS)("%j", (way, terminal, workflow) => {
  expect(terminalWords(way)).toBe(terminal);
  expect(workflowWords(way)).toBe(workflow);
});

test("several ways are one line, and no way is none", () => {
  expect(
    joinedWays(["Rename it.", { say: "If it is meant,", override: "allow-protected" }], terminalWords),
  ).toBe("Rename it. Or: If it is meant, repeat with --allow-protected.");
  expect(joinedWays([], terminalWords)).toBeNull();
});
