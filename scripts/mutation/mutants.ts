/** Small faults that could have been made in a source file, one at a time. */
import { parseAst } from "vitest/node";

/** Replaces `[start, end)` of the file's text; offsets are UTF-16 code units. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The replaced text, for people. */
  readonly was: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

type Replacement = readonly [start: number, end: number, text: string];

export function mutantsOf(file: string, source: string): Mutant[] {
  const found: Replacement[] = [];
  visit(parseAst(source, { lang: "ts" }) as unknown as Node, source, found);
  return found.map(([start, end, text]) => ({
    file,
    line: source.slice(0, start).split("\n").length,
    start,
    end,
    text,
    was: source.slice(start, end),
  }));
}

/** Types cannot fail at run time, and the words of a bug report are nobody's promise. */
function isSkipped(node: Node, source: string): boolean {
  if (/^TS(?!AsExpression|NonNull|Satisfies)|^Import|^ExportAll/.test(node.type)) return true;
  return node.type === "NewExpression" && /^new Error\b/.test(source.slice(node.start, node.end));
}

function visit(node: Node, source: string, found: Replacement[]): void {
  if (isSkipped(node, source)) return;
  found.push(...(FAULTS[node.type]?.(node, source) ?? []));
  for (const [key, value] of Object.entries(node)) {
    // The name of a property and the text of a directive are not values.
    if (key === "typeAnnotation" || key === "typeArguments" || (key === "key" && node["computed"] !== true))
      continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) visit(child, source, found);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

const OPPOSITES: Readonly<Record<string, string>> = {
  "===": "!==",
  "!==": "===",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "-": "+",
  "*": "/",
  "%": "*",
  "&&": "||",
  "||": "&&",
};

const DROPPED_CALLS = new Set(["filter", "sort", "slice", "trim", "toLowerCase", "reverse", "flat"]);

/** By type of node (ESTree). */
const FAULTS: Readonly<Record<string, (node: Node, source: string) => Replacement[]>> = {
  BinaryExpression: otherOperator,
  LogicalExpression: (node, source) =>
    node["operator"] === "??"
      ? [
          replaced(node, textOf(child(node, "left"), source)),
          replaced(node, textOf(child(node, "right"), source)),
        ]
      : otherOperator(node, source),
  UnaryExpression: (node, source) =>
    node["operator"] === "!" ? [replaced(node, `!!${textOf(child(node, "argument"), source)}`)] : [],
  ConditionalExpression: (node, source) => [
    replaced(node, `(${textOf(child(node, "consequent"), source)})`),
    replaced(node, `(${textOf(child(node, "alternate"), source)})`),
  ],
  IfStatement: (node) => [replaced(child(node, "test"), "true"), replaced(child(node, "test"), "false")],
  Literal: otherLiteral,
  ArrayExpression: (node) => ((node["elements"] as unknown[]).length > 0 ? [replaced(node, "[]")] : []),
  ObjectExpression: (node, source) => (node["properties"] as Node[]).map((one) => without(one, source)),
  CallExpression: otherCall,
  ExpressionStatement: (node) =>
    /^(Call|Await)Expression$/.test(child(node, "expression").type) ? [replaced(node, ";")] : [],
};

function otherOperator(node: Node, source: string): Replacement[] {
  const operator = node["operator"] as string;
  const other = OPPOSITES[operator];
  if (other === undefined) return [];
  const from = child(node, "left").end;
  const at = from + source.slice(from, child(node, "right").start).indexOf(operator);
  return [[at, at + operator.length, other]];
}

function otherLiteral(node: Node): Replacement[] {
  const { value } = node;
  if (typeof value === "boolean") return [replaced(node, String(!value))];
  if (typeof value === "number") return [replaced(node, String(value + 1))];
  if (typeof value === "string") return value === "" ? [] : [replaced(node, '""')];
  const pattern = (node["regex"] as { pattern: string; flags: string } | undefined) ?? null;
  if (!pattern) return [];
  const { pattern: text, flags } = pattern;
  return [
    ...(text.startsWith("^") ? [replaced(node, `/${text.slice(1) || "(?:)"}/${flags}`)] : []),
    ...(/[^\\]\$$/.test(text) ? [replaced(node, `/${text.slice(0, -1)}/${flags}`)] : []),
  ];
}

function otherCall(node: Node, source: string): Replacement[] {
  const callee = child(node, "callee");
  if (callee.type !== "MemberExpression" || callee["computed"] === true) return [];
  const method = child(callee, "property");
  const name = textOf(method, source);
  if (name === "some") return [replaced(method, "every")];
  if (name === "every") return [replaced(method, "some")];
  return DROPPED_CALLS.has(name) ? [replaced(node, textOf(child(callee, "object"), source))] : [];
}

/** A property or spread taken out, with the comma that follows it. */
function without(node: Node, source: string): Replacement {
  const comma = /^\s*,/.exec(source.slice(node.end))?.[0].length ?? 0;
  return [node.start, node.end + comma, ""];
}

function child(node: Node, key: string): Node {
  return node[key] as Node;
}

function textOf(node: Node, source: string): string {
  return source.slice(node.start, node.end);
}

function replaced(node: Node, text: string): Replacement {
  return [node.start, node.end, text];
}
