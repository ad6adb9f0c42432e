/** Goals and forwards that come from tags which people made adopt these tags, so that nothing is counted twice. */
import { adoptionDigest } from "../../container/references.ts";
import type { Adoption } from "../../language/goal-set/goal.ts";
import type { Lift, LiftedForward, Origin } from "../../lift/lifted.ts";
import { ownEntity } from "../../lift/live-state.ts";
import { NOWHERE } from "../../lift/matchers.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";

/** @param owner of the file: it has its own tags already */
export function adopting(lift: Lift, content: ContainerContent, owner: string): Lift {
  const tags = content.entities["gtm.tag"];
  const named = (name: string) => tags.filter((tag) => tag.name === name);
  const adoptionOf = ([origin]: readonly Origin[]): Adoption | null => {
    if (origin?.kind !== "gtm.tag") return null;
    // A name that two tags have names neither.
    const [tag, ...others] = named(origin.name);
    if (tag === undefined || others.length > 0 || ownEntity(tag, owner) !== null) return null;
    return { tag: origin.name, digest: adoptionDigest(tag, content), at: NOWHERE };
  };
  const forwards = lift.forwards.map((one) => ({
    ...one,
    forward: { ...one.forward, adopts: adoptionOf(one.from) },
  }));
  // Next to the tag, a forward would send everything once more.
  const isOwn = ({ from: [origin] }: LiftedForward) =>
    named(origin?.name ?? "").some((tag) => ownEntity(tag, owner) !== null);
  const left = forwards.filter((one) => one.forward.adopts === null && !isOwn(one));
  return {
    ...lift,
    leftOut: [
      ...lift.leftOut,
      ...left.flatMap(({ from }) =>
        from.map((origin) => ({
          ...origin,
          reasons: [{ code: "event-name-forwarded", about: "" } as const],
        })),
      ),
    ],
    goals: lift.goals.map((one) => ({ ...one, goal: { ...one.goal, adopts: adoptionOf(one.from) } })),
    forwards: forwards.filter((one) => !left.includes(one)),
  };
}
