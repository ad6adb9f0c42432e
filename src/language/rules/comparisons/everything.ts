/** Comparisons that are true of every page. */
import type { TextMatcher } from "../../goal-set/conditions.ts";
import type { Subject, WrittenComparison } from "../../meaning/written.ts";

/** Apart from `not`: the comparison lets every page through. */
export function letsAllThrough({
  subject,
  matcher,
}: Pick<WrittenComparison, "subject" | "matcher">): boolean {
  const always = ALWAYS[subject];
  return always !== undefined && "values" in matcher && isAlways(always, matcher);
}

interface Always {
  readonly starts: readonly string[];
  /** What every text contains somewhere. */
  readonly parts: readonly string[];
  readonly patterns: ReadonlySet<string>;
}

const ANY = ["", ".", ".*", ".+", "(.*)", "(.+)"].flatMap((all) => [all, `^${all}`, `${all}$`]);
const WHOLE = [".*", ".+", "(.*)", "(.+)"].map((all) => `^${all}$`);
const ANY_TEXT = [...ANY, ...WHOLE];
const ANY_PATH = [
  "/",
  "^/",
  "/.*",
  "^/.*",
  "/.*$",
  "^/.*$",
  "/(.*)",
  "^/(.*)",
  "^/(.*)$",
  "\\/",
  "^\\/",
  "^\\/.*",
  "^\\/.*$",
];

const ALWAYS: Readonly<Partial<Record<Subject, Always>>> = {
  path: { starts: ["/"], parts: ["/"], patterns: new Set([...ANY_TEXT, ...ANY_PATH]) },
  url: {
    starts: ["h", "ht", "htt", "http"],
    parts: ["/", "//", ":", "://", "http", "."],
    patterns: new Set([...ANY_TEXT, "/", "^http", "http"]),
  },
  host: { starts: [], parts: [], patterns: new Set(ANY_TEXT) },
};

function isAlways({ starts, parts, patterns }: Always, { op, values: [text] }: TextMatcher): boolean {
  if (op === "begins_with") return starts.includes(text);
  if (op === "contains") return parts.includes(text);
  return op === "matches" && patterns.has(text);
}
