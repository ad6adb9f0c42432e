/** `present` asked of what is always there, or of what Tag Manager shows in another way. */
import type { Subject, Written } from "../../meaning/written.ts";
import type { Rule } from "../rule.ts";

/** What may be asked whether it is there. */
export const MAY_BE_MISSING: ReadonlySet<Subject> = new Set([
  "data layer",
  "cookie",
  "query",
  "fragment",
  "title",
  "referrer",
]);
const ALWAYS_THERE: ReadonlySet<Subject> = new Set(["path", "host", "url", "event"]);

export const presences: Rule = {
  codes: ["present-not-possible"],
  check: ({ source, comparisons }: Written) =>
    comparisons.flatMap(({ subject, matcher, nodes: [node] }) => {
      if (matcher.op !== "present" || node === undefined || MAY_BE_MISSING.has(subject)) return [];
      const isAlways = ALWAYS_THERE.has(subject);
      return [
        source.error(
          "present-not-possible",
          node,
          isAlways
            ? `${subject === "event" ? "Every event has a name" : `Every page has a ${subject}`}, so there is nothing to check.`
            : "`present` works for values of the data layer, cookies, and the query, fragment, title and referrer of a page.",
          isAlways
            ? "Leave the comparison out, or say what it is compared with."
            : "Ask for the attribute with CSS (`selector: '[id]'`), or write `matches: .+`.",
        ),
      ];
    }),
};
