/** An adopted tag that nobody asks for any more goes with everything that the file never said: only with an explicit word. */
import type { Compiled } from "../../resources/compiled.ts";
import { definitionInWords, derivedEvent } from "../../resources/definition.ts";
import { entityId } from "../../resources/kinds.ts";
import type { Address, User } from "../../resources/resource.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import type { DefinitionOwnership } from "../definition-ownership.ts";
import type { OwnedEntity } from "../live-entity.ts";
import type { Ownership } from "../ownership.ts";
import type { Blocker } from "../plan.ts";
import { userOf } from "../subject-of-address.ts";
import { goalIn, nameIn } from "./subject.ts";
import { unsaid } from "./words.ts";

export function removalNotes(
  { leftovers }: Ownership,
  content: ContainerContent,
): ReadonlyMap<Address, readonly string[]> {
  return new Map(
    adoptedTags(leftovers).flatMap((one) => {
      const goes = goesAlong(one, content);
      return goes === null ? [] : [[one.mark.address, [goes]] as const];
    }),
  );
}

/** What `removed` names was permitted one by one. */
export function adoptedRemovals(
  ownership: Ownership,
  definitions: DefinitionOwnership,
  content: ContainerContent,
  { subjects, removedKeyEvents }: Compiled,
): Blocker[] {
  const known = new Set(subjects.map(({ user }) => user));
  return [
    ...tagsThatGo(ownership, content, removedKeyEvents),
    ...definitionsThatGo(definitions, removedKeyEvents),
  ].map(({ what, where, id, user, goes, adopt }): Blocker => {
    const isInFile = known.has(user);
    return {
      code: "adopted-goal-removed",
      message: `${what} was in ${where.name} before ${id} adopted it. It would be removed${goes === null ? "" : `, ${goes}`}.`,
      waysOut: [
        isInFile
          ? `Let it count ${id}, as before.`
          : `Put ${id} back into the goals file${user.startsWith("goal:") ? `, or give its new id \`was: ${id}\`` : ""}.`,
        ...(adopt === null
          ? []
          : [
              `If another goal, step or forward of the file takes its place, write \`adopt: ${adopt}\` there.`,
            ]),
        `To keep it without goalform, ${where.letGo}, and plan again.`,
        { say: "If it is to be removed,", override: "allow-removals" },
      ],
      override: "allow-removals",
    };
  });
}

interface RemovedObject {
  readonly what: string;
  readonly where: { readonly name: string; readonly letGo: string };
  /** As people call it. */
  readonly id: string;
  readonly user: User;
  readonly goes: string | null;
  /** How `adopt` names it; null for what is adopted without a word. */
  readonly adopt: string | null;
}

const TAG_MANAGER = {
  name: "Tag Manager",
  letGo: "delete the two lines of goalform in its notes and in those of its trigger in Tag Manager, publish",
};

function tagsThatGo(
  { leftovers }: Ownership,
  content: ContainerContent,
  permitted: readonly string[],
): readonly RemovedObject[] {
  return adoptedTags(leftovers)
    .filter(({ mark }) => !permitted.includes(mark.event ?? ""))
    .map((one) => ({
      what: `The tag "${String(one.entity.name)}"`,
      where: TAG_MANAGER,
      id: nameIn(one.mark.address),
      user: userOf(one.mark.address) ?? "goal:",
      goes: goesAlong(one, content),
      adopt: JSON.stringify(String(one.entity.name)),
    }));
}

function definitionsThatGo(
  { leftovers }: DefinitionOwnership,
  permitted: readonly string[],
): RemovedObject[] {
  return leftovers
    .filter(({ mark, kind, body }) => {
      const event = derivedEvent(kind, body) ?? "";
      return mark.remembers.includes("adopted") && !permitted.includes(event);
    })
    .map(({ kind, body, address }) => {
      const isRule = kind === "ga4.eventCreateRule";
      const mark = isRule ? "its parameter goalform" : 'the end of its description, from "goalform"';
      return {
        what: isRule
          ? `The event create rule for ${derivedEvent(kind, body)}`
          : upper(definitionInWords(kind, body)),
        where: { name: "Analytics", letGo: `delete ${mark} in Analytics` },
        id: goalIn(address).split("@")[0]!,
        user: `goal:${goalIn(address).split("@")[0]!}`,
        goes: null,
        adopt: null,
      };
    });
}

function upper(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

function adoptedTags(leftovers: readonly OwnedEntity[]): OwnedEntity[] {
  return leftovers.filter(({ kind, mark }) => kind === "gtm.tag" && mark.adopted !== undefined);
}

/** Null where the file said all of it. */
function goesAlong({ entity, mark }: OwnedEntity, { entities }: ContainerContent): string | null {
  const triggers = new Map(entities["gtm.trigger"].map((one) => [entityId("gtm.trigger", one), one]));
  const all = unsaid(
    entity,
    { rows: mark.adopted?.rows ?? [], ecommerce: mark.remembers.includes("ecommerce") },
    { trigger: (id) => triggers.get(id) ?? null },
  );
  return all.length === 0 ? null : `with what the goals file never said: ${all.join(", ")}`;
}
