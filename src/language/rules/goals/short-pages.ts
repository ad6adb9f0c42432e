/** Scroll goals without a page: the end of a page that fits into the window is reached without scrolling. */
import type { ScrollInteraction } from "../../goal-set/interaction.ts";
import type { Written } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import type { Rule } from "../rule.ts";
import { interactionParts } from "./interaction-parts.ts";

export const shortPages: Rule = {
  codes: ["counts-on-short-pages"],
  check: (file: Written) =>
    interactionParts(file).flatMap(({ on, node, within }) => {
      const isNarrowed = NARROWS.some((key) => (child(node, key) ?? child(within, key)) !== undefined);
      if (on.kind !== "scroll" || isNarrowed) return [];
      const written = child(child(node, "on"), "scroll");
      const isUnclear = ["percent", "pixels"].every((key) => child(written, key) !== undefined);
      const said = isUnclear ? null : whenCounted(on);
      if (said === null) return [];
      const place = written ?? { start: 0, end: 1 };
      return [file.source.warning("counts-on-short-pages", place, said.message, said.hint)];
    }),
};

/** Either can restrict a goal to long pages. */
const NARROWS = ["page", "where"] as const;

/** In pixels. The height of a 4K screen, the highest in common use: no window shows more when the page loads. */
const HIGHEST_WINDOW = 2160;

function whenCounted({ depth }: ScrollInteraction): { message: string; hint: string } | null {
  if ("percent" in depth)
    return {
      message:
        "Without `page`, every page that fits into the window counts as soon as it has loaded, although nobody scrolls.",
      hint: "Name the long pages with `page`, such as `page: { path: { begins_with: /blog/ } }`.",
    };
  if (depth.pixels > HIGHEST_WINDOW) return null;
  return {
    message: `In a window that is at least ${depth.pixels} pixels high, every page counts as soon as it has loaded, although nobody scrolls.`,
    hint: "Write the depth in percent, such as `scroll: 75`, and name the long pages with `page`.",
  };
}
