/** Collects the values of one statement while its text is put together. The same parts in the same order give the same text. */
export type StatementParams = {
  readonly values: readonly unknown[];
  /** Adds a value and returns its placeholder with the cast, as in `$3::uuid`. */
  add(value: unknown, type: SqlType): string;
};
export type SqlType =
  'uuid' | 'text' | 'text[]' | 'bigint' | 'integer' | 'boolean' | 'timestamptz' | 'jsonb';

/** An empty list of parameters. */
export function statementParams(): StatementParams {
  const values: unknown[] = [];
  return {
    values,
    add(value, type) {
      values.push(encode(value, type));
      return `$${values.length}::${type}`;
    },
  };
}

function encode(value: unknown, type: SqlType): unknown {
  if (value === undefined || value === null) return null;
  if (type === 'timestamptz' && typeof value === 'number') return new Date(value).toISOString();
  if (type === 'jsonb') return toJsonText(value);
  return typeof value === 'string' ? withoutNul(value) : value;
}

/** PostgreSQL's text knows no NUL character; foreign systems have sent them. */
const withoutNul = (text: string): string => text.replaceAll('\0', '');

/** JSON text that `jsonb` takes: without NUL and with lone surrogates replaced, which JavaScript allows and PostgreSQL refuses. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? withoutNul(inner.toWellFormed()) : inner,
  );
}
