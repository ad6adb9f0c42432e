/** The sentences of a report, for every format. */

import type { SuggestedValues } from "../../app/result/reported.ts";
import { lengthOf } from "../../figures/period.ts";
import type { DeadReport, Report } from "../../figures/report.ts";
import { counted } from "../words.ts";
import { change, count, duration, money, share } from "./numbers.ts";

const SOURCES = {
  "ga4-data-api": "Google Analytics",
  events: "an export of events",
  bigquery: "an export of events in BigQuery",
} as const;

/** `2026-10-28 to 2026-11-24, 28 days (Europe/Berlin), compared with 2026-09-30 to 2026-10-27`. */
export function periodWords({ period, previous, source }: Report): string {
  const zone = period.timeZone === null ? "" : ` (${period.timeZone})`;
  const before = previous === null ? "" : `, compared with ${previous.from} to ${previous.to}`;
  return `${period.from} to ${period.to}, ${counted(lengthOf(period), "day")}${zone}${before}. From ${SOURCES[source]}.`;
}

/** `12,345 sessions (+5%), 61% engaged, 2 min 10 s on average; 9,876 users`. Empty where nothing is known. */
export function trafficWords({ traffic: { current, previous } }: Report): string[] {
  const { sessions, engagedSessions, users, secondsPerSession, microWithoutMacro } = current;
  if (sessions === null) return [];
  const engaged =
    engagedSessions === null || sessions === 0 ? [] : [`${share(engagedSessions / sessions)} engaged`];
  const mean = secondsPerSession === null ? [] : [`${duration(secondsPerSession)} on average`];
  const before = previous?.sessions ?? null;
  const was = before === null ? "" : ` (${against(change(sessions, before))})`;
  const visits = [`${count(sessions)} sessions${was}`, ...engaged, ...mean].join(", ");
  return [
    `${visits}${users === null ? "" : `; ${count(users)} users`}.`,
    ...(microWithoutMacro === null
      ? []
      : [`${count(microWithoutMacro)} sessions reached a small goal and no main one.`]),
  ];
}

/** In a sentence, "=" would not be understood. */
function against(words: string): string {
  return words === "=" ? "as before" : words === "new" ? "none before" : words;
}

export const DEAD_WORDS: Readonly<Record<DeadReport["kind"], string>> = {
  silent: "silent",
  never: "never counted",
  unseen: "not seen",
  doubled: "doubled",
  incomplete: "incomplete",
  unnamed: "not in the file",
};

export function nameOf(dead: DeadReport, { goals }: Report): string {
  if (dead.goal === undefined) return dead.event;
  return goals.find(({ id }) => id === dead.goal)?.name ?? dead.goal;
}

/** Each sentence once: many figures may have the same shortcoming. */
export function qualityWords({ quality }: Report): string[] {
  return [...new Set(quality.map(({ code, message }) => `${message} [${code}]`))];
}

export function changeWords({ changes }: Pick<Report, "changes">): string[] {
  return changes.map(({ date, label, name }) => `${date}: ${label}${name === "" ? "" : ` (${name})`}`);
}

/** What was written into the goals file, and what was not. */
export function valueWords({ way, changes, left, files }: SuggestedValues): string[] {
  const written = changes.map(
    ({ name, at, before, after, currency, cases }) =>
      `${name} (${at.file}:${at.line}): ${before === null ? "no value" : money(before, currency)} → ${money(after, currency)}, by ${way} from ${count(cases)} cases`,
  );
  const rest = left.map(({ name, why }) => `${name}: left as it is, since ${why}`);
  const done =
    files.length === 0
      ? "No value was written."
      : `Written into ${files.join(", ")}: review it before you apply it.`;
  return [...written, ...rest, done];
}
