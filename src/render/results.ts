/**
 * One row for each kind of result that a command comes to: how it is shown as text, as JSON and as Markdown. What has no row
 * is not a result. The other formats take what they need of a few kinds.
 */
import type { Catalogue, FileStarted, GoalAdded, GoalByHand } from "../app/result/added.ts";
import type {
  Accepted,
  ApplyResult,
  ContainerExported,
  Drift,
  Planned,
  RollbackPlan,
  RolledBack,
} from "../app/result/at-target.ts";
import type { Examined } from "../app/result/doctor.ts";
import type { Imported } from "../app/result/imported.ts";
import type { ImpactReported, Reported, SuggestedValues } from "../app/result/reported.ts";
import type { Explanation, Graph, Problems, Validated } from "../app/result/result.ts";
import type { Verified } from "../app/result/verify.ts";
import type { Explained, Tested, VisitDrafted } from "../app/result/visited.ts";
import type { Report } from "../figures/report.ts";
import { isEmpty } from "../plan/plan.ts";
import type { JsonObject } from "../resources/resource.ts";
import { acceptedJson, acceptedMarkdown, acceptedText } from "./accepted.ts";
import { addedJson, addedMarkdown, addedText } from "./added.ts";
import { appliedLines, doneJson } from "./applied.ts";
import { catalogueJson, catalogueMarkdown, catalogueText } from "./catalogue.ts";
import { containerText, exportJson, exportMarkdown, exportSummary } from "./container-exported.ts";
import { diagnosticsJson } from "./diagnostics-json.ts";
import { diagnosticsMarkdown } from "./diagnostics-markdown.ts";
import { diagnosticsText } from "./diagnostics-text.ts";
import { examinedJson } from "./doctor/examined-json.ts";
import { examinedMarkdown } from "./doctor/examined-markdown.ts";
import { examinedText } from "./doctor/examined-text.ts";
import { fileStartedJson, fileStartedMarkdown, fileStartedText } from "./file-started.ts";
import { figuresJson, withFigures } from "./graph-figures.ts";
import { graphJson } from "./graph-json.ts";
import { graphMarkdown } from "./graph-markdown.ts";
import { graphText } from "./graph-text.ts";
import { importedJson, importedMarkdown, importedText } from "./imported.ts";
import { markdownText } from "./markdown.ts";
import { planJson } from "./plan-json.ts";
import { planMarkdown } from "./plan-markdown.ts";
import { planText } from "./plan-text.ts";
import { impactJson } from "./report/impact-json.ts";
import { impactMarkdown } from "./report/impact-markdown.ts";
import { impactText } from "./report/impact-text.ts";
import { uncountedWords } from "./report/impact-words.ts";
import { reportMarkdown } from "./report/report-markdown.ts";
import { reportText } from "./report/report-text.ts";
import {
  rollbackJson,
  rollbackMarkdown,
  rollbackText,
  rolledBackMarkdown,
  rolledBackText,
} from "./rollback.ts";
import { validatedJson, validatedText, validWords } from "./validated.ts";
import { verifiedJson } from "./verify/verified-json.ts";
import { verifiedMarkdown } from "./verify/verified-markdown.ts";
import { verifiedText } from "./verify/verified-text.ts";
import type { ViewOptions } from "./view-options.ts";
import { visible, visibleLines } from "./visible.ts";
import { explainedText } from "./visits/explained-text.ts";
import { testedText } from "./visits/tested-text.ts";
import { explainedJson, testedJson } from "./visits/visits-json.ts";
import { explainedMarkdown, testedMarkdown } from "./visits/visits-markdown.ts";
import { joinedWays } from "./way-out.ts";

interface Row<R> {
  readonly text: (result: R, options: ViewOptions) => string;
  readonly json: (result: R, options: ViewOptions) => JsonObject;
  readonly markdown: (result: R, options: ViewOptions) => string;
}

const row = <R>(views: Row<R>): Row<R> => views;

const RESULTS = {
  validated: row<Validated>({
    text: (result) => validatedText(result),
    json: (result, { pagePath }) => validatedJson(result, pagePath),
    markdown: (result) => `${markdownText(validWords(result))}\n\n${diagnosticsMarkdown(result.diagnostics)}`,
  }),
  problems: row<Problems>({
    text: ({ diagnostics }, { color }) => diagnosticsText(diagnostics, { color }),
    json: ({ diagnostics }, { pagePath }) => ({ diagnostics: diagnosticsJson(diagnostics, pagePath) }),
    markdown: ({ diagnostics }) => diagnosticsMarkdown(diagnostics),
  }),
  plan: row<Planned>({
    text: ({ plan, next, impact, uncounted }, { color, words, isInteractive }) => {
      const why = uncounted === undefined ? "" : `\n${visible(uncountedWords(uncounted, words))}\n`;
      const counted = impact === undefined ? why : `\n${impactText(impact, { color })}`;
      const text = `${planText(plan, { color, words })}${counted}`;
      return next && isInteractive ? `${text}${nextStep(next.saved)}` : text;
    },
    json: ({ plan, impact, uncounted }, { words }) => ({
      ...planJson(plan, words, impact),
      ...(uncounted === undefined
        ? {}
        : {
            uncounted: {
              code: uncounted.code,
              message: uncounted.message,
              hint: joinedWays(uncounted.ways, words),
            },
          }),
    }),
    markdown: ({ plan, live, impact = null, uncounted }, { words }) =>
      planMarkdown(plan, {
        live,
        words,
        impact,
        uncounted: uncounted === undefined ? null : uncountedWords(uncounted, words),
      }),
  }),
  drift: row<Drift>({
    text: ({ plan }, { color, words }) => planText(plan, { color, words }),
    json: ({ plan }, { words }) => ({ drift: !isEmpty(plan), ...planJson(plan, words) }),
    markdown: ({ plan, live }, { words }) => planMarkdown(plan, { live, words }),
  }),
  "container exported": row<ContainerExported>({
    text: (result) => (result.out === null ? containerText(result) : exportSummary(result)),
    json: (result) => exportJson(result),
    markdown: (result) => exportMarkdown(result),
  }),
  accepted: row<Accepted>({
    text: (result) => acceptedText(result),
    json: (result, { words }) => acceptedJson(result, words),
    markdown: (result) => acceptedMarkdown(result),
  }),
  applied: row<ApplyResult>({
    text: (result, { color, words }) =>
      result.done === null
        ? planText(result.plan, { color, words })
        : visibleLines(appliedLines(result, result.done)),
    json: ({ plan, done }, { words }) => ({
      ...planJson(plan, words),
      applied: done === null ? null : doneJson(done),
    }),
    markdown: (result, { words }) =>
      result.done === null
        ? planMarkdown(result.plan, { live: null, words })
        : `${appliedLines(result, result.done)
            .map((line) => `- ${markdownText(line)}`)
            .join("\n")}\n`,
  }),
  "rollback plan": row<RollbackPlan>({
    text: ({ rollback }) => rollbackText(rollback),
    json: ({ rollback }) => rollbackJson(rollback),
    markdown: ({ rollback }) => rollbackMarkdown(rollback),
  }),
  "rolled back": row<RolledBack>({
    text: (result) => rolledBackText(result),
    json: ({ to: { id, name }, done }) =>
      done === null
        ? { to: { id, name }, rolled_back: false }
        : {
            ...rollbackJson(done.rollback),
            rolled_back: true,
            requests: done.requests,
            ...(done.unannotated === null ? {} : { unannotated: done.unannotated }),
          },
    markdown: (result) => rolledBackMarkdown(result),
  }),
  graph: row<Graph>({
    text: ({ graph, picture, report }, { color }) =>
      picture?.text ?? graphText(withFigures(graph, report), { color }),
    json: ({ graph, picture, out, report }) => ({
      ...graphJson(graph),
      ...(report === undefined ? {} : { figures: figuresJson(graph, report) }),
      ...(picture === null || out !== null ? {} : { picture: { ...picture } }),
      ...(out === null ? {} : { out }),
    }),
    markdown: ({ graph, picture, report }) => {
      if (picture === null) return graphMarkdown(withFigures(graph, report));
      return picture.as === "mermaid" ? `\`\`\`mermaid\n${picture.text}\`\`\`\n` : picture.text;
    },
  }),
  explanation: row<Explanation>({
    text: ({ page }) => page.markdown,
    json: ({ code, severity, page }) => ({ code, severity, docs: page.path, page: page.markdown }),
    markdown: ({ page }) => page.markdown,
  }),
  tested: row<Tested>({
    text: (result, options) => testedText(result, options),
    json: (result) => testedJson(result),
    markdown: (result) => testedMarkdown(result),
  }),
  explained: row<Explained>({
    text: (result, options) => explainedText(result, options),
    json: (result) => explainedJson(result),
    markdown: (result) => explainedMarkdown(result),
  }),
  "visit drafted": row<VisitDrafted>({
    text: ({ yaml }) => yaml,
    json: ({ yaml }) => ({ yaml }),
    markdown: ({ yaml }) => `\`\`\`yaml\n${yaml}\`\`\`\n`,
  }),
  verified: row<Verified>({
    text: (result, options) => verifiedText(result, options),
    json: (result) => verifiedJson(result),
    markdown: (result) => verifiedMarkdown(result),
  }),
  examined: row<Examined>({
    text: (result, options) => examinedText(result, options),
    json: (result, { words }) => examinedJson(result, words),
    markdown: (result, { words }) => examinedMarkdown(result, words),
  }),
  report: row<Reported>({
    text: ({ report, values }, options) => reportText(report, options, values),
    json: ({ report, out, values }) => ({
      ...asJson(report),
      ...(values === undefined ? {} : { values: valuesJson(values) }),
      ...(out === null ? {} : { out }),
    }),
    markdown: ({ report, out, values }) => (out === null ? reportMarkdown(report, values) : ""),
  }),
  impact: row<ImpactReported>({
    text: ({ impact }, options) => impactText(impact, options),
    json: ({ impact, target }) => ({ ...impactJson(impact), target: { name: target } }),
    markdown: ({ impact }) => impactMarkdown(impact),
  }),
  catalogue: row<Catalogue>({
    text: ({ groups }) => catalogueText(groups),
    json: ({ groups }) => catalogueJson(groups),
    markdown: ({ groups }) => catalogueMarkdown(groups),
  }),
  "goal added": row<GoalAdded>({
    text: (result) => addedText(result),
    json: (result, { pagePath }) => addedJson(result, pagePath),
    markdown: (result) => addedMarkdown(result),
  }),
  "goal by hand": row<GoalByHand>({
    text: ({ yaml }) => yaml,
    json: ({ yaml }) => ({ yaml }),
    markdown: () => "",
  }),
  "file started": row<FileStarted>({
    text: (result, { isInteractive }) => fileStartedText(result, isInteractive),
    json: (result) => fileStartedJson(result),
    markdown: (result) => fileStartedMarkdown(result),
  }),
  imported: row<Imported>({
    text: (result) => importedText(result),
    json: (result) => importedJson(result),
    markdown: (result) => importedMarkdown(result),
  }),
};

type Rows = typeof RESULTS;

/** The results of a command at one target, or at none. */
export type SingleKind = keyof Rows;
export type SingleOf<K extends SingleKind> = Rows[K] extends Row<infer R> ? R : never;
export type SingleResult = { [K in SingleKind]: SingleOf<K> }[SingleKind];

export function shown<F extends keyof Row<never>>(
  as: F,
  result: SingleResult,
  options: ViewOptions,
): ReturnType<Row<never>[F]> {
  const show = RESULTS[result.is][as] as (
    result: SingleResult,
    options: ViewOptions,
  ) => ReturnType<Row<never>[F]>;
  return show(result, options);
}

/** At a terminal, people see how to continue; a log needs no advice. */
function nextStep(saved: string | null): string {
  const how =
    saved === null
      ? "`goalform apply` plans again, shows the plan and asks."
      : `\`goalform apply ${saved}\` carries out exactly this.`;
  return `\nNothing has been changed yet. ${how}\n`;
}

function valuesJson({ way, changes, left, files }: SuggestedValues): JsonObject {
  return {
    way,
    changes: changes.map(({ at, name: _, ...change }) => ({
      ...change,
      at: { file: at.file, line: at.line },
    })),
    left: left.map(({ goal, why }) => ({ goal, why })),
    files: [...files],
  };
}

/** The report is data as it is. */
function asJson(report: Report): JsonObject {
  return { ...report } as unknown as JsonObject;
}
