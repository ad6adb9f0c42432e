/**
 * Somebody else's tag that does what a goal of the file does, where the goal has no tag yet: two tags would count every
 * conversion twice. After a rollback to a version without our marks, adopted tags are such tags again.
 */
import { destinationOf } from "../../container/destination.ts";
import { eventSentBy } from "../../lift/tag.ts";
import type { Compiled } from "../../resources/compiled.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import type { Planned } from "../entities.ts";
import type { Ownership } from "../ownership.ts";
import type { Blocker } from "../plan.ts";
import { wantedEvent } from "../sent-event.ts";
import { alike } from "./alike.ts";
import { containerOf } from "./container.ts";
import { goalIn, subjectOf } from "./subject.ts";

export function tagsThatDoTheSame(
  compiled: Compiled,
  planned: readonly Planned[],
  { foreign, conflicts }: Ownership,
  content: ContainerContent,
): Blocker[] {
  const { measurementId, resources } = compiled;
  // One of our name is in the way anyway, and says so.
  const inTheWay = new Set(conflicts.map(({ desired }) => desired.address));
  const created = new Set(
    planned.flatMap(({ difference: { kind, action, address } }) =>
      kind === "gtm.tag" && action === "create" && !inTheWay.has(address) ? [address] : [],
    ),
  );
  const theirs = foreign.filter(
    ({ kind, entity, mark }) =>
      kind === "gtm.tag" && mark === null && entity.type === "gaawe" && entity.paused !== true,
  );
  if (created.size === 0 || theirs.length === 0) return [];
  const container = containerOf(compiled, content);
  const sent = theirs.map((one) => ({ ...one, event: eventSentBy(one.entity, content) }));
  // Two goals may count the same: each has a tag of its own then.
  const named = new Set<(typeof sent)[number]>();
  return resources
    .filter(({ address, adopts }) => created.has(address) && !adopts)
    .flatMap((tag) => {
      const event = wantedEvent(tag);
      const same = sent
        .filter((one) => event !== null && one.event === event && !named.has(one))
        .filter(({ entity }) => destinationOf(entity, measurementId, content) !== "another")
        .filter((one) => alike(subjectOf(tag, resources, one), measurementId, container).firing);
      const best = same.find(({ entity }) => tag.name.endsWith(` - ${String(entity.name)}`)) ?? same[0];
      if (!best) return [];
      named.add(best);
      return [doesTheSame(goalIn(tag.address), String(best.entity.name), event!, tag.at)];
    });
}

function doesTheSame(
  goal: string,
  name: string,
  event: string,
  at: { readonly file: string; readonly line: number },
): Blocker {
  return {
    code: "tag-does-the-same",
    message: `The tag "${name}" sends ${event} when ${goal} (${at.file}:${at.line}) would, and is not ours: with a second tag, every conversion would count twice.`,
    waysOut: [
      `Add \`adopt: ${JSON.stringify(name)}\` to ${goal}: the tag becomes its own and stays as it is.`,
      "Delete or pause that tag in Tag Manager, then plan again: goalform makes its own.",
    ],
    override: null,
  };
}
