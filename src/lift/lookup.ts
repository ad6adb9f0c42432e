/** All that is at Google, looked up once for everything that is lifted. */

import { parameterText } from "../container/possible-texts.ts";
import type { Registration } from "../language/goal-set/event-parameter.ts";
import type { Entity } from "../resources/body.ts";
import { derivedEvent, readDefinitionMark } from "../resources/definition.ts";
import type { Mark } from "../resources/mark.ts";
import type { DefinitionKind } from "../resources/resource.ts";
import type { DefinitionSnapshot, KeyEventSnapshot } from "../resources/snapshot.ts";
import { columnsOf } from "./columns.ts";
import { Ids } from "./ids.ts";
import { type LiveState, markOfEntity, otherOwner, ownDefinition, ownEntity } from "./live-state.ts";
import { type SessionGoals, sessionGoalsOf } from "./session.ts";
import type { Target } from "./tag.ts";

export interface Lookup {
  readonly at: LiveState;
  readonly target: Target;
  readonly eventTags: readonly Entity[];
  /** Those of the target's stream, which has the same ones as the others when they are ours. */
  readonly rules: readonly DefinitionSnapshot[];
  readonly audiences: readonly DefinitionSnapshot[];
  readonly keyEvents: ReadonlyMap<string, KeyEventSnapshot>;
  /** What reports call parameters, by the parameters' names. */
  readonly columns: ReadonlyMap<string, Registration>;
  /** Events that other goals files count, with the names of those files. */
  readonly elsewhere: ReadonlyMap<string, string>;
  /** What reports call properties of users. */
  readonly userColumns: ReadonlyMap<string, Registration>;
  readonly sessions: SessionGoals;
  readonly ids: Ids;
}

export function lookupOf(at: LiveState, target: Target): Lookup {
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
    userColumns: columnsOf(definitions, "USER"),
    elsewhere: eventsElsewhere(at, target.owner),
    sessions: sessionGoalsOf(content, target.owner),
    ids: new Ids(owns.flatMap((own) => (own === null ? [] : [own.key]))),
  };
}

function eventsElsewhere({ content, definitions }: LiveState, owner: string | null) {
  const of = (event: string | null, mark: Pick<Mark, "owner"> | null) => {
    const other = otherOwner(mark, owner);
    return other === null || event === null ? [] : [[event, other] as const];
  };
  const derived = (kind: DefinitionKind) =>
    (definitions[kind] ?? []).flatMap(({ body }) =>
      of(derivedEvent(kind, body), readDefinitionMark(kind, body)),
    );
  return new Map([
    ...content.entities["gtm.tag"].flatMap((tag) => of(parameterText(tag, "eventName"), markOfEntity(tag))),
    ...derived("ga4.eventCreateRule"),
    ...derived("ga4.audience"),
  ]);
}

/** `acme-shop - Thanks` → `Thanks`, as goalform names what it makes. */
export function labelOf(name: string, { target: { owner } }: Lookup): string {
  const start = `${owner ?? ""} - `;
  return owner !== null && name.startsWith(start) ? name.slice(start.length) : name;
}
