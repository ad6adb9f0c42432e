/** Plans and ports for what `apply` does when Google answers this or that, without a request. */

import { apply } from "../../src/apply/apply.ts";
import type { Applied, ApplyOptions } from "../../src/apply/apply-options.ts";
import { GoogleError, type GooglePort } from "../../src/apply/google-port.ts";
import { type WorkingPlan, workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { listsToRead } from "../../src/plan/for-property.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import { goalSet, MEASUREMENT_ID } from "./shop.ts";

export const OPTIONS: ApplyOptions = {
  title: "goalform acme-shop",
  notes: "Plan 0123456789abcdef.",
  allowUnpublished: false,
  publish: true,
  strict: false,
};

export async function workAt(port: GooglePort, goals: string | Compiled): Promise<WorkingPlan> {
  const compiled = typeof goals === "string" ? compile(goalSet(goals), MEASUREMENT_ID) : goals;
  return workingPlan(
    compiled,
    await port.read((container) => listsToRead(compiled, container)),
    "production",
  );
}

export async function applyAt(
  port: GooglePort,
  goals: string | Compiled,
  options: Partial<ApplyOptions> = {},
): Promise<Applied> {
  const again = () => workAt(port, goals);
  return apply(await again(), again, port, () => {}, { ...OPTIONS, ...options });
}

/** The same port, with every call written down before it is made: its name and what it is given. */
export function written<P extends GooglePort>(port: P): P & { readonly calls: [string, ...unknown[]][] } {
  const calls: [string, ...unknown[]][] = [];
  const get = (target: P, name: string | symbol) => {
    if (name === "calls") return calls;
    const value: unknown = Reflect.get(target, name);
    if (typeof value !== "function") return value;
    return (...given: unknown[]) => {
      calls.push([String(name), ...given]);
      return value(...given) as unknown;
    };
  };
  return new Proxy(port, { get }) as P & { readonly calls: [string, ...unknown[]][] };
}

/** What Google answers when it refuses; nobody knows what it did when the answer is missing. */
export function refusal(status: number): GoogleError {
  return new GoogleError("refused", status, `Google says ${status}`);
}

export function lostAnswer(): GoogleError {
  return new GoogleError("unreachable", 0, "No answer.", null, true);
}
