/** `explainCode`: the page about a code. */
import { explain } from "../app/explain.ts";
import { rulePages } from "../machine/rule-pages.ts";
import type { Severity } from "./diagnostic.ts";

export interface CodeExplanation {
  readonly code: string;
  /** Null for a code of plans. */
  readonly severity: Severity | null;
  /** The page: why, wrong, right, what to do. */
  readonly markdown: string;
  /** Where the page is on this machine. */
  readonly path: string;
}

/**
 * The page about the code of a diagnostic, or about that of a plan's warning or blocker, if it has one.
 *
 * @param code such as `path-without-slash`
 * @returns null if there is no such page
 */
export function explainCode(code: string): CodeExplanation | null {
  if (!rulePages.codes().includes(code)) return null;
  const { severity, page } = explain(code, rulePages);
  return { code, severity, markdown: page.markdown, path: page.path };
}
