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

/** Of a list, one such text is enough. */
function isAlways({ starts, parts, patterns }: Always, { op, values }: TextMatcher): boolean {
  if (op === "begins_with") return values.some((text) => starts.includes(text));
  if (op === "contains") return values.some((text) => parts.includes(text));
  return (
    op === "matches" &&
    values.some((text) => patterns.has(text) || alternativesIn(text).some((one) => patterns.has(one)))
  );
}

/** An empty one is a mistake of its own. */
function alternativesIn(pattern: string): readonly string[] {
  return pattern.split("|").filter((one) => one !== "");
}
