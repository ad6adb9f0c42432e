/** Which web stream of the property a target is about: the one that the file names, or the only one there is. */
import { compareText } from "../diagnostic.ts";
import type { ResolvedTarget } from "../language/resolve-target.ts";
import type { PropertySnapshot } from "../resources/snapshot.ts";
import { Refusal } from "./result/refusal.ts";

/** In place of an id that only Analytics knows, where nothing that is shown depends on it. */
export const UNKNOWN_ID = "G-XXXXXXXXXX";

/** @throws Refusal if the file names none, and the property does not have exactly one */
export function measurementIdAt(
  { name, ga4 }: ResolvedTarget,
  { property, webStreams }: Pick<PropertySnapshot, "property" | "webStreams">,
): string {
  if (ga4.measurementId !== null) return ga4.measurementId;
  const [only, ...others] = webStreams;
  if (only !== undefined && others.length === 0) return only.measurementId;
  if (only === undefined)
    throw new Refusal(
      "no-web-stream",
      `Property ${property} has no web stream, so there is no measurement id to send the goals of \`${name}\` to.`,
      "Create one in Analytics (Admin, Data streams), or correct `property` in targets.",
    );
  const inOrder = webStreams.toSorted((a, b) => compareText(a.measurementId, b.measurementId));
  const each = inOrder.map((one) => `${one.measurementId} (${one.displayName})`).join(", ");
  throw new Refusal(
    "several-web-streams",
    `Property ${property} has ${webStreams.length} web streams, and the file does not say which one \`${name}\` is: ${each}.`,
    `Write the one that the site uses next to \`property\`: \`measurement_id: ${inOrder[0]!.measurementId}\`.`,
  );
}

/** A target whose file says the measurement id. */
export interface IdentifiedTarget extends ResolvedTarget {
  readonly ga4: ResolvedTarget["ga4"] & { readonly measurementId: string };
}

/**
 * For what asks nobody.
 *
 * @param does what needs the id, as the subject of a sentence
 * @throws Refusal if the file does not say it
 */
export function identified(target: ResolvedTarget, does: string): IdentifiedTarget {
  const { name, ga4 } = target;
  const { measurementId } = ga4;
  if (measurementId !== null) return { ...target, ga4: { ...ga4, measurementId } };
  throw new Refusal(
    "no-measurement-id",
    `${does} does not ask Analytics, and the file does not say the measurement id of \`${name}\`.`,
    "Write it next to `property` in targets: `measurement_id: G-…` (Admin, Data streams).",
  );
}
