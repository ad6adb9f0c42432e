/** docs/language.md: the reference of the goals file, generated from the texts of the schema. */
import { Document, isCollection, visit } from "yaml";
import { CHAPTERS, type Chapter, type Inside } from "./chapters.ts";
import { definitionName, facts, resolved, type Schema, typesOf } from "./schema.ts";

export function languageReference(root: Schema): string {
  const covered = new Set(CHAPTERS.flatMap(({ definition }) => definition ?? []));
  const chapters = [...CHAPTERS, ...laterChapters(root, covered)];
  const parts = [
    "# The goals file",
    "<!-- Generated from schemas/goals.schema.json by `npm run docs`. Change the texts there. -->",
    root.description ?? "",
    "The smallest useful file:",
    block("whole", smallestFile(root)),
    contents(chapters),
    ...chapters.flatMap((chapter) => chapterParts(root, chapter)),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** Definitions with their own keys that were added to the schema after the chapters were written. */
function laterChapters(root: Schema, covered: ReadonlySet<string>): Chapter[] {
  return Object.entries(root.$defs ?? {})
    .filter(([name, one]) => resolved(root, one).properties && !covered.has(name))
    .map(([name, { title }]) => ({
      title: title ?? name,
      definition: name,
      inside: "file" as const,
      wrap: () => undefined,
      groups: [],
      isTable: true,
    }));
}

function smallestFile(root: Schema): unknown {
  const keys = [...new Set([...(resolved(root, root).required ?? []), "goals"])];
  return Object.fromEntries(
    keys.map((key) => [key, resolved(root, root.properties?.[key] ?? {}).examples?.[0]]),
  );
}

function contents(chapters: readonly Chapter[]): string {
  return chapters.map(({ title }) => `- [${title}](#${anchor(title)})`).join("\n");
}

/** As GitHub creates them. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");
}

function chapterParts(root: Schema, chapter: Chapter): string[] {
  const { title, definition } = chapter;
  const schema = resolved(root, definition === null ? root : (root.$defs?.[definition] ?? {}));
  return [
    `## ${title}`,
    definition === null ? "" : (schema.description ?? ""),
    ...(definition === null ? [] : examples(schema, chapter)),
    ...groupsOf(schema, chapter).flatMap(({ title: group, keys }) => [
      group === null ? "" : `### ${group}`,
      ...(chapter.isTable
        ? [keyTable(root, schema, keys)]
        : keys.flatMap((key) => keyParts(root, schema, key, chapter))),
    ]),
  ];
}

function examples({ examples = [] }: Schema, { inside, wrap }: Chapter): string[] {
  return examples.flatMap((example) => {
    const value = wrap(example);
    return value === undefined ? [] : [block(inside, value)];
  });
}

/** Keys that are no longer in the schema are left out; new ones come at the end. */
function groupsOf(schema: Schema, { groups }: Chapter): Chapter["groups"] {
  const all = Object.keys(schema.properties ?? {});
  const known = new Set(groups.flatMap(({ keys }) => keys));
  const rest = all.filter((key) => !known.has(key));
  const title = groups.length > 1 ? "Other keys" : null;
  return [
    ...groups.map(({ title, keys }) => ({ title, keys: keys.filter((key) => all.includes(key)) })),
    { title, keys: rest },
  ].filter(({ keys }) => keys.length > 0);
}

function keyParts(root: Schema, parent: Schema, key: string, chapter: Chapter): string[] {
  const schema = resolved(root, parent.properties![key]!);
  const hasGroups = chapter.groups.length > 1;
  const { inside, wrap } = chapter;
  return [
    `${hasGroups ? "####" : "###"} \`${key}\``,
    `${schema.description ?? ""}`,
    `*${[facts(schema), need(parent, key)].filter((one) => one !== "").join("; ")}*`,
    ...(schema.examples ?? []).map((example) => block(inside, wrap({ [key]: example }))),
    ...seeOrTable(root, schema, parent.properties![key]!),
  ];
}

function need(parent: Schema, key: string): string {
  if (parent.required?.includes(key)) return "required";
  const types = typesOf(parent, key);
  if (!types) return "";
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  const allowed =
    types.allowed.join() === types.required.join() ? "" : `only for goals of type ${list(types.allowed)}`;
  const required = types.required.length === 0 ? "" : `required for goals of type ${list(types.required)}`;
  return [allowed, required].filter((one) => one !== "").join("; ");
}

/** A key whose value has its own chapter links to it; other values with keys get a table. */
function seeOrTable(root: Schema, schema: Schema, written: Schema): string[] {
  const see = seeChapter(schema, written);
  if (see !== "") return [see];
  return schema.properties ? [keyTable(root, schema, Object.keys(schema.properties))] : [];
}

function seeChapter(schema: Schema, written: Schema): string {
  const inner = [written, schema.additionalProperties, schema.items].flatMap((one) =>
    typeof one === "object" ? [one] : [],
  );
  const chapter = CHAPTERS.find(({ definition }) =>
    inner.some((one) => definition !== null && definitionName(one) === definition),
  );
  return chapter ? `See [${chapter.title}](#${anchor(chapter.title)}).` : "";
}

function keyTable(root: Schema, parent: Schema, keys: readonly string[]): string {
  const rows = keys.flatMap((key) => keyRows(root, parent, key, ""));
  return ["| key | meaning | example |", "|---|---|---|", ...rows].join("\n");
}

function keyRows(root: Schema, parent: Schema, key: string, before: string): string[] {
  const written = parent.properties![key]!;
  const schema = resolved(root, written);
  const said = [
    schema.description ?? "",
    sentence(facts(schema)),
    sentence(need(parent, key)),
    seeChapter(schema, written),
  ]
    .filter((one) => one !== "")
    .join(" ");
  const shown = schema.examples?.[0];
  const example = shown === undefined ? "" : code(flow({ [key]: shown }));
  const row = `| \`${before}${key}\` | ${cell(said.trim())} | ${example} |`;
  const isOwn = definitionName(written) === null && schema.properties !== undefined;
  const below = isOwn ? Object.keys(schema.properties!) : [];
  return [row, ...below.flatMap((one) => keyRows(root, schema, one, `${before}${key}.`))];
}

function sentence(words: string): string {
  return words === "" ? "" : `${words[0]!.toUpperCase()}${words.slice(1)}.`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function code(text: string): string {
  return text.includes("`") ? `\`\` ${cell(text)} \`\`` : `\`${cell(text)}\``;
}

/** The second word says what the test must put the fragment into. */
function block(inside: Inside, value: unknown): string {
  return `\`\`\`yaml ${inside}\n${yaml(value)}\n\`\`\``;
}

/** A mapping that is longer than this is easier to read line by line. */
const ON_ONE_LINE = 72;

function yaml(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Collection: (_, node, path) => {
      const isInner = path.some((one) => isCollection(one));
      if (isInner && flow(node.toJSON()).length < ON_ONE_LINE && depth(node.toJSON()) < 2) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

function flow(value: unknown): string {
  const document = new Document(value);
  const { contents } = document;
  if (isCollection(contents)) contents.flow = true;
  const text = document
    .toString({ lineWidth: 0, flowCollectionPadding: true })
    .trim()
    .replace(/\s*\n\s*/g, " ");
  const isMapping = typeof value === "object" && !Array.isArray(value);
  return isMapping ? text.slice(1, -1).trim() : text;
}

function depth(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depth));
}
