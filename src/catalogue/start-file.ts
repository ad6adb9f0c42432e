/** The first goals file of a site: commented, valid, and at home in the sandbox at once. */

import { comment, fieldText, inBraces } from "../language/writing/yaml-text.ts";
import { findRecipe } from "./catalogue.ts";
import { chooseWay } from "./choose-way.ts";
import { EMPTY_FILE, type GoalEntry, goalEntry } from "./goal-entry.ts";
import { blockLines } from "./goal-yaml.ts";
import type { Template } from "./template.ts";

/** Google's ids; null where nobody has said it yet. */
export interface StartIds {
  readonly property: string | null;
  readonly measurementId: string | null;
  readonly container: string | null;
}

export interface StartOptions extends StartIds {
  /** The owner: it marks everything at Google that comes from the file. */
  readonly name: string;
  readonly currency: string;
  /** Where an editor finds the schema, seen from the file. */
  readonly schema: string;
}

/** What stands for an id until it is known: an environment variable, and an id that only the sandbox knows. */
const PLACEHOLDERS = {
  property: "${GA4_PROPERTY:-123456789}",
  measurementId: "${GA4_MEASUREMENT_ID:-G-TEST123456}",
  container: "${GTM_CONTAINER:-GTM-TEST01}",
} as const satisfies Readonly<Record<keyof StartIds, string>>;

export function startFile(template: Template, options: StartOptions): string {
  const { name, currency, schema } = options;
  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    "#",
    `# The conversion goals of ${template.site}: change what does not fit.`,
    "# `goalform add` has more goals, `goalform validate` checks the file, `goalform plan` shows what",
    "# would change at Google.",
    "#",
    "# Copy paths from the browser's address bar.",
    "",
    "version: 1",
    `${fieldText(["name", name])} # marks everything at Google that comes from this file; do not change it later`,
    "",
    ...targetLines(options),
    "",
    "# What applies to every goal that does not say otherwise.",
    "defaults:",
    "  counting: once_per_session # a goal counts at most once in a visit",
    `  ${fieldText(["currency", currency])} # of every value`,
    "  trailing_slash: either # /thank-you and /thank-you/ are one page",
    "",
    "goals:",
    ...goalLines(template),
    "",
    ...funnelLines(template),
  ];
  return `${lines.join("\n")}\n`;
}

/** The goals of a template, in the order of the file. */
function templateEntries({ goals }: Template): readonly GoalEntry[] {
  const main = goals.find(({ recipe, wishes }) => (wishes?.role ?? roleOf(recipe)) === "macro");
  const macroGoals = main ? [main.wishes?.id ?? main.recipe.replaceAll("-", "_")] : [];
  const entries: GoalEntry[] = [];
  for (const { recipe: id, options = {}, wishes = {} } of goals) {
    const recipe = findRecipe(id);
    const choice = recipe ? chooseWay(recipe, options) : null;
    if (!recipe || !choice?.ok) throw new Error(`the template's recipe ${id} cannot be made`);
    const events = new Map(entries.map((entry) => [eventOf(entry), entry.id]));
    entries.push(
      goalEntry(recipe, choice.way, wishes, { ...EMPTY_FILE, macroGoals, events, eitherSlash: true }),
    );
  }
  return entries;
}

function roleOf(recipe: string): string | undefined {
  return findRecipe(recipe)?.role;
}

function eventOf({ id, lines }: GoalEntry): string {
  return String(lines.find(({ field: [key] }) => key === "event")?.field[1] ?? id);
}

/** `targets:` with one target, and what to know about it. */
export function targetLines({ property, measurementId, container }: StartIds): readonly string[] {
  const isOpen = property === null || measurementId === null || container === null;
  const open = isOpen
    ? comment(
        "Placeholders work only with --sandbox. Replace them with your ids, or set environment variables of these names.",
        0,
      )
    : [];
  return [
    "# Where the goals are measured: an Analytics property with its web stream, and a Tag Manager container.",
    ...open,
    "targets:",
    "  production:",
    "    ga4:",
    `      ${fieldText(["property", property ?? PLACEHOLDERS.property])} # in Analytics: Admin, Property details`,
    `      ${fieldText(["measurement_id", measurementId ?? PLACEHOLDERS.measurementId])} # Admin, Data streams`,
    "    gtm:",
    `      ${fieldText(["container", container ?? PLACEHOLDERS.container])} # in Tag Manager: top right`,
    ...comment(
      "Where does the Google tag for the measurement id live? In this container: leave this out. In the site's pages, with gtag('config', …): `page`. Nowhere yet: `create` makes one.",
      4,
    ),
    "    # google_tag: page",
  ];
}

function goalLines(template: Template): readonly string[] {
  return templateEntries(template).flatMap((entry, index) => [
    ...(index === 0 ? [] : [""]),
    ...blockLines(entry, { key: 2, step: 2 }),
  ]);
}

function funnelLines({ funnel }: Template): readonly string[] {
  return [
    ...comment(funnel.why, 0),
    "funnels:",
    `  ${funnel.id}:`,
    `    ${fieldText(["name", funnel.name])}`,
    `    ${fieldText(["within", funnel.within])} # longest time between two steps`,
    "    steps:",
    ...funnel.steps.map((step) => `      - ${stepText(step)}`),
  ];
}

/** A goal as a step is so short that it needs no braces. */
function stepText(step: Template["funnel"]["steps"][number]): string {
  const { goal } = step;
  return typeof goal === "string" ? fieldText(["goal", goal]) : inBraces(step);
}
