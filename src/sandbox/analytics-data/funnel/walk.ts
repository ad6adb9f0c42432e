/** How far each person gets in a funnel. */
import type { Fact } from "../../events/facts.ts";
import { isActive } from "../fields/metric.ts";
import type { FunnelStep } from "./steps.ts";

/** One person who is somewhere in the funnel. */
export interface Walk {
  readonly user: string;
  /** For each step, the events with which it was completed; none where it was not. */
  readonly completed: readonly (readonly Fact[])[];
  /** For each step, whether the next one was completed after it. */
  readonly goesOn: readonly boolean[];
  /** Everything that the person did. */
  readonly facts: readonly Fact[];
}

/**
 * A step counts when it follows a completion of the step before; the latest one before it is the best, so none other needs
 * to be tried for the time between them.
 *
 * @param facts in the order of time
 * @param isOpen whether any step may be the first
 */
export function walksOf(
  facts: readonly Fact[],
  steps: readonly FunnelStep[],
  isOpen: boolean,
): readonly Walk[] {
  const byUser = new Map<string, Fact[]>();
  for (const fact of facts) {
    const own = byUser.get(fact.session.user);
    if (own === undefined) byUser.set(fact.session.user, [fact]);
    else own.push(fact);
  }
  return [...byUser]
    .filter(([, own]) => own.some(isActive))
    .map(([user, own]) => walk(user, own, steps, isOpen))
    .filter(({ completed }) => completed.some((list) => list.length > 0));
}

function walk(user: string, facts: readonly Fact[], steps: readonly FunnelStep[], isOpen: boolean): Walk {
  let before: readonly number[] = [];
  const goesOn: boolean[] = [];
  const completed = steps.map((step, index) => {
    const matching = facts.flatMap((fact, place) => (step.is(fact) ? [place] : []));
    const following = matching.filter((place) => follows(place, before, facts, step));
    if (index > 0) goesOn.push(following.length > 0);
    before = index === 0 || isOpen ? matching : following;
    return before.map((place) => facts[place]!);
  });
  return { user, completed, goesOn: [...goesOn, true], facts };
}

function follows(
  place: number,
  before: readonly number[],
  facts: readonly Fact[],
  { isDirect, within }: FunnelStep,
): boolean {
  const latest = before.findLast((earlier) => earlier < place);
  if (latest === undefined || (isDirect && latest !== place - 1)) return false;
  return within === null || facts[place]!.event.at - facts[latest]!.event.at <= within;
}
