/**
 * A check of the goals file as a test report in JUnit's XML, which nearly every CI shows: a test case for each
 * finding, or one that passed. Errors fail; a warning passes and says what it warns of.
 */

import { failedGoals, type GoalVerified, type Verified } from "../../app/result/verify.ts";
import type { Tested } from "../../app/result/visited.ts";
import { type Finding, findingsOf, findingsOfRefusal } from "../findings.ts";
import { markup } from "../markup.ts";
import { statusWords } from "../verify/verify-words.ts";
import type { ViewOptions } from "../view-options.ts";
import type { Format } from "../views.ts";

export const junit: Format = {
  result: (result, { words, file }) =>
    result.is === "tested"
      ? testReport(result, words)
      : result.is === "verified"
        ? verifyReport(result)
        : report(findingsOf(result, words), file),
  refusal: (refusal, { words, file }) => report(findingsOfRefusal(refusal, words), file),
};

/** A test of goals is a test case; what it failed with is as in annotations. */
function testReport(tested: Tested, words: ViewOptions["words"]): string {
  const failures = findingsOf(tested, words);
  let next = 0;
  const cases = tested.tests.map((one) =>
    one.status === "passed"
      ? `    <testcase name="${markup(one.name)}" classname="${markup(one.at.file)}"/>`
      : failedCase(one.name, failures[next++]!),
  );
  return suite(cases, failures.length, tested.files.join(" "));
}

/** A goal or a step is a test case; one that could not be tried is skipped. */
function verifyReport({ goals, steps, file }: Verified): string {
  const all = [...goals, ...steps];
  const failed = failedGoals({ goals, steps });
  const cases = all.map((one) => verifiedCase(one, failed.includes(one)));
  const skipped = all.filter(({ status }) => status === "not-tried").length;
  return suite(cases, failed.length, file, skipped);
}

function verifiedCase({ goal, status, at, problems }: GoalVerified, isFailed: boolean): string {
  const said = problems.map(({ message }) => message);
  const message = said.join(" ") || statusWords(status);
  if (isFailed)
    return failedCase(goal, { code: `verify-${status}`, level: "error", message, hint: null, place: at });
  const head = `    <testcase name="${markup(goal)}" classname="${markup(at.file)}"`;
  if (status === "not-tried")
    return `${head}>\n      <skipped message="${markup(message)}"/>\n    </testcase>`;
  if (said.length === 0) return `${head}/>`;
  return `${head}>\n      <system-out>${markup(said.join("\n"))}</system-out>\n    </testcase>`;
}

function failedCase(name: string, { code, message, hint, place }: Finding): string {
  const text = [message, ...(hint === null ? [] : [hint])].map(markup).join("\n");
  const file = place === null ? "" : ` file="${markup(place.file)}" line="${place.line}"`;
  return `    <testcase name="${markup(name)}" classname="${markup(place?.file ?? "")}"${file}>\n      <failure type="${markup(code)}" message="${markup(message)}">${text}</failure>\n    </testcase>`;
}

function report(findings: readonly Finding[], file: string): string {
  const cases = findings.length === 0 ? [passed(file)] : findings.map((finding) => testCase(finding, file));
  const failures = findings.filter(({ level }) => level === "error").length;
  return suite(cases, failures, file);
}

function suite(cases: readonly string[], failures: number, file: string, skipped = 0): string {
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="goalform" ${counts}>`,
    `  <testsuite name="${markup(file)}" ${counts} skipped="${skipped}">`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function passed(file: string): string {
  return `    <testcase name="is valid" classname="${markup(file)}"/>`;
}

function testCase({ code, level, message, hint, place }: Finding, file: string): string {
  const where = place === null ? file : `${place.file}:${place.line}:${place.column}`;
  const head = `    <testcase name="${markup(`${code} at ${where}`)}" classname="${markup(place?.file ?? file)}"`;
  const text = [
    message,
    ...(hint === null ? [] : [hint]),
    ...(place?.source === undefined ? [] : [place.source]),
  ]
    .map(markup)
    .join("\n");
  if (level === "error")
    return `${head}>\n      <failure type="${markup(code)}" message="${markup(message)}">${text}</failure>\n    </testcase>`;
  return `${head}>\n      <system-out>${text}</system-out>\n    </testcase>`;
}
