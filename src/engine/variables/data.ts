import type { Evaluate } from "./kind.ts";

const HIGHEST_RANDOM_NUMBER = 2147483647;

/** Data layer. Without a version it is version 1, as in Google's tag. A backslash before a dot is dropped. */
export const dataLayerVariable: Evaluate = (settings, { dataLayer }) => {
  const name = settings.text("name");
  if (!name) return false;
  const version = Number(settings.value("dataLayerVersion")) === 2 ? 2 : 1;
  const value = dataLayer.get(name.replaceAll("\\.", "."), version);
  return value === undefined ? settings.fallback() : value;
};

export const constant: Evaluate = (settings) => settings.value("value");

/** The first cookie of that name. */
export const cookie: Evaluate = (settings, { page }) => {
  const cookies = page.cookies ?? {};
  const name = settings.text("name");
  const value = Object.hasOwn(cookies, name) ? cookies[name] : undefined;
  return value !== undefined && settings.isChecked("decodeCookie") ? decodeURIComponent(value) : value;
};

/** A path of names from `window`; it stops at the first value that is empty. */
export const javaScriptVariable: Evaluate = (settings, { page }) => {
  const [first = "", ...rest] = settings.text("name").split(".");
  const globals = page.globals ?? {};
  const start: unknown = Object.hasOwn(globals, first) ? globals[first] : undefined;
  const value = rest.reduce((found, name) => found && (found as Record<string, unknown>)[name], start);
  return value === undefined ? settings.fallback() : value;
};

/** A whole number between `min` and `max`, both included. */
export const randomNumber: Evaluate = (settings, { page }) => {
  if (!page.random) return undefined;
  const min = Number(settings.value("min") || 0);
  const max = Number(settings.value("max") || HIGHEST_RANDOM_NUMBER);
  return Math.floor(page.random() * (max - min + 1)) + min;
};
