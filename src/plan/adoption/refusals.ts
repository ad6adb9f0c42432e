/** Why a tag that the file names cannot become a goal's: each with its place and a way out. */
import { destinationOf } from "../../container/destination.ts";
import { adoptionDigest } from "../../container/references.ts";
import { isForwarder } from "../../lift/forwards.ts";
import { eventSentBy } from "../../lift/tag.ts";
import type { Entity } from "../../resources/body.ts";
import type { Address } from "../../resources/resource.ts";
import type { Blocker } from "../plan.ts";
import type { AdoptionRequest } from "./adoption-request.ts";
import type { Container, LiveTag } from "./container.ts";
import { parameterOf } from "./equal-parts.ts";
import { goalIn, isForward, nameIn } from "./subject.ts";

/** Null where nothing is in the way. */
export function refusalOf(
  asked: AdoptionRequest,
  measurementId: string,
  container: Container,
): Blocker | null {
  const named = tagsNamed(asked, container);
  const [only] = named;
  if (only === undefined) return notFound(asked, container);
  if (named.length > 1)
    return refused(asked, `there are ${named.length} tags of that name`, "Rename the others in Tag Manager.");
  const why = whyNot(asked, only, measurementId, container);
  if (why !== null) return refused(asked, ...why);
  const { digest } = asked.adopts;
  return digest === null || digest === adoptionDigest(only.entity, container.content)
    ? null
    : changedSince(asked);
}

export function tagsNamed({ adopts }: AdoptionRequest, { tags }: Container): readonly LiveTag[] {
  return tags.filter(({ entity }) => entity.name === adopts.tag);
}

/** With the tag that is named, the goal would have two. */
export function hasOwnTag(asked: AdoptionRequest, own: Entity): Blocker {
  return refused(
    asked,
    `${goalOf(asked)} already has the tag "${String(own.name)}"`,
    `Delete \`adopt\`: ${nounOf(asked)} keeps the tag that it has.`,
    `To change over, remove ${nounOf(asked)} and apply; then add it again with \`adopt\`.`,
  );
}

type Why = readonly [why: string, ...waysOut: string[]];

const CHECK_TAG = "Name a tag that sends the goal's event, or delete `adopt`: goalform then creates a tag.";
const CHECK_FORWARDER =
  "Name a tag whose event name is {{Event}}, or delete `adopt`: goalform then creates a tag.";

function whyNot(
  asked: AdoptionRequest,
  { entity, mark }: LiveTag,
  measurementId: string,
  container: Container,
): Why | null {
  const { content, owner, lookup } = container;
  if (mark !== null && !container.isGivenUp(mark))
    return whoseItIs(mark.owner === owner ? null : mark.owner, mark.address);
  if (entity.type !== "gaawe") return ["it is not a GA4 event tag", CHECK_TAG];
  if (entity.paused === true)
    return [
      "it is paused, so it counts nothing",
      "Unpause it in Tag Manager if it may count from now on, then plan again.",
      "Delete `adopt`: goalform then creates a tag.",
    ];
  if (destinationOf(entity, measurementId, content) === "another")
    return [`it does not send to ${measurementId}`, CHECK_TAG];
  if (isForward(asked.tag.address))
    return isForwarder(entity, lookup)
      ? null
      : ["its event does not have the name of what fires it", CHECK_FORWARDER];
  const event = parameterOf(asked.tag.body as Entity, "eventName")?.value ?? "";
  const sent = eventSentBy(entity, content);
  if (sent === null) return ["only the page knows which event it sends", CHECK_TAG];
  return sent === event
    ? null
    : [
        `it sends ${sent}, and ${nounOf(asked)} counts ${event}`,
        `If it is the right tag, write \`event: ${sent}\`. What Analytics has counted keeps its name.`,
        CHECK_TAG,
      ];
}

function whoseItIs(other: string | null, address: Address): Why {
  return other === null
    ? [`it is the tag of ${nameIn(address)} in this file`, "Delete `adopt`, or name another tag."]
    : [
        `the goals file "${other}" manages it, as ${nameIn(address)}`,
        `Delete \`adopt\`, or remove that goal from "${other}" first.`,
      ];
}

function notFound(asked: AdoptionRequest, { tags }: Container): Blocker {
  const written = folded(asked.adopts.tag);
  const near = tags.find(({ entity }) => folded(String(entity.name)) === written)?.entity.name;
  return refused(
    asked,
    "the container has no tag of that name",
    ...(near ? [`Did you mean "${near}"?`] : ["Write its name exactly as in Tag Manager."]),
    `Delete \`adopt\` if ${nounOf(asked)} is to have a tag of its own here: goalform then creates it.`,
  );
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function changedSince(asked: AdoptionRequest): Blocker {
  const { tag } = asked.adopts;
  return {
    code: "adopted-tag-changed",
    message: `The tag "${tag}" that ${goalOf(asked)} adopts (${placeOf(asked)}), or something that it reads, was changed in Tag Manager since \`goalform import\` read it.`,
    waysOut: [
      `Compare it with ${nounOf(asked)}, or import it again. Then delete \`digest\` and plan again: the plan shows what would change.`,
    ],
    override: null,
  };
}

function refused(asked: AdoptionRequest, why: string, ...waysOut: string[]): Blocker {
  return {
    code: "cannot-adopt",
    message: `${goalOf(asked)} cannot adopt the tag "${asked.adopts.tag}" (${placeOf(asked)}): ${why}.`,
    waysOut,
    override: null,
  };
}

function goalOf({ tag }: AdoptionRequest): string {
  return nameIn(tag.address);
}

function nounOf({ tag: { address } }: AdoptionRequest): string {
  if (isForward(address)) return "the forward";
  return goalIn(address).includes(".") ? "the step" : "the goal";
}

function placeOf({ adopts: { at } }: AdoptionRequest): string {
  return `${at.file}:${at.line}`;
}
