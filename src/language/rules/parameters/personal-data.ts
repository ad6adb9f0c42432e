/** Facts by which a person could be known: Analytics must not receive them (Analytics Help 6366371). */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written, WrittenComparison } from "../../meaning/written.ts";
import { child, entriesOf, type LocatedEntry, textOf } from "../../source/located.ts";
import type { SourceText, Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { type ParameterList, parameterLists } from "./parameter-lists.ts";

export const personalData: Rule = {
  codes: ["personal-data"],
  check: (file: Written) => [
    ...parameterLists(file).flatMap((one) => inParameters(file.source, one)),
    ...queriesOf(file).flatMap((entry) => inQuery(file.source, entry)),
    ...file.comparisons.flatMap((one) => inAddress(file.source, one)),
  ],
};

/** What a key ends with: `customer_email` contains an address, `email_type` does not. */
const PERSONAL =
  /(?:^|_)(?:e?_?mail(?:_?addr(?:ess)?)?|(?:tele|mobile_)?phone(?:_?(?:number|no))?|(?:first|last|sur|full|given|family|user|customer|contact)_?name|(?:street|postal|home|billing|shipping|delivery|mailing|customer)_?address|street|ip(?:_?addr(?:ess)?)?|birth_?(?:day|date)|date_of_birth|dob|ssn|iban|passport|password)$/;
/** By themselves these mean a person; behind another word they rarely do (`page_name`, `web_address`). */
const PERSONAL_ALONE: ReadonlySet<string> = new Set(["name", "address", "tel"]);

/** `name: { data_layer: product.name }` says nothing about a person. */
const OF_A_THING =
  /^(?:article|campaign|category|course|file|form|item|page|plan|product|shop|store|video)s?(?=[._A-Z]|$)/;

/** Cookies and parameters that mark one browser or one session: Analytics' own, those of advertising, those of servers. */
const IDENTIFIER =
  /^(?:_ga(?:_.*)?|_gid|_gcl_.*|_fbp|_fbc|_hj.*|_pk_id.*|_uetvid|_ttp|__utma|mp_.*|ajs_.*|intercom-.*|hubspotutk|muid|ide)$|^(?:php|j|asp\.?net_?)?sess(?:ion)?_?id$|^connect\.sid$|(?:^|_)(?:access|auth|csrf|xsrf|refresh|reset|session|login|remember)_?token$|^(?:jwt|auth|authorization)$/i;

const EMAIL = /[\w.+-]@[\w-]+\.[a-z]/i;

/** `user.firstName` → `user_first_name`. */
function words(key: string): string {
  const spaced = key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_");
  return spaced.replace(/^_+|_+$/g, "").toLowerCase();
}

function isPersonal(key: string): boolean {
  return PERSONAL.test(words(key)) || PERSONAL_ALONE.has(words(key));
}

/** Keys of a parameter that say where its value comes from. */
const READ_FROM: ReadonlySet<string> = new Set(["data_layer", "query", "cookie", "attribute"]);

function inParameters(source: SourceText, { entries, of }: ParameterList): readonly Diagnostic[] {
  const sourceOf = (entry: LocatedEntry) => entriesOf(entry.value).find(({ key }) => READ_FROM.has(key));
  const by = of === null ? "every goal" : `\`${of.goal.id}\``;
  return entries.flatMap((entry) => {
    const text = textOf(entry.value) ?? textOf(child(entry.value, "value"));
    // A fixed value is the same for everybody, whatever the parameter is called.
    if (text !== undefined) return EMAIL.test(text) ? [sent(source, entry.value, by, text)] : [];
    const from = sourceOf(entry);
    const read = textOf(from?.value);
    const isOfThing = PERSONAL_ALONE.has(entry.key) && OF_A_THING.test(read ?? "");
    if (isPersonal(entry.key) && !isOfThing) return [sent(source, entry.keySpan, by, entry.key)];
    if (!from || read === undefined) return [];
    const marks = from.key !== "data_layer" && (IDENTIFIER.test(read) || IDENTIFIER.test(words(read)));
    if (marks) return [identifies(source, from.value, read)];
    return isPersonOf(read) ? [sent(source, from.value, by, read)] : [];
  });
}

/** `user.email` and `customer.name`, but not the `name` of a product. */
function isPersonOf(key: string): boolean {
  const isOfPerson = /^(?:user|customer|person|contact|visitor|member)\.(?:name|address|tel)$/i.test(key);
  return PERSONAL.test(words(key)) || isOfPerson;
}

function sent(source: SourceText, span: Span, by: string, what: string): Diagnostic {
  return source.warning(
    "personal-data",
    span,
    `\`${what.slice(0, 60)}\` looks like a fact about a person; with ${by} it would be sent to Analytics, which forbids that.`,
    "Leave it out, or send something that does not identify anybody.",
  );
}

function identifies(source: SourceText, span: Span, what: string): Diagnostic {
  return source.warning(
    "personal-data",
    span,
    `\`${what.slice(0, 60)}\` identifies one browser or one session, and would be sent to Analytics.`,
    "Leave it out: Analytics recognises browsers and sessions by itself.",
  );
}

function queriesOf({ goals, funnels }: Written): readonly LocatedEntry[] {
  const pages = [...goals.map(({ node }) => node), ...funnels.flatMap(({ steps }) => steps)];
  return pages.flatMap((node) => entriesOf(child(child(node, "page"), "query")));
}

function inQuery(source: SourceText, { key, keySpan }: LocatedEntry): readonly Diagnostic[] {
  return PERSONAL.test(words(key)) ? [inUrl(source, keySpan, key)] : [];
}

function inAddress(source: SourceText, { subject, nodes }: WrittenComparison): readonly Diagnostic[] {
  if (subject !== "path" && subject !== "url" && subject !== "query" && subject !== "fragment") return [];
  return nodes.flatMap((node) => {
    const named = [...node.text.slice(0, 2000).matchAll(/([\w.-]{1,60})=/g)].find(([, key = ""]) =>
      PERSONAL.test(words(key)),
    );
    const found = named?.[1] ?? EMAIL.exec(node.text.slice(0, 2000))?.input;
    return found === undefined ? [] : [inUrl(source, node, found)];
  });
}

function inUrl(source: SourceText, span: Span, what: string): Diagnostic {
  return source.warning(
    "personal-data",
    span,
    `\`${what.slice(0, 60)}\` looks like a fact about a person; Analytics gets the address of every page and forbids that.`,
    "Let the site keep it out of its addresses, and recognise the page by something else.",
  );
}
