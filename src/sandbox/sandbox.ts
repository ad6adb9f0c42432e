/**
 * An emulator of the parts of Google's APIs that conversion goals need: Tag
 * Manager v2, Analytics Admin and Analytics Data, under one root.
 *
 * It shares no code with the clients on purpose: two readings of the same
 * contract catch each other's mistakes.
 */

export { readExport as readContainerExport } from "./container-export.ts";
export type { ContainerEdit, PropertyEdit, ScreenEdit } from "./control/screen-edit.ts";
export {
  createSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
} from "./emulator.ts";
export type { Arrival, ArrivingEvent } from "./events/receive.ts";
export type { Visit, VisitRequest, VisitSummary } from "./events/visits.ts";
export { type ExportProblem, exportProblems } from "./export-problems.ts";
export { FAULT_STATUSES, type Fault, type FaultStatus } from "./faults/fault.ts";
export type { Delivery } from "./faults/fault-list.ts";
export { parseFault, showFault } from "./faults/fault-text.ts";
export { fetchFrom, fetchFromSandbox } from "./in-process.ts";
export { InvalidInput } from "./invalid-input.ts";
export type { StartOptions } from "./open-sandbox.ts";
export type { QuotaRule } from "./quota.ts";
export type { RequestLogEntry } from "./request-log.ts";
export type { SandboxResponse } from "./responses.ts";
export { type SandboxSeed, seed } from "./seed.ts";
export { type RunningSandbox, startSandbox } from "./server.ts";
export { emptyState, type SandboxState } from "./state.ts";
export { parseSwitch, SWITCH_NAMES, type SwitchName } from "./switch-text.ts";
export { DEFAULT_SWITCHES, type Switches } from "./switches.ts";
