/** A colleague's change in Tag Manager's screen: one new version of the container. */
import { requestRules, type World } from "../call.ts";
import { InvalidInput } from "../invalid-input.ts";
import { readMessage } from "../message.ts";
import type { ContainerState, Content, Fields, Json, StoredEntity } from "../state.ts";
import { newProblems } from "../tag-manager/compile.ts";
import { copyOf } from "../tag-manager/content.ts";
import { KINDS } from "../tag-manager/entity-kinds.ts";
import { contentOf } from "../tag-manager/merge.ts";
import { MESSAGES } from "../tag-manager/messages.ts";
import { addVersion } from "../tag-manager/versions.ts";
import { checkContext, checkUnused, erase, nextEntityId, ownFields, write } from "../tag-manager/writing.ts";
import type { ContainerEdit } from "./screen-edit.ts";

/**
 * Checked like a change through the API. Workspaces that are open
 * keep their base, which is no longer the latest version.
 *
 * @returns the number of the new version, and whether it is live.
 * @throws InvalidInput when there is no such container or entity, or the result does not compile.
 * @throws GoogleError for what Tag Manager itself refuses.
 */
export function editContainer(world: World, edit: ContainerEdit): Json {
  const container = containerOf(world, edit);
  const content = copyOf(contentOf(container, container.latestVersionId));
  carryOut(world, container, content, edit);
  const problems = newProblems(content, container.tolerated);
  if (problems.length > 0) {
    const list = problems.map(({ kind, type, subject }) => `${kind}: ${type} ${subject}`).join("; ");
    throw new InvalidInput(`The container would not compile: ${list}.`);
  }
  const version = addVersion(world, container, content, edit.versionName ?? "Edited by hand", "");
  if (edit.publish) container.liveVersionId = version.id;
  return { version: version.id, live: edit.publish };
}

function carryOut(world: World, container: ContainerState, content: Content, edit: ContainerEdit): void {
  const { kind, name } = edit;
  if ("add" in edit) {
    save(world, container, content, edit, nextEntityId(container), { name, ...edit.add });
    return;
  }
  const entity = entityOf(content, edit);
  if ("set" in edit) save(world, container, content, edit, entity.id, { ...entity.fields, ...edit.set });
  else checkUnused(content, kind, erase(content, kind, entity.id), world.switches);
}

function save(
  world: World,
  container: ContainerState,
  content: Content,
  { kind }: ContainerEdit,
  id: string,
  json: Fields,
): void {
  const message = readMessage(MESSAGES, KINDS[kind].message, json, requestRules(world.switches));
  const entity = write(world, content, kind, id, ownFields(kind, message));
  checkContext(container, content, kind, entity);
}

function containerOf({ state }: World, { container }: ContainerEdit): ContainerState {
  const found = state.tagManager.containers.find(({ publicId }) => publicId === container);
  if (found === undefined) throw new InvalidInput(`There is no container ${container}.`);
  return found;
}

function entityOf(content: Content, { kind, name }: ContainerEdit): StoredEntity {
  const found = content.entities[kind].find(({ fields }) => fields["name"] === name);
  if (found === undefined) throw new InvalidInput(`The latest version has no ${kind} named "${name}".`);
  return found;
}
