/** People visit what is live: their visits are played with the live container, and what Analytics receives is kept. */

import type { Live } from "../../visits/live-site.ts";
import type { LivePlay } from "../../visits/play-live.ts";
import type { Step } from "../../visits/step.ts";
import type { Visitors } from "../../visits/visitors.ts";
import { inUse } from "../analytics-admin/resource-lists.ts";
import { measuredIn } from "../analytics-admin/settings.ts";
import { InvalidInput } from "../invalid-input.ts";
import type { SetUp } from "../set-up/set-up.ts";
import type {
  ContainerState,
  DataStreamState,
  Fields,
  Origin,
  PropertyState,
  SandboxState,
} from "../state.ts";
import { versionAnswer } from "../tag-manager/answers.ts";
import { firstProperty, propertyNamed } from "./read-arrivals.ts";
import { type Arrival, DIRECT, receive, sessionsOf } from "./receive.ts";

export interface VisitRequest {
  /** The number, with or without `properties/`; the first property where it is missing. */
  readonly property?: string;
  /** A web stream of it; the first one where it is missing. */
  readonly measurementId?: string;
  /** The public id of the container that the pages have; the one that knows the measurement id where it is missing. */
  readonly container?: string;
  readonly visits: readonly Visit[];
}

export interface Visit {
  /** When it begins: milliseconds since the epoch. */
  readonly at: number;
  /** Somebody new where it is missing. */
  readonly client?: string;
  readonly user?: string;
  /** Directly, on a desktop, where it is missing. */
  readonly from?: Origin;
  /** Visits with the same list are played once. */
  readonly steps: readonly Step[];
}

export interface VisitSummary {
  readonly visits: number;
  readonly events: number;
  /** How many of each that were counted. */
  readonly keyEvents: { readonly [event: string]: number };
  /** What cannot be known without a browser. */
  readonly unknown: readonly string[];
}

/** @throws InvalidInput if there is no such property, stream or container, or what is live cannot be played */
export function visit(
  state: SandboxState,
  wanted: VisitRequest,
  visitors: Visitors,
  setUp: SetUp,
): VisitSummary {
  const property =
    wanted.property === undefined ? firstProperty(state) : propertyNamed(state, wanted.property);
  const stream = streamOf(property, wanted.measurementId);
  const live = liveAt(state, property, stream, wanted.container);
  const play = playing({ ...live, measured: measuredIn(stream, setUp) }, visitors);
  const visited = {
    visits: 0,
    events: 0,
    keyEvents: {} as Record<string, number>,
    unknown: new Set<string>(),
  };
  // A later visit of somebody knows how often they were here before.
  for (const one of [...wanted.visits].sort((a, b) => a.at - b.at)) {
    const client = one.client ?? `visitor.${property.sessions.length + 1}`;
    const { sessions, unknown } = play(one.steps, sessionsOf(property, client) > 0);
    for (const reason of unknown) visited.unknown.add(reason);
    const arrivals = sessions.map(
      (session): Arrival => ({
        client: session.isPing ? null : client,
        ...(one.user !== undefined && { user: one.user }),
        streamId: stream.id,
        from: one.from ?? DIRECT,
        events: session.events.map(({ name, after, parameters, userProperties }) => ({
          name,
          at: one.at + after,
          parameters: parameters as Fields,
          ...(userProperties !== undefined && { userProperties: userProperties as Fields }),
        })),
      }),
    );
    visited.visits += 1;
    for (const { name, keyEvents } of receive(property, arrivals)) {
      visited.events += 1;
      if (keyEvents > 0) visited.keyEvents[name] = (visited.keyEvents[name] ?? 0) + keyEvents;
    }
  }
  return { ...visited, unknown: [...visited.unknown] };
}

type Play = (steps: readonly Step[], isBack: boolean) => LivePlay;

/** The first thing that happens to somebody who was here before. */
const BACK: Step = { does: "return", word: "new_visit", about: "", at: { file: "", line: 1, column: 1 } };

function playing(live: Live, visitors: Visitors): Play {
  const play = visitors.visit(live);
  const known = { first: new Map<readonly Step[], LivePlay>(), again: new Map<readonly Step[], LivePlay>() };
  return (steps, isBack) => {
    const plays = isBack ? known.again : known.first;
    const played = plays.get(steps) ?? playable(() => play(isBack ? [BACK, ...steps] : steps));
    plays.set(steps, played);
    return played;
  };
}

/** A seeded export may refer to what it does not contain. */
function playable(play: () => LivePlay): LivePlay {
  try {
    return play();
  } catch (error) {
    if (error instanceof Error && error.name === "UnknownReferencesError")
      throw new InvalidInput(error.message);
    throw error;
  }
}

function liveAt(
  state: SandboxState,
  property: PropertyState,
  stream: DataStreamState,
  publicId: string | undefined,
): Omit<Live, "measured"> {
  const container = containerOf(state, stream, publicId);
  const version = container && liveVersion(container);
  return {
    measurementId: stream.measurementId,
    isConfiguredByPage: stream.isTaggedByPage ?? false,
    container: container === undefined || version === undefined ? null : versionAnswer(container, version),
    rules: stream.eventCreateRules.map(({ fields }) => fields),
    audiences: inUse(property.audiences).map(({ fields }) => fields),
  };
}

function liveVersion({ versions, liveVersionId }: ContainerState) {
  return versions.find(({ id }) => id === liveVersionId);
}

/** The pages of a site have the container whose tags send to its web stream. */
function containerOf(
  { tagManager }: SandboxState,
  { measurementId }: DataStreamState,
  publicId: string | undefined,
): ContainerState | undefined {
  const { containers } = tagManager;
  if (publicId === undefined) {
    const knows = (container: ContainerState) =>
      JSON.stringify(liveVersion(container) ?? null).includes(measurementId);
    return containers.find(knows) ?? containers[0];
  }
  const found = containers.find((container) => container.publicId === publicId);
  if (found === undefined) throw new InvalidInput(`There is no container ${publicId}.`);
  return found;
}

function streamOf({ id, dataStreams }: PropertyState, measurementId: string | undefined): DataStreamState {
  const found =
    measurementId === undefined
      ? dataStreams[0]
      : dataStreams.find((stream) => stream.measurementId === measurementId);
  if (found === undefined) throw new InvalidInput(`Property ${id} has no web stream ${measurementId ?? ""}.`);
  return found;
}
