/**
 * Audiences have names of their own in Analytics: the goal `Checkout - completed` that an audience counts, and the
 * audience `completed` of the funnel `Checkout`, would both be called that.
 */

import { countedBy } from "../../../countable/counted-by.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import type { Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { folded } from "./written-name.ts";

export const audienceNames: Rule = {
  codes: ["duplicate-name"],
  check: (file) => {
    const ofFunnels = funnelAudiences(file);
    return goalAudiences(file).flatMap(({ name, span }) => {
      const other = ofFunnels.get(folded(name));
      return other === undefined ? [] : [taken(file, name, span, other)];
    });
  },
};

interface Named {
  readonly name: string;
  readonly span: Span;
}

function goalAudiences({ goals }: Written): readonly Named[] {
  return goals
    .filter(({ goal, enabled }) => enabled && countedBy(goal) === "audience")
    .map(({ goal, node, keySpan }) => ({ name: goal.name, span: child(node, "name") ?? keySpan }));
}

function funnelAudiences({ funnels }: Written): ReadonlyMap<string, Span> {
  return new Map(
    funnels
      .filter(({ enabled }) => enabled)
      .flatMap(({ funnel, keySpan }) =>
        funnel.audiences.map(({ of }) => [folded(`${funnel.name} - ${of}`), keySpan] as const),
      ),
  );
}

function taken({ source }: Written, name: string, span: Span, funnel: Span): Diagnostic {
  return source.error(
    "duplicate-name",
    span,
    `The audience that counts this goal would be called \`${name.trim()}\`, like one of the funnel on ${source.lineInWords(funnel.start, span)}.`,
    "Give the goal or the funnel another `name`.",
  );
}
