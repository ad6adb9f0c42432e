/**
 * Results as a list of findings: what code scanning, code quality reports and annotations have room for. Each has a
 * stable code, a level and, as far as it is about a line, a place.
 */

import type { AtTargets, TargetResult } from "../app/result/at-target.ts";
import { Refusal } from "../app/result/refusal.ts";
import { failedGoals, type Verified } from "../app/result/verify.ts";
import type { Diagnostic, Place } from "../diagnostic.ts";
import type { Plan, SubjectChange } from "../plan/plan.ts";
import type { TestResult } from "../visits/judging/test-result.ts";
import { goalLines, subjectName, whyRemoved } from "./plan-words.ts";
import { isComplete } from "./refusal.ts";
import { statusWords } from "./verify/verify-words.ts";
import type { Result } from "./views.ts";
import { expectationInWords, failed, whyNot, wrongVisits } from "./visits/tested-words.ts";
import { joinedWays, type WayWords } from "./way-out.ts";

export interface Finding {
  readonly code: string;
  readonly level: "error" | "warning" | "note";
  /** What is wrong, and what to do: for people, not escaped for anything. */
  readonly message: string;
  readonly hint: string | null;
  readonly place: Place | null;
}

/** What a result that has findings says; empty where everything is as it should be. */
export function findingsOf(result: Result, words: WayWords): Finding[] {
  switch (result.is) {
    case "validated":
    case "problems":
      return result.diagnostics.map(ofDiagnostic);
    case "plan":
      return [...result.plan.changes.map(ofPlannedChange), ...besideChanges(result.plan, words)];
    case "drift":
      return result.plan.changes.map(ofDrift);
    case "targets":
      return atTargets(result, words);
    case "tested":
      return failed(result).map(ofTest);
    case "verified":
      return ofVerified(result);
    default:
      return [];
  }
}

/** The findings that it is about, and itself, unless they say it all. */
export function findingsOfRefusal(refusal: Refusal, words: WayWords): Finding[] {
  const { subject, itself } = partsOfRefusal(refusal, words);
  return itself === null ? subject : [...subject, itself];
}

/** `itself`: null where the findings that it is about say it all. */
export function partsOfRefusal(
  refusal: Refusal,
  words: WayWords,
): { readonly subject: Finding[]; readonly itself: Finding | null } {
  const { code, message, ways, about } = refusal;
  const subject = about === null ? [] : findingsOf(about, words);
  if (isComplete(refusal) && subject.length > 0) return { subject, itself: null };
  return { subject, itself: { code, level: "error", message, hint: joinedWays(ways, words), place: null } };
}

function ofTest(test: TestResult): Finding {
  const wrong = test.expectations.filter(({ isMet: holds }) => !holds);
  const each = wrong.map((one) => expectationInWords(one, test.visits[one.visit]?.steps ?? []));
  const reasons = [...new Set(wrongVisits(test).flatMap(({ moments }) => moments().flatMap(whyNot)))].slice(
    0,
    3,
  );
  const hint = reasons.length === 0 ? null : reasons.join("; ");
  return {
    code: "test-failed",
    level: "error",
    message: `${test.name}: ${each.join("; ")}`,
    hint,
    place: test.at,
  };
}

function ofVerified(verified: Verified): Finding[] {
  const goals = failedGoals(verified).map(
    ({ goal, status, problems, at }): Finding => ({
      code: `verify-${status}`,
      level: "error",
      message: `${goal}: ${problems.map(({ message }) => message).join(" ") || statusWords(status)}`,
      hint: null,
      place: at,
    }),
  );
  const others = verified.problems.map(
    ({ code, message }): Finding => ({ code, level: "warning", message, hint: null, place: null }),
  );
  return [...goals, ...others];
}

function ofDiagnostic({ code, severity, message, hint, place }: Diagnostic): Finding {
  return { code, level: severity, message, hint: hint ?? null, place: place ?? null };
}

const WOULD: Readonly<Record<SubjectChange["action"], string>> = {
  add: "would be added",
  change: "would be changed",
  remove: "would be removed",
  adopt: "would be taken over",
};

function ofPlannedChange(change: SubjectChange): Finding {
  return {
    code: `plan-${change.action}`,
    level: "note",
    message: `${subjectName(change)} ${WOULD[change.action]}${why(change)}`,
    hint: null,
    place: change.origin,
  };
}

const DIFFERS: Readonly<Record<SubjectChange["action"], string>> = {
  add: "is not at Google",
  change: "is different at Google",
  remove: "is still at Google",
  adopt: "is at Google without our mark",
};

function ofDrift(change: SubjectChange): Finding {
  return {
    code: `drift-${change.action}`,
    level: "warning",
    message: `${subjectName(change)} ${DIFFERS[change.action]}${why(change)}`,
    hint: null,
    place: change.origin,
  };
}

function why(change: SubjectChange): string {
  if (change.action === "remove") return ` (${whyRemoved(change)}).`;
  const lines = goalLines(change);
  return lines.length === 0 ? "." : ` (${lines.join("; ")}).`;
}

function besideChanges({ warnings, blockers }: Plan, words: WayWords): Finding[] {
  return [
    ...warnings.map(
      ({ code, message }): Finding => ({ code, level: "warning", message, hint: null, place: null }),
    ),
    ...blockers.map(
      ({ code, message, waysOut }): Finding => ({
        code,
        level: "error",
        message,
        hint: joinedWays(waysOut, words),
        place: null,
      }),
    ),
  ];
}

function atTargets({ targets }: AtTargets, words: WayWords): Finding[] {
  const of = ({ result }: TargetResult) =>
    result instanceof Refusal ? findingsOfRefusal(result, words) : findingsOf(result, words);
  return targets.flatMap((one) =>
    of(one).map((finding) => ({ ...finding, message: `${one.target}: ${finding.message}` })),
  );
}
