/**
 * The hidden first line that identifies a comment or an issue of the action, and says what was approved there.
 *
 * It is parsed and compared, never searched for: "prod" is part of "non-prod". It comes first, so that nothing
 * that is cut off can lose it.
 */

export interface PlanMarker {
  readonly v: 1;
  /** Which target, by the workflow's word for it. */
  readonly id: string;
  /** The pull request's head when it was planned. */
  readonly head: string;
  /** The run that wrote it. */
  readonly run: string;
  /** When that run began, in seconds since 1970. */
  readonly at: number;
  /** The plan's digest; null when there is no plan to approve. */
  readonly plan: string | null;
  /** The goals file's path in the repository: one comment is about one file. */
  readonly file?: string;
  /** The path that the file had before this pull request renamed it. */
  readonly was?: string;
  /** The commit with which the pull request was compared: what differed then is not its own change. */
  readonly base?: string;
  /** The branch that it was to be merged into then. */
  readonly into?: string;
  /** Digests of the operations that are approved; null when they are too many to list, and the whole plan is. */
  readonly ops: readonly string[] | null;
  /** The commit for which it was used: where Google has nothing of ours that could say so, it counts for no other. */
  readonly used?: string;
  /** The commit with which it was applied: it approves nothing any more. */
  readonly applied?: string;
}

/** How many characters of a comment may go to the list of operations. */
const LONGEST_MARKER = 24_000;

export function planMarkerLine(marker: PlanMarker): string {
  const line = markerLine("plan", marker);
  return line.length <= LONGEST_MARKER ? line : markerLine("plan", { ...marker, ops: null });
}

export function readPlanMarker(body: string): PlanMarker | null {
  const marker = readMarker("plan", body);
  return marker !== null && isPlanMarker(marker) ? marker : null;
}

/** `plan`: the digest of what differs; null when nothing does any more. */
export function driftMarkerLine(id: string, plan: string | null): string {
  return markerLine("drift", { v: 1, id, ...(plan === null ? {} : { plan }) });
}

export function isDriftOf(id: string, body: string): boolean {
  return readMarker("drift", body)?.["id"] === id;
}

/** What differed when the issue was last updated. */
export function driftIn(body: string): string | null {
  const plan = readMarker("drift", body)?.["plan"];
  return typeof plan === "string" ? plan : null;
}

/** `report`: one issue for each target. */
export function reportMarkerLine(id: string): string {
  return markerLine("report", { v: 1, id });
}

export function isReportOf(id: string, body: string): boolean {
  return readMarker("report", body)?.["id"] === id;
}

/** Two hyphens in a row, or a bracket, could end the HTML comment; JSON has other spellings for them. */
function markerLine(kind: "plan" | "drift" | "report", marker: object): string {
  const json = JSON.stringify(marker).replace(/[<>-]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  return `<!-- goals:${kind} ${json} -->`;
}

function readMarker(kind: "plan" | "drift" | "report", body: string): Record<string, unknown> | null {
  const [first = ""] = body.split(/\r?\n/, 1);
  const [, json] = new RegExp(`^<!-- goals:${kind} (\\{.*\\}) -->$`).exec(first) ?? [];
  if (json === undefined) return null;
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function isPlanMarker(marker: Record<string, unknown>): marker is Record<string, unknown> & PlanMarker {
  const { v, id, head, run, at, plan, ops, file, was, base, into, used } = marker;
  return (
    v === 1 &&
    [id, head, run].every((text) => typeof text === "string") &&
    typeof at === "number" &&
    [file, was, base, into, used].every((text) => text === undefined || typeof text === "string") &&
    (plan === null || typeof plan === "string") &&
    (ops === null || (Array.isArray(ops) && ops.every((op) => typeof op === "string")))
  );
}
