/** A container that people made and what a goals file makes of its goals, both played by the engine. */
import { compile } from "../../src/compile/compile.ts";
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import type { Goal } from "../../src/language/goal-set/goal.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { asAtGoogle } from "../../src/lift/desired.ts";
import { ENTITIES, ENTITY_KINDS } from "../../src/resources/kinds.ts";
import { readExport } from "../../src/sandbox/container-export.ts";
import { contentOf } from "../support/exported.ts";
import type { Visit } from "./visits-of.ts";

const OWNER = "lifted";

function asContainer(content: ReturnType<typeof contentOf>, builtInVariable: readonly object[]): Container {
  const lists = ENTITY_KINDS.map((kind) => [ENTITIES[kind].collection, content.entities[kind]]);
  return { containerId: "1", builtInVariable, ...Object.fromEntries(lists) } as Container;
}

export function original(exported: unknown): Container {
  const { builtInVariables } = readExport(exported).content;
  return asContainer(
    contentOf(exported),
    builtInVariables.map((type) => ({ type, name: nameOf(type) })),
  );
}

/** `pageUrl` → `Page URL`. */
function nameOf(type: string): string {
  return type
    .replace(/([A-Z])/g, " $1")
    .replace(/^./, (first) => first.toUpperCase())
    .replace(/\bUrl\b/, "URL")
    .replace(/\bId\b/, "ID");
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
  const made = compile(goalSet, measurementId);
  const builtIns = made.resources
    .filter(({ kind }) => kind === "gtm.builtInVariable")
    .map(({ body }) => body);
  return asContainer(asAtGoogle(made).content, builtIns);
}

export function firings(container: Container, { url, acts, cookies, before }: Visit): number {
  const page = loadTag(container, {
    url,
    cookies,
    dataLayerBefore: before,
    runScript: (source, values) => run(source, values),
  });
  page.domReady();
  page.windowLoaded();
  for (const act of acts) act(page);
  return page.fired.filter(({ type }) => type === "gaawe").length;
}

function run(source: string, gtmValues: readonly unknown[]): unknown {
  try {
    return new Function("gtmValues", `return (${source})()`)(gtmValues);
  } catch {
    return undefined;
  }
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
