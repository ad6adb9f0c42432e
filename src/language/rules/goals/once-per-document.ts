/** What Tag Manager watches for once each time a document loads, on goals of single-page apps that name a page. */
import type { Interaction } from "../../goal-set/interaction.ts";
import type { Written } from "../../meaning/written.ts";
import { child, type Located } from "../../source/located.ts";
import type { Rule } from "../rule.ts";
import { interactionParts } from "./interaction-parts.ts";

export const oncePerDocument: Rule = {
  codes: ["counts-once-per-document"],
  check: (file: Written) =>
    interactionParts(file).flatMap(({ on, node }) => {
      const said = file.defaults.spa ? whatIsMissed(on) : null;
      if (said === null || !namesPages(child(node, "page"))) return [];
      const place = child(child(node, "on"), on.kind) ?? { start: 0, end: 1 };
      return [file.source.warning("counts-once-per-document", place, said.message, said.hint)];
    }),
};

function whatIsMissed(on: Interaction): { message: string; hint: string } | null {
  if (on.kind === "scroll")
    return {
      message:
        "A single-page app (`spa: true` in `defaults`) shows many pages in one document, and each depth counts once for all of them: not on this page if it was reached on another one before.",
      hint: "Let the site push an event to the data layer when somebody has scrolled that far, and count it with `data_layer`.",
    };
  if (on.kind !== "visible" || !on.once) return null;
  return {
    message:
      "A single-page app (`spa: true` in `defaults`) shows many pages in one document, and the element counts once for all of them: not on this page if it was seen on another one before.",
    hint: "Write `once: false`, and `counting: once_per_session` if it should count once in a visit.",
  };
}

/** What differs between pages of one document; a host does not. */
const OF_PAGES = ["path", "url", "query", "fragment", "title"] as const;

function namesPages(page: Located | undefined): boolean {
  if (page === undefined) return false;
  return page.kind !== "map" || OF_PAGES.some((key) => child(page, key) !== undefined);
}
