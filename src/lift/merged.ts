/** A goal or funnel of the file, with what is otherwise at Google in its place. */
import type { EventParameter } from "../language/goal-set/event-parameter.ts";
import type { Funnel, FunnelStep, Goal } from "../language/goal-set/goal-set.ts";
import type { About } from "./goal-words.ts";

/** Where a goal keeps what words are about. What it counts is all the rest. */
const KEYS = {
  name: ["name"],
  event: ["event"],
  worth: ["value"],
  counting: ["counting", "keyEvent"],
  consent: ["consent"],
  exceptions: ["unless"],
} as const satisfies Partial<Record<About, readonly (keyof Goal)[]>>;

/** What Google does not get stays as the file says: roles, leads, descriptions. */
export function mergedGoal(file: Goal, live: Goal, about: readonly About[]): Goal {
  const named = Object.entries(KEYS).flatMap(([one, keys]) => (about.includes(one as About) ? keys : []));
  const taken = Object.fromEntries(named.map((key) => [key, live[key]]));
  const parameters = mergedParameters(file.parameters, live.parameters, about);
  const allows = about.includes("event") ? [...new Set([...file.allows, ...live.allows])] : file.allows;
  const common = { ...commonOf(file), ...taken, parameters, allows };
  return { ...(about.includes("what counts") ? live : file), ...common } as Goal;
}

/** Without what a type of goal alone has. */
function commonOf(goal: Goal): Partial<Goal> {
  const own = new Set(["type", "page", "spa", "via", "on", "seconds", "scope", "moreThan"]);
  return Object.fromEntries(Object.entries(goal).filter(([key]) => !own.has(key)));
}

function mergedParameters(
  file: readonly EventParameter[],
  live: readonly EventParameter[],
  about: readonly About[],
): readonly EventParameter[] {
  const of = (list: readonly EventParameter[], name: string) => list.find((one) => one.name === name);
  const merged = (name: string): readonly EventParameter[] => {
    const [written, there] = [of(file, name), of(live, name)];
    const from = about.includes(`parameter:${name}`) ? there?.from : written?.from;
    const registered = about.includes(`registration:${name}`) ? there?.registered : written?.registered;
    const known = written ?? there;
    return from && known ? [{ ...known, from, registered: registered ?? null }] : [];
  };
  const names = about.flatMap((one) => /^parameter:(.*)$/.exec(one)?.[1] ?? []);
  const fresh = names.filter((name) => of(file, name) === undefined);
  return [...file.map(({ name }) => name), ...fresh].flatMap(merged);
}

/** Steps by their ids, in the order of the audiences where there are any. */
export function mergedFunnel(file: Funnel, live: Funnel, about: readonly About[]): Funnel {
  const takesAudiences = about.includes("audiences");
  return {
    ...file,
    ...(about.includes("name") ? { name: live.name } : {}),
    ...(about.includes("consent") ? { consent: live.consent } : {}),
    ...(takesAudiences ? { open: live.open, within: live.within, audiences: live.audiences } : {}),
    steps: mergedSteps(file, live, takesAudiences && live.audiences.length > 0 && !live.open),
  };
}

function mergedSteps(file: Funnel, live: Funnel, takesOrder: boolean): readonly FunnelStep[] {
  const idOf = (step: FunnelStep) => (step.is === "goal" ? step.goal : step.id);
  const there = new Map(live.steps.map((step) => [idOf(step), step]));
  const merged = file.steps.map((step) => {
    const now = there.get(idOf(step));
    return step.is === "goal" || now === undefined || now.is === "goal" ? step : { ...now, name: step.name };
  });
  if (!takesOrder) return merged;
  const order = live.steps.map(idOf);
  return [...merged].sort((a, b) => order.indexOf(idOf(a)) - order.indexOf(idOf(b)));
}
