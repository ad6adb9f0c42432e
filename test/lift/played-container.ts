/** A container's content at work in the engine: what its tags send on a visit. */
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import type { RunningTag } from "../../src/engine/running-tag.ts";
import { ENTITIES, ENTITY_KINDS } from "../../src/resources/kinds.ts";
import type { ContainerContent } from "../../src/resources/snapshot.ts";
import type { Visit } from "./visits-of.ts";

export function playable({ entities, builtInVariables }: ContainerContent): Container {
  const lists = ENTITY_KINDS.map((kind) => [ENTITIES[kind].collection, entities[kind]]);
  const builtInVariable = builtInVariables.map((type) => ({ type, name: nameOf(type) }));
  return { containerId: "1", builtInVariable, ...Object.fromEntries(lists) } as Container;
}

/** `pageUrl` → `Page URL`. */
function nameOf(type: string): string {
  return type
    .replace(/([A-Z])/g, " $1")
    .replace(/^./, (first) => first.toUpperCase())
    .replace(/\bUrl\b/, "URL")
    .replace(/\bId\b/, "ID");
}

/** The page at the end of the visit. */
export function played(container: Container, { url, acts, cookies, before }: Visit): RunningTag {
  return play(container, { url, acts, cookies, before }, () => {});
}

/** What every tag sends, in one line for each hit, in the order of the lines. */
export function hitsOf(container: Container, visit: Visit): readonly string[] {
  const hits: string[] = [];
  play(container, visit, (hit, { tag }) => hits.push(JSON.stringify({ tag, ...hit })));
  return hits.sort();
}

type OnHit = NonNullable<Parameters<typeof loadTag>[1]["onHit"]>;

function play(container: Container, { url, acts, cookies, before }: Visit, onHit: OnHit): RunningTag {
  const page = loadTag(container, {
    url,
    cookies,
    dataLayerBefore: before,
    now: () => NOW,
    random: () => 0.5,
    runScript: (source, values) => run(source, values),
    onHit,
  });
  page.domReady();
  page.windowLoaded();
  for (const act of acts) act(page);
  return page;
}

const NOW = Date.UTC(2026, 10, 2);

/** Scripts of two visits read the same clock. */
class Clock extends Date {
  constructor(...given: []) {
    super(...((given.length === 0 ? [NOW] : given) as []));
  }
  static override now(): number {
    return NOW;
  }
}

function run(source: string, gtmValues: readonly unknown[]): unknown {
  try {
    return new Function("gtmValues", "Date", `return (${source})()`)(gtmValues, Clock);
  } catch {
    return undefined;
  }
}
