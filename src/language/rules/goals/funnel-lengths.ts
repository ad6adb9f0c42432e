/** Funnels that are longer than reports show, or than people can follow. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { EXPLORED_STEPS } from "../../../resources/limits.ts";
import type { Rule } from "../rule.ts";

/** With more, hardly anybody takes all of them in order, and a report of them is hard to read. */
const CLEAR_STEPS = 7;

export const funnelLengths: Rule = {
  codes: ["funnel-beyond-exploration", "long-funnel"],
  check: ({ source, funnels }): readonly Diagnostic[] =>
    funnels.flatMap(({ funnel, node, keySpan }) => {
      const count = funnel.steps.length;
      const span = node.entries.get("steps")?.keySpan ?? keySpan;
      if (count > EXPLORED_STEPS)
        return [
          source.warning(
            "funnel-beyond-exploration",
            span,
            `The funnel has ${count} steps; a funnel exploration in Analytics shows ${EXPLORED_STEPS}.`,
            "Leave out steps that nobody would act on, or split the funnel in two.",
          ),
        ];
      if (count <= CLEAR_STEPS) return [];
      return [
        source.warning(
          "long-funnel",
          span,
          `The funnel has ${count} steps: few people take that many in order, and it gets hard to see where they leave.`,
          `Up to ${CLEAR_STEPS} read well; leave out steps that nobody would act on.`,
        ),
      ];
    }),
};
