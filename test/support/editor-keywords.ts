/** What editors, hints and docs read in the schema and a check of files does not: to a strict compiler they are annotations. */
export const EDITOR_KEYWORDS = [
  "errorMessage",
  "patternErrorMessage",
  "defaultSnippets",
  "doNotSuggest",
  "furtherExamples",
];
