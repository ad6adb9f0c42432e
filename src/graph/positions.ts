/** Columns of goals → places: every box clear of the others, near those that it belongs to. */
import { type Box, boxOf, GOAL_BOX } from "./boxes.ts";
import { ROLE_NAMES } from "./goal-graph.ts";
import { type Item, type Layers, type Neighbours, neighbours, type Segment } from "./layers.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly points: readonly Point[];
  /** Else it swings from each point to the next. */
  readonly isStraight: boolean;
  readonly isFunnel: boolean;
  readonly hasArrow: boolean;
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

const COLUMN_GAP = 76;
const ROW_GAP = 18;
const PASSAGE = 10;

/** What takes room in a column: a goal's box, or a line on its way. */
interface Slot {
  readonly item: Item;
  readonly box: Box | null;
  readonly height: number;
}

export function placed({ columns, segments }: Layers, shown: (text: string) => string): Placed {
  const slots = columns.map((column) => column.map((item) => slotOf(item, shown)));
  const tops = settled(slots, segments);
  const x = (column: number) => column * (GOAL_BOX.width + COLUMN_GAP);
  const all = slots.flatMap((column, at) =>
    column.map((slot) => ({ ...slot, x: x(at), y: tops.get(slot.item.key)! })),
  );
  return {
    width: Math.max(0, x(columns.length) - COLUMN_GAP),
    height: Math.max(0, ...all.map(({ y, height }) => y + height)),
    boxes: all.flatMap(({ box, x, y }) => (box ? [{ ...box, x, y }] : [])),
    lines: [...passages(all), ...swings(all, segments)],
  };
}

function slotOf(item: Item, shown: (text: string) => string): Slot {
  const box = item.node && boxOf({ ...item.node, tag: ROLE_NAMES[item.node.role] }, GOAL_BOX, shown);
  return { item, box, height: box?.height ?? PASSAGE };
}

const ROUNDS = 8;

/** The top of each slot. Begins packed and in the middle, then draws each column towards its neighbours. */
function settled(columns: readonly (readonly Slot[])[], segments: readonly Segment[]): Map<string, number> {
  const tops = new Map<string, number>();
  const heights = columns.map((column) =>
    column.reduce((sum, { height }) => sum + height + ROW_GAP, -ROW_GAP),
  );
  for (const [at, column] of columns.entries()) {
    let y = (Math.max(...heights) - heights[at]!) / 2;
    for (const { item, height } of column) {
      tops.set(item.key, y);
      y += height + ROW_GAP;
    }
  }
  const { after, before } = neighbours(segments);
  const half = new Map(columns.flat().map(({ item, height }) => [item.key, height / 2]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const column of columns.toReversed()) draw(column, tops, half, after);
    for (const column of columns) draw(column, tops, half, before);
  }
  const least = Math.min(...tops.values());
  for (const [key, top] of tops) tops.set(key, Math.round(top - least));
  return tops;
}

/**
 * Downwards every slot is put where it would like to be or below the last one,
 * upwards where it would like to be or above the next one. Half way between the two nothing overlaps either.
 */
function draw(
  column: readonly Slot[],
  tops: Map<string, number>,
  half: ReadonlyMap<string, number>,
  towards: Neighbours,
): void {
  const wished = column.map(({ item: { key }, height }) => {
    const middles = (towards.get(key) ?? []).map((other) => tops.get(other)! + half.get(other)!);
    if (middles.length === 0) return tops.get(key)!;
    return middles.reduce((sum, one) => sum + one, 0) / middles.length - height / 2;
  });
  const down: number[] = [];
  for (const [at, wish] of wished.entries()) {
    const last = at === 0 ? -Infinity : down[at - 1]! + column[at - 1]!.height + ROW_GAP;
    down.push(Math.max(wish, last));
  }
  const up: number[] = [];
  for (let at = wished.length - 1; at >= 0; at--) {
    const next = at === wished.length - 1 ? Infinity : up[at + 1]! - column[at]!.height - ROW_GAP;
    up[at] = Math.min(wished[at]!, next);
  }
  for (const [at, { item }] of column.entries()) tops.set(item.key, (down[at]! + up[at]!) / 2);
}

type SlotAtPoint = Slot & Point;

/** Where a line passes a column it runs straight. */
function passages(all: readonly SlotAtPoint[]): Line[] {
  return all
    .filter(({ box }) => box === null)
    .map(({ x, y, height }) => ({
      points: [
        { x, y: y + height / 2 },
        { x: x + GOAL_BOX.width, y: y + height / 2 },
      ],
      isStraight: true,
      isFunnel: false,
      hasArrow: false,
    }));
}

function swings(all: readonly SlotAtPoint[], segments: readonly Segment[]): Line[] {
  const byKey = new Map(all.map((slot) => [slot.item.key, slot]));
  return segments.map(({ from, to, isFunnel, isLast }) => {
    const start = byKey.get(from)!;
    const end = byKey.get(to)!;
    return {
      points: [
        { x: start.x + GOAL_BOX.width, y: start.y + start.height / 2 },
        { x: end.x, y: end.y + end.height / 2 },
      ],
      isStraight: false,
      isFunnel,
      hasArrow: isLast,
    };
  });
}
