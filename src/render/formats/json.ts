/** Every result as one JSON object. */
import { Refusal } from "../../app/result/refusal.ts";
import type { TargetResult } from "../../app/result/result.ts";
import { isEmpty } from "../../plan/plan.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { addedJson } from "../added.ts";
import { doneJson } from "../applied.ts";
import { catalogueJson } from "../catalogue.ts";
import { diagnosticsJson } from "../diagnostics-json.ts";
import { fileStartedJson } from "../file-started.ts";
import { graphJson } from "../graph-json.ts";
import { jsonText } from "../json-text.ts";
import { planJson } from "../plan-json.ts";
import { rollbackJson } from "../rollback.ts";
import { validatedJson } from "../validated.ts";
import { type Format, type Look, type Views, view } from "../views.ts";
import { joinedWays } from "../way-out.ts";
import { drawn } from "./picture.ts";

const VIEWS: Views<JsonObject> = {
  validated: (result, { pagePath }) => validatedJson(result, pagePath),
  problems: ({ diagnostics }, { pagePath }) => ({ diagnostics: diagnosticsJson(diagnostics, pagePath) }),
  plan: ({ plan }, { words }) => planJson(plan, words),
  drift: ({ plan }, { words }) => ({ drift: !isEmpty(plan), ...planJson(plan, words) }),
  applied: ({ plan, done }, { words }) => ({
    ...planJson(plan, words),
    applied: done === null ? null : doneJson(done),
  }),
  "rollback plan": ({ rollback }) => rollbackJson(rollback),
  "rolled back": ({ to: { id, name }, done }) =>
    done === null
      ? { to: { id, name }, rolled_back: false }
      : { ...rollbackJson(done.rollback), rolled_back: true, requests: done.requests },
  targets: ({ command, targets }, look) => ({
    ...(command === "drift" ? { drift: targets.some(isDrift) } : {}),
    targets: targets.map((one) => ofTarget(one, look)),
  }),
  graph: (result) => {
    const { graph, picture, out } = result;
    const text = out === null ? drawn(result) : null;
    return {
      ...graphJson(graph),
      ...(text === null ? {} : { picture: { as: picture, text } }),
      ...(out === null ? {} : { out }),
    };
  },
  explanation: ({ code, severity, page }) => ({ code, severity, docs: page.path, page: page.markdown }),
  catalogue: ({ groups }) => catalogueJson(groups),
  "goal added": (result, { pagePath }) => addedJson(result, pagePath),
  "goal by hand": ({ yaml }) => ({ yaml }),
  "file started": (result) => fileStartedJson(result),
};

function isDrift({ result }: TargetResult): boolean {
  return !(result instanceof Refusal) && result.is === "drift" && !isEmpty(result.plan);
}

function ofTarget({ target, result }: TargetResult, look: Look): JsonObject {
  if (!(result instanceof Refusal)) return { ok: true, ...view(VIEWS, result, look) };
  return { ok: false, error: errorOf(result, look), target: { name: target }, ...subjectOf(result, look) };
}

function errorOf({ code, message, ways }: Refusal, { words }: Look): JsonObject {
  return { code, message, hint: joinedWays(ways, words) };
}

function subjectOf({ about }: Refusal, look: Look): JsonObject {
  return about === null ? {} : view(VIEWS, about, look)!;
}

export const json: Format = {
  result: (result, look) => jsonText({ ok: true, ...view(VIEWS, result, look) }),
  refusal: (refusal, look) =>
    jsonText({ ok: false, error: errorOf(refusal, look), ...subjectOf(refusal, look) }),
};
