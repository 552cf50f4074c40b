type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A JSON Schema in the manner of TypeScript, which is quicker to read than itself: `{ total: { minor: integer } | null }`. */
export function describeSchema(schema: unknown, depth = 0): string {
  if (!isSchema(schema)) return 'any';
  if ('const' in schema) return JSON.stringify(schema['const']);
  const choices = listOf(schema['enum']);
  if (choices.length > 0) return choices.map((choice) => JSON.stringify(choice)).join(' | ');
  const branches = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])];
  if (branches.length > 0)
    return branches.map((branch) => describeSchema(branch, depth)).join(' | ');
  const types = listOf(schema['type']);
  if (types.length > 0)
    return types.map((type) => describeSchema({ ...schema, type }, depth)).join(' | ');
  switch (schema['type']) {
    case 'object':
      return describeObject(schema, depth);
    case 'array':
      return `${bracketed(describeSchema(schema['items'], depth))}[]`;
    case undefined:
      return 'any';
    case 'null':
      return 'null';
    default:
      return `${String(schema['type'])}${limitsOf(schema)}`;
  }
}

const bracketed = (text: string): string =>
  text.includes(' | ') && !text.startsWith('{') ? `(${text})` : text;

function describeObject(schema: Schema, depth: number): string {
  const { properties, additionalProperties } = schema;
  const required = listOf(schema['required']);
  const fields = isSchema(properties) ? Object.entries(properties) : [];
  if (fields.length === 0)
    return isSchema(additionalProperties) && Object.keys(additionalProperties).length > 0
      ? `{ [name]: ${describeSchema(additionalProperties, depth)} }`
      : '{ … }';
  const indent = '  '.repeat(depth + 1);
  const lines = fields.map(
    ([name, below]) =>
      `${indent}${name}${required.includes(name) ? '' : '?'}: ${describeSchema(below, depth + 1)}`,
  );
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}

/** What narrows a value, where it tells something: format, length, range, default. Bounds of whole numbers in computers do not. */
function limitsOf(schema: Schema): string {
  const { format, minLength, maxLength, minimum, maximum, default: usual } = schema;
  const tells = (bound: unknown): bound is number =>
    typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  const parts = [
    ...(typeof format === 'string' ? [format] : []),
    ...(tells(minLength) || tells(maxLength)
      ? [`${tells(minLength) ? minLength : 0}–${tells(maxLength) ? maxLength : '…'} characters`]
      : []),
    ...(tells(minimum) || tells(maximum)
      ? [`${tells(minimum) ? minimum : '…'}–${tells(maximum) ? maximum : '…'}`]
      : []),
    ...(usual === undefined ? [] : [`default ${JSON.stringify(usual)}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
