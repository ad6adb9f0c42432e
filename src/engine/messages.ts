import type { Consent } from "./consent.ts";
import type { DataLayer } from "./data-layer.ts";
import { gtagArgumentsOf, readGtagCommand, type SiteRequest } from "./gtag-command.ts";
import type { PageRecord } from "./record.ts";

/** The data layer's queue: first in, first out. What is pushed while a message is at work waits its turn. */
export interface Messages {
  push(...messages: readonly unknown[]): void;
}

export interface MessageReaders {
  readonly dataLayer: DataLayer;
  readonly consent: Consent;
  readonly record: PageRecord;
  /** Called once, before the first message that has an event, and before that message is read. */
  readonly beforeFirstEvent: () => void;
  /** Called for each message that has an event, after its values have arrived. */
  readonly onEvent: (event: string) => void;
}

/** Starts the queue with the messages that the page pushed before the tag loaded. */
export function createMessages(readers: MessageReaders): Messages {
  const waiting: unknown[] = [];
  let isBusy = false;
  let hasSeenEvent = false;
  const take = (message: object) => {
    const event = "event" in message && message.event ? String(message.event) : undefined;
    if (event !== undefined && !hasSeenEvent) {
      hasSeenEvent = true;
      readers.beforeFirstEvent();
    }
    readers.dataLayer.apply(message);
    if (event === undefined) return;
    readers.onEvent(event);
    callBack(message);
  };
  return {
    push: (...messages) => {
      waiting.push(...messages);
      if (isBusy) return;
      isBusy = true;
      try {
        while (waiting.length > 0) read(waiting.shift(), readers, take);
      } finally {
        isBusy = false;
      }
    },
  };
}

/** Functions get the data layer, `gtag` calls and objects are taken; arrays and anything else do nothing. */
function read(message: unknown, readers: MessageReaders, take: (message: object) => void): void {
  readers.dataLayer.forgetEventModel();
  const gtagArguments = gtagArgumentsOf(message);
  if (typeof message === "function") callWithDataLayer(message as CallableFunction, readers.dataLayer);
  else if (gtagArguments) obey(readGtagCommand(gtagArguments), readers, take);
  else if (typeof message === "object" && message !== null && !Array.isArray(message)) take(message);
}

function obey(
  request: SiteRequest | undefined,
  readers: MessageReaders,
  take: (message: object) => void,
): void {
  switch (request?.kind) {
    case "event":
      readers.record.siteSends(request.name, request.parameters);
      take(eventMessage(request.name, request.parameters));
      break;
    case "set":
      take({ ...request.values, _clear: true });
      break;
    case "start":
      take({ event: "gtm.js", "gtm.start": request.time });
      break;
    case "config":
      readers.record.siteConfigures(request.measurementId, request.groups);
      break;
    case "consent":
      readers.consent.tell(request.step, request.states);
      break;
  }
}

function eventMessage(event: string, parameters: Readonly<Record<string, unknown>>): object {
  const callback = parameters["event_callback"];
  return { event, eventModel: parameters, ...(callback ? { eventCallback: callback } : {}) };
}

/** What the page's own function throws is the page's business: the tag continues. */
function callWithDataLayer(callback: CallableFunction, dataLayer: DataLayer): void {
  const accessor = { get: (name: string) => dataLayer.get(name, 2), set: dataLayer.set };
  quietly(() => Reflect.apply(callback, accessor, []));
}

function callBack(message: object): void {
  const callback: unknown = "eventCallback" in message ? message.eventCallback : undefined;
  if (typeof callback === "function") quietly(() => Reflect.apply(callback, undefined, []));
}

function quietly(run: () => unknown): void {
  try {
    run();
  } catch {
    // Google's tag swallows it as well.
  }
}
