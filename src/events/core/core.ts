/** Everything that is asked, as SQL that both engines understand. */
import type { Questions } from "../../figures/question.ts";
import type { Core, TextOf } from "../engine.ts";
import type { RequiredColumns } from "../required-columns.ts";
import { experimentCore } from "./experiments.ts";
import { funnelCore, type Unit } from "./funnel.ts";
import { goalSelects } from "./goals.ts";
import { leadCore } from "./leads.ts";
import { sharedTables } from "./tables.ts";
import { trafficSelects } from "./traffic.ts";

export interface CoreOptions {
  /** Who walks funnels, and does a small thing before a big one. */
  readonly unit: Unit;
  /** Days within which a big step must follow a small one; null: within the period. */
  readonly leadDays: number | null;
}

export function coreOf(
  questions: Questions,
  wanted: RequiredColumns,
  options: CoreOptions,
  text: TextOf,
): Core {
  const parts = [
    funnelCore(questions, options.unit, text),
    leadCore(questions, options.unit, options.leadDays, text),
    experimentCore(questions, text),
  ];
  return {
    tables: [...sharedTables(wanted, text), ...parts.flatMap(({ tables }) => tables)],
    selects: [
      ...trafficSelects(questions, text),
      ...goalSelects(questions, wanted, text),
      ...parts.flatMap(({ selects }) => selects),
    ],
  };
}
