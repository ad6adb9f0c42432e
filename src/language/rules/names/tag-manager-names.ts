/**
 * Goals and funnel steps of different names may still become objects of one name in Tag Manager,
 * where case does not matter: the goal `Checkout - Cart` and the step `Cart` of the funnel `Checkout`,
 * or the goal `Cart (history)` and the further trigger of the goal `Cart`.
 */

import { countedBy, stepCountedBy } from "../../../countable/counted-by.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import { entityName, GOOGLE_TAG, SESSION_SCRIPT, stepLabel } from "../../../resources/entity-name.ts";
import type { FunnelStep } from "../../goal-set/funnel.ts";
import type { Goal } from "../../goal-set/goal.ts";
import type { Written } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { folded, spanOfStepName } from "./written-name.ts";

export const tagManagerNames: Rule = {
  codes: ["duplicate-name"],
  check: (file) => {
    const { source } = file;
    const owner = file.owner?.text ?? "";
    const reserved = namesOfOurOwn(owner, file.targets);
    const taken = new Map<string, Holder>(reserved.map((name) => [folded(name), OUR_OWN]));
    return [...goals(file), ...steps(file)].flatMap((one) => claim(source, owner, one, taken));
  },
};

/** What becomes objects in Tag Manager. */
interface Labelled {
  readonly name: string;
  readonly label: string;
  /** As in `entityName`: what the names of its triggers end with. */
  readonly parts: readonly string[];
  readonly span: Span;
}

type Holder = Labelled | typeof OUR_OWN;

const OUR_OWN = "an object of goalform's own";

function namesOfOurOwn(owner: string, targets: Written["targets"]): readonly string[] {
  const script = ["", "history"].map((part) => entityName(owner, SESSION_SCRIPT, part));
  const hasGoogleTag = targets.some(({ target }) => target.googleTag.lives === "create");
  return hasGoogleTag ? [...script, entityName(owner, GOOGLE_TAG)] : script;
}

function claim(
  source: SourceText,
  owner: string,
  one: Labelled,
  taken: Map<string, Holder>,
): readonly Diagnostic[] {
  for (const shown of one.parts.map((part) => entityName(owner, one.label, part))) {
    const other = taken.get(folded(shown));
    if (other === undefined) taken.set(folded(shown), one);
    // Equal names are reported by the rule about names.
    else if (other === OUR_OWN || folded(other.name) !== folded(one.name))
      return [takenName(source, one.span, shown, other)];
  }
  return [];
}

function takenName(source: SourceText, span: Span, shown: string, holder: Holder): Diagnostic {
  const by =
    holder === OUR_OWN ? holder : `\`${holder.name}\` on ${source.lineInWords(holder.span.start, span)}`;
  return source.error(
    "duplicate-name",
    span,
    `In Tag Manager this would be called \`${shown}\`, like ${by}.`,
    "Change the `name` of one of the two.",
  );
}

function goals({ goals: all }: Written): readonly Labelled[] {
  return all
    .filter(({ goal, enabled }) => enabled && countedBy(goal) === "tag")
    .map(({ goal, node, keySpan }) => ({
      name: goal.name,
      label: goal.name,
      parts: partsOf(goal),
      span: child(node, "name") ?? keySpan,
    }));
}

function steps({ funnels }: Written): readonly Labelled[] {
  return funnels
    .filter(({ enabled }) => enabled)
    .flatMap(({ funnel, steps: nodes }) =>
      funnel.steps.flatMap((step, index) => {
        if (step.is === "goal" || stepCountedBy(step) !== "tag") return [];
        const label = stepLabel(funnel.name, step.name);
        return [{ name: step.name, label, parts: partsOf(step), span: spanOfStepName(nodes[index]) }];
      }),
    );
}

/** Virtual page views take a further trigger; those that are timed share the session script's. */
function partsOf(counted: Goal | FunnelStep): readonly string[] {
  const isTimed = "type" in counted && counted.type === "duration";
  return "spa" in counted && counted.spa && !isTimed ? ["", "history"] : [""];
}
