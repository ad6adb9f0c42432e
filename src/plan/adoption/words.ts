/** What there is to say about a tag that somebody else made: what it counts on, what of it stays, and what goes with it. */
import { BUILT_IN_TRIGGERS } from "../../container/built-in-triggers.ts";
import { parameterText } from "../../container/possible-texts.ts";
import { entryIn } from "../../entry-in.ts";
import { DIFFERENCES } from "../../lift/differences.ts";
import { NAMED_LISTS, rowName } from "../../resources/adopted.ts";
import type { Entity } from "../../resources/body.ts";
import { readMark } from "../../resources/mark.ts";
import { nameOfRow, parametersOf } from "../../resources/owned-fields.ts";
import type { Address, DesiredResource } from "../../resources/resource.ts";
import type { PlanWarning } from "../plan.ts";
import type { AdoptedTag } from "./adopted-tag.ts";
import { losesPages } from "./adopted-triggers.ts";
import type { Container } from "./container.ts";
import { nameIn, rowsInFile } from "./subject.ts";

/** Only while something is taken over, or a trigger of others' is left. */
export function notesOn(taken: AdoptedTag, container: Container): (readonly [Address, readonly string[]])[] {
  const { subject, countsOn, leftAlone } = taken;
  const { tag, live, mark } = subject;
  const left = leftAlone.map((one) => leftAsItIs(String(one.name), othersUse(one, live, container)));
  const on =
    mark === null
      ? countsOn.map((one) => `counts on "${String(one.name)}", which ${whoseItStays(one, live, container)}`)
      : [];
  const keeps =
    mark === null
      ? unsaid(live, { rows: rowsInFile(subject), ecommerce: saysEcommerce(tag) }, container)
      : [];
  const former =
    tag.adopts && mark && mark.address !== tag.address ? [`until now that of ${nameIn(mark.address)}`] : [];
  const notes = [...former, ...on, ...left, ...(keeps.length === 0 ? [] : [`keeps ${keeps.join(", ")}`])];
  const reused = taken.changesForOthers.map(
    ([at, one]) => [at, [`changes for others as well: ${othersUse(one, live, container)} it`]] as const,
  );
  return [...(notes.length === 0 ? [] : [[tag.address, notes] as const]), ...reused];
}

function saysEcommerce({ remembers }: DesiredResource): boolean {
  return remembers?.includes("ecommerce") ?? false;
}

function leftAsItIs(name: string, use: string): string {
  return `"${name}" is left alone${use === "is not ours" ? "" : `: ${use} it`}`;
}

/** Why a trigger that somebody made does not come along. */
function whoseItStays(trigger: Entity, by: Entity, container: Container): string {
  const others = container.usersOf(String(trigger.triggerId)).filter((one) => one !== by);
  return others.length === 0 && losesPages(trigger)
    ? "stays as it is: writing it would lose the pages on which it listens"
    : othersUse(trigger, by, container);
}

/** "3 other tags use": of a trigger, in addition to this tag. */
function othersUse(trigger: Entity, by: Entity, { usersOf }: Container): string {
  const others = usersOf(String(trigger.triggerId)).filter((one) => one !== by);
  const what = others.every((one) => one.tagId) ? "tag" : "object";
  if (others.length === 0) return "is not ours";
  return others.length === 1 ? `another ${what} uses` : `${others.length} other ${what}s use`;
}

/** Where it counts nearly what the goal counts, and stays as it is all the same. */
export function inexact({ subject, equalParts }: AdoptedTag): PlanWarning[] {
  if (subject.mark !== null || !equalParts.firing || equalParts.differences.length === 0) return [];
  const how = equalParts.differences.map(({ code }) => DIFFERENCES[code].words).join("; ");
  return [
    {
      code: "adopted-counts-otherwise",
      message: `The tag "${String(subject.live.name)}" becomes that of ${nameIn(subject.tag.address)} as it is, and does not count exactly what the ${subject.tag.users[0]!.split(":")[0]} says: ${how}.`,
    },
  ];
}

const OF_TAG: Readonly<Record<string, string>> = {
  eventSettingsVariable: "the settings variable",
  userDataVariable: "the user-provided data",
};

/** What a tag has that the file does not say, each in a few words. */
export function unsaid(
  tag: Entity,
  said: { readonly rows: readonly string[]; readonly ecommerce: boolean },
  container: Pick<Container, "trigger">,
): string[] {
  const listed = (names: readonly string[], one: string, several: string) =>
    names.length === 0 ? [] : [`the ${names.length === 1 ? one : several} ${names.join(", ")}`];
  const named = (list: string) =>
    parametersOf(tag)
      .filter(({ key }) => key === list)
      .flatMap((one) => (one.list ?? []).map((row) => nameOfRow(row, list)))
      .filter((name) => !said.rows.includes(rowName(list, name)));
  const [, , userList] = Object.keys(NAMED_LISTS);
  const exceptions = (tag.blockingTriggerId ?? []).flatMap((id) => {
    const trigger = container.trigger(id);
    const name = trigger?.name ?? entryIn(BUILT_IN_TRIGGERS, id)?.name ?? id;
    return readMark(trigger?.notes) === null ? [`"${name}"`] : [];
  });
  const sequence = [...(tag.setupTag ?? []), ...(tag.teardownTag ?? [])].map(
    ({ tagName }) => `"${String(tagName)}"`,
  );
  return [
    ...listed([...named("eventSettingsTable"), ...named("eventParameters")], "parameter", "parameters"),
    ...listed(named(userList!), "user property", "user properties"),
    ...Object.entries(OF_TAG).flatMap(([key, words]) => {
      const value = parameterText(tag, key);
      return value ? [`${words} ${value}`] : [];
    }),
    ...(!said.ecommerce && parameterText(tag, "sendEcommerceData") === "true" ? ["the e-commerce data"] : []),
    ...listed(exceptions, "exception", "exceptions"),
    ...listed(sequence, "tag in its sequence", "tags in its sequence"),
    ...(tag.priority ? ["its priority"] : []),
    ...(tag.scheduleStartMs || tag.scheduleEndMs ? ["its schedule"] : []),
    ...(tag.consentSettings?.consentStatus === "needed" ? ["its consent settings"] : []),
    ...(tag.tagFiringOption && tag.tagFiringOption !== "oncePerEvent" ? ["how often it fires"] : []),
  ];
}
