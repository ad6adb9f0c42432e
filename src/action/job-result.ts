/** How a command of the action ends: what the job is told, and whether it is red. */
import type { Diagnostic, Severity } from "../diagnostic.ts";
import type { Plan } from "../plan/plan.ts";
import type { JsonObject } from "../resources/resource.ts";
import type { Failure } from "./failure.ts";

export type Result = "no-changes" | "planned" | "applied" | "stopped" | "checked" | "failed";

/** The outputs of action.yml; those that a command does not know stay empty. */
export type OutputName =
  | "has-changes"
  | "to-add"
  | "to-change"
  | "to-remove"
  | "unchanged"
  | "summary"
  | "plan-id"
  | "plan-digest"
  | "plan-file"
  | "plan-operations"
  | "comment-url"
  | "issue-url"
  | "published-version"
  | "previous-version"
  | "result"
  | "failure-reason";

export type Outputs = Readonly<Partial<Record<OutputName, string>>>;

export interface JobResult {
  readonly result: Result;
  readonly failure: Failure | null;
  /** One sentence in plain text: the output `summary`, and the log's last line. */
  readonly summary: string;
  /** The job's summary. */
  readonly markdown: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly outputs?: Outputs;
  /** The plan as the command line shows it, for the log. */
  readonly plan?: Plan;
  /** Whether that plan is carried out already. */
  readonly isDone?: boolean;
  /** Something that went wrong and does not matter enough to fail. */
  readonly notice?: string | null;
}

/** The diagnostics that a refusal carries for machines. */
export function diagnosticsIn(json: JsonObject | undefined): Diagnostic[] {
  const found = json?.["diagnostics"];
  return Array.isArray(found) ? found.map((one: unknown) => fromJson(one as Written)) : [];
}

interface Written {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly length: number | null;
  readonly source: string | null;
}

function fromJson({ severity, code, message, hint, ...place }: Written): Diagnostic {
  return {
    severity,
    code,
    message,
    ...(hint === null ? {} : { hint }),
    ...placeOf(place),
  };
}

function placeOf({
  file,
  line,
  column,
  length,
  source,
}: Omit<Written, "severity" | "code" | "message" | "hint">) {
  if (file === null) return {};
  const place = { file, line: line ?? 1, column: column ?? 1, length: length ?? 1 };
  return { place: source === null ? place : { ...place, source } };
}
