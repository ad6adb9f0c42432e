/** How every command ends: one result, shown once, in the format that was asked for. */
import { ApplyError } from "../apply/apply-error.ts";
import { visible } from "../render/visible.ts";
import type { JsonObject } from "../resources/resource.ts";

export type Format = "text" | "json" | "markdown";

/** 0 done; 1 error or refused; 2 there are changes, or a goal test failed. */
export type ExitCode = 0 | 1 | 2;

export interface Outcome {
  readonly exitCode: ExitCode;
  readonly text: string;
  readonly json: JsonObject;
  readonly markdown: string;
}

/** The user's mistake or Google's refusal: shown as a message, never with a stack. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  readonly hint: string | null;
  /** More for machines, beside code and message; `text` replaces the message for people. */
  readonly more: { readonly json?: JsonObject; readonly text?: string; readonly markdown?: string };

  constructor(code: string, message: string, hint: string | null = null, more: Refusal["more"] = {}) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.more = more;
  }
}

/** A bug passes: it is not a message for the user, and keeps its stack. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ApplyError) return new Refusal(error.code, error.message, error.hint);
  throw error;
}

export function errorLines({ code, message, hint }: Refusal): string {
  return `error[${code}]: ${visible(message)}\n${hint === null ? "" : `help: ${visible(hint)}\n`}`;
}
