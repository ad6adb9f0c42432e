/** What the sandbox remembers of each request to Google's paths. Neither tokens nor bodies are kept. */
export interface RequestLogEntry {
  readonly method: string;
  readonly url: string;
  /** The API's own name of the method; absent when the path means none. */
  readonly rpc?: string;
  /** 0 when the client gets no answer. */
  readonly status: number;
  /** The fault that the request met, such as `429@3`. */
  readonly fault?: string;
}
