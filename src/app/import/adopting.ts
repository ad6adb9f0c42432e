/** Goals that come from tags which people made → goals that adopt these tags, so that nothing is counted twice. */
import { adoptionDigest } from "../../container/references.ts";
import type { Lift, LiftedGoal } from "../../lift/lifted.ts";
import { ownEntity } from "../../lift/live-state.ts";
import type { Entity } from "../../resources/body.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";

/** @param owner of the file: it has its own tags already */
export function adopting(lift: Lift, content: ContainerContent, owner: string): Lift {
  const tags = content.entities["gtm.tag"];
  const named = (name: string) => tags.filter((tag) => tag.name === name);
  return { ...lift, goals: lift.goals.map((one) => adoptingTag(one, named, content, owner)) };
}

/** A name that two tags have names neither. */
function adoptingTag(
  one: LiftedGoal,
  named: (name: string) => readonly Entity[],
  content: ContainerContent,
  owner: string,
): LiftedGoal {
  const { goal, from } = one;
  const [origin] = from;
  if (origin?.kind !== "gtm.tag") return one;
  const [tag, ...others] = named(origin.name);
  if (tag === undefined || others.length > 0 || ownEntity(tag, owner) !== null) return one;
  return {
    ...one,
    goal: { ...goal, adopts: { tag: origin.name, digest: adoptionDigest(tag, content), at: goal.at } },
  };
}
