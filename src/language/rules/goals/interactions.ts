/** What can and cannot be written next to an interaction. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Interaction } from "../../goal-set/interaction.ts";
import type { Located } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { interactionParts } from "./interaction-parts.ts";

export const interactions: Rule = {
  codes: ["where-without-data-layer"],
  check: (file) => interactionParts(file).flatMap(({ on, node }) => check(file.source, on, node)),
};

function check(source: SourceText, on: Interaction, node: Located): readonly Diagnostic[] {
  const where = node.kind === "map" ? node.entries.get("where") : undefined;
  if (!where || on.kind === "data_layer" || on.kind === "ga4_event") return [];
  return [
    source.error(
      "where-without-data-layer",
      where.keySpan,
      `\`where\` looks at what a data-layer event or a GA4 event brings along; this is a \`${on.kind}\`.`,
      TAKES_CONDITIONS.has(on.kind)
        ? `Put the conditions into \`on: { ${on.kind}: … }\`, or under \`page\`.`
        : "Put conditions on the address under `page`.",
    ),
  ];
}

/** What was clicked, sent or watched can be described further, by its text or address. */
const TAKES_CONDITIONS: ReadonlySet<Interaction["kind"]> = new Set([
  "click",
  "link",
  "download",
  "form",
  "video",
]);
