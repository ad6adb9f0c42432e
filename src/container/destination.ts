/** Where one of Google's tags sends, as far as the container alone shows. */
import type { Entity } from "../resources/body.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { parameterText, possibleTexts } from "./possible-texts.ts";

/** `unclear`: only the page knows the id, or the tag names none. */
export type Destination = "ours" | "another" | "unclear";

/** Of a Google tag (`googtag`, or `gaawc` as it was before 2023) or of a GA4 event tag (`gaawe`). */
export function destinationOf(tag: Entity, measurementId: string, content: ContainerContent): Destination {
  const written = writtenId(tag, content);
  if (written === null) return "unclear";
  const { known, isComplete } = possibleTexts(written, { content, event: "gtm.js" });
  const ids = known.map((id) => id.trim().toUpperCase());
  if (ids.includes(measurementId.toUpperCase())) return "ours";
  // A `GT-…` stands for whatever ids the Google tag of that name has been given in Google's own screen.
  return isComplete && ids.every((id) => id !== "" && !id.startsWith("GT-")) ? "another" : "unclear";
}

/** An older event tag names the Google tag that has the id, unless the tag says the id itself. */
function writtenId(tag: Entity, { entities }: ContainerContent): string | null {
  const direct = parameterText(tag, "measurementIdOverride") || parameterText(tag, "tagId");
  if (direct) return direct;
  const older = parameterText(tag, "measurementId");
  if (!older) return null;
  const named = entities["gtm.tag"].find(({ name, type }) => name === older && type !== "gaawe");
  return named ? parameterText(named, "tagId") || parameterText(named, "measurementId") : older;
}
