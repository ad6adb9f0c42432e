/** Pictures made of characters: a sparkline, and a bar with eighths. */

const LEVELS = [..."▁▂▃▄▅▆▇█"];
const EIGHTHS = ["", ..."▏▎▍▌▋▊▉"];

/** One character for each number, from 0 to the highest: from the lowest on, small changes would look large. */
export function sparkline(numbers: readonly number[]): string {
  const high = Math.max(...numbers, 1);
  return numbers.map((number) => LEVELS[Math.round((number / high) * 7)]).join("");
}

/** At most this many numbers, each the sum of as many days as the others; the oldest days that are left over are dropped. */
export function summed(numbers: readonly number[], most: number): number[] {
  const size = Math.ceil(numbers.length / most) || 1;
  const sums: number[] = [];
  for (let end = numbers.length; end - size >= 0; end -= size)
    sums.unshift(numbers.slice(end - size, end).reduce((sum, number) => sum + number, 0));
  return sums;
}

/** @param fraction 0–1 of `width` characters */
export function bar(fraction: number, width: number): string {
  const eighths = Math.round(Math.max(0, Math.min(1, fraction)) * width * 8);
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}
