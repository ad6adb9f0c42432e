/** Which column a goal is in, and in what order: micro left, macro right, few crossings. */
import { alone, distances, type GoalGraph, type GoalNode } from "./goal-graph.ts";

/** A goal, or the place where a line to `to` passes a column. */
export type Item =
  | { readonly key: string; readonly node: GoalNode }
  | { readonly key: string; readonly node: null };

/** A piece of a lead, from one column to the next. */
export interface Segment {
  readonly from: string;
  readonly to: string;
  /** Said by a funnel's order, not by `leads_to`. */
  readonly isFunnel: boolean;
  /** The last piece: it ends at the goal itself. */
  readonly isLast: boolean;
}

export interface Layers {
  /** From left to right, each from top to bottom. */
  readonly columns: readonly (readonly Item[])[];
  readonly segments: readonly Segment[];
}

export function layersOf(graph: GoalGraph): Layers {
  const lonely = new Set(alone(graph).map(({ id }) => id));
  const nodes = graph.nodes.filter(({ id }) => !lonely.has(id));
  const ranks = ranksOf(nodes, graph);
  const { ordered, segments } = withPassages(nodes, ranks, graph);
  return { columns: untangled(ordered, segments).reverse(), segments };
}

/** Longest path, counted from the right. The last column is for main conversions; full columns push on to the left. */
function ranksOf(nodes: readonly GoalNode[], { leads }: GoalGraph): ReadonlyMap<string, number> {
  const distance = distances(nodes, leads);
  const hasMacro = nodes.some(({ role }) => role === "macro");
  const after = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of leads) after.get(from)?.push(to);
  const room = Math.max(6, Math.ceil(Math.sqrt(nodes.length) * 1.6));
  const ranks = new Map<string, number>();
  const counts: number[] = [];
  const outwards = [...nodes].sort((a, b) => (distance.get(a.id) ?? 0) - (distance.get(b.id) ?? 0));
  for (const { id, role } of outwards) {
    let rank = hasMacro && role !== "macro" ? 1 : 0;
    for (const next of after.get(id) ?? []) rank = Math.max(rank, (ranks.get(next) ?? 0) + 1);
    while ((counts[rank] ?? 0) >= room) rank++;
    counts[rank] = (counts[rank] ?? 0) + 1;
    ranks.set(id, rank);
  }
  return ranks;
}

/** A lead over several columns passes those between; leads to the same goal pass together. */
function withPassages(
  nodes: readonly GoalNode[],
  ranks: ReadonlyMap<string, number>,
  { leads }: GoalGraph,
): { readonly ordered: Item[][]; readonly segments: Segment[] } {
  const ordered: Item[][] = Array.from({ length: Math.max(0, ...ranks.values()) + 1 }, () => []);
  for (const node of nodes) ordered[ranks.get(node.id) ?? 0]!.push({ key: node.id, node });
  const segments = new Map<string, Segment>();
  const passages = new Set<string>();
  for (const { from, to, funnel } of leads) {
    let last = from;
    for (let rank = ranks.get(from)! - 1; rank >= ranks.get(to)!; rank--) {
      const isLast = rank === ranks.get(to);
      const key = isLast ? to : `${to} ${rank}`;
      if (!isLast && !passages.has(key)) {
        passages.add(key);
        ordered[rank]!.push({ key, node: null });
      }
      segments.set(`${last}|${key}|${funnel !== null}`, {
        from: last,
        to: key,
        isFunnel: funnel !== null,
        isLast,
      });
      last = key;
    }
  }
  return { ordered, segments: [...segments.values()] };
}

const SWEEPS = 6;

/** Each column by the mean place of its neighbours, to the left and to the right in turn (the barycentre heuristic). */
function untangled(columns: Item[][], segments: readonly Segment[]): Item[][] {
  const { after, before } = neighbours(segments);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let at = 1; at < columns.length; at++) columns[at] = byMean(columns[at]!, columns[at - 1]!, after);
    for (let at = columns.length - 2; at >= 0; at--)
      columns[at] = byMean(columns[at]!, columns[at + 1]!, before);
  }
  return columns;
}

export type Neighbours = ReadonlyMap<string, readonly string[]>;

export function neighbours(segments: readonly Segment[]): {
  readonly after: Neighbours;
  readonly before: Neighbours;
} {
  const after = new Map<string, string[]>();
  const before = new Map<string, string[]>();
  const add = (to: Map<string, string[]>, key: string, other: string) => {
    const known = to.get(key);
    if (known) known.push(other);
    else to.set(key, [other]);
  };
  for (const { from, to } of segments) {
    add(after, from, to);
    add(before, to, from);
  }
  return { after, before };
}

function byMean(column: readonly Item[], beside: readonly Item[], of: Neighbours): Item[] {
  const places = new Map(beside.map(({ key }, place) => [key, place]));
  const means = new Map(
    column.map(({ key }, place) => {
      const seen = (of.get(key) ?? []).flatMap((other) => places.get(other) ?? []);
      return [key, seen.length === 0 ? place : seen.reduce((sum, one) => sum + one, 0) / seen.length];
    }),
  );
  return [...column].sort((a, b) => means.get(a.key)! - means.get(b.key)!);
}
