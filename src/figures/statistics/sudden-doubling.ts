/** A count that suddenly doubles: mostly a second tag that counts the same, seldom good news. */

export interface Doubling {
  /** Place of the first day on the new level in the list of days. */
  readonly day: number;
  /** Count of up to seven days from that day on. */
  readonly after: number;
  /** Count of the same days a week earlier. */
  readonly before: number;
}

/** This many times as many is a doubling: chance takes something off. */
const DOUBLE = 1.75;
/** Less than this factor is the usual up and down of a day. */
const USUAL = 1.4;
/** Fewer events in the days before say nothing. */
const ENOUGH = 30;
const DAYS_NEEDED = 3;

/**
 * The first day from which on the count is about twice that of the same weekdays a week earlier, or more, and stays so.
 * Weekdays are compared with each other, so that no Monday is a jump. A count that has grown over days is not sudden.
 * @param perDay the count of each day, without gaps, in order
 */
export function suddenDoubling(perDay: readonly number[]): Doubling | null {
  for (let day = 7; day + DAYS_NEEDED <= perDay.length; day++) {
    const after = perDay.slice(day, day + 7);
    const before = perDay.slice(day - 7, day - 7 + after.length);
    const [more, less] = [total(after), total(before)];
    const stays = after.every((count, i) => count >= USUAL * before[i]!);
    if (less >= ENOUGH && more >= DOUBLE * less && stays && isSudden(perDay, day) && isNoChance(more, less))
      return { day, after: more, before: less };
  }
  return null;
}

/** Whether the day before was still on the old level. Without a week before that day, the highest of its week must do. */
function isSudden(perDay: readonly number[], day: number): boolean {
  if (day > 7) return perDay[day - 1]! < USUAL * perDay[day - 8]!;
  return perDay[day]! >= USUAL * Math.max(...perDay.slice(0, day));
}

/** Whether the difference of two counts is more than four times its standard deviation. */
function isNoChance(more: number, less: number): boolean {
  return more - less > 4 * Math.sqrt(more + less);
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
