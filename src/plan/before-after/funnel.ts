/** A funnel that changes, before and after, in the words of the file. */
import type { Funnel } from "../../language/goal-set/funnel.ts";
import { funnelChanges, funnelCountedBefore, funnelInFile } from "../../lift/funnel-words.ts";
import type { SubjectChange } from "../plan.ts";
import { type Unread, whatItCounted } from "./unread.ts";

const NAMES = ["name", "displayName"];

export function withFunnelWords(
  change: SubjectChange,
  live: Funnel | null,
  after: Funnel | undefined,
  unread: Unread,
): SubjectChange {
  const before = live && after ? inOrderOf(after, live) : live;
  // The name of a tag that was adopted is not made of the funnel's.
  const isRenamed = change.resources.some(({ fields }) => fields.some(({ path }) => NAMES.includes(path)));
  const all = before && after ? funnelChanges(before, after) : [];
  const changes = all.filter(({ about }) => about !== "name" || isRenamed);
  const words = {
    before: before && funnelInFile(before),
    after: after ? funnelInFile(after) : null,
    changes,
    unread: before === null ? unread : null,
    differs: [],
  };
  const counts = change.counts ?? whatItCounted(before && funnelCountedBefore(before), unread);
  return { ...change, counts, words };
}

/** Without an audience nothing at Google shows the order of the steps. */
function inOrderOf({ steps }: Funnel, funnel: Funnel): Funnel {
  if (funnel.audiences.length > 0) return funnel;
  const place = (id: string) => {
    const found = steps.findIndex((step) => step.is !== "goal" && step.id === id);
    return found < 0 ? steps.length : found;
  };
  const own = (step: Funnel["steps"][number]) => (step.is === "goal" ? step.goal : step.id);
  return { ...funnel, steps: [...funnel.steps].sort((a, b) => place(own(a)) - place(own(b))) };
}
