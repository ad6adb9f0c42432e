/** A chosen way and what the file already contains → the goal to write, in words and in keys. */
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { titleOf } from "../language/meaning/title.ts";
import { PREDEFINED_KEY_EVENTS } from "../language/rules/events/google-names.ts";
import { limitsOfTier } from "../resources/limits.ts";
import { goalIdOf } from "./catalogue.ts";
import type { Recipe, Way } from "./recipe.ts";
import { comparedBy, type Field, fieldsOf, type WayOption } from "./way-kinds.ts";

/** What people may say about the goal whatever the recipe. */
export interface EntryOptions {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: number | undefined;
  readonly leadsTo?: string | undefined;
  readonly role?: Recipe["role"] | undefined;
}

/** What the file already contains, as far as a new goal must fit in. */
export interface FileContext {
  readonly ids: ReadonlySet<string>;
  /** In small letters. */
  readonly names: ReadonlySet<string>;
  /** Event → the goal or funnel that sends or counts it. */
  readonly events: ReadonlyMap<string, string>;
  readonly keyEvents: number;
  readonly macroGoals: readonly string[];
  /** The file says `trailing_slash: either` for all goals. */
  readonly eitherSlash?: boolean;
}

/** One line of a goal: a key with its value, and why. `off`: only suggested, as a comment. */
export interface Line {
  readonly field: Field;
  readonly why?: string;
  readonly off?: true;
}

export interface GoalEntry {
  readonly id: string;
  readonly name: string;
  readonly way: Way;
  /** What it counts, in a sentence. */
  readonly counts: string;
  /** What the site must do or have. */
  readonly site: string;
  /** What it looks for on the site, as the options of `goalform add` name it. */
  readonly looksFor: readonly {
    readonly option: WayOption;
    readonly takes: string;
    readonly value: string;
  }[];
  /** What the site must run, where it must. */
  readonly snippet: string | null;
  readonly lines: readonly Line[];
  /** What was decided for the sake of the rest of the file. */
  readonly notes: readonly string[];
}

export const EMPTY_FILE: FileContext = {
  ids: new Set(),
  names: new Set(),
  events: new Map(),
  keyEvents: 0,
  macroGoals: [],
};

export function fileContext({ goals, funnels, disabled }: GoalSet): FileContext {
  const counted = goals.filter(({ keyEvent, event }) => keyEvent && !PREDEFINED_KEY_EVENTS.has(event));
  const steps = funnels.flatMap(({ id, steps }) =>
    steps.flatMap((step) => (step.is === "goal" ? [] : [[step.event, id] as const])),
  );
  return {
    ids: new Set([...goals, ...funnels, ...disabled].map(({ id }) => id)),
    names: new Set(goals.map(({ name }) => name.trim().toLowerCase())),
    events: new Map([...steps, ...goals.map(({ event, id }) => [event, id] as const)]),
    keyEvents: new Set(counted.map(({ event }) => event)).size,
    macroGoals: goals.filter(({ role }) => role.is === "macro").map(({ id }) => id),
  };
}

/** The goal that a recipe makes in these surroundings. */
export function goalEntry(recipe: Recipe, way: Way, wishes: EntryOptions, around: FileContext): GoalEntry {
  const id = wishes.id ?? goalIdOf(recipe);
  const name = nameOf(recipe, id, wishes, around);
  const event = eventOf(recipe, way, id, around);
  const role = wishes.role ?? recipe.role;
  const counting = countedAs(recipe, way, event.name, around);
  const leads = leadsTo(role, wishes, around);
  const [type, ...looks] = fieldsOf(way);
  return {
    id,
    name,
    way,
    counts: `${role === "macro" ? "The main conversion. " : ""}Counts when ${way.counts}.`,
    site: siteText(way, around),
    looksFor: comparedBy(way),
    snippet: way.by === "data_layer" ? snippetOf(way) : null,
    lines: [
      ...(name === titleOf(id) ? [] : [line("name", name)]),
      ...(type ? [{ field: type }] : []),
      ...event.lines,
      ...looks.map((field) => ({ field })),
      ...parametersOf(way),
      ...worthOf(recipe, wishes),
      ...counting.lines,
      line("role", role === "macro" ? "macro" : "micro"),
      ...kindOf(role, leads),
      ...leads.lines,
    ],
    notes: [...event.notes, ...counting.notes, ...leads.notes],
  };
}

/** Which of the two a site has, only its owner knows; the other one shows 0. */
function siteText({ by, what, site }: Way, { eitherSlash }: FileContext): string {
  if (by !== "page" || typeof what !== "string" || what === "/" || eitherSlash) return site;
  const bare = what.replace(/\/+$/, "");
  return `${site} ${bare} and ${bare}/ are two different paths; WordPress, for one, ends all of them with a slash. To count both, write page: [${inList(bare)}, ${inList(`${bare}/`)}].`;
}

/** As it can be written in brackets. */
function inList(path: string): string {
  return /^[\w/.~-]+$/.test(path) ? path : JSON.stringify(path);
}

interface Part {
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
}

const NONE: Part = { lines: [], notes: [] };

function line(key: string, value: Field[1], why?: string): Line {
  return { field: [key, value], ...(why === undefined ? {} : { why }) };
}

/** With another id, the recipe's own name would soon be there twice. */
function nameOf({ title }: Recipe, id: string, wishes: EntryOptions, { names }: FileContext): string {
  if (wishes.name !== undefined) return wishes.name;
  return wishes.id === undefined && !names.has(title.toLowerCase()) ? title : titleOf(id);
}

/** The event that Analytics recommends, unless another goal counts it already: one visit could count twice. */
function eventOf(recipe: Recipe, way: Way, id: string, { events }: FileContext): Part & { name: string } {
  const recommended = recipe.event;
  if (way.by === "ga4_event") return { ...NONE, name: String(way.what) };
  if (recommended === undefined || recommended === id) return { ...NONE, name: id };
  const other = events.get(recommended);
  if (other === undefined)
    return {
      name: recommended,
      lines: [line("event", recommended, "the name that Analytics recommends")],
      notes: [],
    };
  return {
    name: id,
    lines: [],
    notes: [`${other} already counts the event ${recommended}, so this goal has an event of its own, ${id}.`],
  };
}

function parametersOf({ parameters }: Way): readonly Line[] {
  if (parameters === undefined) return [];
  const entries = Object.entries(parameters).map(([name, key]) => [name, { data_layer: key }] as const);
  return [line("parameters", Object.fromEntries(entries), "sent along with the event")];
}

function worthOf({ worth }: Recipe, { value }: EntryOptions): readonly Line[] {
  if (value !== undefined) return [line("value", value)];
  if (worth === null) return [];
  return [{ ...line("value", worth.amount, `what ${worth.of} is worth to you on average`), off: true }];
}

function countedAs(recipe: Recipe, way: Way, event: string, { keyEvents, events }: FileContext): Part {
  const counting = way.by === "page" ? undefined : recipe.counting;
  const isNew = !events.has(event) && !PREDEFINED_KEY_EVENTS.has(event);
  if (isNew && keyEvents >= limitsOfTier("standard").keyEvents) {
    const why = `the file has ${keyEvents} key events, and a property can have ${limitsOfTier("standard").keyEvents}`;
    return {
      lines: [line("key_event", false, why)],
      notes: [`The event is sent but is not a key event: ${why}.`],
    };
  }
  return counting === undefined ? NONE : { lines: [line("counting", counting.is, counting.why)], notes: [] };
}

/** A milestone is a step towards something: without that it is a micro goal of no kind yet. */
function kindOf(role: Recipe["role"], leads: Part): readonly Line[] {
  const isKnown = role === "secondary" || (role === "milestone" && leads.lines.length > 0);
  return isKnown ? [line("kind", role)] : [];
}

function leadsTo(role: Recipe["role"], wishes: EntryOptions, { macroGoals }: FileContext): Part {
  if (wishes.leadsTo !== undefined) return { lines: [line("leads_to", wishes.leadsTo)], notes: [] };
  if (role === "macro") return NONE;
  const [only, ...others] = macroGoals;
  if (only !== undefined && others.length === 0) return { lines: [line("leads_to", only)], notes: [] };
  const note =
    only === undefined
      ? "The file has no goal with role: macro that this one could lead to."
      : `The file has several macro goals (${macroGoals.join(", ")}): add leads_to for the one that this one leads to.`;
  return { lines: [], notes: [note] };
}

/** What the site runs. Texts become JavaScript texts by JSON, and `<` cannot end a script element. */
function snippetOf({ what, parameters }: Way): string {
  const keys = Object.values(parameters ?? {}).map((key) => `${key}: "…"`);
  return `dataLayer.push({ ${[`event: ${scriptText(String(what))}`, ...keys].join(", ")} });`;
}

function scriptText(text: string): string {
  return JSON.stringify(text).replaceAll("<", "\\u003c");
}
