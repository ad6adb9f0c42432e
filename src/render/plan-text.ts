/** A plan for a terminal: goals first, resources and fields below, words and symbols before colour. */

import { entryIn } from "../entry-in.ts";
import {
  type Blocker,
  type ChangeAction,
  isEmpty,
  isOfFile,
  type Plan,
  REASONS,
  type ResourceAction,
  type ResourceChange,
  type SubjectChange,
} from "../plan/plan.ts";
import { labelOf } from "../resources/kinds.ts";
import { paint, type Style } from "./color.ts";
import { fieldLines } from "./field-text.ts";
import {
  ANNOTATION_LEFT,
  changesBesides,
  goalLines,
  subjectName,
  unchangedInWords,
  whyRemoved,
} from "./plan-words.ts";
import { resourceDetail, resourceName } from "./resource-detail.ts";
import { visible } from "./visible.ts";
import { terminalWords, type WayWords } from "./way-out.ts";
import { counted } from "./words.ts";

export interface TextOptions {
  readonly color: boolean;
  /** The plan is carried out already: nothing is said about what apply will do. */
  readonly isDone?: boolean;
  /** Whose words the ways out are in; those of the command line when left out. */
  readonly words?: WayWords;
}

const SYMBOLS: Readonly<Record<ResourceAction | ChangeAction, string>> = {
  add: "+",
  create: "+",
  change: "~",
  update: "~",
  remove: "-",
  delete: "-",
  adopt: "=",
};

const STYLES: Readonly<Record<string, Style>> = { "+": "green", "~": "yellow", "-": "red", "=": "cyan" };

export function planText(plan: Plan, { color, isDone = false, words = terminalWords }: TextOptions): string {
  const styled = (style: Style, text: string) => paint(color, style, text);
  return [
    heading(plan, styled),
    ...plan.changes.map((change) => subjectText(change, styled)),
    ...plan.warnings.map(({ message }) => `${styled("yellow", "warning:")} ${visible(message)}\n`),
    ...plan.blockers.map((blocker) => blockerText(blocker, words, styled)),
    `${conclusion(plan, isDone, styled)}\n`,
  ].join("\n");
}

type Styled = (style: Style, text: string) => string;

function heading({ owner, target, defaults }: Plan, styled: Styled): string {
  const where = `Analytics property ${target.property} (${target.measurementId}), Tag Manager ${target.container}`;
  return `${styled("bold", `${owner} → ${visible(target.name)}`)}\n${styled("dim", visible(where))}\n${defaults === undefined ? "" : `${styled("dim", `Defaults: ${visible(defaults)}`)}\n`}`;
}

/** A goal keeps the name that people gave it. */
function titleOf(change: SubjectChange): string {
  const name = visible(subjectName(change));
  return isOfFile(change) && change.subject.is !== "forward"
    ? name
    : `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

function subjectText(change: SubjectChange, styled: Styled): string {
  const { subject, action, way, origin, resources } = change;
  const title = titleOf(change);
  const where = origin ? styled("dim", `  ${visible(origin.file)}:${origin.line}`) : "";
  const lines = [
    `${symbol(action, styled, ` ${action.padEnd(6)}`)} ${styled("bold", title)}${subject.is === "funnel" ? " (funnel)" : ""}${where}`,
    ...[
      // What is new and shared says in its own line what it shows.
      ...(subject.is === "shared" && action === "add" ? [] : goalLines(change)),
      ...(action === "remove" || subject.is === "key event" ? [whyRemoved(change)] : []),
    ].map((line) => `    ${visible(line)}`),
    ...(way === null ? [] : [styled("dim", `    ${visible(way)}`)]),
    ...resources.flatMap((resource) => resourceLines(resource, change, styled)),
  ];
  return `${lines.join("\n")}\n`;
}

/** As wide as most labels; wider only if there is a longer one among them. */
function labelWidth(resources: readonly ResourceChange[]): number {
  return Math.max(11, ...resources.map(({ kind }) => labelOf(kind).length));
}

function resourceLines(
  resource: ResourceChange,
  { subject, resources }: SubjectChange,
  styled: Styled,
): string[] {
  const { action, kind, fields, reason } = resource;
  const why = isSelfExplanatory(resource) ? resourceDetail(resource) : REASONS[reason];
  const line = `    ${symbol(action, styled)} ${labelOf(kind).padEnd(labelWidth(resources))} ${visible(resourceName(resource))}${why === "" ? "" : styled("dim", `  ${why}`)}`;
  const notes = resource.notes.map(visible);
  if (!showsFields(resource)) return [line, ...notes.map((one) => `        ${one}`)];
  const all = [...fields.flatMap((field) => fieldLines(field, subject)), ...notes];
  return [line, ...all.map((one) => `        ${one}`)];
}

/** What is adopted as it is does not change, except perhaps its folder. */
export function showsFields({ action, reason }: ResourceChange): boolean {
  return action === "update" || reason === "adopted_and_changed";
}

/** A new or removed goal has said why already; only what is unusual about its parts is worth a word. */
export function isSelfExplanatory({ action, reason }: ResourceChange): boolean {
  return (action === "create" && reason !== "missing") || reason === "removed";
}

function symbol(action: ResourceAction | ChangeAction, styled: Styled, word = ""): string {
  const sign = SYMBOLS[action];
  return styled(entryIn(STYLES, sign)!, sign + word);
}

function blockerText({ message, waysOut }: Blocker, words: WayWords, styled: Styled): string {
  return [
    `${styled("red", "stop:")} ${visible(message)}`,
    ...waysOut.map((way) => `  - ${visible(words(way))}`),
    "",
  ].join("\n");
}

/** The last line is what it amounts to, always in the same shape. */
function conclusion(plan: Plan, isDone: boolean, styled: Styled): string {
  const { summary, requests } = plan;
  const read = counted(requests.read, "request");
  if (isEmpty(plan)) return `${styled("green", "No changes:")} ${unchangedInWords(plan)}. ${read} made.`;
  const { add, change, remove, unchanged } = summary;
  const words = `${add} to add, ${change} to change, ${remove} to remove, ${unchanged} unchanged.`;
  const before = isDone
    ? [besidesInWords(plan).trimEnd()]
    : [
        `${besidesInWords(plan)}${read} made, apply will make ${requests.write} more.`,
        plan.annotates ? `Apply will leave ${ANNOTATION_LEFT}.` : "",
      ];
  return [...before.filter((line) => line !== ""), `${styled("bold", "Plan:")} ${words}`].join("\n");
}

/** What is counted nowhere, since the file has no name for it. */
function besidesInWords(plan: Plan): string {
  const besides = changesBesides(plan);
  return besides === "" ? "" : `In addition to goals and funnels: ${besides}. `;
}
