/** An element as the SOAP library parses it: children by local name; an object when there is one, a list when many. */
export type Tree = Readonly<Record<string, unknown>>;

/** The library's own keys: the attributes of an element, and its text when it has attributes too. */
const ATTRIBUTES = 'attributes';
const TEXT = '$value';

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One, many or none, as a list. An empty element (`null`) is one; an element that is not there (`undefined`) is none. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The text of an element, with or without attributes; `null` when it is empty or has children. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isTree(value) && TEXT in value) return textOf(value[TEXT]);
  return null;
}

/** The child elements of an element, without what the library adds. */
export function childrenOf(tree: Tree): [string, unknown][] {
  return Object.entries(tree).filter(([name]) => name !== ATTRIBUTES && name !== TEXT);
}

/** An attribute of an element, by its name without prefix; `null` when it is not there. */
export function attributeOf(tree: Tree, name: string): string | null {
  const attributes = tree[ATTRIBUTES];
  if (!isTree(attributes)) return null;
  const found = Object.entries(attributes).find(([key]) => key.split(':').at(-1) === name);
  return found ? textOf(found[1]) : null;
}
