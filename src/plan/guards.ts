/** Reasons to stop before anything is written. Each says what is in the way and every way out. */

import type { Compiled } from "../resources/compiled.ts";
import { foreignDifferences } from "../resources/content-differences.ts";
import { derivedEvent } from "../resources/definition.ts";
import { labelOf } from "../resources/kinds.ts";
import type { Memory } from "../resources/memory.ts";
import { type Address, type DesiredEntity, keyOf, type User } from "../resources/resource.ts";
import type { ContainerSnapshot, UnpublishedVersion } from "../resources/snapshot.ts";
import type { DefinitionOwnership, OwnedDefinition } from "./definition-ownership.ts";
import { appliedEvent } from "./key-event-history.ts";
import type { LiveEntity, OwnedEntity } from "./live-entity.ts";
import type { Ownership } from "./ownership.ts";
import type { Blocker, PlanWarning } from "./plan.ts";
import type { Planned } from "./planned-entity.ts";
import { wantedEvent } from "./sent-event.ts";
import { userOf } from "./subject-of-address.ts";

/** Names that somebody else's objects have. */
export function nameConflicts({ conflicts }: Ownership): Blocker[] {
  return conflicts.map(({ desired, taken, own }) => {
    const label = labelOf(desired.kind);
    const whose = taken.mark
      ? `it carries the mark of ${taken.mark.address} of the goals file "${taken.mark.owner}"`
      : own
        ? "it is not ours"
        : "it is not ours and does something else";
    const renamed = own ? ` Ours is named "${own.entity.name}" and needs that name.` : "";
    return {
      code: "name-taken",
      message: `The container already has a ${label} named "${desired.name}": ${whose}.${renamed}`,
      waysOut: own
        ? [`Rename or remove that ${label} in Tag Manager, then plan again: goalform gives ours the name.`]
        : [
            `Rename that ${label} in Tag Manager, then plan again: goalform makes its own.`,
            `Make it do what the file asks (${desired.at.file}:${desired.at.line}) and plan again: goalform adopts it.`,
            ...(isAdoptable(taken) ? [byAdopting(desired, taken)] : []),
          ],
      override: null,
    };
  });
}

function isAdoptable({ entity, mark }: LiveEntity): boolean {
  return mark === null && entity.type === "gaawe" && entity.paused !== true;
}

function byAdopting({ address }: DesiredEntity, { entity }: LiveEntity): string {
  return `Add \`adopt: ${JSON.stringify(entity.name)}\` to ${keyOf(address)}: the tag becomes its own and keeps what the file does not say.`;
}

/**
 * A workspace starts from the latest version, so publishing ours would publish that
 * version's work as well. An unpublished version that differs in our own objects
 * alone (left by a run that died, or by `--no-publish`) is nobody else's work. That of
 * other goals files is left out.
 */
export function unpublishedVersion(owner: string, container: ContainerSnapshot): Blocker[] {
  const { live, unpublished, content } = container;
  if (unpublished === null) return [];
  const { ofPeople, ofRuns } = foreignDifferences(owner, content, unpublished.content);
  if (ofPeople.length === 0) return [];
  const others = [...ofPeople, ...ofRuns];
  return [
    {
      code: "unpublished-version",
      message: `The latest version of ${container.label} is ${unpublished.id}${quoted(unpublished.name)}${madeAt(unpublished)} but ${live ? `version ${live.id} is live` : "nothing is live"}. Applying would publish its work too: ${others.slice(0, 5).join(", ")}.`,
      waysOut: [
        "Publish or delete that version in Tag Manager, then plan again.",
        { say: "If it may go live now,", override: "allow-unpublished" },
      ],
      override: "allow-unpublished",
    },
  ];
}

/** What another goals file has ready stays as it is; its reviewers decide when it goes live. */
export function unpublishedGoals(owner: string, container: ContainerSnapshot): PlanWarning[] {
  const { live, unpublished, content } = container;
  if (unpublished === null) return [];
  const { ofRuns, owners } = foreignDifferences(owner, content, unpublished.content);
  if (ofRuns.length === 0) return [];
  const start = live ? `starts from version ${live.id} and` : "starts from it, but";
  const files = `the goals ${owners.length === 1 ? "file" : "files"} ${listOf(owners)}`;
  return [
    {
      code: "unpublished-goals",
      message: `Version ${unpublished.id}${quoted(unpublished.name)} of ${container.label} contains work of ${files} that is not live. Apply ${start} leaves it out; applying ${files} publishes it.`,
    },
  ];
}

function madeAt({ createdAt }: UnpublishedVersion): string {
  if (createdAt === null) return "";
  return `, made on ${new Date(createdAt).toISOString().slice(0, 16).replace("T", " at ")} UTC,`;
}

function listOf(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(" and ");
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
      message: `${removed} of ${known} goals and funnels would be removed (more than ${MOST_REMOVALS}, or more than ${LARGEST_SHARE * 100}%).`,
      waysOut: [
        "Check that this is the right file and target.",
        { say: "If it is meant,", override: "allow-removals" },
      ],
      override: "allow-removals",
    },
  ];
}

/**
 * Goals that were protected when they were last applied, and that would count no
 * more: their tag or rule goes, or their event stops being a key event. A trigger
 * fewer is not the loss of a goal, nor is a rule instead of a tag that makes the same event.
 */
export function protectedGoals(
  ownership: Ownership,
  definitions: DefinitionOwnership,
  planned: readonly Planned[],
  { subjects, resources }: Compiled,
): Blocker[] {
  const unmarked = new Set(
    planned.flatMap(({ step }) => (step.do === "delete key event" ? [step.eventName] : [])),
  );
  const counted = new Set(
    resources.flatMap((one) => {
      const event = wantedEvent(one) ?? derivedEvent(one.kind, one.body);
      return one.users.map((user) => `${user} ${event}`);
    }),
  );
  const known = new Set(subjects.map(({ user }) => user));
  const all = protectedSources(ownership, definitions, known);
  const losing = all.filter(
    ({ user, event, goes }) => unmarked.has(event) || (goes && !counted.has(`${user} ${event}`)),
  );
  return [...new Set(losing.map(({ user }) => user))].map((user): Blocker => {
    const id = user.slice(user.indexOf(":") + 1);
    const isInFile = subjects.some((subject) => subject.user === user);
    return {
      code: "protected-goal",
      message: `The goal ${id} is protected, and ${isInFile ? "its key event would be removed" : "would be removed"}.`,
      waysOut: [
        isInFile
          ? `Keep the \`event\` and \`key_event\` of ${id} as they were.`
          : `Put ${id} back into the goals file (or give its new id \`was: ${id}\`).`,
        { say: "If it is meant,", override: "allow-protected" },
      ],
      override: "allow-protected",
    };
  });
}

interface ProtectedSource {
  readonly user: User;
  readonly event: string;
  readonly goes: boolean;
}

/** Tags, rules and audiences that count a protected goal. */
function protectedSources(
  ownership: Ownership,
  definitions: DefinitionOwnership,
  known: ReadonlySet<User>,
): ProtectedSource[] {
  const tag = (address: Address, one: OwnedEntity, goes: boolean) =>
    source(address, one.mark.remembers, one.kind === "gtm.tag" ? (appliedEvent(one) ?? "") : null, goes);
  // Somebody may have deleted the tag, or its notes: the trigger still shows a goal that is gone from the file.
  const trigger = ({ kind, mark }: OwnedEntity) => {
    const isGone = kind === "gtm.trigger" && !known.has(userOf(mark.address)!);
    return isGone ? source(mark.address, mark.remembers, "", true) : [];
  };
  const derived = (address: Address, { kind, body, mark }: OwnedDefinition, goes: boolean) =>
    source(address, mark.remembers, derivedEvent(kind, body), goes);
  return [
    ...[...ownership.owned].flatMap(([address, one]) => tag(address, one, false)),
    ...ownership.leftovers.flatMap((one) => [...tag(one.mark.address, one, true), ...trigger(one)]),
    ...[...definitions.owned].flatMap(([address, one]) => derived(address, one, false)),
    ...definitions.leftovers.flatMap((one) => derived(one.address, one, true)),
  ];
}

function source(
  address: Address,
  remembers: readonly Memory[],
  event: string | null,
  goes: boolean,
): ProtectedSource[] {
  const user = userOf(address);
  if (user === null || event === null || !remembers.includes("protected")) return [];
  return [{ user, event, goes }];
}
