import { unescapeWireName } from '../mapping/wire-name.js';
import { asList, attributeOf, childrenOf, isTree, type Tree } from './parsed-tree.js';

/** schema > element > complexType > sequence > element > complexType > sequence > element, with room for a variant. */
const DEPTH_MAX = 12;

/**
 * The columns that an answer's own schema declares for its rows: NULL columns are not on the wire, so this alone tells
 * "empty" from "this database does not have it". `null` when there is no schema for rows.
 */
export function declaredColumns(schemas: unknown): ReadonlySet<string> | null {
  for (const schema of asList(schemas)) {
    const row = isTree(schema) ? find(schema, 'row', 0) : null;
    if (row) return new Set(names(row, 0));
  }
  return null;
}

function find(tree: Tree, name: string, depth: number): Tree | null {
  if (depth > DEPTH_MAX) return null;
  for (const [tag, value] of childrenOf(tree))
    for (const child of asList(value).filter(isTree)) {
      if (tag === 'element' && attributeOf(child, 'name') === name) return child;
      const below = find(child, name, depth + 1);
      if (below) return below;
    }
  return null;
}

function names(tree: Tree, depth: number): string[] {
  if (depth > DEPTH_MAX) return [];
  return childrenOf(tree).flatMap(([tag, value]) =>
    asList(value)
      .filter(isTree)
      .flatMap((child) => {
        const name = tag === 'element' ? attributeOf(child, 'name') : null;
        return name === null ? names(child, depth + 1) : [unescapeWireName(name).toLowerCase()];
      }),
  );
}
