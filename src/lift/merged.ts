/** A goal or funnel of the file, with what is otherwise at Google in its place. */
import type { EventParameter } from "../language/goal-set/event-parameter.ts";
import type { Funnel, FunnelStep } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { Common } from "./common-keys.ts";
import type { About, AboutGoal } from "./goal-words.ts";

/**
 * What of a goal each kind of words is about. A key that is new here does not compile until somebody has decided: `file` is
 * what Google never gets, or what names the goal.
 */
const ABOUT: Readonly<Record<keyof Common, AboutGoal | "file" | "what is sent">> = {
  id: "file",
  name: "name",
  description: "file",
  event: "event",
  keyEvent: "counting",
  counting: "counting",
  value: "worth",
  parameters: "what is sent",
  userProperties: "what is sent",
  ecommerce: "ecommerce",
  consent: "consent",
  where: "what counts",
  cookie: "what counts",
  sent: "sent",
  unless: "exceptions",
  role: "file",
  leadsTo: "file",
  owner: "file",
  stage: "file",
  isProtected: "file",
  allows: "file",
  was: "file",
  adopts: "file",
  at: "file",
};

/** What Google does not get stays as the file says: roles, leads, descriptions. */
export function mergedGoal(file: Goal, live: Goal, about: readonly About[]): Goal {
  const keys = Object.entries(ABOUT) as readonly (readonly [keyof Common, AboutGoal])[];
  const common = keys.map(([key, one]) => [key, (about.includes(one) ? live : file)[key]]);
  const allows = about.includes("event") ? [...new Set([...file.allows, ...live.allows])] : file.allows;
  // An amount that is sent as parameters is what the goal is worth.
  const sent = about.includes("worth") ? AMOUNT : [];
  return {
    // What a type of goal alone has is what it counts.
    ...(about.includes("what counts") ? live : file),
    ...Object.fromEntries(common),
    allows,
    parameters: mergedParameters(file.parameters, live.parameters, {
      from: [...sent, ...namesIn(about, "parameter:")],
      columns: namesIn(about, "registration:"),
    }),
    userProperties: mergedParameters(file.userProperties, live.userProperties, {
      from: namesIn(about, "user property:"),
      columns: namesIn(about, "registration:user:"),
    }),
  } as Goal;
}

const AMOUNT = ["value", "currency"];

function namesIn(about: readonly About[], start: string): readonly string[] {
  return about.flatMap((one) => (one.startsWith(start) ? [one.slice(start.length)] : []));
}

/** What is taken from what is live: where values come from, and what reports call them. */
interface LiveFields {
  readonly from: readonly string[];
  readonly columns: readonly string[];
}

function mergedParameters(
  file: readonly EventParameter[],
  live: readonly EventParameter[],
  taken: LiveFields,
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
