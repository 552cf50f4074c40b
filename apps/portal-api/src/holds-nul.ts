/** Deeper than any body of ours; beyond it nobody looks, because its schema refuses it anyway. */
const DEPTH_MAX = 12;

/** Whether any text in it holds the character U+0000, which no database of ours can store or compare. */
export function holdsNul(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return false;
  return Object.entries(value).some(
    ([name, below]) => name.includes('\0') || holdsNul(below, depth + 1),
  );
}
