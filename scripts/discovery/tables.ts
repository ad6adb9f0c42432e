/** The source text of the sandbox's tables of messages and methods, made from reduced Discovery documents. */
import { type Document, methodsOf, type Property } from "./document.ts";
import type { Protocol, ProtocolEnum } from "./protocol.ts";

/** As wide as the formatter lets lines be. */
const WIDTH = 110;

export interface TableOptions {
  readonly protocol: Protocol;
  /** What the document puts before the names of messages, such as `GoogleAnalyticsAdminV1beta`. */
  readonly prefix: string;
}

/** A module with `MESSAGES`, `ANSWERS`, `OTHER_METHODS` and the enums of the messages. */
export function tables(document: Document, options: TableOptions): string {
  const messages = Object.entries(document.schemas).map(([name, { properties = {} }]): Message => {
    const message = withoutPrefix(name, options);
    return {
      name: message,
      fields: Object.entries(properties).map(([field, property]) =>
        fieldOf(message, field, property, options),
      ),
    };
  });
  const enums = new Map(messages.flatMap(({ fields }) => fields.flatMap((field) => enumsIn(field))));
  const constants = [...enums.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map(enumText);
  return [
    header(document),
    importText(messages),
    ...constants,
    messagesText(messages),
    answersText(document, options),
    otherMethodsText(document),
  ].join("\n");
}

interface Message {
  readonly name: string;
  readonly fields: readonly Field[];
}

interface Field {
  readonly name: string;
  readonly repeated: boolean;
  readonly alternative: boolean;
  readonly type: { readonly scalar: string } | { readonly message: string } | { readonly enum: ProtocolEnum };
}

/** The names of message.ts for the scalars of Discovery. */
const SCALARS: { readonly [name: string]: string } = {
  string: "text",
  boolean: "flag",
  "integer int32": "int32",
  "string int64": "int64",
  "number double": "double",
  "string google-datetime": "timestamp",
  "string google-duration": "duration",
};

function fieldOf(message: string, name: string, property: Property, options: TableOptions): Field {
  const single = property.items ?? property;
  const type = typeOf(message, name, single, options);
  const alternative = !("message" in type) && options.protocol.isAlternative(message, name);
  return { name, repeated: property.items !== undefined, alternative, type };
}

function typeOf(message: string, field: string, property: Property, options: TableOptions): Field["type"] {
  if (property.$ref !== undefined) return { message: withoutPrefix(property.$ref, options) };
  if (property.enum !== undefined) return { enum: options.protocol.enumOf(message, field, property) };
  const scalar = SCALARS[[property.type, property.format].filter(Boolean).join(" ")];
  if (scalar === undefined) throw new Error(`${message}.${field} has a type that message.ts does not know.`);
  return { scalar };
}

function enumsIn({ type }: Field): [string, ProtocolEnum][] {
  return "enum" in type ? [[type.enum.name, type.enum]] : [];
}

function withoutPrefix(name: string, { prefix }: TableOptions): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function header({ name, version, revision }: Document): string {
  const what = `The messages of ${name} ${version} that the sandbox emulates, from the Discovery document of revision ${revision}.`;
  return `/**\n * ${what}\n * Made by \`npm run discovery\`; not to be edited.\n */`;
}

function importText(messages: readonly Message[]): string {
  const text = messages.flatMap(({ fields }) => fields.map(fieldText)).join(" ");
  const known = [
    ...new Set(Object.values(SCALARS)),
    "texts",
    "one",
    "many",
    "choice",
    "choices",
    "alternative",
  ];
  const used = known.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  const names = ["enumType", "type Messages", ...used].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const line = `import { ${names.join(", ")} } from "../message.ts";`;
  if (line.length <= WIDTH) return `${line}\n`;
  return `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "../message.ts";\n`;
}

/** The formatter sorts letter by letter, of the same letter the capital first. */
function rank(name: string): string {
  return name.replace("type ", "").replace(/./g, (letter) => letter.toLowerCase() + letter);
}

function enumText({ name, package: path, numbers }: ProtocolEnum): string {
  const values = Object.entries(numbers).sort(([, a], [, b]) => a - b);
  const odd = values.filter(([, number], index) => number !== index).map((one) => one.join(": "));
  const names = values.map(([value]) => JSON.stringify(value));
  const start = `export const ${constantOf(name)} = enumType(`;
  const full = JSON.stringify(`${path}.${name}`);
  const others = odd.length === 0 ? [] : [`{ ${odd.join(", ")} }`];
  const line = `${start}${[full, `[${names.join(", ")}]`, ...others].join(", ")});`;
  if (line.length <= WIDTH) return `${line}\n`;
  if (others.length === 0 && `${start}${full}, [`.length <= WIDTH)
    return `${start}${full}, ${brokenList(names, "")});\n`;
  const flat = `[${names.join(", ")}]`;
  const list = `  ${flat},`.length <= WIDTH ? flat : brokenList(names, "  ");
  const oddList = `  ${others[0]},`.length <= WIDTH ? others : [brokenMap(odd)];
  return `${start}\n${[full, list, ...oddList].map((one) => `  ${one},\n`).join("")});\n`;
}

function brokenMap(items: readonly string[]): string {
  return `{\n${items.map((item) => `    ${item},\n`).join("")}  }`;
}

function brokenList(items: readonly string[], indent: string): string {
  return `[\n${items.map((item) => `${indent}  ${item},\n`).join("")}${indent}]`;
}

/** `Trigger.EventType` → `TRIGGER_EVENT_TYPE`. */
function constantOf(name: string): string {
  return name
    .replace(/\./g, "_")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase();
}

function messagesText(messages: readonly Message[]): string {
  const lines = messages.flatMap(({ name, fields }) =>
    fields.length === 0
      ? [`  ${name}: {},`]
      : [`  ${name}: {`, ...fields.map((field) => `    ${field.name}: ${fieldText(field)},`), "  },"],
  );
  return [
    "export const MESSAGES: Messages = {",
    "  Empty: {},",
    ...lines.filter((line) => line !== "  Empty: {},"),
    "};",
    "",
  ].join("\n");
}

function fieldText({ type, repeated, alternative }: Field): string {
  const single = () => {
    if ("message" in type) return `${repeated ? "many" : "one"}(${JSON.stringify(type.message)})`;
    if ("enum" in type) return `${repeated ? "choices" : "choice"}(${constantOf(type.enum.name)})`;
    if (repeated && type.scalar !== "text") throw new Error("message.ts has no lists of such scalars.");
    return repeated ? "texts" : type.scalar;
  };
  return alternative ? `alternative(${single()})` : single();
}

/** The message of each emulated method's answer, by the method's id; those that answer nothing are absent. */
function answersText(document: Document, options: TableOptions): string {
  const answers = methodsOf(document)
    .filter(({ response }) => response !== undefined)
    .map(({ id, response }) => [id, withoutPrefix(response!.$ref, options)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = answers.map(([id, message]) => `  ${JSON.stringify(id)}: ${JSON.stringify(message)},`);
  const doc = "/** The message of the answer, by the id of the method. */";
  return [doc, "export const ANSWERS: { readonly [id: string]: string } = {", ...lines, "};", ""].join("\n");
}

/** The reduced document keeps nothing of these methods but their places and scopes. */
function otherMethodsText(document: Document): string {
  const others = methodsOf(document).filter(
    ({ parameters, request, response }) => !parameters && !request && !response,
  );
  const lines = others.map(({ httpMethod, flatPath, scopes }) =>
    [
      httpMethod,
      namedParts(flatPath),
      ...scopes.map((scope) => scope.slice(scope.lastIndexOf("/") + 1)),
    ].join(" "),
  );
  const doc =
    "/** Methods that the sandbox does not emulate, each with the scopes of which one is enough. */";
  const list = lines.sort().map((line) => `  ${JSON.stringify(line)},`);
  return [doc, "export const OTHER_METHODS: readonly string[] = [", ...list, "];", ""].join("\n");
}

/** `{propertiesId}` → `{property}`, as the sandbox's own routes call it. */
function namedParts(path: string): string {
  return path.replace(/\{(\w+)sId\}/g, (_, name: string) => `{${name.replace(/ie$/, "y")}}`);
}
