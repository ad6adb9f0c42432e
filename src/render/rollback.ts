/** What going back to an earlier version changes and what it leaves, for people and machines. */
import type { RolledBack } from "../app/result/at-target.ts";
import type { LeftDefinition, Rollback } from "../plan/rollback.ts";
import type { ContentDifference } from "../resources/content-differences.ts";
import { GA4_KINDS, labelOf, pluralOf } from "../resources/kinds.ts";
import type { JsonObject } from "../resources/resource.ts";
import type { VersionHeader } from "../resources/snapshot.ts";
import { withoutAnnotation } from "./applied.ts";
import { markdownMessage, markdownText } from "./markdown.ts";
import { ANNOTATION_LEFT } from "./plan-words.ts";
import { visibleLines } from "./visible.ts";
import { listed } from "./words.ts";

const SYMBOLS = { added: "+", changed: "~", removed: "-" } as const;

export function rollbackText(rollback: Rollback): string {
  const lines = rollback.differences.map((one) => `  ${SYMBOLS[one.change]} ${words(one)}`);
  return visibleLines([
    headline(rollback),
    ...(lines.length === 0 ? ["  nothing differs"] : lines),
    "",
    ...notUndone(rollback),
    ...annotationLeft(rollback),
  ]);
}

export function rollbackMarkdown(rollback: Rollback): string {
  const lines = rollback.differences.map((one) => `- ${one.change}: ${markdownText(words(one))}`);
  return [
    `## ${markdownText(headline(rollback))}`,
    "",
    ...lines,
    "",
    ...notUndone(rollback).map(markdownText),
    ...annotationLeft(rollback).map((line) => `\n${markdownMessage(line)}`),
    "",
  ].join("\n");
}

export function rolledBackText(result: RolledBack): string {
  return visibleLines(result.done === null ? [wasLive(result)] : nowLive(result));
}

export function rolledBackMarkdown(result: RolledBack): string {
  if (result.done === null) return `${markdownText(wasLive(result))}\n`;
  return `${rollbackMarkdown(result.done.rollback)}\n${nowLive(result).map(markdownText).join("\n\n")}\n`;
}

function wasLive({ to, container }: RolledBack): string {
  return `Version ${to.id} of ${container} was already live; new workspaces start from it now.`;
}

function nowLive({ to, container, done }: RolledBack): string[] {
  const live = `Live now: version ${to.id} of ${container}. A plan shows how the goals file differs.`;
  if (done === null) return [live];
  const unsettled = done.unsettled === null ? [] : [done.unsettled];
  return [live, ...unsettled, ...withoutAnnotation(done.unannotated)];
}

export function rollbackJson(rollback: Rollback): JsonObject {
  const { container, from, to, differences, keyEventsLeft, keyEventsMissing, definitionsLeft, annotates } =
    rollback;
  return {
    container,
    from: { id: from.id, name: from.name },
    to: { id: to.id, name: to.name },
    differences: differences.map(({ kind, name, change, owner }) => ({ kind, name, change, owner })),
    ...(annotates ? { annotation: true } : {}),
    key_events_left: [...keyEventsLeft],
    key_events_missing: [...keyEventsMissing],
    definitions_left: definitionsLeft.map(({ kind, name, stream, countsTwice, isForgotten }) => ({
      kind,
      name,
      ...(stream === null ? {} : { stream }),
      counts_twice: countsTwice,
      forgotten: isForgotten,
    })),
  };
}

function headline({ container, from, to }: Rollback): string {
  return `${container} goes back from version ${named(from)} to version ${named(to)}:`;
}

function named({ id, name }: VersionHeader): string {
  return name === "" ? id : `${id} ("${name}")`;
}

function words({ kind, name, owner }: ContentDifference): string {
  return `${labelOf(kind)} ${name}${owner === null ? " (not from a goals file)" : ""}`;
}

function notUndone({ keyEventsLeft, keyEventsMissing, definitionsLeft }: Rollback): string[] {
  const left =
    keyEventsLeft.length === 0
      ? ""
      : ` These stay key events although their tags go: ${keyEventsLeft.join(", ")}.`;
  const stay = definitionsLeft.length === 0 ? "" : ` Of this file: ${namesOf(definitionsLeft)}.`;
  return [
    `Not undone: Analytics. All ${listed(GA4_KINDS.map(pluralOf))} stay as they are.${left}${stay}`,
    ...uncounted(keyEventsMissing),
    ...countedTwice(definitionsLeft),
    ...forgotten(definitionsLeft),
  ];
}

function annotationLeft({ annotates }: Rollback): string[] {
  return annotates ? [`This leaves ${ANNOTATION_LEFT}.`] : [];
}

function namesOf(definitions: readonly LeftDefinition[]): string {
  return definitions.map(inWords).join(", ");
}

function inWords({ kind, name, stream }: LeftDefinition): string {
  return `${labelOf(kind)} ${name}${stream === null ? "" : ` in ${stream}`}`;
}

function uncounted(events: readonly string[]): string[] {
  if (events.length === 0) return [];
  return [
    `Sent again, but not counted: ${events.join(", ")}. That version has tags for it, and its key event was removed since. Change the goals file back and apply it: that makes it a key event again.`,
  ];
}

function countedTwice(definitions: readonly LeftDefinition[]): string[] {
  const twice = definitions.filter(({ countsTwice }) => countsTwice !== null);
  if (twice.length === 0) return [];
  const events = [...new Set(twice.map(({ countsTwice }) => countsTwice))].join(", ");
  return [
    `Counted twice from then on: ${events}. That version has tags that send this, and Analytics keeps making it (${namesOf(twice)}). Remove that in Analytics; or change the goals file back and apply it instead of going back.`,
  ];
}

/** What remembers them is the owner's folder of the version that is live. */
function forgotten(definitions: readonly LeftDefinition[]): string[] {
  const lost = definitions.filter(({ isForgotten }) => isForgotten);
  if (lost.length === 0) return [];
  return [
    `That version does not remember: ${namesOf(lost)}. Plans will look for these only while the file asks for something of their kind. To get rid of them, change the goals file back and apply it instead of going back, or remove them in Analytics.`,
  ];
}
