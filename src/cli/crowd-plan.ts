/** `--crowd visits=5000,seed=3` → the plan of a crowd. */

import { Refusal } from "../app/result/refusal.ts";
import type { CrowdPlan } from "../app/visits.ts";
import { didYouMean } from "../language/schema/nearest.ts";

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** Figures of the last two days may still change at Google, so reports end before them. */
const SETTLED = 2;

/** Midnight, in UTC, of the last day whose figures no longer change. */
export function settledDay(now: number): number {
  return Math.floor(now / DAY) * DAY - SETTLED * DAY;
}

const KEYS = ["visits", "days", "end", "seed", "change", "lift"] as const;

type Key = (typeof KEYS)[number];

/** @throws Refusal that says how a plan is written */
export function readCrowd(written: true | string, now: number): CrowdPlan {
  const said = written === true ? new Map<Key, string>() : partsOf(written);
  const days = whole("days", said.get("days") ?? "28");
  const end = said.get("end");
  const [day, factor] = (said.get("change") ?? "").split(":");
  return {
    visits: whole("visits", said.get("visits") ?? "2000"),
    days,
    from: (end === undefined ? settledDay(now) : dayOf(end)) - (days - 1) * DAY,
    seed: whole("seed", said.get("seed") ?? "1"),
    change: day ? { day: whole("change", day), factor: factorOf("change", factor ?? "") } : null,
    lift: factorOf("lift", said.get("lift") ?? "1.2"),
  };
}

function partsOf(written: string): ReadonlyMap<Key, string> {
  return new Map(
    written.split(",").map((part) => {
      const [name = "", value = ""] = part.split("=", 2);
      const key = KEYS.find((known) => known === name);
      if (key === undefined) throw refused(`A crowd has no "${name}".`, didYouMean(name, KEYS));
      return [key, value] as const;
    }),
  );
}

function whole(key: Key, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw refused(
    `"${text}" is not a whole number for the ${key} of a crowd.`,
    `Write ${key}=${key === "change" ? "15:1.5" : "100"}.`,
  );
}

function factorOf(key: Key, text: string): number {
  if (/^\d{1,2}(?:\.\d{1,3})?$/.test(text)) return Number(text);
  throw refused(
    `"${text}" is not a factor for the ${key} of a crowd.`,
    `Write ${key}=${key === "change" ? "15:1.5" : "1.2"}.`,
  );
}

function dayOf(text: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(day)) return day;
  throw refused(`"${text}" is not a day.`, "Write end=2026-11-25.");
}

function refused(message: string, hint: string | null): Refusal {
  return new Refusal("sandbox-crowd", message, hint);
}
