/** Conditions that only visitors of one campaign, or of one single click, can meet: copied with the address. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import { entryOf } from "../../misread/rewritten.ts";
import { partsInYaml, splitAddress } from "../../misread/split-address.ts";
import { type TextPosition, textPositions } from "../../misread/text-position.ts";
import { isOfOneClick, isTracking } from "../../misread/tracking.ts";
import type { Rule } from "../rule.ts";
import { omittedParts, withoutTracking } from "./path-advice.ts";
import { isWhole } from "./whole-addresses.ts";

export const trackingParameters: Rule = {
  codes: ["tracking-parameter"],
  check: (file: Written) =>
    textPositions(file).flatMap((position): readonly Diagnostic[] => {
      const found = inAddress(position) ?? asCondition(position);
      return found
        ? [file.source.warning("tracking-parameter", position.span, found.message, found.hint)]
        : [];
    }),
};

interface Wording {
  readonly message: string;
  readonly hint: string;
}

function inAddress(position: TextPosition): Wording | null {
  const { subject, op, text, not, all } = position;
  if (subject !== "url" || !isWhole(op) || not) return null;
  const parts = splitAddress(text);
  const name = parts.query.map(([one]) => one).find(isTracking);
  if (name === undefined) return null;
  const written = all.length > 1 ? null : partsInYaml(withoutTracking(parts), op);
  return {
    message: isOfOneClick(name)
      ? `\`${name}\` has another value with every click, so no other visit has this address.`
      : `\`${name}\` belongs to one campaign: other visitors see this page without it, and do not count.`,
    hint:
      written === null
        ? `Leave \`${name}\` out.`
        : `Write \`${written}\` instead of \`url\`${omittedParts(parts)}.`,
  };
}

/** Under `query` a campaign is asked for on purpose; one click's value is not. */
function asCondition(position: TextPosition): Wording | null {
  const { subject, op, under, not } = position;
  if (subject !== "query" || !isWhole(op) || not || !isOfOneClick(under)) return null;
  return {
    message: `\`${under}\` has another value with every click, so no other visit has this one.`,
    hint: `For any value write \`${entryOf(position, "matches", ".+")}\`.`,
  };
}
