/**
 * goalform as a library: everything that `import … from "goalform"` gives. What is not here is not public, and may
 * change at any time. docs/library.md explains it with examples.
 */

export type {
  JsonValue,
  PlanBlocker,
  PlanChange,
  PlanDocument,
  PlanField,
  PlanGoal,
  PlanNote,
  PlanResource,
  ResourceKind,
} from "../render/plan-document.ts";
export {
  type CompileOptions,
  type CompileResult,
  compileGoals,
  type DesiredResource,
} from "./compile-goals.ts";
export type { Diagnostic, Place, Severity } from "./diagnostic.ts";
export { GoalformError } from "./error.ts";
export { type CodeExplanation, explainCode } from "./explain-code.ts";
export type { Environment, GoalOrFunnel, Goals } from "./goals.ts";
export { type GoogleAccess, type PlanOptions, type PlanResult, planFor } from "./plan-for.ts";
export { type ReadOptions, type ReadResult, readGoals } from "./read-goals.ts";
export { type Sandbox, type SandboxOptions, type SandboxRequest, startSandbox } from "./start-sandbox.ts";
