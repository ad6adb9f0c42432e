/** What going back to an earlier version changes and what it leaves, for people and machines. */
import type { Rollback } from "../plan/rollback.ts";
import type { ContentDifference } from "../resources/content-differences.ts";
import { labelOf, pluralOf } from "../resources/kinds.ts";
import type { JsonObject } from "../resources/resource.ts";
import type { VersionHeader } from "../resources/snapshot.ts";
import { markdownText } from "./markdown.ts";
import { visible } from "./visible.ts";

const SYMBOLS = { added: "+", changed: "~", removed: "-" } as const;

export function rollbackText(rollback: Rollback): string {
  const lines = rollback.differences.map((one) => `  ${SYMBOLS[one.change]} ${words(one)}`);
  return visibleLines([
    headline(rollback),
    ...(lines.length === 0 ? ["  nothing differs"] : lines),
    "",
    ...notUndone(rollback),
    "",
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
    "",
  ].join("\n");
}

export function rollbackJson({
  container,
  from,
  to,
  differences,
  keyEventsLeft,
  forgotten,
}: Rollback): JsonObject {
  return {
    container,
    from: { id: from.id, name: from.name },
    to: { id: to.id, name: to.name },
    differences: differences.map(({ kind, name, change, owner }) => ({ kind, name, change, owner })),
    key_events_left: [...keyEventsLeft],
    forgotten: [...forgotten],
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

function notUndone({ keyEventsLeft, forgotten, to }: Rollback): string[] {
  const left =
    keyEventsLeft.length === 0
      ? ""
      : ` These stay key events although their tags go: ${keyEventsLeft.join(", ")}.`;
  const undone = `Not undone: Analytics. Key events, event create rules, audiences, custom dimensions and metrics stay as they are.${left}`;
  if (forgotten.length === 0) return [undone];
  const kinds = forgotten.map(pluralOf).join(", ");
  return [
    undone,
    `Version ${to.id} does not remember that some of the property's ${kinds} are from this goals file. Before you take their goals out of the file, apply once with them in it: otherwise they stay, and no plan shows them.`,
  ];
}

function visibleLines(lines: readonly string[]): string {
  return `${lines.map(visible).join("\n")}`;
}
