/**
 * A check of the goals file as a test report in JUnit's XML, which nearly every CI shows: a test case for each
 * finding, or one that passed. Errors fail; a warning passes and says what it warns of.
 */

import type { Tested } from "../../app/result/result.ts";
import { type Finding, findingsOf, findingsOfRefusal } from "../findings.ts";
import { markup } from "../markup.ts";
import type { Format, ViewOptions } from "../views.ts";

export const junit: Format = {
  result: (result, { words, file }) =>
    result.is === "tested" ? testReport(result, words) : report(findingsOf(result, words), file),
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

function suite(cases: readonly string[], failures: number, file: string): string {
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="goalform" ${counts}>`,
    `  <testsuite name="${markup(file)}" ${counts} skipped="0">`,
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
