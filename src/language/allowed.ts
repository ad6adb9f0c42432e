/** Warnings that the file says are meant: `allow: [code]` at a goal, funnel or forward. Errors cannot be allowed. */
import { type Diagnostic, hasErrors, type Place } from "../diagnostic.ts";
import type { Written } from "./meaning/written.ts";
import { child, itemsOf, type Located, type LocatedScalar } from "./source/located.ts";
import type { Span } from "./source/source-text.ts";

/** The diagnostics without the warnings that are allowed, and with a word about what allows nothing. */
export function withoutAllowed(written: Written, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const allowances = allowancesOf(written);
  if (allowances.length === 0) return diagnostics;
  const used = new Set<Allowance>();
  const kept = diagnostics.filter((diagnostic) => {
    const fitting = allowances.filter((one) => permits(one, diagnostic));
    for (const one of fitting) used.add(one);
    return fitting.length === 0;
  });
  // If there are errors, they may have kept a rule from finding what is allowed.
  if (hasErrors(kept)) return kept;
  const unused = allowances.filter((one) => one.isLive && !used.has(one) && !OF_A_PLAN.includes(one.code));
  return [...kept, ...unused.map(({ node }) => unusedAllowance(written, node))];
}

/** Only a plan finds these: the file alone does not show whether they are needed. */
export const OF_A_PLAN: readonly string[] = [
  "counts-less",
  "counts-more",
  "counts-nothing",
  "event-edited",
  "event-not-sent",
  "value-overridden",
];

interface Allowance {
  readonly code: string;
  readonly node: LocatedScalar;
  readonly from: Place;
  readonly to: Place;
  /** Rules say nothing about goals that are switched off. */
  readonly isLive: boolean;
}

function allowancesOf({ source, goals, funnels, forwards }: Written): readonly Allowance[] {
  const of = (node: Located, keySpan: Span, isLive: boolean) =>
    itemsOf(child(node, "allow"))
      .filter((item): item is LocatedScalar => item.kind === "scalar")
      .map((item) => ({
        code: item.text,
        node: item,
        from: source.place(keySpan),
        to: source.place({ start: node.end, end: node.end }),
        isLive,
      }));
  return [
    ...goals.flatMap(({ node, keySpan, enabled }) => of(node, keySpan, enabled)),
    ...[...funnels, ...forwards].flatMap(({ node, keySpan }) => of(node, keySpan, true)),
  ];
}

/** Names that a site has already are the site's to know. */
const ALLOWED_ERRORS: ReadonlySet<string> = new Set(["unusual-event-name"]);

function permits({ code, from, to }: Allowance, { severity, code: found, place }: Diagnostic): boolean {
  if (code !== found || !place) return false;
  if (severity !== "warning" && !ALLOWED_ERRORS.has(code)) return false;
  return place.file === from.file && !isBefore(place, from) && !isBefore(to, place);
}

function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

function unusedAllowance({ source }: Written, node: LocatedScalar): Diagnostic {
  return source.warning(
    "unused-allow",
    node,
    `There is no warning \`${node.text.slice(0, 60)}\` here to allow.`,
    "Delete it: a later mistake of this kind would go unnoticed.",
  );
}
