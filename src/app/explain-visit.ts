/** `explain GOAL --page URL`: why one happening counts, or does not. */
import type { Container } from "../engine/container.ts";
import { didYouMean } from "../language/schema/nearest.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { CompiledSite } from "../visits/compiled-site.ts";
import { explainGoals, foreignTags } from "../visits/explaining/explain.ts";
import { openTests } from "../visits/reading/read-tests.ts";
import type { Step } from "../visits/step.ts";
import { invalidGoals, readGoalsFile } from "./goals-file.ts";
import type { Ports } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import type { Explained } from "./result/visited.ts";
import { type TargetOptions, withTarget } from "./target.ts";
import { measuredAt, type Testing } from "./test.ts";

export interface ExplainOptions {
  readonly file: string;
  readonly target?: string | undefined;
  /** A goal's id; without it every goal. */
  readonly goal: string | undefined;
  /** The pages that load, one after another. */
  readonly pages: readonly string[];
  /** What is pushed to the data layer of the last page, as JSON; a word is an event. */
  readonly pushes: readonly string[];
  /** Further steps in the words of a tests file: `form: contact`. */
  readonly steps: readonly string[];
  /** Whose other tags are looked at as well. */
  readonly container?: Container | undefined;
}

export function explainVisit(options: ExplainOptions, ports: Testing): Explained {
  const { goalSet, diagnostics } = readGoalsFile(options.file, ports.files);
  if (!goalSet) throw invalidGoals(options.file, diagnostics);
  const measured = measuredAt(goalSet, options.file, options.target, ports);
  const goals = measured.goalSet.goals.map(({ id }) => id);
  const asked = options.goal === undefined ? goals : [known(options.goal, goals, options.file)];
  const steps = stepsOf(options, measured, ports);
  const { container } = options;
  return {
    is: "explained",
    file: options.file,
    steps,
    goals: explainGoals(steps, asked, measured),
    foreign: container === undefined ? null : foreignTags(steps, container, ownTags(measured), measured),
  };
}

/** What visitors of the target get now. Only reads. */
export function liveContainer(
  options: TargetOptions,
  ports: Pick<Ports, "env" | "files" | "google">,
): Promise<Container> {
  const { goalSet, diagnostics } = readGoalsFile(options.file, ports.files);
  if (!goalSet) throw invalidGoals(options.file, diagnostics);
  return withTarget(goalSet, options, "read", ports, async ({ port }) => containerOf(await port.readLive()));
}

/** As the model of Google's tag reads it. */
export function containerOf({ entities, builtInVariables }: ContainerContent): Container {
  const { "gtm.tag": tag, "gtm.trigger": trigger, "gtm.variable": variable } = entities;
  const builtInVariable = builtInVariables.map((type) => ({ type }));
  return { containerId: "0", tag, trigger, variable, builtInVariable } as Container;
}

function known(goal: string, goals: readonly string[], file: string): string {
  if (goals.includes(goal)) return goal;
  throw new Refusal("unknown-goal", `${file} has no goal ${goal}.`, didYouMean(goal, goals));
}

/** Tags that the file makes have its own names; those of an export are the same ones, as they are live. */
function ownTags({ container }: CompiledSite): ReadonlySet<string> {
  return new Set((container.tag ?? []).map(({ name }) => name ?? ""));
}

/** What an address is completed with where nobody says the site. */
const SOME_SITE = "https://www.example.com";

/** The command line as a visit of a tests file: its reader checks it. */
function stepsOf(options: ExplainOptions, measured: CompiledSite, ports: Testing): readonly Step[] {
  const visit = [
    ...options.pages.map((page) => ({ page })),
    ...options.pushes.map(pushed),
    ...options.steps.map(written),
  ];
  const site = siteOf(options.file, ports) ?? SOME_SITE;
  const text = JSON.stringify({ version: 1, site, tests: [{ name: "explain", visit, only: true }] });
  const { tests, diagnostics } = openTests("", new TextEncoder().encode(text)).read(measured.goalSet);
  const [first] = tests?.tests ?? [];
  if (first?.is === "visit") return first.steps;
  const { message = "", hint = null } = diagnostics[0] ?? {};
  throw new Refusal("invalid-option", message, hint);
}

/** `{"event": "lead"}`, `["event", "sign_up"]` for the site's own gtag call, or `lead`. */
function pushed(text: string): object {
  const value = jsonOr(text);
  return Array.isArray(value) ? { gtag: value } : { data_layer: value };
}

function written(text: string): object {
  const [, word = text, value = ""] = /^\s*([a-z_]+)\s*:\s*([\s\S]*)$/.exec(text) ?? [];
  return { [word]: jsonOr(value) };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (/^\s*[[{]/.test(text))
      throw new Refusal("invalid-option", `This is not JSON: ${text}`, `Write --push '{"event": "lead"}'.`);
    return text;
  }
}

/** The tests next to the goals file say which site they visit. */
function siteOf(file: string, { files }: Testing): string | null {
  const usual = file.replace(/\.ya?ml$/, ".test.yaml");
  if (usual === file || !files.exists(usual)) return null;
  return openTests(usual, files.readTests(usual)).site;
}
