/** A report that somebody saved: `goalform report --out report.json`. */
import { resolve } from "node:path";
import { Refusal } from "../app/result/refusal.ts";
import { REPORT_FORMAT, type Report } from "../figures/report.ts";
import { readJsonFile } from "./json-file.ts";

const MEANT = { code: "report-file", help: "Make it with `goalform report --out report.json`." } as const;

/** @throws Refusal for anything else; of a report, what a picture shows is checked */
export function reportIn(cwd: string, file: string): Report {
  const { json } = readJsonFile(resolve(cwd, file), MEANT);
  if (isReport(json)) return json;
  throw new Refusal(MEANT.code, `${file} is not a report (${REPORT_FORMAT}).`, MEANT.help);
}

function isReport(json: unknown): json is Report {
  const { format, goals, funnels, period } = (json ?? {}) as Partial<Report>;
  return (
    format === REPORT_FORMAT &&
    isListOf(
      goals,
      ({ id, keyEvents, perSession }) => isText(id) && isFigure(keyEvents) && isFigure(perSession),
    ) &&
    isListOf(
      funnels,
      ({ id, steps }) =>
        isText(id) && isListOf(steps, (step) => typeof step.count === "number" && isFigure(step.ofPrevious)),
    ) &&
    isText(period?.from) &&
    isText(period?.to)
  );
}

function isListOf<T>(list: readonly T[] | undefined, is: (one: T) => boolean): boolean {
  return Array.isArray(list) && list.every((one) => typeof one === "object" && one !== null && is(one as T));
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isFigure(value: unknown): boolean {
  return value === null || typeof value === "number";
}
