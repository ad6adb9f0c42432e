/** Which measurement ids the GA4 event tags of a container send to. */

import { destinationOf } from "../container/destination.ts";
import { parameterText, possibleTexts } from "../container/possible-texts.ts";
import type { Entity } from "../resources/body.ts";
import type { ContainerContent } from "../resources/snapshot.ts";

/** The one that most tags send to, as far as the container shows; null where it names none. */
export function usualMeasurementId(content: ContainerContent): string | null {
  const tags = content.entities["gtm.tag"];
  const ids = tags.filter(({ type }) => type === "gaawe").flatMap((tag) => idsOf(tag, content));
  const all = ids.length > 0 ? ids : tags.filter(isGoogleTag).flatMap((tag) => idsOf(tag, content));
  const counts = new Map<string, number>();
  for (const id of all) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [most = null] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}

function isGoogleTag({ type }: Entity): boolean {
  return type === "googtag" || type === "gaawc";
}

/** An older event tag names the Google tag that has the id. */
function idsOf(tag: Entity, content: ContainerContent): readonly string[] {
  const named = parameterText(tag, "measurementId") ?? "";
  const google = content.entities["gtm.tag"].find(({ name, type }) => name === named && type !== "gaawe");
  const written = [
    parameterText(tag, "measurementIdOverride"),
    parameterText(tag, "tagId"),
    google === undefined ? named : parameterText(google, "tagId"),
    google === undefined ? null : parameterText(google, "measurementId"),
  ];
  const texts = written.flatMap((text) => possibleTexts(text ?? "", { content, event: "gtm.js" }).known);
  const ids = new Set(
    texts.map((text) => text.trim().toUpperCase()).filter((text) => MEASUREMENT_ID.test(text)),
  );
  return [...ids].filter((id) => destinationOf(tag, id, content) === "ours");
}

const MEASUREMENT_ID = /^G-[A-Z0-9]{4,20}$/;
