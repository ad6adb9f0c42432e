/** result × format → text. */
import type { AtTargets } from "../app/result/at-target.ts";
import type { Refusal } from "../app/result/refusal.ts";
import type { SingleKind, SingleResult } from "./results.ts";
import type { ViewOptions } from "./view-options.ts";

/** Any result of a command: the kinds of `results.ts`, at one target or at several. */
export type Result = SingleResult | AtTargets;
export type Kind = SingleKind | AtTargets["is"];

/** A format as commands use it. */
export interface Format {
  readonly result: (result: Result, options: ViewOptions) => string;
  /** What goes to standard output when there is no result. */
  readonly refusal: (refusal: Refusal, options: ViewOptions) => string;
}
