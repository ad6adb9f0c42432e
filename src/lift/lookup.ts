/** All that is at Google, looked up once for everything that is lifted. */
import type { Registration } from "../language/goal-set/event-parameter.ts";
import type { JsonObject } from "../resources/json.ts";
import type { DefinitionSnapshot, KeyEventSnapshot } from "../resources/snapshot.ts";
import { type AtGoogle, ownDefinition, ownEntity } from "./at-google.ts";
import { columnsOf } from "./columns.ts";
import { Ids } from "./ids.ts";
import { type SessionGoals, sessionGoalsOf } from "./session.ts";
import type { Target } from "./tag.ts";

export interface Lookup {
  readonly at: AtGoogle;
  readonly target: Target;
  readonly eventTags: readonly JsonObject[];
  /** Those of the target's stream, which has the same ones as the others when they are ours. */
  readonly rules: readonly DefinitionSnapshot[];
  readonly audiences: readonly DefinitionSnapshot[];
  readonly keyEvents: ReadonlyMap<string, KeyEventSnapshot>;
  /** What reports call parameters, by the parameters' names. */
  readonly columns: ReadonlyMap<string, Registration>;
  readonly sessions: SessionGoals;
  readonly ids: Ids;
}

export function lookupOf(at: AtGoogle, target: Target): Lookup {
  const { content, definitions, keyEvents } = at;
  const tags = content.entities["gtm.tag"];
  const rules = definitions["ga4.eventCreateRule"] ?? [];
  const audiences = definitions["ga4.audience"] ?? [];
  const owns = [
    ...tags.map((tag) => ownEntity(tag, target.owner)),
    ...rules.map((one) => ownDefinition("ga4.eventCreateRule", one, target.owner)),
    ...audiences.map((one) => ownDefinition("ga4.audience", one, target.owner)),
  ];
  return {
    at,
    target,
    eventTags: tags.filter(({ type }) => type === "gaawe"),
    rules: rules.filter(({ stream }) => stream === null || stream === target.measurementId),
    audiences,
    keyEvents: new Map((keyEvents ?? []).map((one) => [one.eventName, one])),
    columns: columnsOf(definitions),
    sessions: sessionGoalsOf(content, target.owner),
    ids: new Ids(owns.flatMap((own) => (own === null ? [] : [own.key]))),
  };
}

/** `acme-shop - Thanks` → `Thanks`, as goalform names what it makes. */
export function labelOf(name: string, { target: { owner } }: Lookup): string {
  const start = `${owner ?? ""} - `;
  return owner !== null && name.startsWith(start) ? name.slice(start.length) : name;
}
