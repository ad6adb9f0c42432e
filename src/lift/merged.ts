/** A goal or funnel of the file, with what is otherwise at Google in its place. */
import type { EventParameter } from "../language/goal-set/event-parameter.ts";
import type { Funnel, FunnelStep, Goal } from "../language/goal-set/goal-set.ts";
import type { About, AboutGoal } from "./goal-words.ts";

/** Where a goal keeps what words are about. What it counts is all the rest. */
const KEYS: Readonly<Record<Exclude<AboutGoal, "what counts">, readonly (keyof Goal)[]>> = {
  name: ["name"],
  event: ["event"],
  worth: ["value"],
  counting: ["counting", "keyEvent"],
  consent: ["consent"],
  exceptions: ["unless"],
  ecommerce: ["ecommerce"],
};

/** What Google does not get stays as the file says: roles, leads, descriptions. */
export function mergedGoal(file: Goal, live: Goal, about: readonly About[]): Goal {
  const named = Object.entries(KEYS).flatMap(([one, keys]) => (about.includes(one as About) ? keys : []));
  const taken = Object.fromEntries(named.map((key) => [key, live[key]]));
  const allows = about.includes("event") ? [...new Set([...file.allows, ...live.allows])] : file.allows;
  // An amount that is sent as parameters is what the goal is worth.
  const sent = about.includes("worth") ? AMOUNT : [];
  const common = {
    ...commonOf(file),
    ...taken,
    allows,
    parameters: mergedParameters(file.parameters, live.parameters, {
      from: [...sent, ...namesIn(about, "parameter:")],
      columns: namesIn(about, "registration:"),
    }),
    userProperties: mergedParameters(file.userProperties, live.userProperties, {
      from: namesIn(about, "user property:"),
      columns: namesIn(about, "registration:user:"),
    }),
  };
  return { ...(about.includes("what counts") ? live : file), ...common } as Goal;
}

/** Without what a type of goal alone has. */
function commonOf(goal: Goal): Partial<Goal> {
  const own = new Set(["type", "page", "spa", "via", "on", "seconds", "scope", "moreThan"]);
  return Object.fromEntries(Object.entries(goal).filter(([key]) => !own.has(key)));
}

const AMOUNT = ["value", "currency"];

function namesIn(about: readonly About[], start: string): readonly string[] {
  return about.flatMap((one) => (one.startsWith(start) ? [one.slice(start.length)] : []));
}

/** What is taken from what is live: where values come from, and what reports call them. */
interface Taken {
  readonly from: readonly string[];
  readonly columns: readonly string[];
}

function mergedParameters(
  file: readonly EventParameter[],
  live: readonly EventParameter[],
  taken: Taken,
): readonly EventParameter[] {
  const of = (list: readonly EventParameter[], name: string) => list.find((one) => one.name === name);
  const merged = (name: string): readonly EventParameter[] => {
    const [written, there] = [of(file, name), of(live, name)];
    const from = taken.from.includes(name) ? there?.from : written?.from;
    const registered = taken.columns.includes(name) ? there?.registered : written?.registered;
    const known = written ?? there;
    return from && known ? [{ ...known, from, registered: registered ?? null }] : [];
  };
  const fresh = taken.from.filter((name) => of(file, name) === undefined);
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
