/** Colour for terminals that want it. Nothing is ever said by colour alone. */
const CODES = {
  bold: ["1", "22"],
  dim: ["2", "22"],
  red: ["31", "39"],
  green: ["32", "39"],
  yellow: ["33", "39"],
  cyan: ["36", "39"],
  error: ["1;31", "22;39"],
  warning: ["1;33", "22;39"],
  frame: ["34", "39"],
  help: ["36", "39"],
} as const;

export type Style = keyof typeof CODES;

export function paint(color: boolean, style: Style, text: string): string {
  const [on, off] = CODES[style];
  return color ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}
