/** Interactions that say one thing in two ways: which one is meant? */
import type { Diagnostic } from "../../../diagnostic.ts";
import { entryIn } from "../../../entry-in.ts";
import { child } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { type InteractionPart, interactionParts } from "./interaction-parts.ts";

export const interactionChoices: Rule = {
  codes: ["either-or"],
  check: (file) => interactionParts(file).flatMap((part) => check(file.source, part)),
};

interface Choice {
  readonly keys: readonly [string, string];
  readonly why: string;
}

const CHOICES: Readonly<Record<string, Choice>> = {
  scroll: { keys: ["percent", "pixels"], why: "a depth is one or the other" },
  video: { keys: ["status", "progress"], why: "a goal counts one moment of the video" },
};

function check(source: SourceText, { on, node }: InteractionPart): readonly Diagnostic[] {
  const choice = entryIn(CHOICES, on.kind);
  const written = child(child(node, "on"), on.kind);
  if (!choice || written?.kind !== "map") return [];
  const [first, second] = choice.keys.map((key) => written.entries.get(key));
  if (!first || !second) return [];
  const [earlier, later] = first.keySpan.start < second.keySpan.start ? [first, second] : [second, first];
  return [
    source.error(
      "either-or",
      later.keySpan,
      `\`${later.key}\` is given together with \`${earlier.key}\`: ${choice.why}.`,
      "Delete one of the two, or make a goal for each.",
    ),
  ];
}
