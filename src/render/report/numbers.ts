/** Numbers of reports for people: what is not known is a dash, never 0. */

export const UNKNOWN = "–";

/** `12,345`; with one digit after the point where it is not whole. */
export function count(number: number | null): string {
  return number === null ? UNKNOWN : number.toLocaleString("en-US", { maximumFractionDigits: 1 });
}

/** A fraction as `2.6%`: small shares with one digit more. Never 0% or 100% unless it is exactly that. */
export function share(fraction: number | null): string {
  if (fraction === null) return UNKNOWN;
  const percent = fraction * 100;
  if (percent > 0 && percent < 0.01) return "< 0.01%";
  if (percent < 100 && percent > 99.9) return "> 99.9%";
  const digits = percent === 0 || percent >= 100 ? 0 : percent < 1 ? 2 : 1;
  return `${percent.toFixed(digits)}%`;
}

/** From this many percent on, a factor is easier to read. */
const MANY_TIMES = 1000;

/** From before to now: `+12%`, `-3%`, `×25`, `new`, `=`. */
export function change(now: number | null, before: number | null): string {
  if (now === null || before === null) return UNKNOWN;
  if (before === 0) return now === 0 ? "=" : "new";
  const percent = Math.round((now / before - 1) * 100);
  if (percent >= MANY_TIMES) return `×${count(Math.round(now / before))}`;
  return percent === 0 ? "=" : `${percent > 0 ? "+" : ""}${percent}%`;
}

/** `EUR 1,234.50`. */
export function money(amount: number | null, currency: string | null): string {
  if (amount === null) return UNKNOWN;
  const digits = Number.isInteger(amount) ? 0 : 2;
  const shown = amount.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return currency === null ? shown : `${currency} ${shown}`;
}

/** `2 min 10 s`, `3 h 5 min`. */
export function duration(seconds: number | null): string {
  if (seconds === null) return UNKNOWN;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return joined(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.round(whole / 60);
  if (minutes < 48 * 60) return joined(Math.floor(minutes / 60), "h", minutes % 60, "min");
  return joined(Math.floor(minutes / 1440), "d", Math.round((minutes % 1440) / 60), "h");
}

function joined(large: number, unit: string, small: number, smaller: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`;
}
