import { NAMED_LISTS, rowName } from "../../resources/adopted.ts";
import type { Entity, Parameter } from "../../resources/body.ts";
import { nameOfRow, ownedFields, parametersOf, theirParameters } from "../../resources/owned-fields.ts";
import { refAddress, refTo } from "../../resources/resource.ts";
import type { FiringTrigger } from "./adopted-triggers.ts";
import type { Container } from "./container.ts";
import { type EqualParts, parameterOf } from "./equal-parts.ts";
import { idsOf, ownsOfBoth, ownsOfSubject, type Subject } from "./subject.ts";
/** The live tag with what the file says otherwise. */
export function wantedBody(
  subject: Subject,
  parts: EqualParts,
  fired: readonly FiringTrigger[],
  container: Container,
): Entity {
  const { live } = subject;
  const wanted = subject.tag.body;
  const owned = ownedFields(ownsOfSubject(subject)).filter((key) => !["parameter", "paused"].includes(key));
  const same = Object.fromEntries(Object.entries(live).filter(([key]) => owned.includes(key)));
  const firing = parts.firing
    ? fired.map((one) => (one.is === "ours" ? refTo(one.at) : one.id))
    : idsOf(wanted);
  return {
    ...same,
    type: "gaawe",
    ...(live.paused === false ? { paused: false } : {}),
    ...(parts.option || !wanted.tagFiringOption ? {} : { tagFiringOption: wanted.tagFiringOption }),
    ...(ownsOfSubject(subject).consent ? { consentSettings: wanted.consentSettings! } : {}),
    firingTriggerId: [...firing],
    ...blockedBy(live, wanted, parts, container),
    parameter: wantedParameters(subject, parts),
  };
}

/** Where what blocks it does what the file asks for, those of ours that already exist. */
function blockedBy(live: Entity, wanted: Entity, { exceptions }: EqualParts, container: Container): Entity {
  const present = (live.blockingTriggerId ?? []).map(container.ownTrigger);
  const ids = (wanted.blockingTriggerId ?? []).filter(
    (id) => !exceptions || present.includes(refAddress(id)),
  );
  return ids.length === 0 ? {} : { blockingTriggerId: ids };
}

const IDS: readonly string[] = ["measurementIdOverride", "measurementId"];

function wantedParameters(subject: Subject, parts: EqualParts): Parameter[] {
  const { live, tag } = subject;
  const { event, destination, rows, settings } = parts;
  const wanted = parametersOf(tag.body);
  const isKept = (key: string) =>
    key === "eventName" ? event : IDS.includes(key) ? destination && hasId(live) : settings.has(key);
  const lists = Object.keys(NAMED_LISTS);
  const theirs = new Set(theirParameters(live, ownsOfBoth(subject)));
  const scalars = parametersOf(live).flatMap((one): readonly Parameter[] => {
    const key = String(one.key);
    if (lists.includes(key)) return [];
    return theirs.has(one) || isKept(key) ? [one] : wanted.filter((other) => other.key === key);
  });
  const known = new Set(scalars.map(({ key }) => key));
  const more = wanted.filter(
    ({ key }) => !lists.includes(String(key)) && !known.has(key) && !isKept(String(key)),
  );
  return [...scalars, ...more, ...lists.flatMap((list) => rowsIn(list, live, tag.body, rows))];
}

function hasId(live: Entity): boolean {
  return IDS.some((key) => parameterOf(live, key) !== undefined);
}

/** Our rows of a list: the live ones that say the same, and the file's own for the rest. */
function rowsIn(list: string, live: Entity, wanted: Entity, same: ReadonlySet<string>): Parameter[] {
  const named = (row: Parameter) => rowName(list, nameOfRow(row, list));
  const present = (parameterOf(live, list)?.list ?? []).filter((row) => same.has(named(row)));
  const missing = (parameterOf(wanted, list)?.list ?? []).filter((row) => !same.has(named(row)));
  const rows = [...present, ...missing];
  return rows.length === 0 ? [] : [{ type: "list", key: list, list: rows }];
}
