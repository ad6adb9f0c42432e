/** Does the target fit together: property, web stream, container, Google tag? */

import { entryIn } from "../entry-in.ts";
import { labelOf } from "../resources/kinds.ts";
import type { ContainerSnapshot, Snapshot } from "../resources/snapshot.ts";
import type { Ownership } from "./ownership.ts";
import type { Blocker, PlanWarning } from "./plan.ts";

export function targetWarnings(
  snapshot: Snapshot,
  measurementId: string,
  { copies }: Ownership,
): PlanWarning[] {
  return [
    ...noStreamAtAll(snapshot, measurementId),
    ...copies.map(({ kind, entity }) => ({
      code: "copied",
      message: `The ${labelOf(kind)} "${String(entity.name)}" is a copy of one of ours. It is left alone; if it counts too, remove it in Tag Manager.`,
    })),
  ];
}

function noStreamAtAll({ property }: Snapshot, measurementId: string): PlanWarning[] {
  if (property.webStreams.length > 0) return [];
  return [
    {
      code: "no-web-stream",
      message: `Property ${property.property} has no web stream, so it cannot be checked that ${measurementId} is one of its own.`,
    },
  ];
}

/** The tags would send to one property, and the key events be marked in another. */
export function otherProperty({ property }: Snapshot, measurementId: string): Blocker[] {
  const ids = property.webStreams.map((stream) => stream.measurementId);
  if (ids.length === 0 || ids.includes(measurementId)) return [];
  return [
    {
      code: "measurement-id-elsewhere",
      message: `Property ${property.property} has no web stream ${measurementId} (it has ${ids.join(", ")}): the goals would be counted in another property.`,
      waysOut: [
        "Correct `property` or `measurement_id` in targets.",
        { say: "If it is meant,", override: "allow-other-property" },
      ],
      override: "allow-other-property",
    },
  ];
}

/** Goals are counted in pages: in any other container our triggers would count nothing, or stop what it is for. */
export function notForWebPages({
  usageContext,
  label,
}: Pick<ContainerSnapshot, "usageContext" | "label">): Blocker[] {
  if (usageContext.length === 0 || usageContext.includes("web")) return [];
  const kinds = usageContext.map((context) => entryIn(CONTAINER_KINDS, context) ?? context).join(", ");
  return [
    {
      code: "not-a-web-container",
      message: `${label} is not a web container: it is for ${kinds}. Goals are counted in web pages.`,
      waysOut: ["Name the web container of the site in targets."],
      override: null,
    },
  ];
}

const CONTAINER_KINDS: Readonly<Record<string, string>> = {
  server: "a server",
  amp: "AMP pages",
  android: "Android apps",
  androidSdk5: "Android apps",
  ios: "iOS apps",
  iosSdk5: "iOS apps",
};
