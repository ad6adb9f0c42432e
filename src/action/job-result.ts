/** How a command of the action ends: what the job reports, and whether it is red. */
import type { Diagnostic } from "../diagnostic.ts";
import type { Plan } from "../plan/plan.ts";
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
  | "report-file"
  | "report-page"
  | "slack-file"
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
