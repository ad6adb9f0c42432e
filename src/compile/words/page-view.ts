/** A page view in plain words. */
import type { DestinationGoal } from "../../language/goal-set/goal.ts";
import { pageInWords } from "./conditions.ts";

/** Analytics sees virtual page views whether they are asked for or not. */
function seenBy({ spa, via }: PageView): string {
  if (via === "ga4") return ", counted by a rule in Analytics";
  return spa ? ", with or without a reload" : "";
}

type PageView = Pick<DestinationGoal, "page" | "spa" | "via">;

export function pageViewInWords(view: PageView): string {
  return `page viewed: ${pageInWords(view.page)}${seenBy(view)}`;
}
