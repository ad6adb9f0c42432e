/**
 * The two sides of a comparison: what the file becomes, and what Google serves. What is served is read back as goals by `lift/`, like everything at Google,
 * and compared with what the file becomes, part by part. Nothing but behaviour identifies: names, notes and marks of
 * a container are not served.
 */

import { clickedControlText, controlAttribute, leadsOutside } from "../../compile/variables/clicked.ts";
import type { Variable } from "../../compile/variables/variable.ts";
import { destinationOf } from "../../container/destination.ts";
import { asAtGoogle } from "../../lift/desired.ts";
import { type LiveState, markOfEntity } from "../../lift/live-state.ts";
import { type Lookup, lookupOf } from "../../lift/lookup.ts";
import { eventSentBy } from "../../lift/tag.ts";
import type { Entity } from "../../resources/body.ts";
import type { Compiled } from "../../resources/compiled.ts";
import { keyOf } from "../../resources/resource.ts";
import { type ContainerContent, EMPTY_CONTENT } from "../../resources/snapshot.ts";
import { contentOf } from "./content.ts";
import { inOrder, orderIn } from "./file-order.ts";
import type { GoogleTagSettings } from "./google-tag.ts";
import type { Served } from "./read-served.ts";
import { type ServedScript, sessionScriptsIn } from "./session-script.ts";

/** Both sides in one form, and everything that is looked up in them. */
export interface Sides {
  readonly compiled: Compiled;
  /** What the file becomes. */
  readonly asked: Lookup;
  /** What is served, where it was read; what is not served is as the file says it. */
  readonly served: Lookup;
  readonly content: ContainerContent;
  /** Null where `gtag/js` was not read. */
  readonly settings: GoogleTagSettings | null;
  readonly scripts: readonly ServedScript[];
  /** The event tags that the file makes, by their keys. */
  readonly askedTags: ReadonlyMap<string, Entity>;
  /** Tags that send this event to the measurement id, or may do so. */
  readonly sending: (event: string) => readonly Entity[];
  /** Tags that send it to somewhere else. */
  readonly elsewhere: (event: string) => readonly Entity[];
}

export function sidesOf(compiled: Compiled, gtm: Served | null, settings: GoogleTagSettings | null): Sides {
  const { owner, measurementId } = compiled;
  const target = { owner, measurementId };
  const all = asAtGoogle(compiled);
  const order = orderIn(all.content);
  const wanted = { ...all, content: inOrder(all.content, order) };
  const plain = gtm === null ? EMPTY_CONTENT : inOrder(contentOf(gtm, knownVariables(wanted)), order);
  const scripts = sessionScriptsIn(plain, owner);
  const content = withScripts(plain, scripts);
  const found: LiveState = {
    content,
    keyEvents: wanted.keyEvents,
    definitions: { ...wanted.definitions, "ga4.eventCreateRule": rulesIn(settings, measurementId) },
  };
  const byEvent = new Map<string, Entity[]>();
  for (const tag of content.entities["gtm.tag"]) {
    const event = tag.type === "gaawe" && tag.paused !== true ? eventSentBy(tag, content) : null;
    if (event === null) continue;
    const known = byEvent.get(event);
    if (known === undefined) byEvent.set(event, [tag]);
    else known.push(tag);
  }
  const isElsewhere = (tag: Entity) => destinationOf(tag, measurementId, content) === "another";
  const asked = lookupOf(wanted, target);
  return {
    compiled,
    askedTags: new Map(asked.eventTags.map((tag) => [keyOf(markOfEntity(tag)!.address), tag as Entity])),
    asked,
    served: lookupOf(found, target),
    content,
    settings,
    scripts,
    sending: (event) => (byEvent.get(event) ?? []).filter((tag) => !isElsewhere(tag)),
    elsewhere: (event) => (byEvent.get(event) ?? []).filter(isElsewhere),
  };
}

/** Those of the file, and scripts and the like that any file can have: what they are compiled to is not readable. */
function knownVariables({ content }: LiveState): readonly Entity[] {
  const general: readonly Variable[] = [
    clickedControlText("goalform"),
    controlAttribute("goalform", "id"),
    controlAttribute("goalform", "class"),
    leadsOutside("goalform"),
  ];
  const bodies = general.flatMap((one) => (one.is === "own" ? [one.body as unknown as Entity] : []));
  return [...content.entities["gtm.variable"], ...bodies];
}

function withScripts(content: ContainerContent, scripts: readonly ServedScript[]): ContainerContent {
  const marked = new Map(scripts.map(({ tag }) => [tag.tagId, tag]));
  const tags = content.entities["gtm.tag"].map((tag) =>
    tag.type === "html" ? (marked.get(tag.tagId) ?? tag) : tag,
  );
  return { ...content, entities: { ...content.entities, "gtm.tag": tags } };
}

function rulesIn(settings: GoogleTagSettings | null, measurementId: string) {
  return (settings?.createRules ?? []).map(({ body }) => ({
    resourceName: "",
    stream: measurementId,
    body: body as never,
  }));
}

/** The event tag that the file makes for a goal or a step; null where something else counts it. */
export function desiredTag({ askedTags }: Sides, key: string): Entity | null {
  return askedTags.get(key) ?? null;
}
