/** A funnel and its steps in plain words. */
import type { Funnel, FunnelStep } from "../../language/goal-set/funnel.ts";
import { atThatMoment, ofEvent, onPages, unlessInWords } from "./conditions.ts";
import { interactionInWords } from "./interaction.ts";
import { pageViewInWords } from "./page-view.ts";

export function funnelInWords(funnel: Funnel): string {
  const steps = funnel.steps.map((step) => step.name).join(" → ");
  return `${funnel.open ? "open" : "closed"} funnel: ${steps}${unlessInWords(funnel.unless, "data-layer key")}${audiencesInWords(funnel)}`;
}

function audiencesInWords({ audiences }: Funnel): string {
  const each = audiences.map(({ of, days }) => `${of} (${days} ${days === 1 ? "day" : "days"})`);
  return each.length === 0 ? "" : `; ${each.length === 1 ? "audience" : "audiences"} ${each.join(" and ")}`;
}

/** What a step counts that is not a goal. */
export function stepInWords(step: Exclude<FunnelStep, { is: "goal" }>): string {
  const what =
    step.is === "page"
      ? pageViewInWords(step)
      : interactionInWords(step.on) + ofEvent(step) + onPages(step.page);
  return what + atThatMoment(step);
}
