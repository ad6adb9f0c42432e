/** Which differences in words are changes at Google. */
import type { WordChange } from "../../lift/goal-words.ts";
import type { Kind } from "../../resources/resource.ts";
import type { ResourceChange } from "../plan.ts";
import { isCoveredByWords } from "../unsaid-fields.ts";

/** An adopted tag or rule keeps its name, what it counts on, and every row that the file does not name. */
export function isKept({ about }: WordChange, resources: readonly ResourceChange[]): boolean {
  if (about === "name") return true;
  if (about === "what counts") return !resources.some(decidesOtherwise);
  const name = /^parameter:(.*)$/.exec(about)?.[1];
  if (name === undefined) return false;
  const rows = [`[${name}]`, `.${name}`];
  return !resources.some(({ fields }) => fields.some(({ path }) => rows.some((row) => path.endsWith(row))));
}

/** What it counts may be said in other words than the goal says it. That is not a change as long as what decides stays. */
function decidesOtherwise({ kind, reason, fields }: ResourceChange): boolean {
  if (kind === "gtm.tag" || kind === "ga4.eventCreateRule")
    return fields.some(({ path }) => /^(?:firingTrigger|eventConditions)/.test(path));
  return DECIDE.includes(kind) && reason !== "adopted" && fields.length > 0;
}

const DECIDE: readonly Kind[] = ["gtm.trigger", "gtm.variable", "ga4.audience"];

/** What others have set stays where the file says nothing: only what is written is a change. */
export function happens({ about }: WordChange, resources: readonly ResourceChange[]): boolean {
  return resources.some((one) => isCoveredByWords(about, one));
}
