/** A goal or a step that an event create rule of Analytics counts: is the rule in the served `gtag/js`? */
import { fromRule } from "../../lift/from-rule.ts";
import type { Lookup } from "../../lift/lookup.ts";
import type { Reading } from "../../lift/reading.ts";
import { readDefinitionMark, withDefinitionMark } from "../../resources/definition.ts";
import { mutationsForEvents } from "../../resources/definitions/mark.ts";
import { canonicalJson } from "../../resources/json.ts";
import type { DefinitionSnapshot } from "../../resources/snapshot.ts";
import { differencesOf } from "./differences.ts";
import type { Sides } from "./sides.ts";
import { notTried, problem, type ServedVerdict } from "./verdict.ts";

const KIND = "ga4.eventCreateRule";

export function ruleVerdict(
  { asked, served, settings, compiled }: Sides,
  key: string,
  event: string,
): ServedVerdict {
  if (settings === null)
    return notTried(
      "gtag-js-not-read",
      "An event create rule counts it, which is in gtag/js: name it with --gtag-js.",
    );
  const wanted = asked.rules.find((rule) => keyOf(rule) === key);
  if (wanted === undefined) return notTried("not-compiled", "The file makes no rule for it.");
  const all = served.rules.filter(({ body }) => body.destinationEvent === event);
  const own = all.find((rule) => keyOf(rule) === key);
  const candidates = own === undefined ? all : [own];
  const readings = candidates.map((rule) => ({
    rule,
    differences: compared(key, wanted, rule, asked, served, compiled.owner),
  }));
  const [best] = [...readings].sort((a, b) => a.differences.counts.length - b.differences.counts.length);
  if (best === undefined)
    return {
      status: "missing",
      problems: [problem("rule-missing", `No event create rule that is served makes \`${event}\`.`)],
    };
  const { counts, besides } = best.differences;
  const { twice, perhaps } = otherRules(event, best.rule, all);
  return {
    status: counts.length > 0 ? "different" : twice.length > 0 ? "twice" : "exact",
    problems: [...counts, ...twice, ...perhaps, ...besides],
  };
}

/** Rules that make the same event as well: of the same events, or perhaps of some of them. */
function otherRules(event: string, rule: DefinitionSnapshot, all: readonly DefinitionSnapshot[]) {
  const others = all.filter((other) => other !== rule);
  const doubled = others.filter((other) => asks(other) === asks(rule));
  const twice = doubled.map(() =>
    problem(
      "second-rule",
      `A second event create rule makes \`${event}\` of the same events, so that it counts twice. Delete it in Analytics (Admin, Events, Create event).`,
    ),
  );
  const mayCountTwice = problem(
    "may-count-twice",
    `Another event create rule makes \`${event}\` as well: an event that meets both counts twice.`,
  );
  return { twice, perhaps: others.length > doubled.length ? [mayCountTwice] : [] };
}

function keyOf({ body }: DefinitionSnapshot): string | null {
  return readDefinitionMark(KIND, body)?.key ?? null;
}

function compared(
  key: string,
  wanted: DefinitionSnapshot,
  rule: DefinitionSnapshot,
  asked: Lookup,
  served: Lookup,
  owner: string,
) {
  return differencesOf(
    readAs(key, wanted, asked, owner),
    readAs(key, rule, served, owner),
    "the event create rule",
  );
}

/** Under our mark, also if somebody made it by hand. */
function readAs(key: string, rule: DefinitionSnapshot, lookup: Lookup, owner: string): Reading {
  const plain = { ...rule.body, parameterMutations: mutationsForEvents(rule.body) };
  const mark = { owner, key, digest: "0".repeat(16), remembers: [] };
  return fromRule({ ...rule, body: withDefinitionMark(KIND, plain, mark) as never }, lookup);
}

/** What it waits for, in whatever order. */
function asks({ body }: DefinitionSnapshot): string {
  return (body.eventConditions ?? [])
    .map((one) => canonicalJson(one))
    .sort()
    .join("\n");
}
