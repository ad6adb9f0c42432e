/** What is wrong with a regular expression, and where in it. */
export interface RegexProblem {
  /** Index of the first character that is meant, and how many. */
  readonly index: number;
  readonly length: number;
  /** A clause: why this cannot be used. */
  readonly why: string;
  readonly hint: string;
  /** Whether it is not a regular expression at all, or only not a portable one. */
  readonly code: "regex-syntax" | "regex-not-portable";
}

export function portable(index: number, length: number, why: string, hint: string): RegexProblem {
  return { index, length, why, hint, code: "regex-not-portable" };
}

export function syntax(pattern: string, why: string, hint: string): RegexProblem {
  return { index: 0, length: pattern.length, why, hint, code: "regex-syntax" };
}
