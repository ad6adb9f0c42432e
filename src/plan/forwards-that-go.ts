/**
 * Forwarded events that nothing of the file would send any more. One line less in the file, and many events, and the goals
 * that count them, are not counted: only with an explicit word.
 */
import { lookupIn } from "../lift/as-compiled.ts";
import { eventsOf, forwardIdOf } from "../lift/forwards.ts";
import { type Compiled, FORWARD_KEY } from "../resources/compiled.ts";
import { derivedEvent } from "../resources/definition.ts";
import { forwardLabel } from "../resources/entity-name.ts";
import { address } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { OwnedEntity } from "./live-entity.ts";
import type { Ownership } from "./ownership.ts";
import type { Blocker } from "./plan.ts";
import { wantedEvent } from "./sent-event.ts";

/** This many events of a list may be removed without a word, as with goals (`manyRemovals`). */
const MOST = 5;
const LARGEST_SHARE = 0.3;

export function forwardsThatGo(
  compiled: Compiled,
  { owned, leftovers }: Ownership,
  content: ContainerContent,
): Blocker[] {
  const { forwards = [], owner } = compiled;
  const going = leftovers.filter((one) => idOf(one, owner) !== null);
  const staying = forwards.flatMap(({ id }) => owned.get(address("gtm.tag", FORWARD_KEY + id)) ?? []);
  if (going.length + staying.length === 0) return [];
  const lookup = lookupIn(content, compiled);
  const sent = new Set([
    ...forwards.flatMap(({ events }) => events),
    ...compiled.resources.flatMap((one) => wantedEvent(one) ?? derivedEvent(one.kind, one.body) ?? []),
  ]);
  const lost = ({ entity }: OwnedEntity) => {
    const live = eventsOf(entity, lookup);
    return live && { live, events: live.filter((event) => !sent.has(event)) };
  };
  return [
    ...going.flatMap((one) => wholly(idOf(one, owner)!, lost(one)?.events ?? null, compiled)),
    ...staying.flatMap((one) => partly(idOf(one, owner)!, lost(one), compiled)),
  ];
}

function idOf({ kind, entity }: OwnedEntity, owner: string): string | null {
  return kind === "gtm.tag" ? forwardIdOf(entity, owner) : null;
}

/** @param events null where somebody edited what fires it, so that they are not known */
function wholly(id: string, events: readonly string[] | null, compiled: Compiled): Blocker[] {
  if (events?.length === 0) return [];
  const what = events === null ? "what it forwards" : listed(events);
  return [
    {
      code: "forwarded-events-removed",
      message: `The goals file has no \`${id}\` under \`forward\` any more, and nothing else of it sends ${what}. From then on Analytics would not receive ${events?.length === 1 ? "it" : "them"}${andGoals(events, compiled)}.`,
      waysOut: [
        `Put \`${id}\` back under \`forward\`, or move its events to another forward.`,
        { say: "If they are to go,", override: "allow-removals" },
      ],
      override: "allow-removals",
    },
  ];
}

interface Lost {
  readonly live: readonly string[];
  readonly events: readonly string[];
}

function partly(id: string, lost: Lost | null, compiled: Compiled): Blocker[] {
  const { live = [], events = [] } = lost ?? {};
  if (events.length <= 1 || (events.length <= MOST && events.length <= LARGEST_SHARE * live.length))
    return [];
  return [
    {
      code: "forwarded-events-removed",
      message: `${events.length} of ${live.length} events of ${forwardLabel(id)} go, and nothing else of the goals file sends ${listed(events)}. From then on Analytics would not receive them${andGoals(events, compiled)}.`,
      waysOut: [
        `Put the events back under \`forward\`.`,
        { say: "If they are to go,", override: "allow-removals" },
      ],
      override: "allow-removals",
    },
  ];
}

const MOST_NAMED = 8;

function listed(events: readonly string[]): string {
  const more = events.length - MOST_NAMED;
  if (more > 1) return `${events.slice(0, MOST_NAMED).join(", ")} and ${more} more`;
  return events.length === 1 ? events[0]! : `${events.slice(0, -1).join(", ")} and ${events.at(-1)}`;
}

/** Goals and funnels that wait for the events. */
function andGoals(events: readonly string[] | null, { expectedEvents = [] }: Compiled): string {
  const names = expectedEvents.filter(({ event }) => events?.includes(event)).map(({ name }) => name);
  const all = [...new Set(names)];
  return all.length === 0 ? "" : `, and ${listed(all)} would count nothing`;
}
