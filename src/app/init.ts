/** `goalform init`: the first goals file of a site. */
import { existsSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { type StartIds, startFile } from "../catalogue/start-file.ts";
import { TEMPLATES, type Template, type TemplateId } from "../catalogue/template.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { readGoals } from "../language/read-goals.ts";
import { ID_FORMS } from "../language/rules/targets/google-ids.ts";
import type { Process } from "../machine/process.ts";
import { createGoalsFile, existsAlready } from "../machine/write-goals.ts";
import { counted } from "../render/counted.ts";
import { markdownCode, markdownText } from "../render/markdown.ts";
import { shellWord } from "../render/shell-word.ts";
import { visible } from "../render/visible.ts";
import { refusal } from "./goals-file.ts";
import { type Outcome, Refusal } from "./outcome.ts";

export interface InitOptions {
  readonly file: string;
  readonly template?: TemplateId | undefined;
  readonly name?: string | undefined;
  readonly property?: string | undefined;
  readonly measurementId?: string | undefined;
  readonly container?: string | undefined;
  readonly currency: string;
  readonly force?: boolean | undefined;
}

/** What is asked for at a terminal; whoever gives one of them as an option is asked nothing. */
type Answers = Pick<InitOptions, "template" | "name" | "property" | "measurementId" | "container">;

export async function init(options: InitOptions, io: Process): Promise<Outcome> {
  const { file, force = false } = options;
  if (!force && existsSync(resolve(io.cwd, file))) throw existsAlready(file);
  checkIds(options);
  const answers = io.interactive && isSilent(options) ? await ask(io) : options;
  const template = TEMPLATES.find(({ id }) => id === (answers.template ?? "shop"));
  if (!template) throw new Refusal("usage", "There is no such template.");
  const ids = idsOf(answers);
  const name = answers.name ?? folderName(io);
  const schema = schemaFor(file, io);
  const text = startFile(template, { ...ids, name, currency: options.currency, schema });
  const goalSet = validated(file, text, io);
  createGoalsFile(file, text, force, io);
  return outcome(file, template, goalSet, ids, io);
}

const FLAGS = [
  { key: "property", form: ID_FORMS["ga4.property"], flag: "--property" },
  { key: "measurementId", form: ID_FORMS["ga4.measurement_id"], flag: "--measurement-id" },
  { key: "container", form: ID_FORMS["gtm.container"], flag: "--container" },
] as const;

const NAME_FORM = /^[a-z0-9][a-z0-9_-]{0,39}$/;

const QUESTIONS = {
  template: `What kind of site is it: ${TEMPLATES.map(({ id }) => id).join(", ")}?`,
  property: "Number of the Analytics property (Admin, Property details)?",
  measurementId: "Measurement id of its web stream (Admin, Data streams; G-…)?",
  container: "Id of the Tag Manager container (GTM-…)?",
} as const;

/** Environment variables are as good as ids. */
function checkIds(options: InitOptions): void {
  for (const { key, form, flag } of FLAGS) {
    const given = options[key];
    if (given === undefined || given.includes("${") || form.pattern.test(given)) continue;
    throw new Refusal("invalid-option", `${flag} "${given}" is not ${form.what}.`, form.hint);
  }
  if (options.name === undefined || NAME_FORM.test(options.name)) return;
  throw new Refusal(
    "invalid-option",
    `--name "${options.name}" is no name for a set of goals.`,
    "Small letters, digits, - and _, at most 40: acme-shop.",
  );
}

function isSilent(options: Answers): boolean {
  const { template, name, property, measurementId, container } = options;
  return [template, name, property, measurementId, container].every((one) => one === undefined);
}

async function ask(io: Process): Promise<Answers> {
  io.err("Press Enter for what stands in brackets; what is not known yet can be filled in later.\n");
  const ids = TEMPLATES.map(({ id }) => id as string);
  const template = await askFor(io, QUESTIONS.template, "shop", (text) => ids.includes(text));
  const name = await askFor(io, "Name of this set of goals?", folderName(io), (text) => NAME_FORM.test(text));
  const given: Partial<Record<(typeof FLAGS)[number]["key"], string>> = {};
  for (const { key, form } of FLAGS) {
    const answer = await askFor(io, QUESTIONS[key], "later", (text) => form.pattern.test(text), form.hint);
    if (answer !== "later") given[key] = answer;
  }
  return { ...given, template: template as TemplateId, name };
}

/** Asks until the answer can be used; no answer means what stands in brackets. */
async function askFor(
  io: Process,
  question: string,
  otherwise: string,
  isUsable: (text: string) => boolean,
  hint = "",
): Promise<string> {
  for (;;) {
    const answer = (await io.ask(`${question} [${otherwise}] `))?.trim();
    if (answer === undefined) throw new Refusal("not-answered", "Not done: the questions were left.");
    if (answer === "" || answer === otherwise) return otherwise;
    if (isUsable(answer)) return answer;
    io.err(`${visible(`"${answer}" cannot be used. ${hint}`).trim()}\n`);
  }
}

function idsOf({ property, measurementId, container }: Answers): StartIds {
  return { property: property ?? null, measurementId: measurementId ?? null, container: container ?? null };
}

/** The folder's own name, made fit to be an owner. */
function folderName({ cwd }: Process): string {
  const plain = basename(cwd).toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");
  const name = plain.replace(/[^a-z0-9_-]+/g, "-").replace(/^[-_]+|[-_]+$/g, "");
  return name.slice(0, 40).replace(/[-_]+$/, "") || "my-site";
}

/** The schema of an installed goalform, or of a checkout of it. */
function schemaFor(file: string, { cwd }: Process): string {
  const folder = dirname(resolve(cwd, file));
  const schema = "schemas/goals.schema.json";
  const known = [`node_modules/goalform/${schema}`, schema].find((path) => existsSync(resolve(cwd, path)));
  const path = relative(folder, resolve(cwd, known ?? `node_modules/goalform/${schema}`)).replaceAll(
    "\\",
    "/",
  );
  return path.startsWith(".") ? path : `./${path}`;
}

/** What stands in a template is tested; what came from options may still be wrong. */
function validated(file: string, text: string, io: Process): GoalSet {
  const { goalSet, diagnostics } = readGoals(file, new TextEncoder().encode(text));
  if (!goalSet) throw refusal(file, diagnostics, io);
  return goalSet;
}

function outcome(file: string, template: Template, goalSet: GoalSet, ids: StartIds, io: Process): Outcome {
  const placeholders = FLAGS.filter(({ key }) => ids[key] === null).map(({ key }) => PLACEHOLDER_NAMES[key]);
  const goals = goalSet.goals.map(({ id }) => id);
  const next = nextSteps(file, placeholders);
  const parts = `${counted(goals.length, "goal")} and a funnel for ${template.site}`;
  const others = TEMPLATES.filter(({ id }) => id !== template.id).map(({ id }) => id);
  return {
    exitCode: 0,
    text: visibleLines([
      `Wrote ${file}: ${parts}.`,
      ...(placeholders.length > 0
        ? [`Placeholders, good for --sandbox alone: ${placeholders.join(", ")}.`]
        : []),
      "",
      "What next:",
      ...next.map(({ command, what }) => `  ${command.padEnd(widest(next))}  ${what}`),
      ...(io.interactive ? [] : ["", `Other files to start from: --template ${others.join(", ")}.`]),
    ]),
    json: {
      file,
      template: template.id,
      name: goalSet.owner,
      goals,
      funnels: goalSet.funnels.map(({ id }) => id),
      placeholders,
      next: next.map(({ command }) => command),
    },
    markdown: [
      markdownText(`Wrote ${file}: ${parts}.`),
      "",
      ...next.map(({ command, what }) => `- ${markdownCode(command)}: ${markdownText(what)}`),
      "",
    ].join("\n"),
  };
}

const PLACEHOLDER_NAMES = {
  property: "GA4_PROPERTY",
  measurementId: "GA4_MEASUREMENT_ID",
  container: "GTM_CONTAINER",
} as const;

interface Step {
  readonly command: string;
  readonly what: string;
}

function nextSteps(file: string, placeholders: readonly string[]): readonly Step[] {
  const f = file === "goals.yaml" ? "" : ` -f ${shellWord(file)}`;
  return [
    { command: `goalform add${f}`, what: "more goals to choose from" },
    { command: `goalform validate${f}`, what: "checks the file, offline" },
    { command: `goalform plan${f} --sandbox`, what: "shows what would be done, without an account" },
    {
      command: `goalform plan${f}`,
      what: placeholders.length > 0 ? "the same at Google, once the ids are yours" : "the same at Google",
    },
  ];
}

function widest(steps: readonly Step[]): number {
  return Math.max(...steps.map(({ command }) => command.length));
}

function visibleLines(lines: readonly string[]): string {
  return `${lines.map(visible).join("\n")}\n`;
}
