/** How a plan names something at Google that cannot be read as a goal. */
import { countsNothing, type Reason, reasonInWords } from "../../lift/reasons.ts";
import type { SubjectChange } from "../plan.ts";

export type Unread = NonNullable<SubjectChange["words"]>["unread"];

export function unreadInWords(reasons: readonly Reason[]): Unread {
  if (reasons.length === 0) return null;
  return { countsNothing: reasons.some(countsNothing), why: reasons.map(reasonInWords) };
}

/** Of what is not in the file any more. */
export function whatItCounted(inWords: string | null, unread: Unread): string | null {
  if (inWords !== null || unread === null) return inWords;
  const what = unread.countsNothing ? "nothing" : "what the goals file has no words for";
  return `${what}: ${unread.why.join(", and ")}`;
}
