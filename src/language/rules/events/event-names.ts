/** Event names that Analytics would refuse or drop. */

import { countedBy, stepCountedBy } from "../../../countable/counted-by.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import { EVENT } from "../../../resources/limits.ts";
import type { Written } from "../../meaning/written.ts";
import { child, itemsOf, type Located, textOf } from "../../source/located.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import {
  MEASURED_EVENTS,
  NAME_FORM,
  RESERVED_EVENTS,
  RESERVED_PREFIXES,
  UNUSUAL_NAME_FORM,
} from "./google-names.ts";

export const eventNames: Rule = {
  codes: ["invalid-event-name", "unusual-event-name", "reserved-event-name", "event-differs"],
  check: (file) => [
    ...goalEvents(file),
    ...stepEvents(file),
    ...forwardedEvents(file),
    ...removedEvents(file),
  ],
};

function goalEvents({ source, goals }: Written): readonly Diagnostic[] {
  return goals.flatMap(({ goal, node, keySpan }) => {
    const isOurs = countedBy(goal) !== "itself";
    const span =
      child(node, "event") ?? (isOurs ? keySpan : (child(child(node, "on"), "ga4_event") ?? keySpan));
    return isOurs
      ? [
          ...checkSent(source, goal.event, span, "", countedBy(goal) === "tag", node),
          ...receivedEvent(source, node),
        ]
      : [...checkForm(source, goal.event, span, ""), ...differs(source, node)];
  });
}

/** Without conditions, the goal's event and the event that it waits for must be one. */
function differs(source: SourceText, node: Located): readonly Diagnostic[] {
  const event = child(node, "event");
  const received = child(child(node, "on"), "ga4_event");
  if (event?.kind !== "scalar" || received?.kind !== "scalar" || event.text === received.text) return [];
  return [
    source.error(
      "event-differs",
      event,
      `This counts \`${received.text}\`, which Analytics already receives, so its event cannot be \`${event.text}\`.`,
      "Delete `event`; with `where` or `page` it is an event of the goal's own.",
    ),
  ];
}

/** The event that a rule waits for. */
function receivedEvent(source: SourceText, node: Located | undefined): readonly Diagnostic[] {
  const received = child(child(node, "on"), "ga4_event");
  return received ? checkForm(source, textOf(received) ?? "", received, "") : [];
}

function stepEvents({ source, funnels }: Written): readonly Diagnostic[] {
  return funnels.flatMap(({ funnel, steps }) =>
    funnel.steps.flatMap((step, index) => {
      if (step.is === "goal") return [];
      const node = steps[index];
      const received = child(child(node, "on"), "ga4_event");
      const event = child(node, "event");
      if (stepCountedBy(step) === "itself" && node && received)
        return [...checkForm(source, step.event, received, ""), ...differs(source, node)];
      const from = event ? "" : ` (funnel \`${funnel.id}\`, step \`${step.id}\`)`;
      return [
        ...checkSent(
          source,
          step.event,
          event ?? child(node, "id") ?? { start: 0, end: 1 },
          from,
          stepCountedBy(step) === "tag",
        ),
        ...receivedEvent(source, node),
      ];
    }),
  );
}

/** The site pushes them under these names already, so unusual ones are taken as they are. */
function forwardedEvents({ source, forwards }: Written): readonly Diagnostic[] {
  return forwards.flatMap(({ forward, events }) =>
    forward.events.flatMap((event, index) => forwardedName(source, event, events[index]!)),
  );
}

function forwardedName(source: SourceText, event: string, span: Span): readonly Diagnostic[] {
  const shown = event.slice(0, 60);
  if (/^gtm\./i.test(event))
    return [
      source.error(
        "reserved-event-name",
        span,
        `Events whose names begin with \`gtm.\` are Tag Manager's own: \`${shown}\` cannot be sent to Analytics.`,
        "Delete it here. To count what it reports, make a goal of it, such as `on: { click: … }`.",
      ),
    ];
  if (RESERVED_EVENTS.has(event) || RESERVED_PREFIXES.some((one) => event.toLowerCase().startsWith(one)))
    return [
      source.error(
        "reserved-event-name",
        span,
        `\`${shown}\` is a name that Google keeps for itself: Analytics drops such an event when a site sends it.`,
        "Delete it here, or have the site push the event under another name.",
      ),
    ];
  if ((NAME_FORM.test(event) && event.length <= EVENT.name) || isUnusual(event)) return [];
  return [
    source.error(
      "invalid-event-name",
      span,
      `\`${shown}\` is not a name that Analytics takes for an event: letters, digits and underscores, beginning with a letter, at most ${EVENT.name}.`,
      "A forward sends each event under the name that the site pushes. To send it under another name, make a goal of it: `on: { data_layer: … }` with `event`.",
    ),
  ];
}

function removedEvents({ source, removed }: Written): readonly Diagnostic[] {
  // What is to go already exists, whatever it is called.
  const unusual = removed.filter(({ event }) => !isUnusual(event));
  return unusual.flatMap(({ event, span }) => checkForm(source, event, span, ""));
}

function checkSent(
  source: SourceText,
  event: string,
  span: Span,
  from: string,
  inTag: boolean,
  goal?: Located,
): readonly Diagnostic[] {
  const form = checkForm(source, event, span, from, inTag);
  const prefix = RESERVED_PREFIXES.find((one) => event.toLowerCase().startsWith(one));
  if (prefix !== undefined)
    return [
      source.error(
        "reserved-event-name",
        span,
        `Events whose names begin with \`${prefix}\` are kept for Google${from}: \`${event}\` would be dropped.`,
        "Rename the event.",
      ),
    ];
  if (!RESERVED_EVENTS.has(event)) return form;
  const other = `To count it as it is, write \`on: { ga4_event: ${event} }\`; otherwise give the goal another \`event\`.`;
  if (!MEASURED_EVENTS.has(event))
    return [
      source.error(
        "reserved-event-name",
        span,
        `\`${event}\` is an event that Analytics collects by itself; a site cannot send it.`,
        other,
      ),
    ];
  const message = `\`${event}\` is an event that Analytics collects by itself; a site should not send it.`;
  // The author knows a tag that already sends it.
  if (goal && allows(goal, "reserved-event-name"))
    return [source.warning("reserved-event-name", span, message, other)];
  const already =
    inTag && goal ? " If a tag already sends it, write `allow: [reserved-event-name]` here." : "";
  return [source.error("reserved-event-name", span, message, `${other}${already}`)];
}

function allows(goal: Located, code: string): boolean {
  return itemsOf(child(goal, "allow")).some((item) => item.kind === "scalar" && item.text === code);
}

/** Not as Google advises, and taken by Analytics all the same; event create rules and audiences take no such name. */
function isUnusual(event: string): boolean {
  return (
    !NAME_FORM.test(event) &&
    UNUSUAL_NAME_FORM().test(event) &&
    event.trim() === event &&
    [...event].length <= EVENT.name
  );
}

/** @param inTag Tag Manager or the site sends it: no rule of Analytics has to make it */
function checkForm(
  source: SourceText,
  event: string,
  span: Span,
  from: string,
  inTag = true,
): readonly Diagnostic[] {
  if (inTag && isUnusual(event))
    return [
      source.error(
        "unusual-event-name",
        span,
        `The event name \`${event}\` has other characters than letters (a–z), digits and underscores.`,
        `For a new event write \`${asAdvised(event)}\`. If Analytics already receives \`${event}\`, write \`allow: [unusual-event-name]\` here.`,
      ),
    ];
  if (!NAME_FORM.test(event))
    return [
      source.error(
        "invalid-event-name",
        span,
        `\`${event.slice(0, 60)}\` is not a valid event name: letters, digits and underscores, beginning with a letter.`,
        "Example: `generate_lead`.",
      ),
    ];
  if (event.length <= EVENT.name) return [];
  const message = `The event name \`${event.slice(0, 80)}\`${from} has ${event.length} characters; Analytics allows ${EVENT.name}.`;
  return [
    source.error(
      "invalid-event-name",
      span,
      message,
      from === "" ? "Give a shorter one under `event`." : "Shorten the id of the step or of the funnel.",
    ),
  ];
}

/** The same name in the characters that Google advises. */
function asAdvised(event: string): string {
  const plain = event
    .replace(/ß/g, "ss")
    .replace(/[äöüÄÖÜ]/g, (letter) => `${letter}e`)
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  const name = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "");
  return name === "" ? "generate_lead" : name.slice(0, EVENT.name);
}
