/** A report as the body of a webhook of Slack: docs.slack.dev/reference/block-kit/blocks/section-block. */
import { grouped } from "../../figures/grouped.ts";
import type { Report } from "../../figures/report.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { visible } from "../visible.ts";
import { counted } from "./goal-tables.ts";
import { change, count, money, share } from "./numbers.ts";
import { DEAD_WORDS, nameOf, periodWords, trafficWords } from "./words.ts";

/** Of a section's text; a message has at most 50 blocks. */
const LONGEST = 3000;
const MOST = 50;

export function slackBody(report: Report): JsonObject {
  const title = `Report of ${report.owner}`;
  const dead = report.dead.map(
    (one) => `:warning: *${text(nameOf(one, report))}* (${DEAD_WORDS[one.kind]}): ${text(one.reason)}`,
  );
  const sections = [
    [`*${text(title)}*`, text(periodWords(report)), ...trafficWords(report).map(text)],
    dead,
    goals(report),
    ...report.funnels.map((funnel) => [
      `*${text(funnel.name)}*`,
      ...funnel.steps.map(
        ({ name, count: number, ofPrevious, isLargestLoss }) =>
          `${text(name)}: ${count(number)}${ofPrevious === null ? "" : ` (${share(ofPrevious)})`}${isLargestLoss ? ", the largest loss" : ""}`,
      ),
    ]),
  ];
  const blocks = sections.flatMap((lines) => chunks(lines).map((one) => section(one)));
  return { text: text(`${title}: ${periodWords(report)}`), blocks: blocks.slice(0, MOST) };
}

function goals(report: Report): string[] {
  return grouped(report.goals).map(({ goal, depth }) => {
    const facts = [
      goal.previous === null ? counted(goal) : `${counted(goal)} (${change(goal.keyEvents, goal.previous)})`,
      ...(goal.perSession === null ? [] : [`${share(goal.perSession)} of sessions`]),
      ...(goal.value === null ? [] : [money(goal.value, goal.currency)]),
    ];
    return `${"    ".repeat(depth)}*${text(goal.name)}*: ${facts.map(text).join(", ")}`;
  });
}

function section(mrkdwn: string): JsonObject {
  return { type: "section", text: { type: "mrkdwn", text: mrkdwn } };
}

/** Whole lines. */
function chunks(lines: readonly string[]): string[] {
  const all: string[] = [];
  for (const line of lines.map((one) => one.slice(0, LONGEST))) {
    const last = all.at(-1);
    if (last === undefined || last.length + line.length + 1 > LONGEST) all.push(line);
    else all[all.length - 1] = `${last}\n${line}`;
  }
  return all;
}

/** The three characters that Slack acts on (docs.slack.dev/messaging/formatting-message-text); its own marks lose their effect in names. */
function text(plain: string): string {
  return visible(plain)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[*_~`]/g, (sign) => `${sign}\u200b`);
}
