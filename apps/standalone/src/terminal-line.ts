/** Facts that every line has and a person at the terminal does not need. */
const COMMON = new Set(['level', 'at', 'app', 'fact', 'error']);

/** A log line as a person reads it: level, sentence, then the facts. `{"level":"warn","fact":"poll failed","code":"pixi.busy"}` -> `warn: poll failed code=pixi.busy`. */
export function terminalLine(json: string): string {
  const line: unknown = JSON.parse(json);
  if (typeof line !== 'object' || line === null) return json;
  const { level, fact, error } = line as Record<string, unknown>; // a line of our own log
  const facts = Object.entries(line)
    .filter(([name]) => !COMMON.has(name))
    .map(
      ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
  return `${String(level)}: ${String(fact ?? '')}${facts.join('')}${errorText(error)}\n`;
}

function errorText(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, message, params } = error as Record<string, unknown>; // as libs/service-kit reduces errors
  const text = [message ?? code, params === undefined ? null : JSON.stringify(params)];
  return ` (${text.filter((part) => part !== null && part !== '{}').join(' ')})`;
}
