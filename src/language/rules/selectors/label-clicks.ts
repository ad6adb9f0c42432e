/** Clicks on labels: the browser clicks the field of the label as well. */
import type { Written } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import { interactionParts } from "../goals/interaction-parts.ts";
import type { Rule } from "../rule.ts";

export const labelClicks: Rule = {
  codes: ["click-on-label"],
  check: (file: Written) =>
    interactionParts(file).flatMap(({ on, node }) => {
      if (on.kind !== "click" || on.selector === null || !meansLabel(on.selector)) return [];
      const written = child(child(node, "on"), "click");
      return [
        file.source.warning(
          "click-on-label",
          child(written, "selector") ?? written ?? { start: 0, end: 1 },
          "A click on a label makes the browser click its field too: one click may count twice.",
          "Select the field instead of the label, or count what the site pushes with `on: { data_layer: … }`.",
        ),
      ];
    }),
};

/** One of the alternatives ends in an element of that name. */
function meansLabel(selector: string): boolean {
  return selector.split(",").some((one) => /(?:^|[\s>+~])label(?![\w-])[^\s>+~]*$/i.test(one.trim()));
}
