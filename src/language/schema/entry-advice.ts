/** What to write instead of a whole entry, key and value, where another name for the key is not enough. */
import goalsSchema from "../../../schemas/goals.schema.json" with { type: "json" };
import { TEXT_COMPARISONS } from "../goal-set/text-comparisons.ts";
import { inYaml } from "../source/in-yaml.ts";
import { child, entriesOf, type Located, textOf } from "../source/located.ts";
import { matcherEntry, typedMatcher, valueInWords } from "./comparison-entries.ts";
import { attributeAdvice, besideInteraction } from "./element-keys.ts";
import { ELEMENTS, EVENTS, KEYS, TYPES, typeOf, withoutSpelling } from "./other-tools.ts";

/** Words that stand for more than another name; what to write instead of the whole entry. */
export function entryAdvice(context: string, key: string, holder: Located | undefined): string | null {
  const word = withoutSpelling(key);
  const value = child(holder, key);
  const caseless = caseAdvice(context, word, holder, value);
  if (caseless !== null) return caseless;
  const named = context === "step" ? stepUnderItsId(key, value, holder) : null;
  if (named !== null) return named;
  if (context === "goal" || context === "step" || context === "way")
    return goalEntry(word, key, value, textOf(child(holder, "type")));
  if (context === "on")
    return besideInteraction(key, holder, INTERACTION_PROPERTIES) ?? interactionEntry(word, value);
  if (context === "page") return pageEntry(word, value, holder);
  if (context === "text_matcher" || context === "value_matcher") return matcherEntry(word, value, holder);
  if (context === "parameter") return parameterEntry(key, word, value);
  if (context === "value") return valueEntry(key, value);
  if (context === "metric" && /^(?:calculation|expression|calculated)$/.test(word))
    return "Did you mean `formula`?";
  if (context === "data_layer" && /^(?:event|name|event_name)$/.test(word) && textOf(value) !== undefined)
    return `Write \`equals: ${inYaml(textOf(value) ?? "")}\`.`;
  if (ELEMENTS.has(context))
    return (
      elementEntry(context, word, value) ??
      visibleEntry(context, word, value) ??
      (word === "page" ? "`page` goes next to `on`, at the goal itself." : null) ??
      attributeAdvice(context, key, value)
    );
  return null;
}

/** `ignore_case` is said about one comparison, and capital letters matter without it. */
function caseAdvice(
  context: string,
  word: string,
  holder: Located | undefined,
  value: Located | undefined,
): string | null {
  const isCaseSensitive = /^(?:case_sensitive|match_case|casesensitive)$/.test(word);
  if (!isCaseSensitive && !/^(?:ignore_case|case_insensitive|ignorecase)$/.test(word)) return null;
  if (isCaseSensitive === (textOf(value) === "true"))
    return "Delete it: capital and small letters are different unless `ignore_case: true` says otherwise.";
  if (context === "text_matcher" || context === "value_matcher")
    return isCaseSensitive ? "Write `ignore_case: true`." : null;
  const path =
    textOf(child(context === "goal" ? holder : undefined, "page")) ?? textOf(child(holder, "path"));
  if (path === undefined || (context !== "goal" && context !== "page")) return null;
  const comparison = `{ equals: ${inYaml(path)}, ignore_case: true }`;
  const entry = context === "goal" ? `page: { path: ${comparison} }` : `path: ${comparison}`;
  return `It belongs to the comparison: write \`${entry}\` instead of \`${context === "goal" ? "page" : "path"}\`, and delete it here.`;
}

/** `value: {amount}`, `value: { key: order.total }`, `value: { amount: 5 }` */
function valueEntry(key: string, value: Located | undefined): string | null {
  if (key === "currency" && textOf(value) !== undefined)
    return `It goes next to \`value\`, at the goal itself: \`currency: ${inYaml(textOf(value) ?? "")}\`.`;
  if (value?.kind !== "scalar") return null;
  if (typeof value.value === "number") return `Write \`value: ${value.text}\`.`;
  const name = value.value === null ? key : value.text;
  return /^[A-Za-z_][\w.]*$/.test(name)
    ? `Write \`value: { data_layer: ${name} }\` for the amount that the site pushes under this key.`
    : null;
}

/** `plan: {plan}`, `plan: { dimension: true }` */
function parameterEntry(key: string, word: string, value: Located | undefined): string | null {
  if (/^(?:(?:custom_)?dimension|scope)$/.test(word)) return "Write `register: dimension`.";
  if (/^(?:custom_)?metric$/.test(word)) return "Write `register: metric`.";
  if (value?.kind === "scalar" && value.value === null && /^[a-z][\w.]*$/i.test(key))
    return `Write \`data_layer: ${key}\`.`;
  return null;
}

/** Keys of one interaction that belong to another, or that a key of ours says. */
function elementEntry(context: string, word: string, value: Located | undefined): string | null {
  const text = textOf(value);
  if (text === undefined) return null;
  if (context === "click" && /^(?:url|href|click_url|link_url|link)$/.test(word))
    return `The address of a link goes under \`link\`: write \`link: { url: ${inYaml(text)} }\` instead of \`click\`.`;
  if (context === "link" && /^(?:host|hostname|domain)$/.test(word))
    return `Write \`url: { begins_with: ${inYaml(`https://${text.replace(/^https?:\/\//, "").replace(/\/$/, "")}/`)} }\`.`;
  if (context === "link" && /^(?:external|is_outbound|outgoing|extern)$/.test(word))
    return `Write \`outbound: ${/^(?:false|no|off)$/.test(text) ? "false" : "true"}\`.`;
  if (context === "video" && /^(?:id|video_id|videoid)$/.test(word))
    return `Write \`url: { contains: ${inYaml(`v=${text}`)} }\`.`;
  if (context === "click" && /^(?:button|button_text|caption)$/.test(word))
    return `Write \`text: ${inYaml(text)}\`.`;
  if (context === "form" && (word === "name" || word === "form_name"))
    return `Write \`selector: ${inYaml(`form[name="${text}"]`)}\`.`;
  if (context === "download" && /^(?:name|file|file_name|filename|path)$/.test(word))
    return `Write \`url: { contains: ${inYaml(text)} }\`.`;
  if (context === "video" && /^(?:provider|player|video_provider)$/.test(word))
    return /youtube/i.test(text)
      ? "Delete it: only YouTube's player is noticed."
      : "Only YouTube's player is noticed: let the site push an event, and count that.";
  return null;
}

function visibleEntry(context: string, word: string, value: Located | undefined): string | null {
  if (context === "visible" && (word === "element_id" || word === "id") && textOf(value) !== undefined)
    return `Write \`selector: ${inYaml(`#${textOf(value)}`)}\`.`;
  return null;
}

/** `- cart: /cart`, `- cart: { page: /cart }`: steps are a list, so the id is one of their keys. */
function stepUnderItsId(key: string, value: Located | undefined, holder: Located | undefined): string | null {
  if (entriesOf(holder).length !== 1 || !/^[a-z][a-z0-9_]*$/.test(key)) return null;
  const text = textOf(value);
  if (value?.kind === "map" && child(value, "id") === undefined)
    return `The id of a step is one of its keys: write \`id: ${key}\` next to the others.`;
  if (text?.startsWith("/")) return `Write \`{ id: ${key}, page: ${inYaml(text)} }\`.`;
  return text !== undefined && /^[a-z][a-z0-9_]*$/.test(text) && !EVENTS.has(withoutSpelling(key))
    ? `For a goal of the file write \`goal: ${text}\`.`
    : null;
}

const STEPS_APART =
  "Funnels go at the top level of the file, next to `goals`: `funnels: { checkout: { steps: [ … ] } }`. A goal counts a completed one with `type: event` and `on: { funnel: checkout }`.";

function goalEntry(
  word: string,
  key: string,
  value: Located | undefined,
  type: string | undefined,
): string | null {
  const text = textOf(value);
  if (
    /^(?:is_)?(?:a_)?(?:conversion|goal|key_event|mark_as_(?:conversion|key_event)|is_key_event)$/.test(word)
  )
    return text === "false"
      ? "Write `key_event: false`."
      : "Delete it: every goal here is a key event, unless it says `key_event: false`.";
  if (/^(?:event_)?(?:category|action|label)$/.test(word) && text !== undefined)
    return `Events of GA4 have no category, action and label. Write \`parameters: { ${word}: ${inYaml(text)} }\` to send it along; the name for people is \`name\`.`;
  if (word === "non_interaction" || word === "noninteraction")
    return "Delete it: GA4 has no non-interaction events.";
  if (/^(?:tag|tags|tag_type|tag_name|trigger_name|workspace|folder)$/.test(word))
    return "Delete it: goalform makes tags and triggers itself, from `type`, `page` and `on`.";
  if (word === "funnel" && text !== undefined && /^[a-z][a-z0-9_]*$/.test(text))
    return `What a visitor does goes under \`on\`: write \`on: { funnel: ${text} }\`.`;
  if (word === "funnel" || word === "steps" || word === "goal_funnel") return STEPS_APART;
  if (/^first_step_required$|^required(?:_first)?_step$/.test(word))
    return "A goal asks for all steps of a funnel with `on: { funnel: … }`.";
  if (word === "match_type" || word === "match")
    return "How to compare is part of the condition: `page: { path: { begins_with: /thanks } }`.";
  if (/^(?:measurement_id|property|container|ga4|gtm)$/.test(word))
    return "Where goals are measured goes at the top level of the file, under `targets`.";
  if (word === "goal_type" && text !== undefined && typeOf(text) !== null)
    return `Write \`type: ${typeOf(text)}\`.`;
  if (word === "at_least" && type === "pages_per_session" && Number(text) > 1)
    return `Write \`more_than: ${Number(text) - 1}\`.`;
  if (word === "disabled" && text === "true") return "Write `enabled: false`.";
  if (word === "disabled" && text === "false") return "Write `enabled: true`.";
  if (/^(?:greater_than|longer|more|gt)$/.test(word)) {
    const known = type === "duration" || type === "pages_per_session" ? type : typeOf(type ?? "");
    if (known === "duration") return "Did you mean `longer_than`?";
    if (known === "pages_per_session") return "Did you mean `more_than`?";
  }
  const shown = valueInWords(value);
  if (/^(?:path|url|host|fragment)$/.test(word) && shown !== null)
    return `Conditions on the address go under \`page\`: write \`page: { ${key}: ${shown} }\`.`;
  if (/^(?:click|link|form|download|scroll|visible|video|data_layer|ga4_event)$/.test(word) && shown !== null)
    return `What a visitor does goes under \`on\`: write \`on: { ${key}: ${shown} }\`.`;
  return null;
}

function interactionEntry(word: string, value: Located | undefined): string | null {
  if (word === "steps" || word === "within" || word === "open")
    return `\`${word}\` belongs to the funnel: \`funnels: { checkout: { ${word}: … } }\`.`;
  if (TYPES.get(word) === "destination" || word === "destination")
    return `A page is a goal of its own type: \`type: destination\`, with \`page: ${inYaml(pathOf(value))}\`.`;
  if (TYPES.get(word) === "duration" || word === "duration")
    return "Time is a goal of its own type: `type: duration`, with `longer_than: 4m`.";
  if (/^history(?:_change)?s?$/.test(word))
    return "Write `spa: true` at a goal of type `destination`: it counts pages that a single-page app shows.";
  if (word === "trigger_group") return "Make a funnel of what the group is made of.";
  const isFlag =
    value === undefined || (value.kind === "scalar" && (value.value === true || value.value === null));
  if (isFlag && /^[a-z][a-z0-9_]*$/.test(word) && !EVENTS.has(word))
    return `Write \`ga4_event: ${word}\` where Analytics receives that event, \`data_layer: ${word}\` where the site pushes it.`;
  return null;
}

function pathOf(value: Located | undefined): string {
  const text = textOf(value);
  return text?.startsWith("/") ? text : "/thanks";
}

function pageEntry(word: string, value: Located | undefined, holder: Located | undefined): string | null {
  const typed = /^(?:match|match_type|type|operator|value)$/.test(word) ? typedMatcher(holder) : null;
  if (typed !== null) return `Write \`page: { path: { ${typed} } }\`.`;
  const operator = word === "not" ? "not" : KEYS["matcher"]?.get(word);
  const op = operator ?? (TEXT_COMPARISONS.has(word) ? word : undefined);
  const shown = valueInWords(value);
  return op === undefined || shown === null ? null : `Write \`path: { ${op}: ${shown} }\`.`;
}

/** The keys of each interaction. */
const INTERACTION_PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(goalsSchema.$defs.on.properties).map(([key, schema]) => [key, propertiesOf(schema)]),
);

/** A key's own keys are in the part of its schema that refuses others. */
function propertiesOf(schema: object): readonly string[] {
  const parts = "allOf" in schema ? (schema.allOf as readonly object[]) : [];
  return parts.flatMap((part) => ("properties" in part ? Object.keys(part.properties as object) : []));
}
