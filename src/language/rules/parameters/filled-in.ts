/** Parameters that Analytics fills in by itself with every event (Analytics Help 9234069, "parameters collected by default"). */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import type { Rule } from "../rule.ts";
import { parameterLists } from "./parameter-lists.ts";

const FILLED_IN: ReadonlySet<string> = new Set([
  "page_location",
  "page_path",
  "page_referrer",
  "page_title",
  "language",
  "screen_resolution",
]);

export const filledIn: Rule = {
  codes: ["filled-in-by-analytics"],
  check: (file: Written) =>
    parameterLists(file).flatMap(({ entries, is }) =>
      (is === "parameter" ? entries : []).flatMap(({ key, keySpan }): readonly Diagnostic[] => {
        if (!FILLED_IN.has(key)) return [];
        return [
          file.source.warning(
            "filled-in-by-analytics",
            keySpan,
            `Analytics fills in \`${key}\` by itself; this replaces it, and reports show another page or visitor than the others do.`,
            "Delete it, or give the parameter a name of your own.",
          ),
        ];
      }),
    ),
};
