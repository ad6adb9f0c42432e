/** Container exports: two of our own making, which are always there, and those of others beside the project. */
import { existsSync, readdirSync, readFileSync } from "node:fs";

const OURS = "test/fixtures/containers";

/** Licences allow to use these, and not to make them a part of the project. */
const BESIDE = "../shared/containers";

/** The paths of all that are there. */
export const CONTAINER_FILES: readonly string[] = [OURS, BESIDE].flatMap((folder) =>
  existsSync(folder) ? readdirSync(folder).map((file) => `${folder}/${file}`) : [],
);

/** The parsed file. */
export function containerExport(path: string): ContainerExport {
  return JSON.parse(readFileSync(path, "utf8")) as ContainerExport;
}

export interface ContainerExport {
  readonly containerVersion: {
    readonly container: { readonly publicId?: string; readonly usageContext: readonly string[] };
    readonly [kind: string]: unknown;
  };
}

/** A web container, which goals can be measured in. */
export function isForPages(path: string): boolean {
  return containerExport(path).containerVersion.container.usageContext.some((one) => /^web$/i.test(one));
}
