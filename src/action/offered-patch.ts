/** What was edited at Google as a patch of the repository, for people who want to keep it. */
import type { Acceptance } from "../app/accept/acceptance.ts";
import type { NotAccepted } from "../app/result/at-target.ts";
import { isCertainlyEdited } from "../plan/accept.ts";
import { unifiedDiff } from "../render/unified-diff.ts";
import { inRepository } from "./repository-path.ts";

export interface OfferedPatch {
  /** Null where the goals files cannot say any of it, or where a text for people would not show all of it. */
  readonly patch: string | null;
  readonly left: readonly NotAccepted[];
  /** False: some of it may be a change of the file that was not applied yet, which the patch takes back. */
  readonly isCertain: boolean;
}

export const NOTHING_OFFERED: OfferedPatch = { patch: null, left: [], isCertain: true };

export function offeredPatch({ files, left, accepted }: Acceptance, workspace: string): OfferedPatch {
  const named = files.map((one) => ({ ...one, path: inRepository(one.file, workspace) }));
  const patch = named.map(({ path, before, after }) => unifiedDiff(path, before, after)).join("");
  const isWhole = !UNPRINTABLE.test(patch) && named.every(({ path }) => !QUOTED.test(path));
  const isCertain = accepted.every(({ change }) => isCertainlyEdited(change));
  return { patch: patch !== "" && isWhole ? patch : null, left, isCertain };
}

/** What a page would not show, or GitHub would not keep: a carriage return, too. */
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** git writes such names in quotes. */
const QUOTED = /["\\\p{Cc}]/u;
