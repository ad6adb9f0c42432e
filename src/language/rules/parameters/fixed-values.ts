/** Fixed values of parameters that were meant to come from the site: `"{plan}"`, `data_layer.plan`. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import { inYaml } from "../../source/in-yaml.ts";
import { child, type Located } from "../../source/located.ts";
import type { Rule } from "../rule.ts";
import { parameterLists } from "./parameter-lists.ts";

export const fixedValues: Rule = {
  codes: ["looks-like-a-placeholder"],
  check: (file: Written) =>
    parameterLists(file).flatMap(({ entries }) =>
      entries.flatMap(({ key, value }): readonly Diagnostic[] => {
        const fixed = value.kind === "map" ? child(value, "value") : value;
        const meant = fixed?.kind === "scalar" ? keyMeant(key, fixed) : null;
        if (meant === null || fixed === undefined) return [];
        return [
          file.source.warning(
            "looks-like-a-placeholder",
            fixed,
            "Every event would be sent with this very text.",
            `For the value that the site pushes write \`${inYaml(key)}: { data_layer: ${inYaml(meant)} }\`.`,
          ),
        ];
      }),
    ),
};

/** The data-layer key; null when the text may well be what is sent. */
function keyMeant(parameter: string, { text }: Located & { readonly text: string }): string | null {
  const named = /^(?:data_?layer[.:]\s*|\{|<|%|\[)([A-Za-z_][\w.]*)(?:\}|>|%|\])?$/i.exec(text)?.[1];
  if (named !== undefined) return named;
  return /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(text) && text.endsWith(`.${parameter}`) ? text : null;
}
