/** Findings as a code quality report, which GitLab shows in merge requests (docs.gitlab.com/ci/testing/code_quality). */
import { createHash } from "node:crypto";
import type { JsonObject } from "../../resources/resource.ts";
import { type Finding, findingsOf, findingsOfRefusal } from "../findings.ts";
import { jsonText } from "../json-text.ts";
import type { ViewOptions } from "../view-options.ts";
import type { Format } from "../views.ts";
import { visible } from "../visible.ts";

/** GitLab knows info, minor, major, critical and blocker. */
const SEVERITIES = { error: "major", warning: "minor", note: "info" } as const;

export const gitlab: Format = {
  result: (result, options) => report(findingsOf(result, options.words), options),
  refusal: (refusal, options) => report(findingsOfRefusal(refusal, options.words), options),
};

function report(findings: readonly Finding[], { file }: ViewOptions): string {
  const seen = new Map<string, number>();
  return jsonText(findings.map((finding) => issue(finding, file, seen)));
}

/** @param seen how often each finding was there before: GitLab shows one of those with the same fingerprint */
function issue(
  { code, level, message, hint, place }: Finding,
  goalsFile: string,
  seen: Map<string, number>,
): JsonObject {
  const path = relativePath(place?.file ?? goalsFile);
  // Without the line: the same problem further down is the same problem.
  const key = JSON.stringify([code, path, message.replaceAll(/\bline \d+/g, "line")]);
  const number = (seen.get(key) ?? 0) + 1;
  seen.set(key, number);
  return {
    description: visible(hint === null ? message : `${message} ${hint}`),
    check_name: code,
    fingerprint: createHash("sha256").update(`${key}${number}`).digest("hex"),
    severity: SEVERITIES[level],
    location: { path, lines: { begin: place?.line ?? 1 } },
  };
}

/** As GitLab compares it: with slashes, and without a `./` before it. */
function relativePath(file: string): string {
  return file.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
}
