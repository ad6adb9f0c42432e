/** In which currency values can be added up. */
import type { AnswerRows } from "./rows.ts";

export type Money =
  | { readonly is: "one currency"; readonly currency: string | null }
  /** Several currencies, which Google has converted by itself. */
  | { readonly is: "dollars" }
  | { readonly is: "several currencies" };

export function moneyOf(found: AnswerRows): Money {
  const rows = found.all("value-of");
  const currencies = [...new Set(rows.map(({ c }) => c))].filter((currency) => /^[A-Z]{3}$/.test(currency));
  if (currencies.length <= 1) return { is: "one currency", currency: currencies[0] ?? null };
  return { is: rows.every(({ n, m }) => n === 0 || m !== 0) ? "dollars" : "several currencies" };
}

export function currencyOf(money: Money): string | null {
  if (money.is === "one currency") return money.currency;
  return money.is === "dollars" ? "USD" : null;
}
