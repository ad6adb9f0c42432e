/** Reasons to stop before anything is written. Each says what is in the way and every way out. */

import type { Compiled } from "../resources/compiled.ts";
import { foreignDifferences } from "../resources/content-differences.ts";
import { labelOf } from "../resources/kinds.ts";
import type { ContainerSnapshot } from "../resources/snapshot.ts";
import type { Planned } from "./entities.ts";
import type { OwnedEntity, Ownership } from "./ownership.ts";
import type { Blocker } from "./plan.ts";
import { sentEvent } from "./sent-event.ts";
import { userOf } from "./subjects.ts";

/** Names that somebody else's objects have. */
export function nameConflicts({ conflicts }: Ownership): Blocker[] {
  return conflicts.map(({ desired, taken }) => {
    const label = labelOf(desired.kind);
    const whose = taken.mark
      ? `it carries the mark of ${taken.mark.address} of the goals file "${taken.mark.owner}"`
      : "it is not ours and does something else";
    return {
      code: "name-taken",
      message: `The container has a ${label} named "${desired.name}" already: ${whose}.`,
      waysOut: [
        `Rename that ${label} in Tag Manager, then plan again: goalform makes its own.`,
        `Make it do what the file asks (${desired.at.file}:${desired.at.line}) and plan again: goalform adopts it.`,
      ],
      override: null,
    };
  });
}

/**
 * A workspace starts from the latest version, so publishing ours would publish that
 * version's work as well. An unpublished version that differs in our own objects
 * alone (left by a run that died, or by `--no-publish`) is nobody else's work.
 */
export function unpublishedVersion(
  owner: string,
  { live, content, unpublished, label }: ContainerSnapshot,
): Blocker[] {
  const others = unpublished ? foreignDifferences(owner, content, unpublished.content) : [];
  if (unpublished === null || others.length === 0) return [];
  const liveNow = live ? `version ${live.id} is live` : "nothing is live";
  const made =
    unpublished.createdAt === null
      ? ""
      : `, made on ${new Date(unpublished.createdAt).toISOString().slice(0, 16).replace("T", " at ")} UTC,`;
  return [
    {
      code: "unpublished-version",
      message: `The latest version of ${label} is ${unpublished.id}${quoted(unpublished.name)}${made} but ${liveNow}. Applying would publish its work too: ${others.slice(0, 5).join(", ")}.`,
      waysOut: [
        "Publish or delete that version in Tag Manager, then plan again.",
        "If it may go live now, repeat with --allow-unpublished.",
      ],
      override: "allow-unpublished",
    },
  ];
}

function quoted(name: string): string {
  return name === "" ? "" : ` ("${name}")`;
}

const MOST_REMOVALS = 5;
const LARGEST_SHARE = 0.3;

/** Many goals gone at once is more often an accident (a wrong file, a bad merge) than a wish. */
export function manyRemovals(removed: number, known: number): Blocker[] {
  if (removed <= MOST_REMOVALS && removed <= LARGEST_SHARE * known) return [];
  if (removed <= 1) return [];
  return [
    {
      code: "many-removals",
      message: `${removed} of ${known} goals and funnels would be removed (more than ${MOST_REMOVALS}, or more than ${LARGEST_SHARE * 100} %).`,
      waysOut: [
        "Check that this is the right file and target.",
        "If it is meant, repeat with --allow-removals.",
      ],
      override: "allow-removals",
    },
  ];
}

/**
 * Goals that were protected when they were last applied, and that would count no
 * more: their tag goes, or their event stops being a key event. A trigger fewer is
 * no loss of a goal.
 */
export function protectedGoals(
  { leftovers, owned }: Ownership,
  planned: readonly Planned[],
  { subjects }: Compiled,
): Blocker[] {
  const unmarked = new Set(
    planned.flatMap(({ step }) => (step.do === "delete key event" ? [step.eventName] : [])),
  );
  const goingTags = leftovers.filter(isProtectedTag).map(({ mark }) => mark.address);
  const losing = [...owned].filter(
    ([, one]) => isProtectedTag(one) && unmarked.has(sentEvent(one.entity) ?? ""),
  );
  const users = [...goingTags, ...losing.map(([address]) => address)].flatMap(
    (address) => userOf(address) ?? [],
  );
  return [...new Set(users)].map((user): Blocker => {
    const id = user.slice(user.indexOf(":") + 1);
    const isInFile = subjects.some((subject) => subject.user === user);
    return {
      code: "protected-goal",
      message: `The goal ${id} is protected, and ${isInFile ? "its key event would be removed" : "would be removed"}.`,
      waysOut: [
        isInFile
          ? `Keep the \`event\` and \`key_event\` of ${id} as they were.`
          : `Put ${id} back into the goals file (or give its new id \`was: ${id}\`).`,
        "If it is meant, repeat with --allow-protected.",
      ],
      override: "allow-protected",
    };
  });
}

function isProtectedTag({ kind, mark }: OwnedEntity): boolean {
  return kind === "gtm.tag" && mark.remembers.includes("protected");
}
