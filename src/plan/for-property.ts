/**
 * What the file asks for, at this very property.
 *
 * An event create rule belongs to a web stream, so it is wanted once in each. And
 * the owner's folder has to remember which lists of definitions are ours to look
 * through: nothing else does when the last goal that needs one is gone.
 */

import type { Compiled } from "../resources/compiled.ts";
import { derivedEvent } from "../resources/definition.ts";
import { DEFINITION_KINDS, DEFINITIONS, isDefinitionKind } from "../resources/kinds.ts";
import { readMark } from "../resources/mark.ts";
import { MEMORIES, type Memory } from "../resources/memory.ts";
import type { Address, DefinitionKind, DesiredResource } from "../resources/resource.ts";
import type { ContainerContent, ContainerSnapshot, PropertySnapshot } from "../resources/snapshot.ts";

export function forProperty(compiled: Compiled, { webStreams }: PropertySnapshot): Compiled {
  const inUse = kindsWanted(compiled).map((kind) => DEFINITIONS[kind].memory);
  const keyEvents = new Map<string | null, DesiredResource>(
    compiled.resources.filter(({ kind }) => kind === "ga4.keyEvent").map((one) => [one.name, one]),
  );
  const resources = compiled.resources.flatMap((resource) => {
    if (resource.kind === "gtm.folder") return [remembering(resource, inUse)];
    const all = remembering(resource, historyOf(keyEvents.get(derivedEvent(resource.kind, resource.body))));
    if (!belongsToStream(resource)) return [all];
    return webStreams.map(({ measurementId }) => inStream(all, measurementId));
  });
  return { ...compiled, resources };
}

function belongsToStream({ kind }: DesiredResource): boolean {
  return isDefinitionKind(kind) && DEFINITIONS[kind].belongsTo === "web stream";
}

/** If a goal has no tag, its rule or audience shows that its key event was ours. */
function historyOf(keyEvent: DesiredResource | undefined): Memory[] {
  if (!keyEvent) return [];
  return "defaultValue" in keyEvent.body ? ["key_event", "value"] : ["key_event"];
}

function inStream(rule: DesiredResource, measurementId: string): DesiredResource {
  const of = (address: Address): Address => `${address}@${measurementId}`;
  return { ...rule, address: of(rule.address), ...(rule.was ? { was: of(rule.was) } : {}) };
}

function remembering(resource: DesiredResource, more: readonly Memory[]): DesiredResource {
  const all = [...(resource.remembers ?? []), ...more];
  return { ...resource, remembers: MEMORIES.filter((memory) => all.includes(memory)) };
}

/**
 * The lists of definitions that a plan needs: of the kinds that the file asks for, and
 * of those that the owner's folder remembers. A version that is not published yet
 * may know of kinds of which the live one does not.
 */
export function listsToRead(compiled: Compiled, container: ContainerSnapshot): DefinitionKind[] {
  const wanted = kindsWanted(compiled);
  const remembered = listsRemembered(compiled.owner, container);
  return DEFINITION_KINDS.filter((kind) => wanted.includes(kind) || remembered.includes(kind));
}

/** The lists that may contain something of this owner, whatever the file asks for. */
export function listsRemembered(owner: string, container: ContainerSnapshot): DefinitionKind[] {
  const remembered = knownContents(container).flatMap((content) => kindsRemembered(owner, content));
  return DEFINITION_KINDS.filter((kind) => remembered.includes(kind));
}

/** Kinds that were certainly in use: every version that counts says so. */
export function kindsCertainlyUsed(owner: string, container: ContainerSnapshot): DefinitionKind[] {
  const all = knownContents(container).map((content) => kindsRemembered(owner, content));
  return DEFINITION_KINDS.filter((kind) => all.every((kinds) => kinds.includes(kind)));
}

function knownContents({ content, unpublished }: ContainerSnapshot): ContainerContent[] {
  return unpublished ? [content, unpublished.content] : [content];
}

function kindsWanted({ resources }: Compiled): DefinitionKind[] {
  return DEFINITION_KINDS.filter((wanted) => resources.some(({ kind }) => kind === wanted));
}

/** The kinds of definitions of which the owner's folder says that some are ours. */
export function kindsRemembered(owner: string, { entities }: ContainerContent): DefinitionKind[] {
  const marks = entities["gtm.folder"].flatMap((folder) => readMark(folder.notes) ?? []);
  const remembered = marks.filter((mark) => mark.owner === owner).flatMap(({ remembers }) => remembers);
  return DEFINITION_KINDS.filter((kind) => remembered.includes(DEFINITIONS[kind].memory));
}
