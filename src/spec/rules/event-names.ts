/** Event names that Analytics would refuse or drop. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Written } from "../meaning/written.ts";
import { child, type Located } from "../source/located.ts";
import type { SourceText, Span } from "../source/source-text.ts";
import { NAME_FORM, NAME_LENGTH, RESERVED_EVENTS, RESERVED_PREFIXES } from "./google-names.ts";
import type { Rule } from "./rule.ts";

export const eventNames: Rule = {
  codes: ["invalid-event-name", "reserved-event-name", "event-differs"],
  check: (file) => [...goalEvents(file), ...stepEvents(file), ...removedEvents(file)],
};

function goalEvents({ source, goals }: Written): readonly Diagnostic[] {
  return goals.flatMap(({ goal, node, keySpan }) => {
    const isOurs = !(goal.type === "event" && goal.on.kind === "ga4_event");
    const span = spanOfEvent(node) ?? keySpan;
    return isOurs
      ? checkSent(source, goal.event, span, "")
      : [...checkForm(source, goal.event, span, ""), ...differs(source, node)];
  });
}

function spanOfEvent(node: Located): Span | undefined {
  return child(node, "event") ?? child(child(node, "on"), "ga4_event");
}

/** The goal's event and the event that it waits for must be one. */
function differs(source: SourceText, node: Located): readonly Diagnostic[] {
  const event = child(node, "event");
  const received = child(child(node, "on"), "ga4_event");
  if (event?.kind !== "scalar" || received?.kind !== "scalar" || event.text === received.text) return [];
  return [
    source.error(
      "event-differs",
      event,
      `The goal counts \`${received.text}\`, which Analytics receives already, so its event cannot be \`${event.text}\`.`,
      "Delete `event`.",
    ),
  ];
}

function stepEvents({ source, funnels }: Written): readonly Diagnostic[] {
  return funnels.flatMap(({ funnel, steps }) =>
    funnel.steps.flatMap((step, index) => {
      if (step.is === "goal") return [];
      const node = steps[index];
      const received = child(child(node, "on"), "ga4_event");
      if (received) return checkForm(source, step.event, received, "");
      const from = ` (funnel \`${funnel.id}\`, step \`${step.id}\`)`;
      return checkSent(source, step.event, child(node, "id") ?? { start: 0, end: 1 }, from);
    }),
  );
}

function removedEvents({ source, removed }: Written): readonly Diagnostic[] {
  return removed.flatMap(({ event, span }) => checkForm(source, event, span, ""));
}

function checkSent(source: SourceText, event: string, span: Span, from: string): readonly Diagnostic[] {
  const form = checkForm(source, event, span, from);
  const prefix = RESERVED_PREFIXES.find((one) => event.toLowerCase().startsWith(one));
  if (prefix !== undefined)
    return [
      source.error(
        "reserved-event-name",
        span,
        `Events whose names begin with \`${prefix}\` are kept for Google${from}: \`${event}\` would be dropped.`,
        "Give the event another name.",
      ),
    ];
  if (!RESERVED_EVENTS.has(event)) return form;
  return [
    source.error(
      "reserved-event-name",
      span,
      `\`${event}\` is an event that Analytics collects by itself; a site cannot send it.`,
      `To count it as it is, write \`on: { ga4_event: ${event} }\`; otherwise give the goal another \`event\`.`,
    ),
  ];
}

function checkForm(source: SourceText, event: string, span: Span, from: string): readonly Diagnostic[] {
  if (!NAME_FORM.test(event))
    return [
      source.error(
        "invalid-event-name",
        span,
        `\`${event.slice(0, 60)}\` is no name for an event: letters, digits and underscores, beginning with a letter.`,
        "Example: `generate_lead`.",
      ),
    ];
  if (event.length <= NAME_LENGTH) return [];
  const message = `The event name \`${event.slice(0, 80)}\`${from} has ${event.length} characters; Analytics allows ${NAME_LENGTH}.`;
  return [
    source.error(
      "invalid-event-name",
      span,
      message,
      from === "" ? "Give a shorter one under `event`." : "Shorten the id of the step or of the funnel.",
    ),
  ];
}
