/** What can and cannot stand beside an interaction. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Interaction } from "../goal-set.ts";
import { child, type Located } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { interactionParts } from "./interaction-parts.ts";
import type { Rule } from "./rule.ts";

export const interactions: Rule = {
  codes: ["where-without-data-layer", "not-supported-yet"],
  check: (file) => interactionParts(file).flatMap(({ on, node }) => check(file.source, on, node)),
};

function check(source: SourceText, on: Interaction, node: Located): readonly Diagnostic[] {
  if (on.kind === "ga4_event") return needsRules(source, node);
  const where = node.kind === "map" ? node.entries.get("where") : undefined;
  if (!where || on.kind === "data_layer") return [];
  return [
    source.error(
      "where-without-data-layer",
      where.keySpan,
      `\`where\` looks at what a data-layer event brings along; this is a \`${on.kind}\`.`,
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

/** An event that Analytics receives anyway can only be marked; anything more takes rules in Analytics. */
function needsRules(source: SourceText, node: Located): readonly Diagnostic[] {
  if (node.kind !== "map") return [];
  const extras = ["where", "page", "parameters"].flatMap((key) => node.entries.get(key) ?? []);
  const value = node.entries.get("value");
  if (value && child(value.value, "data_layer")) extras.push(value);
  return extras.map(({ key, keySpan }) =>
    source.error(
      "not-supported-yet",
      keySpan,
      `\`${key}\` with \`ga4_event\` is not supported yet: it takes rules in Analytics (\`via: ga4\`).`,
      "Delete it for now, or count what the site pushes with `on: { data_layer: … }`.",
    ),
  );
}
