/** Goals whose event or id changes: their reports begin again, and what others built on the old key event stops. */

import type { Compiled } from "../resources/compiled.ts";
import { derivedEvent } from "../resources/definition.ts";
import type { DesiredResource, User } from "../resources/resource.ts";
import type { DefinitionOwnership } from "./definition-ownership.ts";
import { appliedEvent } from "./key-event-history.ts";
import type { Ownership } from "./ownership.ts";
import type { PlanWarning, SubjectChange } from "./plan.ts";
import { wantedEvent } from "./sent-event.ts";

/** Tags and rules of goals that are to send another event than when they were last applied. */
export function renamedEvents(
  { resources, subjects }: Compiled,
  ownership: Ownership,
  definitions: DefinitionOwnership,
): PlanWarning[] {
  const names = new Map(subjects.map(({ user, name }) => [user, name]));
  const found = resources.flatMap((resource) => {
    const [now, before] = eventsOf(resource, ownership, definitions);
    return now === null || before === null || now === before
      ? []
      : [{ user: resource.users[0]!, now, before }];
  });
  const nameOf = (user: User) => names.get(user) ?? user;
  const sendersOf = (event: string) => [
    ...new Set(resources.filter((one) => eventOf(one) === event).map(({ users }) => nameOf(users[0]!))),
  ];
  const once = new Map(found.map((one) => [`${one.user} ${one.before} ${one.now}`, one]));
  return [...once.values()].map(({ user, now, before }) => ({
    code: "event-renamed",
    message: `${nameOf(user)} sends ${now} instead of ${before} from now on: its reports begin again under the new name, and what uses ${before} in Analytics or Google Ads (imported conversions, audiences, explorations) ${whatIsLeft(sendersOf(before))}. To keep the event, write \`event: ${before}\`.`,
  }));
}

function eventOf(resource: DesiredResource): string | null {
  const { kind, body } = resource;
  return kind === "gtm.tag" ? wantedEvent(resource) : derivedEvent(kind, body);
}

/** @param senders goals and steps of the file that send the former event, still or from now on */
function whatIsLeft(senders: readonly string[]): string {
  if (senders.length === 0) return "no longer gets it";
  return `gets only what ${senders.join(" and ")} ${senders.length === 1 ? "sends" : "send"}`;
}

function eventsOf(
  resource: DesiredResource,
  { owned }: Ownership,
  definitions: DefinitionOwnership,
): readonly [now: string | null, before: string | null] {
  const { kind, address, body } = resource;
  const tag = kind === "gtm.tag" ? owned.get(address) : undefined;
  if (tag) return [wantedEvent(resource), appliedEvent(tag)];
  const rule = definitions.owned.get(address);
  return rule ? [derivedEvent(kind, body), derivedEvent(kind, rule.body)] : [null, null];
}

/** A goal that goes while another comes that counts the same: probably one goal that got another id. */
export function renamedGoals(
  { resources }: Compiled,
  changes: readonly SubjectChange[],
  inWords: () => readonly SubjectChange[],
): PlanWarning[] {
  if (!["remove", "add"].every((one) => changes.some(({ action }) => action === one))) return [];
  const goals = inWords().filter(({ subject }) => subject.is === "goal");
  const gone = goals.filter(({ action, despite }) => action === "remove" && despite === null);
  const come = goals.filter(({ action }) => action === "add");
  return gone.flatMap((old) => {
    const same = come.filter((one) => what(one) !== null && what(one) === what(old));
    const others = gone.filter((one) => what(one) === what(old));
    return same.length === 1 && others.length === 1 ? [hint(old, same[0]!, resources)] : [];
  });
}

/** What it counts, without what it is worth. */
function what({ counts }: SubjectChange): string | null {
  return counts?.replace(/; worth .*$/, "") ?? null;
}

function hint(old: SubjectChange, now: SubjectChange, resources: readonly DesiredResource[]): PlanWarning {
  const user: User = `goal:${now.subject.id}`;
  const keyEvent = old.resources.find(({ kind }) => kind === "ga4.keyEvent")?.name;
  const isSent = resources.some(({ name, users }) => name === keyEvent && users.includes(user));
  const event = keyEvent === undefined || isSent ? "" : ` and \`event: ${keyEvent}\``;
  return {
    code: "renamed-goal",
    message: `${old.subject.id} is removed and ${now.subject.id} is added, and both count the same. If the goal was renamed, write \`was: ${old.subject.id}\`${event} at ${now.subject.id}: then its objects are kept, and its reports continue.`,
  };
}
