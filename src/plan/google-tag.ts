/** The tag that makes a container send to Analytics at all: whose it is, and whether one has to be made. */
import { type Compiled, GOOGLE_TAG_ADDRESS } from "../resources/compiled.ts";
import { readMark } from "../resources/mark.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { Json, JsonObject } from "../resources/resource.ts";
import type { ContainerContent, ContainerSnapshot } from "../resources/snapshot.ts";
import type { PlanWarning } from "./plan.ts";

interface GoogleTags {
  readonly ours: readonly JsonObject[];
  /** Others' tags for the measurement id. */
  readonly theirs: readonly JsonObject[];
  /** Others' tags whose id comes from a variable that the container alone does not explain. */
  readonly unclear: readonly JsonObject[];
}

/** `gaawc` is what the Google tag was before 2023. A paused tag loads nothing. */
function googleTags(owner: string, content: ContainerContent, measurementId: string): GoogleTags {
  const all = content.entities["gtm.tag"].filter(({ type }) => type === "googtag" || type === "gaawc");
  const others = all.filter((tag) => !isOurs(owner, tag) && tag["paused"] !== true);
  const loads = (tag: JsonObject) => {
    const id = idOf(tag, content);
    return id === null ? null : id === measurementId;
  };
  return {
    ours: all.filter((tag) => isOurs(owner, tag)),
    theirs: others.filter((tag) => loads(tag) === true),
    unclear: others.filter((tag) => loads(tag) === null),
  };
}

function isOurs(owner: string, tag: JsonObject): boolean {
  const mark = readMark(tag["notes"] as string | undefined);
  return mark?.owner === owner && mark.address === GOOGLE_TAG_ADDRESS;
}

/** The id that the tag loads; null when it is not known before a page is. */
function idOf(tag: JsonObject, content: ContainerContent): string | null {
  const written = parameterText(tag, "tagId") ?? parameterText(tag, "measurementId");
  const variable = /^\s*\{\{(.+)\}\}\s*$/.exec(written ?? "")?.[1];
  const id = variable === undefined ? written : constant(variable.trim(), content);
  return id === null || id.includes("{{") ? null : id.trim();
}

function constant(name: string, { entities }: ContainerContent): string | null {
  const variable = entities["gtm.variable"].find((one) => one["name"] === name && one["type"] === "c");
  return variable ? parameterText(variable, "value") : null;
}

function parameterText(entity: JsonObject, key: string): string | null {
  const value: Json | undefined = parametersOf(entity).find((one) => one["key"] === key)?.["value"];
  return typeof value === "string" ? value : null;
}

/**
 * The file's wish for a Google tag holds where nobody else has one. Ours stays when another appears: which of the two
 * may go is for people to say, and a container without any would count nothing.
 */
export function withoutSecondGoogleTag(compiled: Compiled, content: ContainerContent): Compiled {
  const { ours, theirs, unclear } = googleTags(compiled.owner, content, compiled.measurementId);
  if (ours.length > 0 || theirs.length + unclear.length === 0) return compiled;
  const resources = compiled.resources.filter((one) => one.address !== GOOGLE_TAG_ADDRESS);
  return { ...compiled, resources };
}

/** @param asked what the file asks for, before anything is left out */
export function googleTagWarnings(asked: Compiled, { content, label }: ContainerSnapshot): PlanWarning[] {
  const { owner, measurementId, resources } = asked;
  const { ours, theirs, unclear } = googleTags(owner, content, measurementId);
  const isAsked = resources.some((one) => one.address === GOOGLE_TAG_ADDRESS);
  if (isAsked && ours.length > 0) return theirs.map((tag) => secondTag(tag, measurementId));
  if (theirs.length > 0) return [];
  if (isAsked) return unclear.map((tag) => unclearTag(tag, measurementId));
  if (unclear.length > 0) return [];
  return [
    {
      code: "no-google-tag",
      message: `${label} has no Google tag for ${measurementId}. Unless the site loads it another way, GA4 receives nothing; \`google_tag: create\` in the target makes one.`,
    },
  ];
}

function unclearTag(tag: JsonObject, measurementId: string): PlanWarning {
  return {
    code: "google-tag-unclear",
    message: `No Google tag is made for ${measurementId}: the tag "${String(tag["name"])}" takes its id from a variable, and may load it already.`,
  };
}

function secondTag(tag: JsonObject, measurementId: string): PlanWarning {
  return {
    code: "two-google-tags",
    message: `The tag "${String(tag["name"])}" loads ${measurementId} as well as ours: page views may be counted twice. Remove it in Tag Manager, or delete \`google_tag\` in the target, and ours goes.`,
  };
}
