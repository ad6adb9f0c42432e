/** What the workflow asks for: the inputs of action.yml, as the runner hands them over. */

import { type ReportOptions, UNITS } from "../app/report.ts";
import { MOST_LEAD_DAYS, MOST_MONTHS, MOST_SILENT_DAYS } from "../app/report-period.ts";
import { Refusal } from "../app/result/refusal.ts";
import { MOST_DAYS } from "../figures/period.ts";
import { BREAKDOWNS } from "../figures/question.ts";

export const COMMANDS = ["check", "plan", "apply", "drift", "rollback", "verify", "report"] as const;
export type Command = (typeof COMMANDS)[number];

/** Who lets an apply pass: the merged pull request's plan, a plan id that a person read, or nobody. */
const APPROVALS = ["pull-request", "plan-id", "none"] as const;
export type ApprovalMode = (typeof APPROVALS)[number];

const COMMENTS = ["true", "changes-only", "false"] as const;
export type CommentMode = (typeof COMMENTS)[number];

/** Guards that the workflow may let pass; `others` is for a rollback that undoes others' work too. */
const ALLOWANCES = ["unpublished", "protected", "other-property", "others"] as const;
export type Allowance = (typeof ALLOWANCES)[number];

export interface Inputs {
  /** Null: the event decides. */
  readonly command: Command | null;
  readonly file: string;
  readonly target: string | undefined;
  /** Names the target in markers. */
  readonly label: string;
  readonly accessToken: string;
  readonly githubToken: string;
  readonly approval: ApprovalMode;
  readonly planId: string;
  /** The digests of that plan's operations. */
  readonly planOperations: readonly string[];
  readonly comment: CommentMode;
  readonly publish: boolean;
  /** Null: goalform's own guard decides. */
  readonly maxRemovals: number | null;
  readonly allow: ReadonlySet<Allowance>;
  readonly toVersion: string | undefined;
  readonly prNumber: number | null;
  /** Whether merging alone is not enough: a person must have approved the merged head. */
  readonly requireApproval: boolean;
  readonly issueLabels: readonly string[];
  readonly issueAssignees: readonly string[];
  /** For verify: the number of the version that must be served, and how many minutes it may take. */
  readonly publishedVersion: string | undefined;
  readonly patience: number;
  /** For verify: an address, or a saved file. */
  readonly gtmJs: string | undefined;
  readonly gtagJs: string | undefined;
  /** For verify: `tests`, a tests file or a recording, played in a browser; undefined: what is served is compared. */
  readonly play: string | undefined;
  readonly site: string | undefined;
  readonly browser: string | undefined;
  readonly map: readonly string[];
  readonly allowHosts: readonly string[];
  readonly reallySend: boolean;
  /** The version that is not published yet is played. */
  readonly preview: boolean;
  /** For plan: say how often what changes would have counted. */
  readonly impact: boolean;
  /** Figures may be read by everybody: those of a public repository. */
  readonly publicFigures: boolean;
  /** For report: what is asked, as the command line's options say it. */
  readonly asked: Asked;
  /** For report, and for impact: an export of events; undefined: Google's Data API. */
  readonly events: readonly string[] | undefined;
  /** For report: whether it fails when a goal has stopped counting. */
  readonly failOnDead: boolean;
}

export type Asked = Pick<
  ReportOptions,
  "days" | "months" | "by" | "forms" | "leads" | "leadDays" | "unit" | "silentAfter"
>;

type Environment = Readonly<Record<string, string | undefined>>;

export function readInputs(env: Environment): Inputs {
  const text = (name: string) => (env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
  const target = readTarget(text("target"));
  return {
    command: text("command") === "" ? null : oneOf("command", text("command"), COMMANDS),
    file: text("file") || "goals.yaml",
    target,
    label: readLabel(text("label") || target || "default"),
    accessToken: readToken("access-token", text("access-token")),
    githubToken: readToken("github-token", text("github-token")),
    approval: oneOf("approval", text("approval") || "pull-request", APPROVALS),
    planId: readPlanId(text("plan-id")),
    planOperations: listed(text("plan-operations")),
    comment: oneOf("comment", text("comment") || "true", COMMENTS),
    publish: oneOf("publish", text("publish") || "true", ["true", "false"]) === "true",
    maxRemovals: readNumber("max-removals", text("max-removals")),
    allow: new Set(listed(text("allow")).map((one) => oneOf("allow", one, ALLOWANCES))),
    toVersion: readNumber("to-version", text("to-version"))?.toString(),
    prNumber: readNumber("pr-number", text("pr-number")),
    requireApproval: isTrue("require-approval", text("require-approval")),
    issueLabels: named("issue-labels", text("issue-labels")),
    issueAssignees: named("issue-assignees", text("issue-assignees")),
    publishedVersion: readNumber("published-version", text("published-version"))?.toString(),
    patience: readNumber("patience", text("patience")) ?? PATIENCE,
    gtmJs: text("gtm-js") || undefined,
    gtagJs: text("gtag-js") || undefined,
    play: text("play") || undefined,
    site: text("site") || undefined,
    browser: text("browser") || undefined,
    map: listed(text("map")),
    allowHosts: listed(text("allow-hosts")),
    reallySend: isTrue("really-send", text("really-send")),
    preview: isTrue("preview", text("preview")),
    impact: isTrue("impact", text("impact")),
    publicFigures: isTrue("public-figures", text("public-figures")),
    asked: readAsked(text),
    events: readEvents(text("events")),
    failOnDead: text("fail-on") !== "" && oneOf("fail-on", text("fail-on"), ["dead"]) === "dead",
  };
}

/** Minutes: a container stays in caches for 15. */
const PATIENCE = 20;

function listed(text: string): string[] {
  return text.split(/[\s,]+/).filter((one) => one !== "");
}

/** Labels may contain spaces. */
function named(name: string, text: string): string[] {
  const all = text.split(/[,\n]/).map((one) => one.trim());
  const names = all.filter((one) => one !== "");
  if (names.every((one) => one.length <= 50)) return names;
  throw wrongInput(name, "each name has at most 50 characters, and names are separated by commas.");
}

function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const known = allowed.find((one) => one === text.toLowerCase());
  if (known !== undefined) return known;
  throw wrongInput(name, `"${text}" is not one of ${allowed.join(", ")}.`);
}

function isTrue(name: string, text: string): boolean {
  return oneOf(name, text || "false", ["true", "false"]) === "true";
}

function readNumber(name: string, text: string): number | null {
  if (text === "") return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw wrongInput(name, `"${text}" is not a whole number.`);
}

function readAsked(text: (name: string) => string): Asked {
  const by = text("by");
  const unit = text("unit");
  const asked = {
    days: readCount("days", text("days"), MOST_DAYS),
    months: readCount("months", text("months"), MOST_MONTHS),
    by: by === "" ? undefined : oneOf("by", by, BREAKDOWNS),
    forms: isTrue("forms", text("forms")),
    leads: isTrue("leads", text("leads")),
    leadDays: readCount("lead-days", text("lead-days"), MOST_LEAD_DAYS),
    unit: unit === "" ? undefined : oneOf("unit", unit, UNITS),
    silentAfter: readCount("silent-after", text("silent-after"), MOST_SILENT_DAYS),
  };
  const needsEvents =
    asked.leadDays !== undefined ? "lead-days" : asked.unit === "session" ? "unit" : undefined;
  if (needsEvents === undefined || text("events") !== "") return asked;
  throw wrongInput(
    needsEvents,
    "Analytics' own funnels count users within the whole period. Name an export of events with the input events.",
  );
}

function readCount(name: string, text: string, most: number): string | undefined {
  const number = readNumber(name, text);
  if (number === null || (number >= 1 && number <= most)) return number?.toString();
  throw wrongInput(name, `${number} is not from 1 to ${most}.`);
}

/** One in each line, or separated by commas: names of files may contain spaces. */
function readEvents(text: string): string[] | undefined {
  const all = text
    .split(/[,\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
  return all.length === 0 ? undefined : all;
}

/** What cannot be a header ends here: the error that Node makes of it would show the token. */
function readToken(name: string, text: string): string {
  if (/^[\x21-\x7e]*$/.test(text)) return text;
  throw wrongInput(name, "a token has no spaces, no line breaks and no characters outside ASCII.");
}

/** Every line of what may be a secret, before anything else is done with it. */
export function secretsIn(env: Environment): string[] {
  const given = ["ACCESS-TOKEN", "GITHUB-TOKEN"].map((name) => env[`INPUT_${name}`] ?? "");
  const lines = given.flatMap((text) => [text.trim(), ...text.split(/[\r\n]+/).map((line) => line.trim())]);
  return [...new Set(lines)].filter((line) => line.length >= SHORTEST_SECRET);
}

/** Of less than that nothing could be read in the log any more. */
const SHORTEST_SECRET = 4;

/** The form of a target's name in the schema of goals files. */
function readTarget(text: string): string | undefined {
  if (text === "") return undefined;
  if (/^[A-Za-z0-9][\w-]{0,39}$/.test(text)) return text;
  throw wrongInput(
    "target",
    "a target's name contains letters, digits, hyphens and underscores, at most 40.",
  );
}

function readLabel(text: string): string {
  if (/^[\w.-]{1,60}$/.test(text)) return text;
  throw wrongInput("label", "a label contains letters, digits, dots, hyphens and underscores, at most 60.");
}

/** Twelve digits are what people see; all of them are better. */
function readPlanId(text: string): string {
  if (text === "" || /^[0-9a-f]{12,64}$/.test(text)) return text;
  throw wrongInput("plan-id", "a plan id is 12 or more of the digits 0-9 and a-f, as a plan shows it.");
}

function wrongInput(name: string, why: string): Refusal {
  return new Refusal("usage", `The input ${name} is wrong: ${why}`, "Correct it in the workflow file.");
}
