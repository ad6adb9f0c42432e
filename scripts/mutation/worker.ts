/**
 * Runs in the process of the tests, as vitest's runner: loads all files of tests, finds out which test reaches which mutant,
 * and then runs, for one mutant after another, the tests that reach it. What is loaded stays loaded.
 *
 * A mutant in what a module computes when it is loaded (a table) is tried with all modules loaded again.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { startTests, type Task, type Test } from "@vitest/runner";
import { TestRunner, vi } from "vitest";
import type { Answer, Question, Reached, ReachingTest } from "./question.ts";

/** Tests that ask the switches so much more often than without a fault are in an endless loop. */
const ENDLESS = { times: 20, more: 100_000 };
/** The same for loops without a switch: what a file of tests takes of the processor's time at most, in microseconds. */
const ENDLESS_TIME = 40e6;

const question = JSON.parse(readFileSync(process.env["QUESTION"]!, "utf8")) as Question;

let active = 0;
let asked = 0;
let mostAsked = Number.POSITIVE_INFINITY;
let isRecording = true;
const hits = new Set<number>();

(globalThis as { __fault?: (id: number) => boolean }).__fault = (id) => {
  if (isRecording) hits.add(id);
  if (++asked > mostAsked) throw new Error("This loop is endless.");
  return id === active;
};

/** What tests remember of the sources' work for the tests after them. */
const memories = new Set<Map<unknown, unknown>>();

(globalThis as { __memory?: (map: Map<unknown, unknown>) => unknown }).__memory = (map) => {
  memories.add(map);
  return map;
};

/** Those since the last time that somebody asked. */
function takeHits(): number[] {
  const taken = [...hits];
  hits.clear();
  return taken;
}

/** What vitest gives to a runner and its types keep from it. */
interface Inside {
  readonly moduleRunner: unknown;
  readonly _otel: unknown;
  readonly workerState: {
    filepath: string;
    readonly ctx: { readonly files: readonly { readonly filepath: string }[] };
    readonly evaluatedModules: {
      readonly idToModuleMap: ReadonlyMap<string, LoadedModule>;
      getModuleById(id: string): LoadedModule | undefined;
    };
  };
}

interface LoadedModule {
  promise: unknown;
  exports: unknown;
  evaluated: boolean;
  /** Ids of modules. */
  readonly imports: ReadonlySet<string>;
}

function inside(runner: TestRunner): Inside {
  return runner as unknown as Inside;
}

/** vitest's own run only loads the files. After the last of them the questions are asked. */
export default class Loading extends TestRunner {
  onCollected(files: Task[]): void {
    for (const file of files) skip(file);
  }

  override async onAfterRunFiles(): Promise<void> {
    super.onAfterRunFiles();
    const { workerState, moduleRunner, _otel } = inside(this);
    const files = workerState.ctx.files.map(({ filepath }) => filepath);
    if (workerState.filepath !== files.at(-1)) return;
    const runner = new Asking(this.config as never);
    Object.defineProperty(runner, "moduleRunner", { value: moduleRunner });
    runner.__setTraces(_otel as never);
    await runner.askAll(files);
  }
}

function skip(task: Task): void {
  task.mode = "skip";
  if (task.type === "suite") task.tasks.forEach(skip);
}

/** Runs files of tests as often as one likes, and says nothing of it to vitest. */
class Asking extends TestRunner {
  /** What the tests of the file that runs have reached. */
  #reached: ReachingTest[] = [];
  #outside: number[] = [];
  #failed: string | null = null;
  /** By file, whether it noticed the mutants that it was asked about. */
  readonly #tried = new Map<string, boolean[]>();

  readonly #watched = watch();

  async askAll(files: readonly string[]): Promise<void> {
    const reached = await this.#whatReaches(files);
    isRecording = false;
    for (const { id } of question.mutants) {
      active = id;
      answer({ id, by: await this.#noticed(id, reached) });
    }
    this.#watched(0);
  }

  async #whatReaches(files: readonly string[]): Promise<Reached> {
    const loaded = new Set(takeHits());
    if (existsSync(question.reached)) return JSON.parse(readFileSync(question.reached, "utf8")) as Reached;
    const loadedBy = new Map(files.map((file) => [file, this.#loadedBy(file)]));
    const tests: ReachingTest[] = [];
    const switches: [file: string, asked: number][] = [];
    for (const file of files)
      if (question.sources.some((source) => loadedBy.get(file)!.has(source))) {
        tests.push(...(await this.#record(file)));
        switches.push([file, asked]);
      }
    const atLoading = question.mutants
      .filter(({ id }) => loaded.has(id))
      .map(({ id, source }) => [id, files.filter((file) => loadedBy.get(file)!.has(source))]);
    const reached = {
      tests,
      switches: Object.fromEntries(switches),
      atLoading: Object.fromEntries(atLoading),
    };
    writeFileSync(question.reached, JSON.stringify(reached));
    return reached;
  }

  /** The file and all that it imports. */
  #loadedBy(file: string): ReadonlySet<string> {
    const { evaluatedModules } = inside(this).workerState;
    const found = new Set([file]);
    for (const id of found)
      for (const imported of evaluatedModules.getModuleById(id)?.imports ?? []) found.add(imported);
    return found;
  }

  /** The tests of a file. What it does outside of them is done for each of them. */
  async #record(file: string): Promise<ReachingTest[]> {
    this.#reached = [];
    this.#outside = [];
    takeHits();
    await this.#run(file, null);
    const outside = [...this.#outside, ...takeHits()];
    return this.#reached.map((test) => ({ ...test, mutants: [...new Set([...test.mutants, ...outside])] }));
  }

  /** The first test that fails. Modules that the mutant was loaded with are never used for another one. */
  async #noticed(id: number, { tests, switches, atLoading }: Reached): Promise<string | null> {
    const files = atLoading[id] ?? [];
    const reaching = tests.filter(({ file, mutants }) => mutants.includes(id) || files.includes(file));
    if (files.length > 0) this.#loadAgain();
    const by = await this.#firstFailed(reaching, switches);
    if (files.length > 0) this.#loadAgain();
    return by;
  }

  async #firstFailed(tests: readonly ReachingTest[], switches: Reached["switches"]): Promise<string | null> {
    const byFile = new Map<string, { time: number; ids: string[] }>();
    for (const { id, file, milliseconds } of tests) {
      const { time, ids } = byFile.get(file) ?? { time: 0, ids: [] };
      byFile.set(file, { time: time + milliseconds + 1, ids: [...ids, id] });
    }
    const cost = (file: string) => byFile.get(file)!.time / this.#successOf(file);
    for (const file of [...byFile.keys()].sort((a, b) => cost(a) - cost(b))) {
      mostAsked = ENDLESS.times * switches[file]! + ENDLESS.more;
      await this.#run(file, byFile.get(file)!.ids);
      this.#tried.set(file, [...(this.#tried.get(file) ?? []), this.#failed !== null]);
      if (this.#failed !== null) return this.#failed;
    }
    return null;
  }

  /** The share of mutants that the file has noticed so far: who notices much in little time is asked first. */
  #successOf(file: string): number {
    const tried = this.#tried.get(file) ?? [];
    return (tried.filter(Boolean).length + 1) / (tried.length + 2);
  }

  #loadAgain(): void {
    for (const [id, module] of inside(this).workerState.evaluatedModules.idToModuleMap)
      if (/\/(src|test)\//.test(id) && !id.includes("/node_modules/")) forget(module);
  }

  /** @param ids null for all tests of the file */
  async #run(file: string, ids: string[] | null): Promise<void> {
    const { workerState } = inside(this);
    const module = workerState.evaluatedModules.getModuleById(file);
    if (module) forget(module);
    workerState.filepath = file;
    this.#failed = null;
    asked = 0;
    this.#watched(active);
    const [ended] = await startTests([{ filepath: file, ...(ids ? { testIds: ids } : {}) } as never], this);
    if (ended?.result?.state === "fail") this.#failed ??= file;
    vi.restoreAllMocks();
  }

  override async onBeforeRunTask(test: Test): Promise<void> {
    if (this.#failed !== null) test.mode = "skip";
    for (const map of memories) map.clear();
    if (isRecording) this.#outside.push(...takeHits());
    await super.onBeforeRunTask(test);
  }

  override onAfterRunTask(test: Test): void {
    super.onAfterRunTask(test);
    if (isRecording) this.#recorded(test);
    else if (test.result?.state === "fail") this.#failed ??= `${test.file.name} > ${test.name}`;
  }

  #recorded(test: Test): void {
    const mutants = takeHits();
    if (test.result?.state !== "pass")
      return void (test.mode === "run" && process.stderr.write(`fails without a fault: ${test.name}\n`));
    const milliseconds = test.result.duration ?? 0;
    this.#reached.push({ id: test.id, file: test.file.filepath, milliseconds, mutants });
  }
}

/** It is evaluated again when it is imported next. */
function forget(module: LoadedModule): void {
  Object.assign(module, { promise: undefined, exports: undefined, evaluated: false });
}

function answer(one: Answer): void {
  appendFileSync(question.answers, `${JSON.stringify(one)}\n`);
}

/**
 * Ends this process, with an answer, when a file of tests takes too much of the processor's time. It is given the mutant
 * that each file is run for; 0 for none.
 */
function watch(): (id: number) => void {
  const running = new Int32Array(new SharedArrayBuffer(8));
  const watching = new Worker(
    `const { workerData: { running, limit, answers } } = require("node:worker_threads");
     let last = 0, since = 0;
     setInterval(() => {
       const { user, system } = process.cpuUsage();
       const [id, run] = running;
       if (run !== last) [last, since] = [run, user + system];
       else if (id > 0 && user + system - since > limit) {
         require("node:fs").appendFileSync(answers, JSON.stringify({ id, by: "it takes too long" }) + "\\n");
         process.kill(process.pid, "SIGKILL");
       }
     }, 500);`,
    { eval: true, workerData: { running, limit: ENDLESS_TIME, answers: question.answers } },
  );
  watching.unref();
  return (id) => {
    Atomics.store(running, 0, id);
    Atomics.add(running, 1, 1);
  };
}
