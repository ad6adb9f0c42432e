/** Goals that the session script of another goals file counts: its events have that file's name, so they are read as if ours. */
import { parameterText } from "../../container/possible-texts.ts";
import type { Entity } from "../../resources/body.ts";
import type { Compiled } from "../../resources/compiled.ts";
import { type Mark, readMark } from "../../resources/mark.ts";
import { type DesiredEntity, desiredOf } from "../../resources/resource.ts";
import { SESSION_SCRIPT_ADDRESS, sessionScriptParts } from "../../resources/session-goals.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import type { LiveEntity } from "../live-entity.ts";
import { containerOf } from "./container.ts";
import { equalParts } from "./equal-parts.ts";
import { goalIn, subjectOf } from "./subject.ts";

/** Whether the two scripts look for the same, and the two triggers ask for the same too. */
export function isSameSessionGoal(
  tag: DesiredEntity,
  { entity, mark }: LiveEntity,
  compiled: Compiled,
  content: ContainerContent,
): boolean {
  if (mark === null) return false;
  const { owner, resources, measurementId } = compiled;
  const script = desiredOf(resources, "gtm.tag").find(({ address }) => address === SESSION_SCRIPT_ADDRESS);
  const wanted = lineOf(goalIn(tag.address), owner, script?.body);
  const theirs = lineOf(goalIn(mark.address), mark.owner, scriptOf(mark, content));
  if (wanted === null || wanted !== theirs) return false;
  const asOurs = containerOf(compiled, inOurName(content, owner, mark.owner));
  const seen = asOurs.tags.find((one) => one.entity.tagId === entity.tagId);
  return seen !== undefined && equalParts(subjectOf(tag, resources, seen), measurementId, asOurs).firing;
}

function scriptOf({ owner }: Mark, { entities }: ContainerContent): Entity | undefined {
  return entities["gtm.tag"].find(({ notes }) => {
    const mark = readMark(notes);
    return mark?.owner === owner && mark.address === SESSION_SCRIPT_ADDRESS;
  });
}

/** What the script looks for, without the name that the goal has in its file. */
function lineOf(id: string, owner: string, script: Entity | undefined): string | null {
  const html = script ? (parameterText(script, "html") ?? "") : "";
  const line = sessionScriptParts(owner, html).goals.get(id);
  return line?.replace(`goalform.${owner}.${id}`, "") ?? null;
}

/** Without our own tags, whose script would be taken for theirs. */
function inOurName({ entities, ...rest }: ContainerContent, owner: string, other: string): ContainerContent {
  const tags = entities["gtm.tag"].filter(({ notes }) => readMark(notes)?.owner !== owner);
  const text = JSON.stringify({ ...entities, "gtm.tag": tags })
    .replaceAll(`goalform.${other}.`, `goalform.${owner}.`)
    .replaceAll(`goalform owner=${other} `, `goalform owner=${owner} `);
  return { ...rest, entities: JSON.parse(text) as ContainerContent["entities"] };
}
