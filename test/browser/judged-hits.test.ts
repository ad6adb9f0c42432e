/** What left a browser, against what the goals file and the tests expect of it. */
import { expect, test } from "vitest";
import { hitsIn } from "../../src/browser/hit.ts";
import { judgeVisits } from "../../src/browser/judging/judge.ts";
import type { HitStatus, JudgedSubject } from "../../src/browser/judging/judged-subject.ts";
import type { Observed } from "../../src/browser/observed-steps.ts";
import type { PlayedVisit } from "../../src/browser/play.ts";
import { setupProblems } from "../../src/browser/set-up.ts";
import { openTests } from "../../src/visits/reading/read-tests.ts";
import { MEASUREMENT_ID } from "../support/shop.ts";
import { measured } from "../visits/support.ts";

const GOALS = `goals:
  thanks: { type: destination, page: /thanks }
  contact: { type: event, on: { form: { id: contact } } }
  signup:
    type: event
    on: { data_layer: registered }
    parameters: { plan: { data_layer: plan }, source: web, city: { data_layer: city } }
  every: { type: event, counting: once_per_event, on: { data_layer: every } }
  quiet: { type: destination, page: /quiet, key_event: false }
  audience: { type: pages_per_session, more_than: 3, via: ga4 }
  walked: { type: event, on: { funnel: checkout }, via: ga4 }
  bought: { type: event, on: { ga4_event: purchase } }
  newcomer: { type: event, on: { ga4_event: first_visit } }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, { id: pay, on: { data_layer: pay } }] }
`;
const GRANTED = "gcs=G111";
const SITE = "https://www.acme.example";

test("one hit, as the file says it", () => {
  expect(judged("visit: [{ page: /thanks }], counts: thanks", { hits: ["thanks&_c=1"] })).toEqual({
    thanks: "exact",
  });
});

test("no hit, two hits, a hit where none should be", () => {
  const visit = "visit: [{ page: /thanks }], counts: thanks";
  expect(judged(visit, { hits: [] })).toEqual({ thanks: "missing" });
  expect(judged(visit, { hits: ["thanks", "thanks"] })).toEqual({ thanks: "twice" });
  expect(judged("visit: [{ page: / }], not: thanks", { hits: ["thanks"] })).toEqual({ thanks: "different" });
  expect(judged("visit: [{ page: / }], not: thanks", { hits: [] })).toEqual({ thanks: "exact" });
  expect(
    judged("visit: [{ page: / }], counts: contact, only: true", { hits: ["thanks", "contact"] }),
  ).toMatchObject({
    thanks: "different",
    contact: "exact",
  });
});

test("hits of another property are none of this one's", () => {
  const [thanks] = subjects("visit: [{ page: /thanks }], counts: thanks", {
    hits: ["thanks&tid=G-OTHER12345"],
  });
  expect(thanks?.status).toBe("missing");
});

test("the message names the test, the event, and what left instead", () => {
  expect(
    problems("visit: [{ page: /thanks }], counts: thanks", { hits: ["page_view", "thank_you"] }),
  ).toEqual(["no-hit: A visit: No hit thanks left the browser; these left: thank_you."]);
  expect(
    problems("visit: [{ page: /thanks }], counts: thanks", { hits: ["thanks&_c=1", "thanks&_c=1"] }),
  ).toEqual(["two-hits: A visit: 2 hits thanks left the browser (1.0 s, 2.0 s), and 1 should have."]);
});

test("a goal that counts once a session may leave more often, as the model says; one that counts each time may not", () => {
  const twice = "visit: [{ page: /thanks }, { page: /thanks }], counts: thanks";
  expect(judged(twice, { hits: ["thanks", "thanks"] })).toEqual({ thanks: "exact" });
  expect(judged(twice, { hits: ["thanks"] })).toEqual({ thanks: "missing" });
  const each = "visit: [{ page: / }, { data_layer: every }, { data_layer: every }], counts: { every: 2 }";
  expect(judged(each, { hits: ["every", "every"] })).toEqual({ every: "exact" });
  expect(judged(each, { hits: ["every", "every", "every"] })).toEqual({ every: "twice" });
});

test("a ping without cookies is sent, and does not count", () => {
  const visit = "visit: [{ consent: { analytics_storage: denied } }, { page: /thanks }]";
  expect(judged(`${visit}, not: thanks`, { hits: ["thanks&gcs=G100&gcd=13p3p3p3p5"] })).toEqual({
    thanks: "without-consent",
  });
  expect(judged(`${visit}, counts: thanks`, { hits: ["thanks&gcs=G110"] })).toEqual({
    thanks: "without-consent",
  });
  expect(judged(`${visit}, not: thanks`, { hits: [] })).toEqual({ thanks: "exact" });
  expect(problems(`${visit}, not: thanks`, { hits: ["thanks&gcs=G100"] })[0]).toMatch(
    /^without-consent: .*gcs=G100.*`consent: \[analytics_storage\]` at the goal would keep it back\.$/,
  );
});

test("the parameters are those that the goal's tag should have sent of what the page pushed", () => {
  const observed: Happening[] = [
    { is: "page", url: `${SITE}/`, referrer: "" },
    { is: "push", message: { event: "gtm.js" } },
    { is: "push", message: { event: "registered", plan: "pro" } },
  ];
  const visit = "visit: [{ page: / }, { data_layer: { event: registered, plan: pro } }], counts: signup";
  const of = (...hits: string[]) => problems(visit, { hits, observed });
  expect(of("signup&_c=1&ep.plan=pro&ep.source=web")).toEqual([]);
  expect(of("signup&_c=1&ep.source=web")).toEqual([
    'missing-parameter: signup left without its parameter plan ("pro").',
  ]);
  expect(of("signup&_c=1&ep.plan=free&ep.source=web")).toEqual([
    'wrong-parameter: signup left with plan "free", and "pro" was expected.',
  ]);
  expect(of("signup&_c=1&ep.plan=pro")).toEqual([
    'missing-parameter: signup left without its parameter source ("web").',
  ]);
  expect(judged(visit, { hits: ["signup&ep.source=web"], observed })).toEqual({ signup: "different" });
});

test("what a test says that is sent", () => {
  const visit =
    "visit: [{ page: / }, { data_layer: { event: registered } }], sends: { signup: { plan: pro, seats: 3, city: null } }";
  expect(judged(visit, { hits: ["signup&ep.plan=pro&epn.seats=3"] })).toEqual({ signup: "exact" });
  expect(problems(visit, { hits: ["signup&_c=1&ep.plan=free&ep.city=Bonn"] })).toEqual([
    'wrong-parameter: A visit: signup left with plan "free", which should be "pro".',
    "missing-parameter: A visit: signup left without seats, which should be 3.",
    'wrong-parameter: A visit: signup left with city "Bonn", which should be missing.',
  ]);
  expect(judged("visit: [{ page: / }], sends: { other: { a: 1 } }", { hits: [] })).toEqual({
    other: "missing",
  });
  expect(judged("visit: [{ page: / }], sends: { other: false }", { hits: ["other"] })).toEqual({
    other: "different",
  });
});

test("whether Google treats it as a key event is said, and is no other status", () => {
  const visit = "visit: [{ page: /thanks }], counts: thanks";
  expect(problems(visit, { hits: ["thanks"] })).toEqual([
    "no-key-event: Google does not treat thanks as a key event yet (the hit has no _c=1): is the file applied?",
  ]);
  expect(problems("visit: [{ page: /quiet }], counts: quiet", { hits: ["quiet&_c=1"] })).toEqual([
    "key-event: Google treats quiet as a key event (_c=1), and the file says `key_event: false`.",
  ]);
});

test("what could not be tried is no failure, and says why", () => {
  expect(all("visit: [{ page: /thanks }], counts: thanks", { hits: ["thanks&_c=1"] })).toMatchObject({
    contact: ["not-tried", "no-test"],
    audience: ["not-tried", "counted-by-audience"],
  });
  const kept = { hits: [], keptBackAt: 500 };
  expect(all("visit: [{ page: / }, { form: contact }], counts: [contact, signup]", kept)).toMatchObject({
    contact: ["missing", "no-hit"],
    signup: ["not-tried", "not-sent"],
  });
  const troubles = [{ step: "form contact", why: "the page has no such element", ends: true }];
  expect(
    all("visit: [{ page: / }, { form: contact }], counts: contact", { hits: [], troubles }),
  ).toMatchObject({
    contact: ["not-tried", "step-not-played"],
  });
  // The visit ended before anything could count where it should not.
  const early = (expects: string, hits: string[]) =>
    all(`visit: [{ page: / }, { form: contact }], ${expects}`, { hits, troubles });
  expect(early("not: contact", [])).toMatchObject({ contact: ["not-tried", "step-not-played"] });
  expect(early("sends: { contact: false }", [])).toMatchObject({ contact: ["not-tried", "step-not-played"] });
  expect(early("counts: contact", ["contact&_c=1"])).toMatchObject({
    contact: ["exact", "step-not-played"],
  });
  expect(early("not: contact", ["contact&_c=1"])).toMatchObject({ contact: ["different", "unexpected-hit"] });
  const nobody = [{ step: "ga4_event purchase", why: "nothing here sends it", ends: false }];
  expect(
    all("visit: [{ page: / }, { ga4_event: purchase }], counts: [bought, thanks]", {
      hits: [],
      troubles: nobody,
    }),
  ).toMatchObject({
    bought: ["not-tried", "step-left-out"],
    thanks: ["missing", "no-hit"],
  });
});

test("what an audience counts leaves no hit, whatever a test says", () => {
  const pages = "visit: [{ page: /1 }, { page: /2 }, { page: /3 }, { page: /4 }]";
  const steps = "visit: [{ page: /cart }, { data_layer: pay }]";
  for (const [visit, goal] of [
    [pages, "audience"],
    [steps, "walked"],
  ] as const) {
    expect(all(`${visit}, counts: ${goal}`, { hits: [] })).toMatchObject({
      [goal]: ["not-tried", "counted-by-audience"],
    });
    expect(judged(`${visit}, not: ${goal}`, { hits: [] })).toEqual({ [goal]: "exact" });
    // Something else sends the event: it counts besides the audience.
    expect(judged(`${visit}, counts: ${goal}`, { hits: [goal] })).toEqual({ [goal]: "twice" });
  }
});

test("a first visit has no hit of its own", () => {
  const visit = "visit: [{ page: / }], counts: newcomer";
  expect(problems(visit, { hits: ["page_view&_fv=1&_ss=1"] })).toEqual([]);
  expect(judged(visit, { hits: ["page_view&_fv=1&_ss=1"] })).toEqual({ newcomer: "exact" });
  expect(judged(visit, { hits: ["page_view&_ss=1"] })).toEqual({ newcomer: "missing" });
});

test("steps of a funnel send events of their own", () => {
  const visit = "visit: [{ page: /cart }, { data_layer: pay }], funnels: { checkout: completed }";
  expect(judged(visit, { hits: ["checkout_cart"] })).toEqual({
    "checkout.cart": "exact",
    "checkout.pay": "missing",
  });
});

test("a recording expects one hit of everything that happened in it", () => {
  const observed: Happening[] = [
    { is: "page", url: `${SITE}/contact`, referrer: "" },
    { is: "push", message: { event: "gtm.js" } },
    {
      is: "submit",
      html: '<form id="contact" data-goalform=""></form>',
    },
    { is: "page", url: `${SITE}/thanks`, referrer: `${SITE}/contact` },
    { is: "push", message: { event: "registered", plan: "pro" } },
    { is: "push", message: { event: "gtm.js" } },
    { is: "push", message: { event: "registered", plan: "pro", "gtm.uniqueEventId": 7 } },
  ];
  const of = (...hits: string[]) => {
    const judged = judgeVisits(
      [{ name: "checkout.json", expects: null, only: false, steps: [], played: played({ hits, observed }) }],
      measured(GOALS),
    );
    return Object.fromEntries(judged.map(({ subject, status }) => [subject, status]));
  };
  expect(of("contact", "thanks", "signup&ep.plan=pro&ep.source=web")).toMatchObject({
    contact: "exact",
    thanks: "exact",
    signup: "exact",
    every: "not-tried",
  });
  expect(of("thanks", "thanks", "signup&ep.plan=pro", "every")).toMatchObject({
    contact: "missing",
    thanks: "twice",
    signup: "different",
    every: "exact",
  });
});

test("hits that are missing altogether have one reason", () => {
  const wanted = { measurementId: MEASUREMENT_ID, publicId: "GTM-TEST01" };
  const observed: Happening[] = [{ is: "page", url: `${SITE}/`, referrer: "" }];
  const gtm = (id: string, status: number | null) => ({
    url: `https://www.googletagmanager.com/gtm.js?id=${id}`,
    status,
    reason: status === null ? "getaddrinfo ENOTFOUND" : null,
    bytes: 9,
    text: null,
  });
  const codes = (more: Partial<PlayedVisit> & { hits?: never }, hits: string[] = []) =>
    setupProblems([{ ...played({ hits, observed }), ...more }], wanted).map(({ code }) => code);
  expect(codes({})).toEqual(["no-container"]);
  expect(codes({ answered: [gtm("GTM-OTHER1", 200)] })).toEqual(["other-container"]);
  expect(codes({ answered: [gtm("GTM-TEST01", 404)] })).toEqual(["container-not-served"]);
  expect(codes({ answered: [gtm("GTM-TEST01", null)] })).toEqual(["container-not-served"]);
  expect(codes({ answered: [gtm("GTM-TEST01", 200)] })).toEqual(["no-hits"]);
  expect(codes({}, ["page_view&tid=G-OTHER12345"])).toEqual(["other-measurement-id"]);
  expect(codes({}, ["page_view"])).toEqual([]);
});

type Happening = Observed extends infer One ? (One extends unknown ? Omit<One, "at"> : never) : never;

interface Left extends Partial<Omit<PlayedVisit, "hits" | "observed">> {
  /** `name&ep.x=1`, one each second. */
  readonly hits: readonly string[];
  readonly observed?: readonly Happening[];
}

function played({ hits, observed = [], ...more }: Left): PlayedVisit {
  return {
    hits: hits.flatMap((hit, index) => {
      const own = new URLSearchParams(`en=${hit}`);
      const address = new URLSearchParams(`v=2&tid=${MEASUREMENT_ID}&${GRANTED}`);
      for (const [name, value] of own) address.set(name, value);
      return hitsIn(new URL(`https://www.google-analytics.com/g/collect?${address}`), "").map((one) => ({
        ...one,
        at: (index + 1) * 1000,
      }));
    }),
    observed: observed.map((one, index) => ({ ...one, at: index * 10 }) as Observed),
    stopped: [],
    answered: [],
    troubles: [],
    hasOpened: true,
    keptBackAt: null,
    ...more,
  };
}

/** @param visit the keys of a test, in flow style */
function subjects(visit: string, left: Left): readonly JudgedSubject[] {
  const all = measured(GOALS);
  const text = `version: 1\nsite: ${SITE}\ntests:\n  - { name: A visit, ${visit} }\n`;
  const { tests, diagnostics } = openTests("goals.test.yaml", Buffer.from(text)).read(all.goalSet);
  const [one] = tests?.tests ?? [];
  if (one?.is !== "visit") throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return judgeVisits([{ ...one, played: played(left) }], all);
}

/** The statuses of what was tried. */
function judged(visit: string, left: Left): Readonly<Record<string, HitStatus>> {
  const tried = subjects(visit, left).filter(({ status }) => status !== "not-tried");
  return Object.fromEntries(tried.map(({ subject, status }) => [subject, status]));
}

function problems(visit: string, left: Left): readonly string[] {
  const tried = subjects(visit, left).filter(({ status }) => status !== "not-tried");
  return tried.flatMap((one) => one.problems.map(({ code, message }) => `${code}: ${message}`));
}

/** Statuses, with the codes of their problems. */
function all(visit: string, left: Left): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    subjects(visit, left).map(({ subject, status, problems: own }) => [
      subject,
      [status, ...own.map(({ code }) => code)],
    ]),
  );
}
