/** How a text is compared, in the words of the file. */
export type TextComparison = "equals" | "begins_with" | "ends_with" | "contains" | "matches" | "one_of";

export const TEXT_COMPARISONS: ReadonlySet<string> = new Set<TextComparison>([
  "equals",
  "begins_with",
  "ends_with",
  "contains",
  "matches",
  "one_of",
]);
