/** Scripts of ours that run in pages. What comes from files is handed to them as data, never as code. */
import type { Outline } from "../visits/html.ts";

/** The name of the function by which a page says what happens in it. */
export const REPORT = "__goalform";

/**
 * Says what happens in a page, in the words that a container is asked about: what is pushed, clicked, sent, which address is
 * shown. And, unless forms are really sent, keeps every form from being sent when all listeners have heard of it.
 *
 * Tag Manager listens to forms at the document, in the bubbling phase, so ours at the window is later. Links to the telephone
 * and the like are not followed either: the browser would ask for a program, in front of the page.
 */
export function observerScript(reallySend: boolean): string {
  return `(${OBSERVER})(${reallySend})`;
}

const OBSERVER = `(reallySend) => {
  const say = (happening) => { try { window.${REPORT}(happening); } catch {} };
  const keepBack = (root, type, isMeant, kept = () => {}) => {
    root.addEventListener(type, (event) => {
      if (!isMeant(event)) return;
      const prevent = () => {
        if (!event.defaultPrevented) kept(event.target);
        Event.prototype.preventDefault.call(event);
      };
      for (const name of ["stopPropagation", "stopImmediatePropagation"]) {
        const original = event[name];
        event[name] = () => { original.call(event); prevent(); };
      }
    }, true);
    root.addEventListener(type, (event) => {
      if (!isMeant(event)) return;
      if (!event.defaultPrevented) kept(event.target);
      event.preventDefault();
    });
  };
  const propertyOf = (form, name) => HTMLFormElement.prototype.__lookupGetter__(name).call(form);
  const kept = (form) => say({ is: "kept", action: propertyOf(form, "action"), method: propertyOf(form, "method") });
  const withhold = (root) => keepBack(root, "submit", () => true, kept);
  const leavesBrowser = (event) => event.composedPath().some((one) =>
    one instanceof HTMLAnchorElement && one.href !== "" && !/^(?:https?|javascript|blob|data|about):$/.test(one.protocol));
  keepBack(window, "click", leavesBrowser);
  if (!reallySend) {
    withhold(window);
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (...all) {
      const root = attach.apply(this, all);
      withhold(root);
      return root;
    };
    HTMLFormElement.prototype.submit = function () { kept(this); };
  }
  if (window.top !== window || !/^https?:$/.test(location.protocol)) return;
  const plain = (value, depth = 0) => {
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) return value;
    if (typeof value !== "object" || depth > 6 || value instanceof Node || value === window) return undefined;
    if (value instanceof Date) return value.toISOString();
    if (Array.isArray(value)) return value.slice(0, 200).map((one) => plain(one, depth + 1) ?? null);
    const entries = Object.entries(value).slice(0, 200).map(([key, one]) => [key, plain(one, depth + 1)]);
    return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
  };
  const pushed = (message) => {
    if (Object.prototype.toString.call(message) === "[object Arguments]")
      say({ is: "gtag", args: [...message].map((one) => plain(one) ?? null) });
    else if (message && typeof message === "object" && !Array.isArray(message))
      say({ is: "push", message: plain(message) });
  };
  const heard = new WeakSet();
  const listenTo = (layer) => {
    if (!Array.isArray(layer) || heard.has(layer)) return;
    heard.add(layer);
    layer.forEach(pushed);
    const push = layer.push;
    layer.push = function (...messages) {
      messages.forEach(pushed);
      return push.apply(this, messages);
    };
  };
  say({ is: "page", url: location.href, referrer: document.referrer });
  let layer;
  Object.defineProperty(window, "dataLayer", {
    configurable: true,
    enumerable: true,
    get: () => layer,
    set: (value) => { layer = value; listenTo(value); },
  });
  const inert = document.implementation.createHTMLDocument("");
  const outline = (element) => {
    const isLong = element.outerHTML.length > 4000;
    let node = inert.importNode(element, !isLong);
    if (isLong) node.textContent = (element.textContent || "").slice(0, 400);
    node.setAttribute("data-goalform", "");
    for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
      if (outer === document.documentElement) break;
      const around = inert.importNode(outer, false);
      around.appendChild(node);
      node = around;
    }
    return node.outerHTML;
  };
  window.addEventListener("click", ({ target }) => {
    if (target instanceof Element) say({ is: "click", html: outline(target) });
  }, true);
  window.addEventListener("submit", ({ target }) => {
    if (target instanceof HTMLFormElement)
      say({ is: "submit", html: outline(target) });
  }, true);
  if (window.navigation)
    window.navigation.addEventListener("currententrychange", ({ navigationType: by, from }) => {
      if (by) say({ is: "navigate", url: location.href, by });
    });
}`;

/** Around the clock that Playwright installs: the page gets its own `performance` back, with the time of the clock. */
export const BEFORE_CLOCK = `{
  const own = performance, now = own.now.bind(own), { timeOrigin } = own;
  const shown = (name, value) => Object.defineProperty(window, name, { value, configurable: true, writable: true });
  shown("__goalformOwn", own);
  shown("performance", { now, timeOrigin });
}`;
export const AFTER_CLOCK = `{
  const own = window.__goalformOwn, clock = window.performance;
  delete window.__goalformOwn;
  if (own) {
    own.now = () => clock.now();
    Object.defineProperty(own, "timeOrigin", { value: Date.now() - clock.now(), configurable: true });
    Object.defineProperty(window, "performance", { value: own, configurable: true, writable: true });
  }
}`;

/** What the page pushes or says by `gtag` before anything else in it runs. */
export function beforeScript(
  messages: readonly unknown[],
  commands: readonly (readonly unknown[])[],
): string {
  return `((messages, commands) => {
  if (window.top !== window || !/^https?:$/.test(location.protocol)) return;
  window.dataLayer = window.dataLayer || [];
  const gtag = function () { window.dataLayer.push(arguments); };
  for (const command of commands) gtag(...command);
  for (const message of messages) window.dataLayer.push(message);
})(${asData(messages)}, ${asData(commands)})`;
}

/** @param layer the name of the data layer */
export function pushScript(layer: string, message: unknown): string {
  return `((layer, message) => { (window[layer] = window[layer] || []).push(message); })(${asData(layer)}, ${asData(message)})`;
}

/** The page's own `gtag`, or what the one of Google's snippet does. */
export function gtagScript(layer: string, args: readonly unknown[]): string {
  return `((layer, args) => {
  const own = function () { (window[layer] = window[layer] || []).push(arguments); };
  (typeof window.gtag === "function" ? window.gtag : own)(...args);
})(${asData(layer)}, ${asData(args)})`;
}

export function navigateScript(to: string, by: "push" | "replace" | "hash"): string {
  return by === "hash"
    ? `location.hash = new URL(${asData(to)}, location.href).hash`
    : `history.${by}State(null, "", ${asData(to)})`;
}

/** Far enough that this depth of the page is seen. */
export function scrollScript(depth: { readonly percent?: number; readonly pixels?: number }): string {
  return `((percent, pixels) => {
  const height = Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0);
  const edge = pixels ?? Math.ceil((height * percent) / 100);
  window.scrollTo({ top: edge - window.innerHeight + 1, behavior: "instant" });
})(${asData(depth.percent ?? null)}, ${asData(depth.pixels ?? null)})`;
}

/** Gives back the element of the page that a fragment names, or null. Elements that are displayed come first. */
export function findScript(chain: readonly Outline[]): string {
  return `(${FIND})(${asData(chain)})`;
}

/** The first element that a selector finds; null if there is none. */
export function selectScript(selector: string): string {
  return `((selector) => {
  const all = [...document.querySelectorAll(selector)];
  return all.find((one) => one.getClientRects().length > 0) ?? all[0] ?? null;
})(${asData(selector)})`;
}

const FIND = String.raw`(chain) => {
  const fold = (text) => (text || "").replace(/\s+/g, " ").trim();
  const address = (text) => { try { return new URL(text, document.baseURI).href; } catch { return text; } };
  const has = (element, name, value) => {
    const own = element.getAttribute(name);
    if (name === "style") return true;
    if (own === null) return false;
    if (name === "class") return value.split(/\s+/).every((one) => one === "" || element.classList.contains(one));
    if (name === "href" || name === "src" || name === "action") return address(own) === address(value);
    return own === value;
  };
  const fits = (element, { tag, attributes }) =>
    element.localName === tag && Object.entries(attributes).every(([name, value]) => has(element, name, value));
  const around = (element, outer) => {
    let wanted = outer.length - 1;
    for (let one = element.parentElement; one && wanted >= 0; one = one.parentElement)
      if (fits(one, outer[wanted])) wanted -= 1;
    return wanted < 0;
  };
  const target = chain[chain.length - 1];
  const outer = chain.slice(0, -1);
  const deep = (root) => [...root.querySelectorAll("*")].flatMap((one) => one.shadowRoot ? [one, ...deep(one.shadowRoot)] : [one]);
  const all = deep(document).filter((one) => fits(one, target) && around(one, outer));
  const text = fold(target.text).toLowerCase();
  const named = text === "" ? [] : all.filter((one) => fold(one.textContent).toLowerCase() === text);
  const isNamedByText = text !== "" && [target, ...outer].every(({ attributes }) => Object.keys(attributes).length === 0);
  const found = named.length > 0 || isNamedByText ? named : all;
  return found.find((one) => one.getClientRects().length > 0) ?? found[0] ?? null;
}`;

/** JSON is JavaScript, since 2019. */
function asData(value: unknown): string {
  return JSON.stringify(value) ?? "undefined";
}
