/**
 * XML reserves names that begin with `xml`, so SQL Server escapes their first letter: `XMLLogKey` travels as
 * `_x0058_MLLogKey`, in requests and in rows.
 */
export function escapeWireName(name: string): string {
  if (!/^xml/i.test(name)) return name;
  const code = name.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `_x${code}_${name.slice(1)}`;
}

/** Undoes `_xNNNN_` anywhere in a name. */
export function unescapeWireName(name: string): string {
  if (!name.includes('_x')) return name; // nearly every one, for every value of every row
  return name.replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
