/** An adopted tag that nobody asks for any more goes with everything that the file never said: only with an explicit word. */
import type { Compiled } from "../../resources/compiled.ts";
import { entityId } from "../../resources/kinds.ts";
import type { Address } from "../../resources/resource.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import type { OwnedEntity, Ownership } from "../ownership.ts";
import type { Blocker } from "../plan.ts";
import { goalIn } from "./subject.ts";
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
  { leftovers }: Ownership,
  content: ContainerContent,
  { subjects, removedKeyEvents }: Compiled,
): Blocker[] {
  return adoptedTags(leftovers)
    .filter(({ mark }) => !removedKeyEvents.includes(mark.event ?? ""))
    .map((one): Blocker => {
      const name = `"${String(one.entity.name)}"`;
      const id = goalIn(one.mark.address);
      const goes = goesAlong(one, content);
      const isInFile = subjects.some(({ user }) => user === `goal:${id}`);
      return {
        code: "adopted-goal-removed",
        message: `The tag ${name} was in Tag Manager before ${id} adopted it. It would be removed${goes === null ? "" : `, ${goes}`}.`,
        waysOut: [
          isInFile
            ? `Let a tag count ${id}, as before.`
            : `Put ${id} back into the goals file, or give its new id \`was: ${id}\`.`,
          `To let it go and keep it, delete the two lines of goalform in its notes in Tag Manager, publish, and plan again.`,
          { say: "If it is to be removed,", override: "allow-removals" },
        ],
        override: "allow-removals",
      };
    });
}

function adoptedTags(leftovers: readonly OwnedEntity[]): OwnedEntity[] {
  return leftovers.filter(({ kind, mark }) => kind === "gtm.tag" && mark.adopted !== undefined);
}

/** Null where the file said all of it. */
function goesAlong({ entity, mark }: OwnedEntity, { entities }: ContainerContent): string | null {
  const triggers = new Map(entities["gtm.trigger"].map((one) => [entityId("gtm.trigger", one), one]));
  const all = unsaid(entity, mark.adopted?.rows ?? [], { trigger: (id) => triggers.get(id) ?? null });
  return all.length === 0 ? null : `with what the goals file never said: ${all.join(", ")}`;
}
