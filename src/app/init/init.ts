/** `init`: the first goals file of a site. */
import { type StartIds, startFile } from "../../catalogue/start-file.ts";
import { TEMPLATES, type TemplateId } from "../../catalogue/template.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { readGoals } from "../../language/read-goals.ts";
import { ID_FORMS } from "../../language/rules/targets/google-ids.ts";
import { invalidGoals } from "../goals-file.ts";
import type { Ask, Files } from "../ports.ts";
import type { FileStarted } from "../result/added.ts";
import { fileExists, Refusal } from "../result/refusal.ts";
import { type Answers, answersFrom, NAME_FORM, type OpenOffers } from "./answers.ts";

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

/**
 * @param ask null if nobody can answer
 * @param offers what can be picked from, opened if somebody is asked
 */
export async function init(
  options: InitOptions,
  ask: Ask | null,
  files: Pick<Files, "exists" | "createGoals" | "folderName" | "schemaFor">,
  offers: OpenOffers = async () => null,
): Promise<FileStarted> {
  const { file, force = false, currency } = options;
  if (!force && files.exists(file)) throw fileExists(file);
  checkIds(options);
  const answers =
    ask !== null && isSilent(options) ? await answersFrom(ask, ownerOf(files), offers) : options;
  const template = TEMPLATES.find(({ id }) => id === (answers.template ?? "shop"));
  if (!template) throw new Refusal("usage", "There is no such template.");
  const ids = idsOf(answers);
  const name = answers.name ?? ownerOf(files);
  const text = startFile(template, { ...ids, name, currency, schema: files.schemaFor(file) });
  const goalSet = validated(file, text);
  files.createGoals(file, text, force);
  return {
    is: "file started",
    file,
    template,
    others: TEMPLATES.filter(({ id }) => id !== template.id).map(({ id }) => id),
    goalSet,
    placeholders: FLAGS.filter(({ key }) => ids[key] === null).map(({ key }) => PLACEHOLDER_NAMES[key]),
  };
}

/** The folder's name, made fit to name a set of goals. */
export function ownerOf({ folderName }: Pick<Files, "folderName">): string {
  return nameFrom(folderName()) ?? "my-site";
}

/** Null where nothing of it can be kept. */
function nameFrom(text: string): string | null {
  const plain = text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");
  const name = plain.replace(/[^a-z0-9_-]+/g, "-").replace(/^[-_]+|[-_]+$/g, "");
  return name.slice(0, 40).replace(/[-_]+$/, "") || null;
}

const FLAGS = [
  { key: "property", form: ID_FORMS["ga4.property"], flag: "--property" },
  { key: "measurementId", form: ID_FORMS["ga4.measurement_id"], flag: "--measurement-id" },
  { key: "container", form: ID_FORMS["gtm.container"], flag: "--container" },
] as const;

/** Environment variables are accepted in place of ids. */
export function checkIds(options: Omit<Answers, "template">): void {
  for (const { key, form, flag } of FLAGS) {
    const given = options[key];
    if (given === undefined || given.includes("${") || form.pattern.test(given)) continue;
    throw new Refusal("invalid-option", `${flag} "${given}" is not ${form.what}.`, form.hint);
  }
  if (options.name === undefined || NAME_FORM.test(options.name)) return;
  throw new Refusal(
    "invalid-option",
    `--name "${options.name}" is not a valid name for a goals file.`,
    `Use lowercase letters, digits, - and _, at most 40: ${nameFrom(options.name) ?? "acme-shop"}.`,
  );
}

function isSilent(options: Answers): boolean {
  const { template, name, property, measurementId, container } = options;
  return [template, name, property, measurementId, container].every((one) => one === undefined);
}

function idsOf({ property, measurementId, container }: Answers): StartIds {
  return { property: property ?? null, measurementId: measurementId ?? null, container: container ?? null };
}

/** The templates are tested; what came from options may still be wrong. */
function validated(file: string, text: string): GoalSet {
  const { goalSet, diagnostics } = readGoals(file, new TextEncoder().encode(text));
  if (!goalSet) throw invalidGoals(file, diagnostics);
  return goalSet;
}

const PLACEHOLDER_NAMES = {
  property: "GA4_PROPERTY",
  measurementId: "GA4_MEASUREMENT_ID",
  container: "GTM_CONTAINER",
} as const;
