/** A click on a link, said as a click on an element: `{ click: 'a[href^="tel:"]' }`. */
import type { TextMatcher } from "../../goal-set/conditions.ts";
import type { Interaction } from "../../goal-set/interaction.ts";

/** The value of `on:`; null where no selector alone says the same. */
export function clickInstead(on: Interaction): string | null {
  const selector = selectorOf(on);
  return selector === null || selector.includes("'") ? null : `{ click: '${selector}' }`;
}

function selectorOf(on: Interaction): string | null {
  if (on.kind === "download")
    return on.extensions === null || on.url.length > 0
      ? null
      : on.extensions.map((extension) => `a[href$=".${extension}"]`).join(", ");
  if (on.kind !== "link" || on.outbound !== null || on.url.length > 1) return null;
  if (on.text.length + on.id.length + on.classes.length > 0) return null;
  const [url] = on.url;
  if (url === undefined) return on.selector;
  return on.selector === null ? withAddress(url) : null;
}

const OPERATORS: Readonly<Partial<Record<TextMatcher["op"], string>>> = {
  equals: "=",
  one_of: "=",
  begins_with: "^=",
  ends_with: "$=",
  contains: "*=",
};

/** A path stands for any host, and the page may write either. */
function withAddress({ op, values, not, ignoreCase }: TextMatcher): string | null {
  const operator = OPERATORS[op];
  const isPath = values.some((text) => text.startsWith("/"));
  if (not || operator === undefined || (op === "begins_with" && isPath)) return null;
  if (values.some((text) => /["\\]/.test(text))) return null;
  const is = operator === "=" && isPath ? "$=" : operator;
  return values.map((text) => `a[href${is}"${text}"${ignoreCase ? " i" : ""}]`).join(", ");
}
