/** The browser that pages believe they are in. */
import type { Browser } from "playwright-core";

/** As the same browser with a window says it. */
export async function plainUserAgent(browser: Browser): Promise<string> {
  const known = userAgents.get(browser);
  if (known) return known;
  const session = await browser.newBrowserCDPSession();
  const { userAgent } = await session.send("Browser.getVersion");
  await session.detach();
  const plain = userAgent.replace("HeadlessChrome", "Chrome");
  userAgents.set(browser, plain);
  return plain;
}

const userAgents = new WeakMap<Browser, string>();
