/** Goals files of every kind, for what must hold for any of them. */
import fc from "fast-check";
import { forTarget } from "../../src/language/for-target.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import type { YamlValue } from "../../src/language/writing/yaml-value.ts";
import { MEASUREMENT_ID, PROPERTY, reading } from "./shop.ts";

type Fields = { readonly [key: string]: YamlValue };

/** Names that every object of JavaScript has, or is, without being given them. */
const ODD = ["constructor", "toString", "__proto__", "hasOwnProperty"] as const;

const TARGET: Fields = {
  ga4: { property: PROPERTY, measurement_id: MEASUREMENT_ID },
  gtm: { container: "GTM-TEST01" },
};

const words = fc.constantFrom(
  ...["free", "pro", "größe", "a.b", "x y", "Plus+", "be", "20", "(not set)", "50%"],
  ...ODD,
  "undefined",
  "null",
  'it\'s "x"',
  "a\\b",
  "名😀",
  "x".repeat(120),
);
const paths = fc.constantFrom(
  "/a",
  "/b/c",
  "/danke-schön",
  "/x y",
  "/Ä",
  "/a%20b",
  "/d(1)",
  "/cafe",
  "/",
  "/1'2",
);
const hosts = fc.constantFrom("www.acme.example", "shop.acme.example", "müller.example");
const links = fc.constantFrom(
  "tel:",
  "tel:+49 30",
  "/files/",
  "https://partner.example/ä",
  "mailto:info@acme.example",
  "//cdn.example/x",
  "partner.example",
);
const patterns = fc.constantFrom(
  "^/(en|de)/thanks$",
  "[0-9]+$",
  "^/a/.*/b$",
  "/danke|/merci",
  "[äö]x",
  "20|30",
  "^/[^/]+/done/?$",
  ".+",
);
const wordPatterns = fc.constantFrom("^pro", "free|plus", "[0-9]{2,}$", ".", "^[a-z]+$", "größe$");

const several = (of: fc.Arbitrary<string>) => fc.uniqueArray(of, { minLength: 1, maxLength: 3 });

/** Any way of comparing, with these values. */
function comparison(value: fc.Arbitrary<string>, pattern: fc.Arbitrary<string>): fc.Arbitrary<YamlValue> {
  const one: fc.Arbitrary<Fields> = fc.oneof(
    fc
      .record({ op: fc.constantFrom("equals", "begins_with", "ends_with", "contains"), of: value })
      .map(({ op, of }) => ({ [op]: of })),
    fc
      .tuple(fc.constantFrom("one_of", "equals", "begins_with", "ends_with", "contains"), several(value))
      .map(([op, of]): Fields => ({ [op]: of })),
    fc.oneof<fc.Arbitrary<YamlValue>[]>(pattern, several(pattern)).map((of): Fields => ({ matches: of })),
  );
  return fc.oneof(
    { weight: 3, arbitrary: value },
    { weight: 2, arbitrary: several(value) },
    { weight: 3, arbitrary: one },
    fc.tuple(one, fc.boolean(), fc.boolean()).map(([is, any, not]) => ({
      ...is,
      ...(any ? { ignore_case: true } : {}),
      ...(not ? { not: true } : {}),
    })),
    fc.tuple(one, one).map(([is, not]): Fields => ({ ...is, not })),
    fc.tuple(one, one).map(([is, and]): Fields => ({ ...is, ...and })),
    fc.oneof<fc.Arbitrary<YamlValue>[]>(value, several(value)).map((not): Fields => ({ not })),
  );
}

/** Of what may be missing, also whether it is there. */
function valueOr(compared: fc.Arbitrary<YamlValue>): fc.Arbitrary<YamlValue> {
  return fc.oneof(
    { weight: 6, arbitrary: compared },
    fc.boolean().map((present): Fields => ({ present })),
    fc
      .tuple(fc.constantFrom("contains", "begins_with"), words)
      .map(([op, of]): Fields => ({ present: true, [op]: of })),
  );
}

const number = fc.constantFrom(0, 1, 9.9, 100, -3, 0.05);
const amount: fc.Arbitrary<YamlValue> = fc.oneof(
  number,
  fc
    .tuple(fc.constantFrom("more_than", "at_least", "less_than", "at_most", "equals"), number, fc.boolean())
    .map(([op, of, not]): Fields => ({ [op]: of, ...(not ? { not: true } : {}) })),
  fc.tuple(number, number).map(([low, high]): Fields => ({ at_least: low, less_than: high })),
  fc.uniqueArray(number, { minLength: 1, maxLength: 2 }).map((of): Fields => ({ one_of: of })),
);
const values = (names: fc.Arbitrary<string>) =>
  fc.dictionary(names, valueOr(fc.oneof(comparison(words, wordPatterns), amount)), {
    minKeys: 1,
    maxKeys: 2,
  });
const where = values(fc.constantFrom("plan", "order.total", "seats", "order", "a.b.c", "größe", ...ODD));
const cookie = values(fc.constantFrom("staff", "größe", "a b", ...ODD));

const absolute = fc.constantFrom("https://www.acme.example/a", "https://müller.example/x y?a=b");
const partOfUrl = fc.constantFrom("/thanks", "step=done", "müller.example", "/ä");
const url: fc.Arbitrary<YamlValue> = fc.oneof<fc.Arbitrary<YamlValue>[]>(
  absolute,
  fc.uniqueArray(absolute, { minLength: 1 }).map((of) => ({ one_of: of })),
  fc
    .tuple(
      fc.constantFrom("contains", "ends_with"),
      fc.oneof<fc.Arbitrary<YamlValue>[]>(partOfUrl, several(partOfUrl)),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([op, of, not, any]) => ({
      [op]: of,
      ...(not ? { not } : {}),
      ...(any ? { ignore_case: any } : {}),
    })),
  fc.tuple(partOfUrl, partOfUrl).map(([of, not]) => ({ contains: of, not: { ends_with: not } })),
  fc.constantFrom<YamlValue>(
    { matches: "step=(done|ok)" },
    { begins_with: "https://shop." },
    { matches: "^https://[^/]+/a/[0-9]+" },
    { begins_with: ["https://shop.", "https://www.acme.example/a"] },
  ),
);
const parts: fc.Arbitrary<Fields> = fc.oneof(
  comparison(paths, patterns).map((path): Fields => ({ path })),
  url.map((of): Fields => ({ url: of })),
  fc
    .oneof(
      { weight: 3, arbitrary: comparison(hosts, fc.constantFrom("^shop\\.", "acme")) },
      fc.constantFrom<YamlValue>({ ends_with: ".acme.example" }, { not: { begins_with: "staging." } }),
    )
    .map((host): Fields => ({ host })),
  fc
    .dictionary(
      fc.constantFrom("step", "id", "größe", ...ODD),
      valueOr(fc.oneof(comparison(words, wordPatterns), number)),
      {
        minKeys: 1,
        maxKeys: 3,
      },
    )
    .map((query): Fields => ({ query })),
  valueOr(comparison(fc.constantFrom("top", "ä"), wordPatterns)).map((fragment): Fields => ({ fragment })),
);
const moreParts: fc.Arbitrary<Fields> = fc.oneof(
  valueOr(comparison(words, wordPatterns)).map((title): Fields => ({ title })),
  valueOr(
    fc.oneof<fc.Arbitrary<YamlValue>[]>(
      fc.constantFrom<YamlValue>(
        { contains: "partner.example" },
        { begins_with: "https://partner.example/" },
        { not: { contains: "acme" } },
        { matches: "utm_[a-z]+" },
      ),
    ),
  ).map((referrer): Fields => ({ referrer })),
);
const slashed: fc.Arbitrary<YamlValue> = fc
  .tuple(
    fc.constantFrom("equals", "ends_with"),
    fc.constantFrom<YamlValue>("/a", "/a/", "/x y", "/Ä/", ["/a", "/b/"]),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([op, of, any, not]) => ({
    path: {
      [op]: of,
      trailing_slash: "either",
      ...(any ? { ignore_case: true } : {}),
      ...(not ? { not } : {}),
    },
  }));
const page: fc.Arbitrary<YamlValue> = fc.oneof<fc.Arbitrary<YamlValue>[]>(
  paths,
  several(paths),
  slashed,
  parts,
  parts,
  fc.tuple(parts, fc.oneof(parts, parts, moreParts)).map(([one, other]): Fields => ({ ...one, ...other })),
  moreParts,
);
const maybePage = fc.oneof(
  fc.constant({}),
  page.map((of): Fields => ({ page: of })),
);

const exception: fc.Arbitrary<Fields> = fc
  .record({ page, where, cookie }, { requiredKeys: [] })
  .filter((blocks) => Object.keys(blocks).length > 0) as fc.Arbitrary<Fields>;
const unless: fc.Arbitrary<YamlValue> = fc.oneof<fc.Arbitrary<YamlValue>[]>(
  exception,
  fc.array(exception, { minLength: 1, maxLength: 3 }),
);

const element = {
  text: comparison(words, wordPatterns),
  id: comparison(fc.constantFrom("buy", 'it\'s "x"'), wordPatterns),
  classes: comparison(fc.constantFrom("btn", "btn big"), wordPatterns),
};
const selector = fc.constantFrom("#buy", ".buy, .order", "a[href$='.pdf']", "footer a");
const some = <T>(of: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc
    .record(of, { requiredKeys: [] })
    .filter((parts) => Object.keys(parts).length > 0) as fc.Arbitrary<Fields>;

const on: fc.Arbitrary<Fields> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom<YamlValue>(
        "done",
        "sign up",
        ["done", "sign up"],
        ["a.b", "c|d", "(e)"],
        { begins_with: "checkout_" },
        { begins_with: ["g", "checkout_"] },
        { ends_with: ["_sent", "_done"], not: ["a_sent", "b_sent"] },
        { ends_with: "_sent" },
        { contains: "lead", ignore_case: true },
        { matches: "^step_[0-9]+$" },
        { begins_with: "gt", not: { ends_with: "_x" } },
        { not: { one_of: ["a", "b"] } },
        { equals: "constructor" },
        { one_of: ["toString", "__proto__"] },
        { equals: "größe😀", ignore_case: true },
      ),
      fc.option(where),
    )
    .map(([event, asks]): Fields => ({ on: { data_layer: event }, ...(asks ? { where: asks } : {}) })),
  fc
    .tuple(fc.constantFrom("purchase", "paid"), fc.option(where))
    .map(([event, asks]): Fields => ({ on: { ga4_event: event }, ...(asks ? { where: asks } : {}) })),
  fc.oneof(selector, some({ selector, ...element })).map((click): Fields => ({ on: { click } })),
  fc
    .oneof(
      links,
      several(links),
      some({ selector, ...element, url: comparison(links, patterns), outbound: fc.boolean() }),
    )
    .map((link): Fields => ({ on: { link } })),
  fc
    .oneof(
      fc.constantFrom<YamlValue>(
        "pdf",
        true,
        ["pdf", "zip"],
        { url: { contains: "/files/" } },
        { extensions: "tar.gz", url: "/a.tar.gz" },
      ),
    )
    .map((download): Fields => ({ on: { download } })),
  fc
    .oneof(
      fc.constantFrom<YamlValue>("contact", ["contact", "call back"]),
      some({
        selector: fc.constant("form.f"),
        id: element.id,
        classes: element.classes,
        action: comparison(links, patterns),
      }),
    )
    .map((form): Fields => ({ on: { form } })),
  fc
    .constantFrom<YamlValue>(50, { percent: 90 }, { pixels: 800 })
    .map((scroll): Fields => ({ on: { scroll } })),
  fc
    .constantFrom<YamlValue>(
      "#prices",
      { selector: ".a", percent: 80, time: "3s" },
      { selector: ".b", once: false },
    )
    .map((visible): Fields => ({ on: { visible } })),
  fc
    .oneof(
      fc.constantFrom<YamlValue>("start", 50, "complete", { status: "start" }, { status: "complete" }),
      some({
        progress: fc.constant(25),
        title: comparison(words, wordPatterns),
        url: fc.constantFrom<YamlValue>(
          "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
          { contains: "watch?v=", not: { contains: "dQw4" } },
          { ends_with: ["dQw4w9WgXcQ", "9bZkp7q19f0"] },
        ),
      }),
    )
    .map((video): Fields => ({ on: { video } })),
  fc.constant<Fields>({ on: { returning_visit: true } }),
);

const parameter = fc.oneof<fc.Arbitrary<YamlValue>[]>(
  words,
  fc.constantFrom<YamlValue>(
    0,
    -1.5,
    true,
    { data_layer: "constructor" },
    { data_layer: "a.__proto__", default: false },
    { query: "toString" },
    { cookie: "__proto__", default: 0 },
    { data_layer: "order.id" },
    { query: "coupon" },
    { cookie: "ab" },
    { data_layer: "order.id", default: "none" },
    { query: "coupon", default: 'a "b" {c}' },
    { cookie: "ab", default: "" },
    { page: "path" },
    { page: "url" },
    { page: "host" },
    { page: "fragment" },
    { page: "title" },
    { page: "referrer", default: "direct" },
  ),
);
/** What only some interactions give. */
const GIVEN: Readonly<Record<string, readonly YamlValue[]>> = {
  click: [
    { click: "text" },
    { click: "id", default: "none" },
    { click: "classes" },
    { attribute: "data-cta" },
  ],
  link: [
    { link: "url", default: "none" },
    { link: "text" },
    { link: "id" },
    { link: "classes" },
    { attribute: "constructor" },
    { attribute: "data-cta", default: 1 },
  ],
  download: [{ link: "url" }, { attribute: "x:y" }],
  form: [{ form: "id" }, { form: "action", default: "none" }, { form: "classes" }, { attribute: "data-f" }],
  scroll: [{ scroll: "percent" }],
  video: [{ video: "title" }, { video: "url", default: "a" }, { video: "percent" }, { video: "status" }],
  visible: [{ visible: "id" }, { visible: "percent" }, { attribute: "data-seen" }],
};
const registered = fc.constantFrom<readonly [string, YamlValue]>(
  ["rank", { data_layer: "rank", register: "dimension" }],
  [
    "margin",
    {
      data_layer: "margin",
      register: { as: "metric", unit: "currency", money: "revenue", name: "Order margin" },
    },
  ],
  ["seats", { data_layer: "seats", register: "metric" }],
  ["minutes", { value: 3, register: { as: "metric", unit: "minutes" } }],
  ["size", { value: "3", register: { as: "dimension", name: "Size", description: "How big." } }],
);
const via = fc.constantFrom<Fields>({}, {}, { via: "ga4" }, { via: "gtm" });

/** One of several ways to reach a goal. */
const way: fc.Arbitrary<Fields> = fc.oneof(
  fc.tuple(page, fc.boolean()).map(([of, spa]): Fields => ({ page: of, ...(spa ? { spa } : {}) })),
  fc
    .tuple(
      on.filter(({ on: does }) => !/returning|ga4_event/.test(JSON.stringify(does))),
      maybePage,
      fc.option(cookie),
    )
    .map(([does, of, asked]): Fields => ({ ...does, ...of, ...(asked === null ? {} : { cookie: asked }) })),
);

const kind: fc.Arbitrary<Fields> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(page, fc.boolean(), via)
      .map(([of, spa, by]) => ({ type: "destination", page: of, ...(spa ? { spa } : {}), ...by })),
  },
  fc.tuple(fc.nat(200), maybePage, fc.boolean()).map(([seconds, of, spa]) => ({
    type: "duration",
    longer_than: `${seconds + 1}s`,
    scope: "page",
    ...of,
    ...(spa ? { spa } : {}),
  })),
  fc.nat(90).map((minutes) => ({ type: "duration", longer_than: `${minutes + 1}m` })),
  fc.tuple(fc.nat(9), via).map(([pages, by]) => ({ type: "pages_per_session", more_than: pages + 1, ...by })),
  { weight: 6, arbitrary: fc.tuple(on, maybePage).map(([does, of]) => ({ type: "event", ...does, ...of })) },
  {
    weight: 3,
    arbitrary: fc
      .uniqueArray(way, { minLength: 2, maxLength: 4, selector: (one) => JSON.stringify(one) })
      .map((any): Fields => ({ type: "event", any })),
  },
);

const extras: fc.Arbitrary<Fields> = fc.record(
  {
    name: fc.constantFrom("A name", "Colon: here", "Grüße  twice", "constructor", "😀 {'\"} & <b>"),
    description: fc.constantFrom("What it is for.", "Two\nlines: <b> & `{}`"),
    event: fc.constantFrom("sign_up", "constructor", "toString", "valueOf"),
    enabled: fc.constantFrom(true, true, false),
    role: fc.constantFrom("macro", "micro"),
    owner: fc.constant("Shop team"),
    stage: fc.constantFrom("awareness", "consideration", "decision"),
    value: fc.constantFrom<YamlValue>(
      { cookie: "constructor", default: 1 },
      { page: "title" },
      0,
      5,
      9.99,
      { data_layer: "order.total" },
      { data_layer: "order.total", default: 3 },
      { query: "total" },
    ),
    currency: fc.constantFrom("EUR", "CHF"),
    counting: fc.constantFrom("once_per_session", "once_per_event"),
    key_event: fc.constant(false),
    parameters: fc
      .tuple(
        fc.dictionary(fc.constantFrom("method", "place", "constructor", "toString"), parameter, {
          maxKeys: 2,
        }),
        fc.option(registered),
      )
      .filter(([own, more]) => more !== null || Object.keys(own).length > 0)
      .map(([own, more]) => ({ ...own, ...(more ? { [more[0]]: more[1] } : {}) })),
    consent: fc.constantFrom<YamlValue>(
      [],
      ["analytics_storage"],
      ["ad_storage", "analytics_storage"],
      ["ad_user_data", "ad_personalization"],
      ["functionality_storage", "personalization_storage", "security_storage"],
    ),
    protected: fc.constant(true),
    unless,
    user_properties: fc.constantFrom<Fields>(
      { plan: { data_layer: "account.plan", default: "none", register: "dimension" } },
      { constructor: { data_layer: "toString" }, seats: 3 },
      { kind: "guest", rank: { cookie: "rank", register: { as: "dimension", name: "Rank of the user" } } },
    ),
    ecommerce: fc.constantFrom<YamlValue>(true, { data_layer: "order" }),
    cookie,
    where,
    sent: fc.constantFrom("every_time", "once_per_page"),
  },
  { requiredKeys: [] },
);

const goal = fc
  .tuple(kind, extras, fc.nat(), fc.boolean())
  .map(([what, more, nth, asValue]): Fields => countable(withGiven({ ...what, ...more }, nth, asValue), nth));

/** Of what can only be refused, a few are left. */
function countable(goal: Fields, nth: number): Fields {
  if (nth % 10 === 0) return goal;
  const { cookie, role, ...without } = goal;
  const isAskedInWays = JSON.stringify(goal["any"] ?? "").includes('"cookie"');
  const asked = cookie === undefined || isAskedInWays ? without : { ...without, cookie };
  const known =
    role === undefined ? asked : { ...asked, role, ...(role === "micro" ? { kind: "secondary" } : {}) };
  return goal["via"] === "ga4" ? countedByAnalytics(known) : known;
}

const OF_TAGS = ["cookie", "where", "unless", "user_properties", "ecommerce", "sent", "consent"];

/** Rules and audiences see and send less than tags do. */
function countedByAnalytics(goal: Fields): Fields {
  const isFixed = (value: YamlValue) => typeof value !== "object";
  const { parameters, value, ...others } = goal;
  const own = Object.entries((parameters ?? {}) as Fields).filter(([, one]) => isFixed(one));
  const sends = goal["type"] === "destination" && own.length > 0;
  return Object.fromEntries(
    Object.entries({
      ...others,
      ...(value !== undefined && isFixed(value) ? { value } : {}),
      ...(sends ? { parameters: Object.fromEntries(own) } : {}),
    }).filter(([key]) => !OF_TAGS.includes(key)),
  );
}

/** With something that the goal's interaction gives, as a parameter or as the value. */
function withGiven(goal: Fields, nth: number, asValue: boolean): Fields {
  const [kind = ""] = Object.keys((goal["on"] ?? {}) as Fields);
  const given = GIVEN[kind]?.[nth % (GIVEN[kind]?.length ?? 1)];
  const isPixels = JSON.stringify(goal["on"] ?? "").includes("pixels");
  if (given === undefined || isPixels || nth % 3 === 0) return goal;
  if (asValue && kind === "link") return { ...goal, value: { attribute: "data-price", default: 2 } };
  return { ...goal, parameters: { ...(goal["parameters"] as Fields), given } };
}

const maybe = (key: string, of: fc.Arbitrary<YamlValue>): fc.Arbitrary<Fields> =>
  fc.option(of).map((value): Fields => (value === null ? {} : { [key]: value }));
const stepEvent = fc.constantFrom("step_seen", "toString");
const step: fc.Arbitrary<Fields> = fc.oneof(
  fc
    .tuple(
      ...([page, fc.boolean(), via] as const),
      ...[maybe("cookie", cookie), maybe("where", where), maybe("name", words), maybe("event", stepEvent)],
    )
    .map(
      ([of, spa, by, ...more]): Fields => ({
        page: of,
        ...(spa ? { spa } : {}),
        ...by,
        ...(by["via"] === "ga4" ? {} : Object.assign({}, ...more)),
      }),
    ),
  fc
    .tuple(
      on.filter(({ on: does }) => !JSON.stringify(does).includes("returning")),
      maybePage,
    )
    .map(([does, of]): Fields => ({ ...does, ...of })),
);

const defaults = fc.record(
  {
    spa: fc.boolean(),
    counting: fc.constantFrom("once_per_session", "once_per_event"),
    unless: fc.constantFrom<YamlValue>({ cookie: { staff: { present: true } } }, [
      { page: { host: { begins_with: "staging." } } },
      { where: { constructor: "x" } },
    ]),
    trailing_slash: fc.constantFrom("either", "exact"),
    parameters: fc.constantFrom<Fields>(
      { place: "top", shop: { data_layer: "shop", default: "a" } },
      { rank: { data_layer: "rank", register: "dimension" }, lang: { page: "title" } },
    ),
    user_properties: fc.constant({ kind: { data_layer: "kind" } }),
    host: comparison(hosts, fc.constantFrom("^shop\\.", "acme")),
    consent: fc.constant(["analytics_storage"]),
    columns: fc.constantFrom<Fields>(
      {
        forward: {
          shop: { data_layer: ["view_item", "add-to.cart"], ecommerce: true },
          one: { data_layer: "login" },
          other: { data_layer: "paid", ecommerce: { data_layer: "order" } },
        },
      },
      { forward: { constructor: { data_layer: ["toString", "constructor"] } } },
      {
        dimensions: {
          author: { scope: "event", description: "Who wrote it." },
          constructor: {},
          plan: { scope: "user", no_ads: true, name: "Member plan" },
          rank: { scope: "item", name: "Shelf" },
        },
      },
      {
        metrics: {
          pages: { unit: "standard", name: "Pages read" },
          way: { unit: "kilometers" },
          income: { unit: "currency", money: "revenue" },
          toString: { unit: "seconds" },
          cost: { unit: "currency", money: "cost", description: "Net." },
          sessions: { name: "Sittings" },
          cost_per_page: { formula: "(cost - -2.50) / (pages * 1)", unit: "currency", description: "Net." },
          sittings: { formula: "sessions/totalUsers", name: "Sittings per person (%)" },
        },
      },
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Fields>;

const targets = fc
  .record(
    {
      google_tag: fc.constantFrom("container", "page", "create"),
      annotate: fc.boolean(),
      except: fc.subarray(["one", "two", "checkout"], { minLength: 1 }),
      defaults: fc.record(
        {
          currency: fc.constant("CHF"),
          counting: fc.constantFrom("once_per_session", "once_per_event"),
          spa: fc.boolean(),
          trailing_slash: fc.constantFrom("either", "exact"),
          unless: fc.constant<YamlValue>({ cookie: { toString: "1" } }),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  .map((more): Fields => ({ production: { ...TARGET, ...(more as Fields) } }));

/** What stands above the goals. */
const top = fc.record(
  { targets, removed: fc.constantFrom<YamlValue>(["old_goal"], ["constructor"]) },
  { requiredKeys: [] },
) as fc.Arbitrary<Fields>;

/** Only an audience shows steps that are goals, how long one may take, and who may enter. */
export const anyFile: fc.Arbitrary<Fields> = fc
  .record({
    goals: fc.dictionary(fc.constantFrom("one", "two", "three", "four", "five"), goal, { maxKeys: 5 }),
    steps: fc.array(step, { minLength: 2, maxLength: 4 }),
    audiences: fc.constantFrom<YamlValue>([], ["completed"], ["abandoned"], {
      completed: { days: 90 },
      abandoned: {},
    }),
    open: fc.boolean(),
    within: fc.constantFrom(null, "30m"),
    withFunnel: fc.boolean(),
    exceptions: fc.option(unless),
    withGoal: fc.boolean(),
    funnelMore: fc.record(
      {
        name: fc.constantFrom("Checkout", "constructor", "😀 <b>"),
        description: fc.constant("Where it is lost."),
        enabled: fc.constantFrom(true, true, true, false),
        consent: fc.constantFrom<YamlValue>([], ["analytics_storage"]),
        via: fc.constant("gtm"),
      },
      { requiredKeys: [] },
    ),
    top,
    onFunnel: fc.constantFrom<Fields | null>(null, null, {}, {}, { via: "ga4" }, { cookie: { staff: "1" } }),
    defaults,
  })
  .map(({ goals: drawnGoals, steps, audiences, open, within, withFunnel, withGoal, ...others }) => {
    const { onFunnel, exceptions: drawnExceptions, defaults, funnelMore } = others;
    // No exception reaches what Analytics counts by itself, and a funnel cannot say so of a part of its steps.
    const isByRule = withFunnel && JSON.stringify(steps).includes('"via":"ga4"');
    const exceptions = isByRule ? null : drawnExceptions;
    const goals: Fields =
      withFunnel && onFunnel !== null
        ? { ...ownNames(drawnGoals), whole: { type: "event", on: { funnel: "checkout" }, ...onFunnel } }
        : ownNames(drawnGoals);
    const isCounted = onFunnel !== null && "via" in onFunnel && !open;
    const hasAudience = !Array.isArray(audiences) || audiences.length > 0 || isCounted;
    const [first] = Object.keys(goals);
    const own: YamlValue[] = steps.map(({ event, ...one }, index) => ({
      id: `s${index}`,
      ...one,
      ...(event === undefined ? {} : { event: `${event}_${index}` }),
    }));
    const all = hasAudience && withGoal && first !== undefined ? [...own, first] : own;
    const funnel: Fields = {
      ...(funnelMore as Fields),
      steps: all,
      ...(exceptions ? { unless: exceptions } : {}),
      ...(!Array.isArray(audiences) || audiences.length > 0 ? { audiences } : {}),
      ...(hasAudience && open ? { open } : {}),
      ...(within !== null && hasAudience && !open && !(JSON.stringify(audiences) === '["abandoned"]' && open)
        ? { within }
        : {}),
    };
    // What a forward has from the defaults is said nowhere else, and the defaults are not lifted.
    const drawn = defaults as Fields;
    const isPlain = isByRule || "forward" in ((drawn["columns"] ?? {}) as Fields);
    const { host, columns, ...usual } = isPlain ? plainly(drawn) : drawn;
    // Where the session script runs shows in its triggers, and not in the goals.
    const isOfSession = /returning|pages_per_session|duration|funnel/.test(JSON.stringify(goals));
    return {
      goals,
      ...((columns ?? {}) as Fields),
      ...(isPlain ? {} : (others.top as Fields)),
      ...(withFunnel ? { funnels: { checkout: funnel } } : {}),
      defaults: host === undefined || isOfSession ? usual : { ...usual, host },
    };
  });

/** Two goals have two names, and nearly always two events. */
function ownNames(goals: Fields): Fields {
  const shown = Object.entries(goals).map(([id, one]) => {
    const { name, event, ...goal } = one as Fields;
    const own = event === undefined || Object.keys(goals).length % 4 === 1 ? event : `${event}_${id}`;
    return [
      id,
      {
        ...(name === undefined ? {} : { name: `${name} ${id}` }),
        ...(own === undefined ? {} : { event: own }),
        ...goal,
      },
    ];
  });
  return Object.fromEntries(shown);
}

function plainly({ columns, spa }: Fields): Fields {
  return { ...(columns === undefined ? {} : { columns }), ...(spa === undefined ? {} : { spa }) };
}

const COLUMNS = ["forward", "dimensions", "metrics"];
const ABOVE = ["targets", "removed", ...COLUMNS];
const AS_IT_IS = ["defaults", ...COLUMNS, "removed", "targets"];

const HEAD: Fields = { version: 1, name: "acme-shop", targets: { production: TARGET } };

/** The whole file, a line for each goal and funnel: JSON is YAML. */
export function fileText(parts: Fields, head: Fields = { defaults: { currency: "EUR" } }): string {
  const sections = ["goals", "funnels"].filter((key) => parts[key] !== undefined);
  const lines = sections.map((key) => `"${key}": {\n${linesOf(parts[key] as Fields).join(",\n")}\n}`);
  const usual = { ...((head["defaults"] ?? {}) as Fields), ...((parts["defaults"] ?? {}) as Fields) };
  const own = Object.fromEntries(ABOVE.flatMap((key) => (parts[key] ? [[key, parts[key]]] : []))) as Fields;
  const top = { ...HEAD, ...head, ...own, ...(Object.keys(usual).length === 0 ? {} : { defaults: usual }) };
  return `${JSON.stringify(top).slice(0, -1)},\n${lines.join(",\n")}\n}`;
}

/** The target, with more that is said of it. */
export function withTarget(more: Fields = {}): Fields {
  return { targets: { production: { ...TARGET, ...more } } };
}

/** The target that says where the Google tag is, as the file of this meaning does. */
export function sameGoogleTag({ targets: [target] }: GoalSet): Fields {
  return withTarget({ google_tag: target!.googleTag.lives });
}

function linesOf(section: Fields): readonly string[] {
  return Object.entries(section).map(([id, one]) => `${JSON.stringify(id)}: ${JSON.stringify(one)}`);
}

/** What its target gets of it. Null for a file that goalform refuses, as many drawn ones are. */
export function meaningOf(text: string): GoalSet | null {
  const { goalSet } = read(text);
  return goalSet ? forTarget(goalSet, "production") : null;
}

function read(text: string) {
  return reading(text);
}

/** A drawn file without the goals and funnels that goalform refuses. */
export function acceptedPart(parts: Fields): Fields {
  const text = fileText(parts);
  const { goalSet, diagnostics } = read(text);
  if (goalSet) return parts;
  const lines = text.split("\n");
  const wrong = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ place }) => /^"(\w+)": \{(?!$)/.exec(lines[(place?.line ?? 0) - 1] ?? "")?.[1]);
  const sections = Object.entries(parts).map(
    ([key, section]) => [key, AS_IT_IS.includes(key) ? section! : without(section as Fields, wrong)] as const,
  );
  const left = Object.fromEntries(
    sections.filter(([key, section]) => key !== "funnels" || Object.keys(section).length > 0),
  );
  return acceptedPart(JSON.stringify(left) === JSON.stringify(parts) ? withoutOneSection(parts) : left);
}

/** What is wrong at no goal comes from the sections above them. */
function withoutOneSection(parts: Fields): Fields {
  const [key] = AS_IT_IS.filter((one) => parts[one] !== undefined);
  if (key === undefined) return { goals: {} };
  return Object.fromEntries(Object.entries(parts).filter(([one]) => one !== key));
}

function without(section: Fields, ids: readonly (string | undefined)[]): Fields {
  return Object.fromEntries(Object.entries(section).filter(([id]) => !ids.includes(id)));
}
