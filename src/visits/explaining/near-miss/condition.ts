/** A condition that was not true, judged once more with another value. */

import { verdictWith } from "../../../engine/conditions.ts";
import type { PageElement } from "../../../engine/page-element.ts";
import type { JudgedQuestion } from "../condition-words.ts";

/** What else is known of the moment. */
export interface MomentContext {
  /** The address bar. */
  readonly url: string;
  /** Every data-layer key that has been pushed so far, with dots. */
  readonly keys: ReadonlySet<string>;
  /** Those that are pushed later on the same page. */
  readonly laterKeys: ReadonlySet<string>;
  /** What the step clicked or sent, if it did. */
  readonly element: PageElement | null;
}

export type HintFinder = (asked: JudgedQuestion, moment: MomentContext) => string | null;

export function isMetWith(
  { judged }: JudgedQuestion,
  left: unknown,
  { url }: MomentContext,
  inAnyCase?: true,
): boolean {
  return verdictWith(judged, left, url, inAnyCase) === "met";
}

export function textOf({ judged: { left } }: JudgedQuestion): string | null {
  return typeof left === "string" && left !== "" ? left : typeof left === "number" ? String(left) : null;
}
