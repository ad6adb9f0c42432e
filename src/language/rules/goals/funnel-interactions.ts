/** Interactions that cannot be a step: a returning visit is not a moment within a funnel, and a funnel is not a step of another. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { entryIn } from "../../../entry-in.ts";
import type { Written } from "../../meaning/written.ts";
import { child, entriesOf } from "../../source/located.ts";
import type { Rule } from "../rule.ts";

export const funnelInteractions: Rule = {
  codes: ["not-a-step"],
  check: ({ source, funnels }: Written): readonly Diagnostic[] =>
    funnels.flatMap(({ steps }) =>
      steps.flatMap((step) =>
        entriesOf(child(step, "on")).flatMap(({ key, keySpan }) => {
          const [why, hint] = entryIn(NOT_STEPS, key) ?? [];
          return why === undefined || hint === undefined
            ? []
            : [source.error("not-a-step", keySpan, why, hint)];
        }),
      ),
    ),
};

const NOT_STEPS: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  returning_visit: [
    "A returning visit cannot be a step: it has happened before the first page is viewed.",
    "Define a goal for it and use that goal as the first step, or leave it out.",
  ],
  funnel: [
    "A funnel cannot be a step of another one by itself.",
    "Define a goal with `on: { funnel: … }` and use that goal as the step.",
  ],
};
