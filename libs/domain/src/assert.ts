/** Compile-time proof that a closed union was handled whole; throws when an unchecked value slips in at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled variant: ${JSON.stringify(value)}`);
}

/** Throws when a condition the code relies on does not hold. The sentence says what must be true. */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${sentence}`);
}
