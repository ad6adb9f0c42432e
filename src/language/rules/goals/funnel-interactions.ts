/** Interactions that cannot be a step: a returning visit is not a moment within a funnel, it is the whole visit. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import { child, entriesOf } from "../../source/located.ts";
import type { Rule } from "../rule.ts";

export const funnelInteractions: Rule = {
  codes: ["not-a-step"],
  check: ({ source, funnels }: Written): readonly Diagnostic[] =>
    funnels.flatMap(({ steps }) =>
      steps.flatMap((step) =>
        entriesOf(child(step, "on"))
          .filter(({ key }) => key === "returning_visit")
          .map(({ keySpan }) =>
            source.error(
              "not-a-step",
              keySpan,
              "A returning visit cannot be a step: it has happened before the first page is viewed.",
              "Define a goal for it and use that goal as the first step, or leave it out.",
            ),
          ),
      ),
    ),
};
