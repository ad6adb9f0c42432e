/**
 * An address as browsers read it; null if it is none. Not by `URL.canParse`: on Node 20 and 22 it answers false for a host
 * such as `müller.example` once V8 has compiled the call (seen on 20.20.2 and 22.23.3 after about 5,000 calls, not on 24.9.0).
 */
export function parsedUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
