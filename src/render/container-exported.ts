/** A container file for Tag Manager's import screen, and what to click, in plain words. */

import type { ContainerExported, ToDo } from "../app/result/at-target.ts";
import type { KeyEventBody } from "../resources/body.ts";
import { DEFINITIONS, labelOf } from "../resources/kinds.ts";
import type { JsonObject } from "../resources/resource.ts";
import { countingInWords } from "./key-event-settings.ts";
import { fenced, markdownMessage } from "./markdown.ts";
import { visibleLines } from "./visible.ts";
import { counted } from "./words.ts";

const EXPORT_FORMAT = "goalform.export/1";

/** As it is uploaded. */
export function containerText({ container }: ContainerExported): string {
  return `${JSON.stringify(container, null, 2)}\n`;
}

interface Part {
  readonly title: string;
  readonly items: readonly Item[];
}

interface Item {
  readonly say: string;
  /** What to enter, line by line. */
  readonly lines: readonly string[];
}

/** In the order in which nothing is lost: an event that arrives before its key event exists is not counted as one. */
function checklist(result: ContainerExported): readonly Part[] {
  const { toDo, target, toUnmark } = result;
  const property = `Analytics property ${target.property}`;
  const gone = toUnmark.map((event) =>
    item(
      `If ${event} is still a key event that only these goals counted, unmark it under Admin → Key events.`,
    ),
  );
  const inAnalytics = [...toDo.map(toCreate), ...gone];
  return [
    ...(inAnalytics.length === 0
      ? []
      : [
          {
            title: `First, in ${property} (what already exists only needs the same settings)`,
            items: inAnalytics,
          },
        ]),
    {
      title: `${inAnalytics.length === 0 ? "In" : "Then, in"} Tag Manager, container ${target.container}`,
      items: inTagManager(result),
    },
  ];
}

function item(say: string, lines: readonly string[] = []): Item {
  return { say, lines };
}

function toCreate(one: ToDo): Item {
  const stream = one.stream === undefined ? "" : `, in the web stream ${one.stream}`;
  if (one.kind === "ga4.keyEvent") return item(`${KEY_EVENTS}: ${one.name}`, [countingLine(one.body)]);
  const { menu, form } = DEFINITIONS[one.kind];
  return item(`${menu}${stream}: ${one.name}`, form(one.body));
}

const KEY_EVENTS = "Admin → Data display → Key events → New key event";

function countingLine({ countingMethod, defaultValue }: KeyEventBody): string {
  const { numericValue, currencyCode } = defaultValue ?? {};
  const value =
    numericValue === undefined ? "" : `, default value ${String(numericValue)} ${String(currencyCode)}`;
  return `Counting method: ${countingInWords(countingMethod ?? null)}${value}`;
}

function inTagManager({
  objects,
  owner,
  out,
  target,
  googleTag,
  events,
}: ContainerExported): readonly Item[] {
  const file = out ?? "the file";
  if (objects.length === 0) return [item("Nothing: Analytics counts all of these goals by itself.")];
  return [
    googleTagItem(googleTag, target.measurementId),
    item(
      `Admin → Import container: choose ${file}, a new workspace, then the option Merge (never Overwrite, which deletes everything that is not in the file), and below it "Overwrite conflicting tags, triggers and variables".`,
    ),
    item(
      `Compare: everything whose name begins with "${owner} - " must be in this list. Delete the rest: it would keep counting.`,
      objects.map(({ kind, name }) => `${labelOf(kind)} ${name}`),
    ),
    ...(events.length === 0
      ? []
      : [
          item(
            `Look through the other tags: any of these events that one of them also sends counts twice. A tag that a goal has adopted keeps its own name; its notes contain "goalform owner=${owner}". Pause such tags in the new workspace.`,
            [events.join(", ")],
          ),
        ]),
    item("Preview, then Submit and Publish."),
  ];
}

function googleTagItem(where: ContainerExported["googleTag"], id: string): Item {
  if (where === "in the file")
    return item(
      `Check that neither the container nor the site's pages load ${id} already: the file brings a Google tag for it (google_tag: create), and with two of them every page view counts twice. If there is one, write google_tag: container or page in the target, and export again.`,
    );
  const place = where === "in the pages" ? "the site's pages load" : "the container has a Google tag for";
  return item(`Check that ${place} ${id}: without it Analytics receives nothing.`);
}

export function exportSummary(result: ContainerExported): string {
  const { warnings } = result;
  const parts = checklist(result).flatMap(({ title, items }) => [
    `${title}:`,
    ...items.flatMap(({ say, lines }) => [`  [ ] ${say}`, ...lines.map((line) => `        ${line}`)]),
    "",
  ]);
  const notes = warnings.map((message) => `warning: ${message}`);
  return visibleLines([...writtenLine(result), "", ...parts, ...notes, ...LAST]);
}

function writtenLine({ out, objects, owner }: ContainerExported): readonly string[] {
  const what = `${counted(objects.length, "object")} of ${owner} for Tag Manager's import screen`;
  return [out === null ? `A container file with ${what}.` : `Written to ${out}: ${what}.`];
}

/** The marks are in the notes of the objects and travel with the file. */
const LAST = [
  "Later, `goalform plan` recognizes these objects as its own, if it is given access. Names of menus are as of November 2026.",
];

export function exportMarkdown(result: ContainerExported): string {
  const parts = checklist(result).map(({ title, items }) =>
    [
      `## ${markdownMessage(title)}`,
      "",
      ...items.map(({ say, lines }) =>
        [`- [ ] ${markdownMessage(say)}`, ...lines.map((line) => `  - ${markdownMessage(line)}`)].join("\n"),
      ),
    ].join("\n"),
  );
  const file = result.out === null ? [fenced("json", containerText(result))] : [];
  const notes = result.warnings.map((message) => `> **Warning:** ${markdownMessage(message)}`);
  return `${[...writtenLine(result).map((line) => markdownMessage(line)), ...parts, ...notes, ...file].join("\n\n")}\n`;
}

export function exportJson(result: ContainerExported): JsonObject {
  const { target, out, objects, toDo, toUnmark, warnings, container } = result;
  return {
    format: EXPORT_FORMAT,
    target: { ...target },
    out,
    objects: objects.map((one) => ({ ...one })),
    analytics: toDo.map(({ kind, name, stream, body }) => ({
      kind,
      name,
      ...(stream === undefined ? {} : { stream }),
      body,
    })),
    toUnmark: [...toUnmark],
    checklist: checklist(result).map(({ title, items }) => ({
      title,
      items: items.map(({ say, lines }) => ({ say, lines: [...lines] })),
    })),
    warnings: [...warnings],
    ...(out === null ? { container } : {}),
  };
}
