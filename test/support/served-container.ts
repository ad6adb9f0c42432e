/**
 * A container as Google serves it: what its compiler makes of tags, triggers and variables, after public copies of
 * gtm.js and gtag/js. It shares no code with the reader, so that two readings of the same shape catch each other's mistakes.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** An entity as Tag Manager's API writes it. */
type Entity = { readonly [key: string]: unknown };

export interface Content {
  readonly tags: readonly Entity[];
  readonly triggers: readonly Entity[];
  readonly variables: readonly Entity[];
}

export interface Shown {
  readonly version?: string;
  readonly publicId?: string | null;
  /** The container's number. */
  readonly number?: string;
  /** As Google's compiler writes scripts: short names, double quotes. */
  readonly minified?: boolean;
}

interface Parameter {
  readonly type?: string;
  readonly key?: string;
  readonly value?: string;
  readonly list?: readonly Parameter[];
  readonly map?: readonly Parameter[];
}

type Predicate = { readonly [key: string]: Json };

const PREDICATES: Readonly<Record<string, string>> = {
  equals: "_eq",
  contains: "_cn",
  startsWith: "_sw",
  endsWith: "_ew",
  matchRegex: "_re",
  cssSelector: "_css",
  greater: "_gt",
  greaterOrEquals: "_ge",
  less: "_lt",
  lessOrEquals: "_le",
};

const EVENTS: Readonly<Record<string, string>> = {
  pageview: "gtm.js",
  domReady: "gtm.dom",
  windowLoaded: "gtm.load",
  click: "gtm.click",
  linkClick: "gtm.linkClick",
  formSubmission: "gtm.formSubmit",
  historyChange: "gtm.historyChange",
  scrollDepth: "gtm.scrollDepth",
  elementVisibility: "gtm.elementVisibility",
  youTubeVideo: "gtm.video",
};

const LISTENERS: Readonly<Record<string, string>> = {
  click: "__cl",
  linkClick: "__lcl",
  formSubmission: "__fsl",
  historyChange: "__hl",
  timer: "__tl",
  scrollDepth: "__sdl",
  elementVisibility: "__evl",
  youTubeVideo: "__ytl",
};

const BUILT_INS: Readonly<Record<string, Predicate>> = {
  _event: { function: "__e" },
  Event: { function: "__e" },
  "Page URL": address("URL"),
  "Page Hostname": address("HOST"),
  "Page Path": address("PATH"),
  Referrer: { function: "__f", vtp_component: "URL" },
  "Click Text": { function: "__aev", vtp_varType: "TEXT" },
  ...pushed({
    "Click Element": "gtm.element",
    "Click Classes": "gtm.elementClasses",
    "Click ID": "gtm.elementId",
    "Click URL": "gtm.elementUrl",
    "Form Element": "gtm.element",
    "Form Classes": "gtm.elementClasses",
    "Form ID": "gtm.elementId",
    "Form URL": "gtm.elementUrl",
    "New History Fragment": "gtm.newUrlFragment",
    "Old History Fragment": "gtm.oldUrlFragment",
    "Scroll Depth Threshold": "gtm.scrollThreshold",
    "Video Status": "gtm.videoStatus",
    "Video Percent": "gtm.videoPercent",
    "Video URL": "gtm.videoUrl",
    "Video Title": "gtm.videoTitle",
    "Percent Visible": "gtm.visibleRatio",
  }),
};

function address(component: string): Predicate {
  return {
    function: "__u",
    vtp_component: component,
    vtp_enableMultiQueryKeys: false,
    vtp_enableIgnoreEmptyQueryParam: false,
  };
}

function pushed(names: Readonly<Record<string, string>>): Record<string, Predicate> {
  return Object.fromEntries(
    Object.entries(names).map(([name, key]) => [
      name,
      { function: "__v", vtp_name: key, vtp_dataLayerVersion: 1 },
    ]),
  );
}

const TRIGGERS: Predicate = {
  function: "__v",
  vtp_name: "gtm.triggers",
  vtp_dataLayerVersion: 2,
  vtp_setDefaultValue: true,
  vtp_defaultValue: "",
};

/** The text of gtm.js. */
export function gtmJs(content: Content, shown: Shown = {}): string {
  return new Compiler(content, shown).text();
}

class Compiler {
  readonly #content: Content;
  readonly #shown: Shown;
  readonly #macros: Predicate[] = [];
  readonly #named = new Map<string, number>();
  readonly #predicates: string[] = [];
  /** The predicates of a rule → what it adds and blocks. */
  readonly #rules = new Map<string, { readonly add: Set<number>; readonly block: Set<number> }>();

  constructor(content: Content, shown: Shown) {
    this.#content = content;
    this.#shown = shown;
  }

  text(): string {
    const { version = "12", publicId = "GTM-TEST01", minified = false } = this.#shown;
    const { tags, triggers } = this.#content;
    const compiled: Json[] = tags.map((tag) => this.#tag(tag));
    tags.forEach((tag, number) => {
      if (tag["paused"] === true) return;
      for (const id of ids(tag["firingTriggerId"])) this.#rule(id).add.add(number);
      for (const id of ids(tag["blockingTriggerId"])) this.#rule(id).block.add(number);
    });
    for (const trigger of triggers) {
      const listener = LISTENERS[String(trigger["type"])];
      if (listener === undefined) continue;
      compiled.push(this.#listener(listener, trigger, compiled.length + 1000));
      this.#start(trigger).add.add(compiled.length - 1);
    }
    const resource = {
      version,
      macros: [...this.#macros, { function: "__hid" }],
      tags: compiled,
      predicates: this.#predicates.map((one) => JSON.parse(one) as Json),
      rules: [...this.#rules].map(([key, { add, block }]) => [
        ...(JSON.parse(key) as Json[]),
        ...(add.size > 0 ? [["add", ...add]] : []),
        ...(block.size > 0 ? [["block", ...block]] : []),
      ]),
    };
    const data = {
      resource,
      runtime: [[50, "__e", [46, "a"], [36, '{"a":"}"}']]],
      ...(publicId === null ? {} : { blob: { "1": version, "5": publicId, "14": "68i1" } }),
    };
    const json = minified ? JSON.stringify(data) : JSON.stringify(data, null, "  ");
    const escaped = json.replaceAll("<", "\\u003C").replaceAll("&", "\\u0026");
    return `\n// Copyright 2012 Google Inc. All rights reserved.\n\n(function(){\n\nvar data = ${escaped};\n\nvar aa,ba=function(a){return "}"+a};})();\n`;
  }

  #tag(tag: Entity): Json {
    const type = String(tag["type"]);
    const number = Number(tag["tagId"]);
    if (tag["paused"] === true) return { function: "__paused", vtp_originalTagType: type, tag_id: number };
    const settings = tag["consentSettings"] as
      | { consentStatus?: string; consentType?: Parameter }
      | undefined;
    const consent =
      settings?.consentStatus === "needed"
        ? { consent: ["list", ...(settings.consentType?.list ?? []).map(({ value }) => value ?? "")] }
        : {};
    const once =
      tag["tagFiringOption"] === "oncePerLoad" ? { once_per_load: true } : { once_per_event: true };
    return {
      function: `__${type}`,
      metadata: ["map"],
      ...consent,
      ...once,
      ...this.#parameters(tag["parameter"]),
      ...(type === "gaawe"
        ? { vtp_enableUserProperties: true, vtp_migratedToV2: true, vtp_demoV2: false }
        : {}),
      tag_id: number,
    };
  }

  #listener(name: string, trigger: Entity, number: number): Json {
    const own = ["waitForTags", "checkValidation", "waitForTagsTimeout", "eventName", "interval", "limit"];
    const fields = own.flatMap((key) => {
      const parameter = trigger[key] as Parameter | undefined;
      return parameter === undefined ? [] : [[`vtp_${key}`, this.#value(parameter)] as const];
    });
    const isNamed = name !== "__cl" && name !== "__hl";
    return {
      function: name,
      ...Object.fromEntries(fields),
      ...this.#parameters(trigger["parameter"]),
      ...(isNamed ? { vtp_uniqueTriggerId: this.#unique(trigger) } : {}),
      ...(name === "__sdl" || name === "__ytl" ? { vtp_enableTriggerStartOption: true } : {}),
      tag_id: number,
    };
  }

  #unique({ triggerId }: Entity): string {
    return `${this.#shown.number ?? "169992631"}_${String(triggerId)}`;
  }

  /** When the listener of a trigger begins. */
  #start(trigger: Entity) {
    const option = parameterOf(trigger, "triggerStartOption");
    const event = option === "WINDOW_LOAD" ? "gtm.load" : option === "DOM_READY" ? "gtm.dom" : "gtm.js";
    return this.#ruleOf(event, trigger["autoEventFilter"], []);
  }

  #rule(id: string) {
    const unlisted: Readonly<Record<string, string>> = {
      "2147479553": "gtm.js",
      "2147479572": "gtm.init_consent",
      "2147479573": "gtm.init",
    };
    const trigger = this.#content.triggers.find(({ triggerId }) => triggerId === id);
    if (trigger === undefined) return this.#ruleOf(unlisted[id]!, [], []);
    const type = String(trigger["type"]);
    if (type === "customEvent")
      return this.#ruleOf(null, [...list(trigger["customEventFilter"]), ...list(trigger["filter"])], []);
    const event = type === "timer" ? fieldOf(trigger, "eventName") : EVENTS[type]!;
    const isNamed = LISTENERS[type] !== undefined && type !== "click" && type !== "historyChange";
    const named = isNamed
      ? [
          this.#predicate({
            function: "_re",
            arg0: this.#macro("gtm.triggers"),
            arg1: `(^$|((^|,)${this.#unique(trigger)}($|,)))`,
          }),
        ]
      : [];
    return this.#ruleOf(event, trigger["filter"], named);
  }

  #ruleOf(event: string | null, conditions: unknown, named: readonly number[]) {
    const all = list(conditions).map((condition) => this.#condition(condition));
    const first =
      event === null ? [] : [this.#predicate({ function: "_eq", arg0: this.#macro("_event"), arg1: event })];
    const of = (negated: boolean) => all.filter((one) => one.negated === negated).map(({ number }) => number);
    const yes = [...new Set([...first, ...of(false), ...named])].sort((a, b) => a - b);
    const no = [...new Set(of(true))].sort((a, b) => a - b);
    const key = JSON.stringify([["if", ...yes], ...(no.length > 0 ? [["unless", ...no]] : [])]);
    const rule = this.#rules.get(key) ?? { add: new Set<number>(), block: new Set<number>() };
    this.#rules.set(key, rule);
    return rule;
  }

  #condition(condition: Entity) {
    const ignoresCase = parameterOf(condition, "ignore_case") === "true";
    const number = this.#predicate({
      function: PREDICATES[String(condition["type"])]!,
      arg0: this.#template(parameterOf(condition, "arg0") ?? ""),
      arg1: this.#template(parameterOf(condition, "arg1") ?? ""),
      ...(ignoresCase ? { ignore_case: true } : {}),
    });
    return { number, negated: parameterOf(condition, "negate") === "true" };
  }

  #predicate(predicate: Predicate): number {
    const text = JSON.stringify(predicate);
    const known = this.#predicates.indexOf(text);
    return known < 0 ? this.#predicates.push(text) - 1 : known;
  }

  #parameters(parameters: unknown): Record<string, Json> {
    const all = list(parameters) as readonly Parameter[];
    return Object.fromEntries(
      all.map((one) => [
        `vtp_${String(one.key)}`,
        one.key === "html" || one.key === "javascript"
          ? this.#script(one.value ?? "", one.key)
          : this.#value(one),
      ]),
    );
  }

  #value({ type, value, list: rows, map }: Parameter): Json {
    if (type === "boolean") return value === "true";
    if (type === "integer") return Number(value);
    if (rows) return ["list", ...rows.map((one) => this.#value(one))];
    if (map) return ["map", ...map.flatMap((one) => [String(one.key), this.#value(one)])];
    return this.#template(value ?? "");
  }

  #template(text: string): Json {
    const parts = text.split(/\{\{(.+?)\}\}/).flatMap((piece, index): Json[] => {
      if (index % 2 === 1) return [this.#macro(piece.trim())];
      return piece === "" ? [] : [piece];
    });
    const [only = ""] = parts;
    return parts.length < 2 ? only : ["template", ...parts];
  }

  #script(text: string, kind: "html" | "javascript"): Json {
    const written = this.#shown.minified
      ? minified(text, kind)
      : kind === "javascript"
        ? `(${text})();`
        : text;
    const parts = written.split(/\{\{(.+?)\}\}/).flatMap((piece, index): Json[] => {
      if (index % 2 === 1) return [["escape", this.#macro(piece.trim()), 8, 16]];
      return piece === "" ? [] : [piece];
    });
    const [only = ""] = parts;
    return parts.length < 2 ? only : ["template", ...parts];
  }

  #macro(name: string): Json {
    const known = this.#named.get(name);
    if (known !== undefined) return ["macro", known];
    const number = this.#macros.push({}) - 1;
    this.#named.set(name, number);
    this.#macros[number] = name === "gtm.triggers" ? TRIGGERS : (this.#own(name) ?? BUILT_INS[name]!);
    return ["macro", number];
  }

  #own(name: string): Predicate | undefined {
    const variable = this.#content.variables.find((one) => one["name"] === name);
    if (variable === undefined) return undefined;
    const format = (variable["formatValue"] ?? {}) as Readonly<Record<string, Parameter | string>>;
    const conversions = Object.entries(format).map(([key, value]): [string, Json] =>
      typeof value === "string"
        ? ["convert_case_to", value === "lowercase" ? 1 : 2]
        : [`convert_${/^convert(\w+)ToValue$/.exec(key)![1]!.toLowerCase()}_to`, this.#value(value)],
    );
    return {
      function: `__${String(variable["type"])}`,
      ...Object.fromEntries(conversions),
      ...this.#parameters(variable["parameter"]),
    };
  }
}

/** What Google's compiler does to a script, as far as it matters: names, quotes, white space, numbers. */
function minified(text: string, kind: "html" | "javascript"): string {
  const short = text
    .replace(
      /\b(clicked|control|element|text)\b(?=[^'"]*(?:'[^']*'[^'"]*)*$)/gm,
      (name) => `${name.charAt(0)}$`,
    )
    .replace(/'((?:[^'"\\\n]|\\.)*)'/g, (_, inside: string) => `"${inside.replaceAll("=", "\\x3d")}"`)
    .replace(/"(event|longerThan|moreThanPages|pageLongerThan|returning|looksAt)":/g, "$1:")
    .replace(/\b(\d+)000\b/g, "$1E3")
    .replace(/:\s*true\b/g, ":!0")
    .replace(/\n\s*/g, " ");
  return kind === "html"
    ? short.replace("<script>", '<script type="text/gtmscript">')
    : `(${short.replace("function() {", "function(){")})();`;
}

function list(value: unknown): readonly Entity[] {
  return Array.isArray(value) ? (value as Entity[]) : [];
}

function ids(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function parameterOf(entity: Entity, name: string): string | undefined {
  return (list(entity["parameter"]) as readonly Parameter[]).find(({ key }) => key === name)?.value;
}

function fieldOf(entity: Entity, name: string): string {
  return (entity[name] as Parameter | undefined)?.value ?? "";
}

export interface Property {
  readonly measurementId?: string;
  readonly keyEvents?: readonly string[];
  /** Event create rules as the Admin API writes them. */
  readonly rules?: readonly Entity[];
  /** Other tags, as they are. */
  readonly more?: readonly Json[];
}

/** The text of gtag/js. */
export function gtagJs({
  measurementId = "G-TEST123456",
  keyEvents = [],
  rules = [],
  more = [],
}: Property = {}): string {
  const of = { vtp_instanceDestinationId: measurementId };
  const marking = keyEvents.map((event) => [
    "map",
    "matchingRules",
    JSON.stringify({
      type: 5,
      args: [{ stringValue: event }, { contextValue: { namespaceType: 1, keyParts: ["eventName"] } }],
    }),
  ]);
  const tags: Json[] = [
    { function: "__gct", vtp_trackingId: measurementId, vtp_sessionDuration: 0, tag_id: 1 },
    ...rules.map((rule, number): Json => ({ ...eventCreate(rule), ...of, tag_id: number + 20 })),
    ...more,
    ...(keyEvents.length === 0
      ? []
      : [
          {
            function: "__ccd_conversion_marking",
            vtp_conversionRules: ["list", ...marking],
            ...of,
            tag_id: 10,
          },
        ]),
    { function: "__ogt_google_signals", vtp_googleSignals: "DISABLED", ...of, tag_id: 12 },
  ];
  const resource = {
    version: "1",
    macros: [{ function: "__e" }],
    tags,
    predicates: [{ function: "_eq", arg0: ["macro", 0], arg1: "gtm.js" }],
    rules: [
      [
        ["if", 0],
        ["add", ...tags.map((_, number) => number)],
      ],
    ],
  };
  return `(function(){\nvar data = ${JSON.stringify({ resource, blob: { "5": measurementId } })};\nvar a=1;})();`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  EQUALS: "eq",
  CONTAINS: "cn",
  STARTS_WITH: "sw",
  ENDS_WITH: "ew",
  REGULAR_EXPRESSION: "re",
  GREATER_THAN: "gt",
  GREATER_THAN_OR_EQUAL: "ge",
  LESS_THAN: "lt",
  LESS_THAN_OR_EQUAL: "le",
};

function eventCreate(rule: Entity): { readonly [key: string]: Json } {
  const conditions = list(rule["eventConditions"]).map(
    (one): { readonly field: unknown; readonly served: Json } => {
      const field = String(one["field"]);
      const [, comparison = "", anyCase] =
        /^(.*?)(_CASE_INSENSITIVE)?$/.exec(String(one["comparisonType"])) ?? [];
      const left =
        field === "event_name"
          ? ["map", "type", "event_name"]
          : ["map", "type", "event_param", "event_param", ["map", "param_name", field]];
      const right = ["map", "type", "const", "const_value", String(one["value"] ?? "")];
      const negate = one["negated"] === true ? ["negate", true] : [];
      return {
        field,
        served: [
          "map",
          "type",
          `${OPERATORS[comparison]!}${anyCase ? "i" : ""}`,
          ...negate,
          "values",
          ["list", left, right],
        ],
      };
    },
  );
  const mutations = list(rule["parameterMutations"]).map(
    (one): Json => [
      "map",
      "edit_param",
      [
        "map",
        "param_name",
        String(one["parameter"]),
        "param_value",
        ["map", "type", "const", "const_value", String(one["parameterValue"])],
      ],
    ],
  );
  const ofEvent = conditions.filter(({ field }) => field === "event_name").map(({ served }) => served);
  const others = conditions.filter(({ field }) => field !== "event_name").map(({ served }) => served);
  return {
    function: "__ogt_event_create",
    vtp_eventName: String(rule["destinationEvent"]),
    vtp_isCopy: true,
    vtp_precompiledRule: [
      "map",
      "new_event_name",
      String(rule["destinationEvent"]),
      "merge_source_event_params",
      rule["sourceCopyParameters"] === true,
      "event_name_predicate",
      ofEvent[0] ?? ["map"],
      "conditions",
      ["list", ["map", "predicates", ["list", ...others]]],
      ...(mutations.length === 0 ? [] : ["event_param_ops", ["list", ...mutations]]),
    ],
  };
}
