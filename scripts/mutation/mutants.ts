/** Small faults that could have been made in a source file, one at a time. */
import { parseAst } from "vitest/node";

/** A fault, and the expression that becomes another one by it. Offsets are UTF-16 code units of the file's text. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** What is replaced and by what, for people. */
  readonly was: string;
  readonly text: string;
  /** `[start, end)` of the smallest expression around the fault that another expression can stand for. */
  readonly start: number;
  readonly end: number;
  /** That expression with the fault. */
  readonly faulty: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** Replaces `[start, end)` by a text; `of` is the expression in which that is done, `faulty` what it then is when not just that. */
interface Fault {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly of: Node;
  readonly faulty?: string;
}

export function mutantsOf(file: string, source: string): Mutant[] {
  const found: Fault[] = [];
  visit(parseAst(source, { lang: "ts" }) as unknown as Node, source, null, found);
  return found.map(({ start, end, text, of, faulty }) => ({
    file,
    line: source.slice(0, start).split("\n").length,
    was: source.slice(start, end),
    text,
    start: of.start,
    end: of.end,
    faulty: faulty ?? source.slice(of.start, start) + text + source.slice(end, of.end),
  }));
}

/** Types cannot fail at run time, and the words of a bug report are nobody's promise. */
function isSkipped(node: Node, source: string): boolean {
  if (/^TS(?!AsExpression|NonNull|Satisfies)|^Import|^ExportAll/.test(node.type)) return true;
  return node.type === "NewExpression" && /^new Error\b/.test(source.slice(node.start, node.end));
}

/** @param chain the whole of the optional chain (`a?.b.c()`) that the node is a link of: `(a?.b).c()` would be something else */
function visit(node: Node, source: string, chain: Node | null, found: Fault[]): void {
  if (isSkipped(node, source)) return;
  const faults = FAULTS[node.type]?.(node, source) ?? [];
  found.push(...faults.map((fault) => (fault.of === node && chain ? { ...fault, of: chain } : fault)));
  const around = node.type === "ChainExpression" ? node : chain;
  for (const [key, value] of Object.entries(node)) {
    // The name of a property, the name of a module and the text of a directive are not values.
    if (/^(typeAnnotation|typeArguments|source)$/.test(key) || (key === "key" && node["computed"] !== true))
      continue;
    const isLink = /^(expression|callee|object)$/.test(key);
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) visit(child, source, isLink ? around : null, found);
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
const FAULTS: Readonly<Record<string, (node: Node, source: string) => Fault[]>> = {
  BinaryExpression: otherOperator,
  LogicalExpression: (node, source) =>
    node["operator"] === "??"
      ? [
          replaced(node, textOf(child(node, "left"), source)),
          replaced(node, textOf(child(node, "right"), source)),
        ]
      : otherOperator(node, source),
  UnaryExpression: (node, source) =>
    node["operator"] === "!" ? [replaced(node, `!!(${textOf(child(node, "argument"), source)})`)] : [],
  ConditionalExpression: (node, source) => [
    replaced(node, `(${textOf(child(node, "consequent"), source)})`),
    replaced(node, `(${textOf(child(node, "alternate"), source)})`),
  ],
  IfStatement: (node) => [replaced(child(node, "test"), "true"), replaced(child(node, "test"), "false")],
  Literal: otherLiteral,
  ArrayExpression: (node) => ((node["elements"] as unknown[]).length > 0 ? [replaced(node, "[]")] : []),
  ObjectExpression: (node, source) => (node["properties"] as Node[]).map((one) => without(one, node, source)),
  CallExpression: otherCall,
  ExpressionStatement: (node) =>
    /^(Call|Await)Expression$/.test(child(node, "expression").type)
      ? [{ ...replaced(child(node, "expression"), ""), faulty: "undefined" }]
      : [],
};

function otherOperator(node: Node, source: string): Fault[] {
  const operator = node["operator"] as string;
  const other = OPPOSITES[operator];
  if (other === undefined) return [];
  const [left, right] = [child(node, "left"), child(node, "right")];
  const start = left.end + source.slice(left.end, right.start).indexOf(operator);
  const faulty = `(${textOf(left, source)}) ${other} (${textOf(right, source)})`;
  return [{ start, end: start + operator.length, text: other, of: node, faulty }];
}

function otherLiteral(node: Node): Fault[] {
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

function otherCall(node: Node, source: string): Fault[] {
  const callee = child(node, "callee");
  if (callee.type !== "MemberExpression" || callee["computed"] === true) return [];
  const method = child(callee, "property");
  const name = textOf(method, source);
  if (name === "some") return [{ ...replaced(method, "every"), of: node }];
  if (name === "every") return [{ ...replaced(method, "some"), of: node }];
  return DROPPED_CALLS.has(name) ? [replaced(node, textOf(child(callee, "object"), source))] : [];
}

/** A property or spread taken out of an object, with the comma that follows it. */
function without(node: Node, object: Node, source: string): Fault {
  const comma = /^\s*,/.exec(source.slice(node.end))?.[0].length ?? 0;
  return { start: node.start, end: node.end + comma, text: "", of: object };
}

function child(node: Node, key: string): Node {
  return node[key] as Node;
}

function textOf(node: Node, source: string): string {
  return source.slice(node.start, node.end);
}

function replaced(node: Node, text: string): Fault {
  return { start: node.start, end: node.end, text, of: node };
}
