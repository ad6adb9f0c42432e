/** A container that people made and what a goals file makes of its goals, both played by the engine. */
import { compile } from "../../src/compile/compile.ts";
import type { Container } from "../../src/engine/container.ts";
import type { Goal } from "../../src/language/goal-set/goal.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { asAtGoogle } from "../../src/lift/desired.ts";
import { contentOf } from "../support/exported.ts";
import { playable, played } from "./played-container.ts";
import type { Visit } from "./visits-of.ts";

const OWNER = "lifted";

export function original(exported: unknown): Container {
  return playable(contentOf(exported));
}

export function compiled(asked: Pick<GoalSet, "goals" | "forwards">, measurementId: string): Container {
  const goalSet: GoalSet = {
    owner: OWNER,
    targets: [],
    defaultTarget: null,
    ...asked,
    funnels: [],
    disabled: [],
    disabledFunnels: [],
    removed: [],
    leftOut: [],
    keptKeyEvents: [],
  };
  return playable(asAtGoogle(compile(goalSet, measurementId)).content);
}

export function firings(container: Container, visit: Visit): number {
  return played(container, visit).fired.filter(({ type }) => type === "gaawe").length;
}

/** The tag and what fires it, which is quicker than the whole container. */
export function alone({ tag = [], trigger = [], ...others }: Container, name: string): Container {
  const own = (tag ?? [])
    .filter((one) => one.name === name)
    .map((one) => ({ ...one, setupTag: [], consentSettings: {} }));
  const ids = own.flatMap((one) => [...(one.firingTriggerId ?? []), ...(one.blockingTriggerId ?? [])]);
  const googleTags = (tag ?? []).filter(({ type }) => type === "gaawc" || type === "googtag");
  return {
    ...others,
    tag: [...own, ...googleTags.map((one) => ({ ...one, firingTriggerId: [], blockingTriggerId: [] }))],
    trigger: (trigger ?? []).filter(({ triggerId }) => ids.includes(triggerId ?? "")),
  };
}

/** Tags that ask for consent fire on neither side without it. */
export function withoutConsent(goal: Goal): Goal {
  return { ...goal, consent: [] };
}
