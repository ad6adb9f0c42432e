/** Every result as one JSON object. */

import type { TargetResult } from "../../app/result/at-target.ts";
import { Refusal } from "../../app/result/refusal.ts";
import type { SuggestedValues } from "../../app/result/reported.ts";
import type { Report } from "../../figures/report.ts";
import { isEmpty } from "../../plan/plan.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { acceptedJson } from "../accepted.ts";
import { addedJson } from "../added.ts";
import { doneJson } from "../applied.ts";
import { catalogueJson } from "../catalogue.ts";
import { exportJson } from "../container-exported.ts";
import { diagnosticsJson } from "../diagnostics-json.ts";
import { examinedJson } from "../doctor/examined-json.ts";
import { fileStartedJson } from "../file-started.ts";
import { figuresJson } from "../graph-figures.ts";
import { graphJson } from "../graph-json.ts";
import { importedJson } from "../imported.ts";
import { jsonText } from "../json-text.ts";
import { planJson } from "../plan-json.ts";
import { impactJson } from "../report/impact-json.ts";
import { rollbackJson } from "../rollback.ts";
import { validatedJson } from "../validated.ts";
import { verifiedJson } from "../verify/verified-json.ts";
import { type Format, type ViewOptions, type Views, view } from "../views.ts";
import { explainedJson, testedJson } from "../visits/visits-json.ts";
import { joinedWays } from "../way-out.ts";

const VIEWS: Views<JsonObject> = {
  validated: (result, { pagePath }) => validatedJson(result, pagePath),
  problems: ({ diagnostics }, { pagePath }) => ({ diagnostics: diagnosticsJson(diagnostics, pagePath) }),
  plan: ({ plan, impact }, { words }) => planJson(plan, words, impact),
  drift: ({ plan }, { words }) => ({ drift: !isEmpty(plan), ...planJson(plan, words) }),
  "container exported": (result) => exportJson(result),
  accepted: (result, { words }) => acceptedJson(result, words),
  applied: ({ plan, done }, { words }) => ({
    ...planJson(plan, words),
    applied: done === null ? null : doneJson(done),
  }),
  "rollback plan": ({ rollback }) => rollbackJson(rollback),
  "rolled back": ({ to: { id, name }, done }) =>
    done === null
      ? { to: { id, name }, rolled_back: false }
      : {
          ...rollbackJson(done.rollback),
          rolled_back: true,
          requests: done.requests,
          ...(done.unannotated === null ? {} : { unannotated: done.unannotated }),
        },
  targets: ({ command, targets }, options) => ({
    ...(command === "drift" ? { drift: targets.some(isDrift) } : {}),
    targets: targets.map((one) => ofTarget(one, options)),
  }),
  graph: ({ graph, picture, out, report }) => ({
    ...graphJson(graph),
    ...(report === undefined ? {} : { figures: figuresJson(graph, report) }),
    ...(picture === null || out !== null ? {} : { picture: { ...picture } }),
    ...(out === null ? {} : { out }),
  }),
  explanation: ({ code, severity, page }) => ({ code, severity, docs: page.path, page: page.markdown }),
  tested: (result) => testedJson(result),
  explained: (result) => explainedJson(result),
  "visit drafted": ({ yaml }) => ({ yaml }),
  verified: (result) => verifiedJson(result),
  examined: (result, { words }) => examinedJson(result, words),
  report: ({ report, out, values }) => ({
    ...asJson(report),
    ...(values === undefined ? {} : { values: valuesJson(values) }),
    ...(out === null ? {} : { out }),
  }),
  impact: ({ impact, target }) => ({ ...impactJson(impact), target: { name: target } }),
  catalogue: ({ groups }) => catalogueJson(groups),
  "goal added": (result, { pagePath }) => addedJson(result, pagePath),
  "goal by hand": ({ yaml }) => ({ yaml }),
  "file started": (result) => fileStartedJson(result),
  imported: (result) => importedJson(result),
};

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

function isDrift({ result }: TargetResult): boolean {
  return !(result instanceof Refusal) && result.is === "drift" && !isEmpty(result.plan);
}

function ofTarget({ target, result }: TargetResult, options: ViewOptions): JsonObject {
  if (!(result instanceof Refusal))
    return { ok: true, target: { name: target }, ...view(VIEWS, result, options) };
  return {
    ok: false,
    error: errorOf(result, options),
    target: { name: target },
    ...subjectOf(result, options),
  };
}

function errorOf({ code, message, ways }: Refusal, { words }: ViewOptions): JsonObject {
  return { code, message, hint: joinedWays(ways, words) };
}

function subjectOf({ about }: Refusal, options: ViewOptions): JsonObject {
  return about === null ? {} : view(VIEWS, about, options)!;
}

export const json: Format = {
  result: (result, options) => jsonText({ ok: true, ...view(VIEWS, result, options) }),
  refusal: (refusal, options) =>
    jsonText({ ok: false, error: errorOf(refusal, options), ...subjectOf(refusal, options) }),
};
