/** A YAML language server on the other end of a pipe, spoken to as editors do (the Language Server Protocol, 3.17). */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** `YAML_LANGUAGE_SERVER`, or what is installed. */
export function installedServer(): string | null {
  const folders = ["node_modules/.bin", ...(process.env["PATH"] ?? "").split(delimiter)];
  const places = [
    process.env["YAML_LANGUAGE_SERVER"] ?? "",
    ...folders.map((folder) => join(folder, "yaml-language-server")),
  ];
  return places.find((place) => place !== "" && existsSync(place)) ?? null;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly items?: readonly { readonly section?: string }[];
    readonly uri?: string;
    readonly diagnostics?: readonly EditorDiagnostic[];
  };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Lines and characters count from 0. */
export interface EditorDiagnostic {
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
  readonly message: string;
}

export class LanguageServer {
  readonly #child: ChildProcess;
  readonly #diagnosed = new Map<string, (diagnostics: readonly EditorDiagnostic[]) => void>();
  readonly #waiting = new Map<number, (message: Message) => void>();
  #received = Buffer.alloc(0);
  #lastId = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout!.on("data", (data: Buffer) => this.#receive(data));
  }

  static async start(executable: string, rootUri: string): Promise<LanguageServer> {
    const server = new LanguageServer(spawn(executable, ["--stdio"], { stdio: ["pipe", "pipe", "ignore"] }));
    const textDocument = {
      completion: { completionItem: { documentationFormat: ["markdown"] } },
      hover: { contentFormat: ["markdown"] },
    };
    const capabilities = { textDocument, workspace: { configuration: true } };
    await server.ask("initialize", { processId: process.pid, rootUri, capabilities });
    server.tell("initialized", {});
    return server;
  }

  /** What is wrong with the file, once the server has looked at it. */
  diagnose(uri: string, text: string): Promise<readonly EditorDiagnostic[]> {
    const answer = new Promise<readonly EditorDiagnostic[]>((resolve) => this.#diagnosed.set(uri, resolve));
    this.open(uri, text);
    return answer;
  }

  open(uri: string, text: string): void {
    this.tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  }

  ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) =>
      this.#waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(error.message)) : resolve(result),
      ),
    );
    this.#send({ id, method, params });
    return answer;
  }

  tell(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  stop(): void {
    this.#child.kill();
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#child.stdin!.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const end = this.#received.indexOf("\r\n\r\n");
      const header = this.#received.subarray(0, Math.max(0, end)).toString();
      const start = end + 4;
      const stop = start + Number(/Content-Length: (\d+)/i.exec(header)?.[1]);
      if (end < 0 || !(this.#received.length >= stop)) return;
      const message = JSON.parse(this.#received.subarray(start, stop).toString()) as Message;
      this.#received = this.#received.subarray(stop);
      this.#handle(message);
    }
  }

  #handle(message: Message): void {
    if (message.method === undefined) {
      this.#waiting.get(message.id!)?.(message);
      this.#waiting.delete(message.id!);
    } else if (message.method === "textDocument/publishDiagnostics") {
      const { uri = "", diagnostics = [] } = message.params ?? {};
      this.#diagnosed.get(uri)?.(diagnostics);
    } else if (message.id !== undefined) {
      this.#send({ id: message.id, result: settings(message) });
    }
  }
}

/** Nothing but the file's own first line says which schema it has: the store of schemas on the web is off. */
function settings({ method, params }: Message): unknown {
  if (method !== "workspace/configuration") return null;
  const yaml = { completion: true, hover: true, validate: true, schemaStore: { enable: false } };
  return (params?.items ?? []).map(({ section }) => (section === "yaml" ? yaml : null));
}
