/** Whether those who did something small did the big thing more often than the others. It says nothing about causes. */
import { type Proportion, rate } from "./proportion.ts";

/** Sessions or users, all of which had the time to convert. */
export interface LeadCounts {
  /** Those with the micro goal; `count` of them had the macro goal after it. */
  readonly withMicro: Proportion;
  /** Those without the micro goal before; `count` of them had the macro goal. */
  readonly without: Proportion;
}

export interface Lead {
  /** P(macro | micro); null where nobody had the micro goal. */
  readonly rate: number | null;
  /** P(macro | no micro); null where everybody had the micro goal. */
  readonly baseRate: number | null;
  /** How many times as often: 1 means no difference. Null where a rate is missing, or the base rate is 0. */
  readonly lift: number | null;
}

export function lead({ withMicro, without }: LeadCounts): Lead {
  const [own, base] = [rate(withMicro), rate(without)];
  return { rate: own, baseRate: base, lift: own === null || !base ? null : own / base };
}
