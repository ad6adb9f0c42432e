/**
 * GoalSet → the resources that should exist at Google for one target.
 *
 * Pure and deterministic: the same file gives the same resources in the same
 * order. Every resource knows the line it comes from and who needs it.
 */
import type { Place } from "../diagnostic.ts";
import { OF_A_PLAN } from "../language/allowed.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { GoogleTag } from "../language/goal-set/target.ts";
import type { Compiled, Subject } from "../resources/compiled.ts";
import { forwardLabel } from "../resources/entity-name.ts";
import { KIND_ORDER } from "../resources/kinds.ts";
import type { Address, DesiredResource, User } from "../resources/resource.ts";
import type { Destination } from "./event-tag.ts";
import { expectedEvents } from "./expected-events.ts";
import { forwardResources } from "./forwards.ts";
import { funnelResources } from "./funnels.ts";
import { goalResources } from "./goals.ts";
import { googleTagResources } from "./google-tag.ts";
import { limitations } from "./limitations.ts";
import { calculatedMetrics, columnResources } from "./registrations.ts";
import { funnelGoalResources } from "./session-script/funnel-goals.ts";
import { sessionResources } from "./session-script/resources.ts";
import { forwardInWords } from "./words/forward.ts";
import { funnelInWords } from "./words/funnel.ts";
import { defaultsInWords, goalInWords } from "./words/goal.ts";
import { rolesInWords } from "./words/role.ts";

/** @param googleTag what the target says about the Google tag */
export function compile(
  goalSet: GoalSet,
  measurementId: string,
  googleTag: GoogleTag = { lives: "container", isSaid: false },
): Compiled {
  const { owner, removed, disabled, disabledFunnels, leftOut, keptKeyEvents } = goalSet;
  const { forwards = [] } = goalSet;
  const to: Destination = { owner, measurementId, receivesGtagEvents: googleTag.lives === "page" };
  const subjects = subjectsOf(goalSet);
  const users = subjects.map(({ user }) => user);
  const all = [...resourcesOf(goalSet, to), ...googleTagResources(to, googleTag, users, subjects.length > 0)];
  return {
    owner,
    measurementId,
    googleTag: googleTag.lives === "container" && googleTag.isSaid ? "container, as said" : googleTag.lives,
    subjects,
    ...(goalSet.defaults ? { defaults: defaultsInWords(goalSet.defaults, forwards) } : {}),
    resources: inKindOrder(shared(all)),
    removedKeyEvents: removed.map(({ event }) => event),
    disabled,
    disabledFunnels,
    warnings: limitations(goalSet),
    expectedEvents: expectedEvents(goalSet),
    ...allowedInPlan(goalSet),
    ...(forwards.length === 0
      ? {}
      : { forwards: forwards.map(({ id, events, at }) => ({ id, events, at })) }),
    leftOut: leftOut.map(({ is, id, at }) => ({ user: `${is}:${id}` as const, at })),
    keptKeyEvents,
  };
}

function resourcesOf(goalSet: GoalSet, to: Destination): DesiredResource[] {
  const { goals, funnels, forwards = [], columns = [], calculated = [] } = goalSet;
  return [
    ...goals.flatMap((goal) => goalResources(to, goal)),
    ...funnelGoalResources(to, goalSet),
    ...sessionResources(to, goalSet),
    ...forwards.flatMap((forward) => forwardResources(to, forward)),
    ...columnResources(to, columns),
    ...calculatedMetrics(to, calculated),
    ...funnels.flatMap((funnel) => funnelResources(to, funnel, goals)),
  ];
}

function allowedInPlan({ goals, funnels, forwards = [] }: GoalSet): Pick<Compiled, "allowed"> {
  const of = (user: User, allows: readonly string[]) =>
    OF_A_PLAN.filter((code) => allows.includes(code)).map((code) => ({ user, code }));
  const allowed = [
    ...goals.flatMap(({ id, allows }) => of(`goal:${id}`, allows)),
    ...funnels.flatMap(({ id, allows }) => of(`funnel:${id}`, allows)),
    ...forwards.flatMap(({ id, allows }) => of(`forward:${id}`, allows)),
  ];
  return allowed.length === 0 ? {} : { allowed };
}

function subjectsOf(goalSet: GoalSet): Subject[] {
  const ways = rolesInWords(goalSet);
  return [
    ...goalSet.goals.map((goal): Subject => {
      const way = ways.get(goal.id) ?? null;
      return { ...pick(goal), user: `goal:${goal.id}`, counts: goalInWords(goal), way };
    }),
    ...goalSet.funnels.map(
      (funnel): Subject => ({
        ...pick(funnel),
        user: `funnel:${funnel.id}`,
        counts: funnelInWords(funnel),
        way: null,
      }),
    ),
    ...(goalSet.forwards ?? []).map((forward): Subject => {
      const { id, at } = forward;
      const name = forwardLabel(id);
      return { user: `forward:${id}`, id, name, at, counts: forwardInWords(forward), way: null };
    }),
  ];
}

function pick({
  id,
  name,
  at,
}: {
  id: string;
  name: string;
  at: Place;
}): Pick<Subject, "id" | "name" | "at"> {
  return { id, name, at };
}

/** One resource an address, needed by all who asked for it. */
function shared(resources: readonly DesiredResource[]): DesiredResource[] {
  const byAddress = new Map<Address, { readonly resource: DesiredResource; readonly users: Set<User> }>();
  for (const resource of resources) {
    const known = byAddress.get(resource.address);
    if (known) for (const user of resource.users) known.users.add(user);
    else byAddress.set(resource.address, { resource, users: new Set(resource.users) });
  }
  return [...byAddress.values()].map(({ resource, users }) => ({ ...resource, users: [...users] }));
}

function inKindOrder(resources: readonly DesiredResource[]): DesiredResource[] {
  return KIND_ORDER.flatMap((kind) => resources.filter((resource) => resource.kind === kind));
}
