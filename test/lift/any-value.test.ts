/**
 * Conditions that people write on values of the data layer and on cookies, with values of every kind, `null` and what is
 * inside it included: a goal that is called the same as its tag counts as the tag does, and every other one says in which
 * direction it differs. The engine plays both.
 */
import { expect, test } from "vitest";
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import { DIFFERENCES } from "../../src/lift/differences.ts";
import type { LiftedGoal } from "../../src/lift/lifted.ts";
import { contentOf } from "../support/exported.ts";
import { liftOf } from "./made-containers.ts";
import { compiled } from "./played.ts";
import { playable } from "./played-container.ts";
import type { Visit } from "./visits-of.ts";

const MEASUREMENT_ID = "G-MADE120001";

interface Comparison {
  readonly type: string;
  readonly value: string;
  readonly negate?: boolean;
}

const is = (type: string, value: string): Comparison => ({ type, value });
const not = (type: string, value: string): Comparison => ({ type, value, negate: true });

const COMPARISONS: readonly (readonly Comparison[])[] = [
  ...[is, not].flatMap((one) => [
    [one("EQUALS", "pro")],
    [one("EQUALS", "undefined")],
    [one("EQUALS", "null")],
    [one("EQUALS", "false")],
    [one("EQUALS", "")],
    [one("EQUALS", "5")],
    [one("EQUALS", "0")],
    [one("CONTAINS", "l")],
    [one("CONTAINS", "und")],
    [one("STARTS_WITH", "n")],
    [one("ENDS_WITH", "e")],
    [one("MATCH_REGEX", ".+")],
    [one("MATCH_REGEX", "^$")],
    [one("MATCH_REGEX", "^(undefined|null)?$")],
    [one("MATCH_REGEX", "^(undefined|null|false)$")],
    [one("MATCH_REGEX", "^(pro|plus)$")],
    [one("MATCH_REGEX", "^[0-9]+$")],
    [one("GREATER", "3")],
    [one("LESS", "3")],
    [one("LESS_OR_EQUALS", "0")],
    [one("GREATER_OR_EQUALS", "0")],
  ]),
  [not("EQUALS", "undefined"), not("EQUALS", "null")],
  [not("EQUALS", "undefined"), not("EQUALS", "free")],
  [not("EQUALS", "undefined"), not("EQUALS", "")],
  [not("EQUALS", "undefined"), is("CONTAINS", "l")],
  [not("EQUALS", "undefined"), is("LESS", "3")],
  [is("GREATER", "3"), is("LESS", "100")],
  [not("EQUALS", "free"), not("EQUALS", "null")],
];

const text = (key: string, value: string) => ({ type: "TEMPLATE", key, value });
const flag = (key: string, value: boolean) => ({ type: "BOOLEAN", key, value: String(value) });

interface Kind {
  readonly variable: object;
  /** One page each, with what it pushes one after the other. */
  readonly pages: readonly { readonly cookies?: Visit["cookies"]; readonly pushes: readonly object[] }[];
}

/** Not the texts that stand for a missing value: nobody pushes those. Nor lists and `true` where numbers are compared. */
const VALUES = [null, "", "pro", "plus", "free", "null", "false", "0", "5", "007", "no", 0, 5, 50, false];

const dataLayer = (name: string, ...more: readonly object[]) => ({
  type: "v",
  parameter: [text("name", name), { type: "INTEGER", key: "dataLayerVersion", value: "2" }, ...more],
});
const plain = [{ pushes: [{}, ...VALUES.map((plan) => ({ plan }))] }];
const users = [{ user: null }, { user: "x" }, { user: {} }, ...VALUES.map((plan) => ({ user: { plan } }))];
const cookies = ["", "pro", "null", "false", "0", "5"].map((plan) => ({ plan }));

const KINDS: Readonly<Record<string, Kind>> = {
  "a key": { variable: dataLayer("plan"), pages: plain },
  "a key with a default": {
    variable: dataLayer("plan", flag("setDefaultValue", true), text("defaultValue", "free")),
    pages: plain,
  },
  "a key whose default is (not set)": {
    variable: dataLayer("plan", flag("setDefaultValue", true), text("defaultValue", "(not set)")),
    pages: plain,
  },
  "a key inside another": { variable: dataLayer("user.plan"), pages: [{ pushes: [{}, ...users] }] },
  "a cookie": {
    variable: { type: "k", parameter: [text("name", "plan"), flag("decodeCookie", false)] },
    pages: [{}, ...cookies].map((one) => ({ cookies: one, pushes: [{}] })),
  },
};

const onGo = (id: string, name: string, conditions: readonly object[]) => ({
  triggerId: id,
  name,
  type: "CUSTOM_EVENT",
  customEventFilter: [condition("{{_event}}", is("EQUALS", "go"))],
  filter: conditions,
});

function condition(left: string, { type, value, negate = false }: Comparison) {
  return {
    type,
    parameter: [text("arg0", left), text("arg1", value), ...(negate ? [flag("negate", true)] : [])],
  };
}

/** A tag and a trigger for each of the comparisons. */
function exported(variable: object, isException: boolean) {
  const at = { accountId: "1", containerId: "2" };
  const each = COMPARISONS.map((asked, index) => {
    const conditions = asked.map((one) => condition("{{Plan}}", one));
    const [on, not] = [String(2 * index + 1), String(2 * index + 2)];
    const blocking = isException ? [onGo(not, `Not ${index}`, conditions)] : [];
    const tag = {
      tagId: String(index + 1),
      name: `Done ${index}`,
      type: "gaawe",
      parameter: [text("eventName", `done_${index}`), text("measurementIdOverride", MEASUREMENT_ID)],
      firingTriggerId: [on],
      blockingTriggerId: blocking.map(({ triggerId }) => triggerId),
    };
    return { tag, triggers: [onGo(on, `Go ${index}`, isException ? [] : conditions), ...blocking] };
  });
  const container = { ...at, publicId: "GTM-MADE12", usageContext: ["WEB"] };
  return {
    exportFormatVersion: 2,
    containerVersion: {
      ...at,
      container,
      tag: each.map(({ tag }) => ({ ...at, ...tag })),
      trigger: each.flatMap(({ triggers }) => triggers.map((one) => ({ ...at, ...one }))),
      variable: [{ ...at, variableId: "1", name: "Plan", ...variable }],
    },
  };
}

/** The events that are sent at each push. */
function sentBy(container: Container, pages: Kind["pages"]): readonly (readonly string[])[] {
  return pages.flatMap(({ cookies = {}, pushes }) => {
    const sent: string[][] = [];
    const page = loadTag(container, {
      url: "https://www.shop.example/",
      cookies,
      onHit: ({ event }) => sent.at(-1)?.push(event),
    });
    for (const message of pushes) {
      sent.push([]);
      page.push({ event: "go", ...message });
    }
    return sent;
  });
}

function saidOf({ fidelity }: LiftedGoal): readonly string[] {
  return fidelity.is === "narrower" ? fidelity.differs.map(({ code }) => DIFFERENCES[code].goalCounts) : [];
}

test.each(
  Object.entries(KINDS).flatMap(
    ([name, kind]) =>
      [
        [name, false, kind],
        [name, true, kind],
      ] as const,
  ),
)("conditions on %s (as an exception: %s)", (_, isException, { variable, pages }) => {
  const seen = pages.flatMap(({ cookies, pushes }) =>
    pushes.map((one) => JSON.stringify({ ...cookies, ...one })),
  );
  const file = exported(variable, isException);
  const { goals } = liftOf({ exported: file, measurementId: MEASUREMENT_ID });
  const atGoogle = sentBy(playable(contentOf(file)), pages);
  const forGoals = sentBy(compiled({ goals: goals.map(({ goal }) => goal) }, MEASUREMENT_ID), pages);
  const wrong = goals.flatMap((lifted) => {
    const counts = (all: typeof atGoogle) => all.map((events) => events.includes(lifted.goal.event));
    const [there, here] = [counts(atGoogle), counts(forGoals)];
    const said = saidOf(lifted);
    const unsaid = seen.filter(
      (_, at) => there[at] !== here[at] && !said.includes(here[at] ? "more" : "less"),
    );
    const isTrue = said.length === 0 || there.some((one, at) => one !== here[at]);
    return unsaid.length === 0 && isTrue
      ? []
      : [`${JSON.stringify(lifted.fields)}, said: ${said.join()}: ${unsaid.join(" ")}`];
  });
  expect(wrong).toEqual([]);
  expect(goals.length).toBeGreaterThan(COMPARISONS.length / 2);
});
