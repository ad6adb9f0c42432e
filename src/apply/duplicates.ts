/**
 * Two runs of one file may both create a rule or an audience, and nothing at Google keeps
 * them from it: each would count. So after creating them a run looks at the lists once. Whichever run looks
 * last sees both, and both runs would keep the same one, the oldest.
 */

import { oldestFirst } from "../plan/definition-ownership.ts";
import { type AnalyticsStep, createsDefinition, mayBeDouble } from "../plan/steps.ts";
import { creationKey } from "../resources/definition.ts";
import type { Progress } from "./apply-options.ts";
import type { GooglePort } from "./google-port.ts";

export async function removeDuplicates(
  steps: readonly AnalyticsStep[],
  port: GooglePort,
  progress: Progress,
): Promise<void> {
  const created = steps.filter(createsDefinition).filter(({ kind }) => mayBeDouble(kind));
  if (created.length === 0) return;
  const kinds = [...new Set(created.map(({ kind }) => kind))];
  const streams = [
    ...new Map(created.flatMap(({ stream }) => (stream ? [[stream.resourceName, stream]] : []))).values(),
  ];
  const lists = await port.readDefinitions(kinds, streams);
  const surplus = created.flatMap(({ kind, stream, body }) =>
    (lists[kind] ?? [])
      .filter((one) => one.stream === (stream?.measurementId ?? null))
      .filter((one) => creationKey(kind, one.body) === creationKey(kind, body))
      .sort(oldestFirst)
      .slice(1)
      .map(({ resourceName }) => ({ kind, resourceName })),
  );
  if (surplus.length > 0) progress("Removing what another run has created as well");
  for (const { kind, resourceName } of surplus) await port.removeDefinition(kind, resourceName);
}
