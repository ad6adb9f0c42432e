/** A forward that changes, before and after, in the words of the file. */
import type { Forward } from "../../language/goal-set/forward.ts";
import { DIFFERENCES } from "../../lift/differences.ts";
import { forwardChanges, forwardInFile } from "../../lift/forward-words.ts";
import type { ReadForward } from "../../lift/forwards.ts";
import type { SubjectChange } from "../plan.ts";
import { happens, isKept } from "./happens.ts";
import { unreadInWords, whatItCounted } from "./unread.ts";

export function withForwardWords(
  change: SubjectChange,
  live: ReadForward | undefined,
  asked: ReadForward | undefined,
  { order, keepsRows }: { readonly order: readonly string[]; readonly keepsRows: boolean },
): SubjectChange {
  const [before, after] = [live, asked].map((one) => one?.forward && inOrder(one.forward, order)) as [
    Forward | null | undefined,
    Forward | null | undefined,
  ];
  const { resources } = change;
  const isChanged = resources.some(({ reason }) => reason !== "adopted") && change.action !== "remove";
  const all = before && after && isChanged ? forwardChanges(before, after) : [];
  const words = {
    before: before ? forwardInFile(before) : null,
    after: after ? forwardInFile(after) : null,
    changes: all.filter((one) => happens(one, resources) && !(keepsRows && isKept(one, resources))),
    unread: before ? null : unreadInWords(live?.reasons ?? []),
    differs: live?.differences.map(({ code }) => DIFFERENCES[code].words) ?? [],
  };
  const counts = change.counts ?? whatItCounted(words.before?.counts ?? null, words.unread);
  return { ...change, counts, words };
}

/** As the file lists them, and then what else there is. */
function inOrder(forward: Forward, order: readonly string[]): Forward {
  const known = order.filter((event) => forward.events.includes(event));
  return { ...forward, events: [...known, ...forward.events.filter((event) => !known.includes(event))] };
}
