/**
 * For patterns with `\p{…}`: making one takes half a millisecond, which every start would pay for each of them, and
 * most files need none.
 */
export function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
