/** The name for people that an id gives by itself: `newsletter_signup` → `Newsletter signup`. */
export function titleOf(id: string): string {
  const words = id.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
