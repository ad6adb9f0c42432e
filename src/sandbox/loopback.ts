/** Who may speak to the sandbox: programs on this machine, and no web page. */

/**
 * Whether a `Host` header names this machine. A page whose own host name was
 * pointed at 127.0.0.1 (DNS rebinding) sends that name here.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host ?? "");
}
