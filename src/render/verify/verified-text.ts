/** What `verify` found, for a terminal: every goal in one line, what is wrong below it. */
import type { GoalVerified, Verified, VerifyStatus } from "../../app/result/verify.ts";
import { paint, type Style } from "../color.ts";
import { visible } from "../visible.ts";
import { sourceLine, statusWords, stoppedLines, sumLine } from "./verify-words.ts";

const SIGNS: Readonly<Record<VerifyStatus, { readonly sign: string; readonly style: Style }>> = {
  exact: { sign: "✓", style: "green" },
  missing: { sign: "✗", style: "red" },
  twice: { sign: "✗", style: "red" },
  different: { sign: "✗", style: "red" },
  "without-consent": { sign: "✗", style: "red" },
  "not-tried": { sign: "–", style: "dim" },
};

export function verifiedText(verified: Verified, { color }: { readonly color: boolean }): string {
  const { goals, steps, problems, notes } = verified;
  const stopped = stoppedLines(verified);
  return `${[
    visible(sourceLine(verified)),
    "",
    ...[...goals, ...steps].flatMap((one) => goalLines(one, color)),
    ...(problems.length === 0 ? [] : [""]),
    ...problems.map(({ code, message }) => `${paint(color, "warning", visible(code))}: ${visible(message)}`),
    ...(notes.length === 0 ? [] : [""]),
    ...notes.map((note) => visible(note)),
    ...(stopped.length === 0 ? [] : ["", ...stopped.map(visible)]),
    "",
    sumLine(verified),
  ].join("\n")}\n`;
}

function goalLines({ goal, status, at, problems, hits }: GoalVerified, color: boolean): readonly string[] {
  const { sign, style } = SIGNS[status];
  const place = paint(color, "dim", visible(`${at.file}:${at.line}`));
  const sent = hits.length === 0 ? "" : ` (${hits.map(({ event }) => visible(event)).join(", ")})`;
  return [
    `${paint(color, style, sign)} ${paint(color, "bold", visible(goal))}  ${statusWords(status)}${sent}  ${place}`,
    ...problems.map(({ message }) => `    ${visible(message)}`),
  ];
}
