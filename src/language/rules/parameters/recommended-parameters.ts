/** Parameters with which Analytics' own reports on a recommended event are filled. */

import type { Diagnostic } from "../../../diagnostic.ts";
import { entryIn } from "../../../entry-in.ts";
import type { WrittenGoal } from "../../meaning/written.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const recommendedParameters: Rule = {
  codes: ["recommended-parameter"],
  check: ({ source, goals }) => goals.flatMap((one) => check(source, one)),
};

/** Analytics Help 9267735; developers.google.com/analytics/devguides/collection/ga4/reference/events. */
const PRESCRIBED: Readonly<Record<string, readonly string[]>> = {
  generate_lead: ["value", "currency"],
  purchase: ["transaction_id", "value", "currency"],
  refund: ["transaction_id", "value", "currency"],
  login: ["method"],
  sign_up: ["method"],
  search: ["search_term"],
  share: ["method", "content_type", "item_id"],
};

/** Only goals that send further facts already: who counts alone does not want to be asked for more. */
function check(source: SourceText, { goal, node, keySpan }: WrittenGoal): readonly Diagnostic[] {
  const marksOnly = goal.type === "event" && goal.on.kind === "ga4_event";
  const given = new Set(goal.parameters.map(({ name }) => name));
  const prescribed = entryIn(PRESCRIBED, goal.event) ?? [];
  // The object of the push has them, if the site does what Analytics prescribes.
  if (marksOnly || goal.ecommerce !== null || (given.size === 0 && goal.value === null)) return [];
  const missing = prescribed.filter((name) => !given.has(name) && !(goal.value && MONEY.has(name)));
  if (missing.length === 0) return [];
  return [
    source.warning(
      "recommended-parameter",
      node.entries.get("parameters")?.keySpan ?? node.entries.get("value")?.keySpan ?? keySpan,
      `Reports on \`${goal.event}\` also show ${missing.map((name) => `\`${name}\``).join(", ")}, which this goal does not send.`,
      missing.some((name) => MONEY.has(name))
        ? "Add the goal's `value` and `currency`, and the rest under `parameters`."
        : "Add it under `parameters`, from `{ data_layer: … }`.",
    ),
  ];
}

const MONEY: ReadonlySet<string> = new Set(["value", "currency"]);
