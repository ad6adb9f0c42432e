/**
 * The order of the test files. The long ones come first, so that no worker is left alone at the end. Those that wait for
 * browsers and processes alternate with those that compute, so that no core is idle while all workers wait.
 */
import { statSync } from "node:fs";
import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders whose tests wait for other processes. */
const WAITING = /^test\/(?:action|browser|cli|package|security)\//;

/** What takes long although its file may be short. */
const LONG =
  /^test\/(?:action\/(?:used-up|verify-browser)|browser\/(?:session-c|verify)|cli\/(?:interrupted|killed|verify-browser)|events\/files|google\/malformed|language\/hostile|loop\/faults|package|plan\/properties|security\/(?:endpoint|tokens))/;

interface File {
  readonly file: TestSpecification;
  readonly path: string;
  readonly size: number;
}

export default class Sequence extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const all = files
      .map((file) => ({
        file,
        path: relative(file.project.config.root, file.moduleId),
        size: statSync(file.moduleId).size,
      }))
      .sort((a, b) => b.size - a.size);
    const [long, short] = divided(all, LONG);
    return [...alternating(divided(long, WAITING)), ...alternating(divided(short, WAITING))];
  }
}

function divided(files: readonly File[], by: RegExp): readonly [File[], File[]] {
  return [files.filter(({ path }) => by.test(path)), files.filter(({ path }) => !by.test(path))];
}

/** Each list spread evenly over the whole. */
function alternating(lists: readonly (readonly File[])[]): TestSpecification[] {
  return lists
    .flatMap((list) => list.map(({ file }, at) => ({ file, at: at / list.length })))
    .sort((a, b) => a.at - b.at)
    .map(({ file }) => file);
}
