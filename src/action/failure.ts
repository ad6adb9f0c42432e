/** Why a run is red, in words for people and in one for workflows. */
import { asRefusal, Refusal } from "../app/result/refusal.ts";
import { GoogleError } from "../apply/google-port.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { entryIn } from "../entry-in.ts";
import { joinedWays } from "../render/way-out.ts";
import { GitHubError } from "./github/port.ts";
import { inInputs, workflowWords } from "./workflow-words.ts";

export type FailureReason =
  | "invalid-file"
  | "tests-failed"
  | "dead-goals"
  | "not-served"
  | "not-counted"
  | "usage"
  | "not-approved"
  | "plan-changed"
  | "remote-changed"
  | "too-many-removals"
  | "blocked"
  | "partial-apply"
  | "auth"
  | "api"
  | "github";

export interface Failure {
  readonly reason: FailureReason;
  readonly message: string;
  readonly hint: string | null;
}

/** A bug passes: it is not a message for the user, and keeps its stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof GitHubError) return { reason: "github", message: error.message, hint: error.hint };
  const { code, message, ways } = asRefusal(error);
  const reason = entryIn(REASONS, code) ?? (error instanceof GoogleError ? "api" : "blocked");
  return {
    reason,
    message: code === "invalid-option" ? inInputs(message) : message,
    hint: entryIn(HINTS, code) ?? joinedWays(ways, workflowWords),
  };
}

/** The problems of the goals file, where it is about them. */
export function diagnosticsIn(error: unknown): readonly Diagnostic[] {
  return error instanceof Refusal && error.about?.is === "problems" ? error.about.diagnostics : [];
}

const REASONS: Readonly<Record<string, FailureReason>> = {
  "invalid-goals-file": "invalid-file",
  "invalid-tests-file": "invalid-file",
  "no-goals-file": "invalid-file",
  "goals-file-link": "invalid-file",
  usage: "usage",
  "unsafe-event": "usage",
  "not-approved": "not-approved",
  "plan-changed": "plan-changed",
  "plan-for-another-target": "plan-changed",
  "changed-meanwhile": "remote-changed",
  overtaken: "remote-changed",
  "not-compiled": "api",
  "already-exists": "remote-changed",
  "many-removals": "too-many-removals",
  "not-served": "api",
  "not-a-container": "api",
  "another-container": "usage",
  "no-public-id": "usage",
  "invalid-option": "usage",
  "no-tests": "usage",
  "another-version": "remote-changed",
  "site-not-reached": "api",
  "playwright-missing": "usage",
  "no-browser": "usage",
  "access-token": "auth",
  "no-credentials": "auth",
  unauthenticated: "auth",
  scope: "auth",
  forbidden: "auth",
  "api-disabled": "auth",
  "quota-project": "auth",
};

/** What helps in a workflow, where it is something other than in a terminal. */
const HINTS: Readonly<Record<string, string>> = {
  "no-credentials":
    "Sign in with google-github-actions/auth in a step before, with `id-token: write` among the job's permissions, and hand its access token over as the input `access-token` (docs/github.md).",
  unauthenticated:
    "The access token is wrong or older than an hour: let google-github-actions/auth make it in this very job.",
  scope:
    "The access token lacks a scope. `access_token_scopes` of google-github-actions/auth must list those of docs/github.md; its default contains none of them.",
  forbidden:
    "Add the service account's e-mail address in Analytics under Property access management (Viewer to plan, Editor to apply) and in Tag Manager under User management (Read to plan, Publish to apply). Roles in the Cloud project give access to neither.",
  "playwright-missing":
    "Install it in a step before, next to the checkout: `npm install --no-save playwright-core`. GitHub's runners already have a browser for it.",
  "no-browser":
    "GitHub's runners have Chrome. On a runner of your own, install Chromium, or give its path as the input `browser`.",
  unreachable: "Check the runner's network and proxy, then run the job again.",
  "no-goals-file": "Check the input `file`, and that actions/checkout comes before this step.",
};
