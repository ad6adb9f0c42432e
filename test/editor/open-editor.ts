/** A folder with the schemas, open in an editor: as a project into which goalform is installed. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe } from "vitest";
import { isSkipped } from "../support/skipped.ts";
import { type EditorDiagnostic, installedServer, LanguageServer } from "./language-server.ts";

const MISSING = "no yaml-language-server found; install it or set YAML_LANGUAGE_SERVER";

/** What an editor does with a file whose first line names the schema. */
export class Editor {
  readonly #server: LanguageServer;
  readonly #folder: string;
  #opened = 0;

  private constructor(server: LanguageServer, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  static async open(): Promise<Editor> {
    const executable = installedServer();
    if (executable === null) throw new Error(MISSING);
    const folder = mkdtempSync(join(tmpdir(), "goalform-editor-"));
    mkdirSync(join(folder, "schemas"));
    for (const name of ["goals.schema.json", "goals-part.schema.json"])
      copyFileSync(`schemas/${name}`, join(folder, "schemas", name));
    return new Editor(await LanguageServer.start(executable, pathToFileURL(folder).href), folder);
  }

  /** What is underlined; the schema is named at the end, so that lines keep their numbers. */
  diagnose(text: string, schema = "goals"): Promise<readonly EditorDiagnostic[]> {
    const written = `${text}\n# yaml-language-server: $schema=./schemas/${schema}.schema.json\n`;
    return this.#server.diagnose(this.#write(written), written);
  }

  /** What the server answers for the caret at `|`. */
  at(method: "completion" | "hover", marked: string): Promise<unknown> {
    const before = marked.slice(0, marked.indexOf("|"));
    const text = marked.replace("|", "");
    const uri = this.#write(text);
    this.#server.open(uri, text);
    const position = {
      line: before.split("\n").length - 1,
      character: before.length - before.lastIndexOf("\n") - 1,
    };
    return this.#server.ask(`textDocument/${method}`, { textDocument: { uri }, position });
  }

  close(): void {
    this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #write(text: string): string {
    const path = join(this.#folder, `goals${++this.#opened}.yaml`);
    writeFileSync(path, text);
    return pathToFileURL(path).href;
  }
}

/** Tests that need the server: skipped where there is none, except in CI. */
export function describeEditor(name: string, tests: (editor: () => Editor) => void): void {
  const isThere = installedServer() !== null;
  describe.skipIf(isSkipped(isThere))(isThere ? name : `${name} (skipped: ${MISSING})`, () => {
    let editor: Editor;
    beforeAll(async () => {
      editor = await Editor.open();
    });
    afterAll(() => editor?.close());
    tests(() => editor);
  });
}
