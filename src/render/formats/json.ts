/** Every result as one JSON object. */
import type { AtTargets, TargetResult } from "../../app/result/at-target.ts";
import { Refusal } from "../../app/result/refusal.ts";
import { isEmpty } from "../../plan/plan.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { jsonText } from "../json-text.ts";
import { shown } from "../results.ts";
import type { ViewOptions } from "../view-options.ts";
import type { Format, Result } from "../views.ts";
import { joinedWays } from "../way-out.ts";

function jsonOf(result: Result, options: ViewOptions): JsonObject {
  return result.is === "targets" ? atTargets(result, options) : shown("json", result, options);
}

function atTargets({ command, targets }: AtTargets, options: ViewOptions): JsonObject {
  return {
    ...(command === "drift" ? { drift: targets.some(isDrift) } : {}),
    targets: targets.map((one) => atTarget(one, options)),
  };
}

function isDrift({ result }: TargetResult): boolean {
  return !(result instanceof Refusal) && result.is === "drift" && !isEmpty(result.plan);
}

function atTarget({ target, result }: TargetResult, options: ViewOptions): JsonObject {
  if (!(result instanceof Refusal)) return { ok: true, target: { name: target }, ...jsonOf(result, options) };
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
  return about === null ? {} : jsonOf(about, options);
}

export const json: Format = {
  result: (result, options) => jsonText({ ok: true, ...jsonOf(result, options) }),
  refusal: (refusal, options) =>
    jsonText({ ok: false, error: errorOf(refusal, options), ...subjectOf(refusal, options) }),
};
