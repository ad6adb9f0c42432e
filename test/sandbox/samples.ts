/** Small valid entities, to be taken apart by the tests. */
import type { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";

type Parameter = tagmanager_v2.Schema$Parameter;
type Condition = tagmanager_v2.Schema$Condition;

export function text(key: string, value: string): Parameter {
  return { type: "template", key, value };
}

export function condition(type: string, variable: string, value: string): Condition {
  return { type, parameter: [text("arg0", variable), text("arg1", value)] };
}

export function pageview(name: string, ...filter: Condition[]): tagmanager_v2.Schema$Trigger {
  return { name, type: "pageview", ...(filter.length > 0 && { filter }) };
}

export function customEvent(name: string, event: string): tagmanager_v2.Schema$Trigger {
  return { name, type: "customEvent", customEventFilter: [condition("equals", "{{_event}}", event)] };
}

export function eventTag(name: string, ...firingTriggerId: string[]): tagmanager_v2.Schema$Tag {
  return {
    name,
    type: "gaawe",
    parameter: [text("eventName", "lead"), text("measurementIdOverride", "G-TEST123456")],
    firingTriggerId,
  };
}

export function htmlTag(name: string, html: string): tagmanager_v2.Schema$Tag {
  return { name, type: "html", parameter: [text("html", html)] };
}

export function constant(name: string, value: string): tagmanager_v2.Schema$Variable {
  return { name, type: "c", parameter: [text("value", value)] };
}
