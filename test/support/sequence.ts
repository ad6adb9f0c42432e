/**
 * The order of the test files. Those that wait for browsers and processes alternate with those that compute, so that no core
 * is idle while all workers wait. In both groups the long ones come first, so that no worker is left alone at the end.
 */
import { statSync } from "node:fs";
import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders whose tests wait for other processes. */
const WAITING = /^test\/(?:action|browser|cli|package|security)\//;

/** What takes long although its file is short. */
const LONG =
  /^test\/(?:action\/(?:used-up|verify-browser)|browser\/|cli\/(?:interrupted|killed|verify-browser)|events\/files|loop\/faults|google\/malformed|language\/hostile|package|plan\/properties)/;

export default class Sequence extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const all = files.map((file) => ({ file, path: relative(file.project.config.root, file.moduleId) }));
    const sorted = all
      .map(({ file, path }) => ({ file, path, long: LONG.test(path), size: statSync(file.moduleId).size }))
      .sort((a, b) => Number(b.long) - Number(a.long) || b.size - a.size);
    const waiting = sorted.filter(({ path }) => WAITING.test(path));
    const computing = sorted.filter(({ path }) => !WAITING.test(path));
    return alternating(waiting, computing).map(({ file }) => file);
  }
}

/** Each list spread evenly over the whole. */
function alternating<T>(...lists: readonly (readonly T[])[]): T[] {
  return lists
    .flatMap((list) => list.map((item, at) => ({ item, at: at / list.length })))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
