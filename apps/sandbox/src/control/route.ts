import type * as z from 'zod';
import type { SandboxWorld } from './sandbox-world.js';

/** What a control call is made of once its path was matched. */
export type ControlCall = {
  readonly world: SandboxWorld;
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
};
export type ControlRoute = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly pattern: RegExp;
  /** Returns what is answered as JSON. Throws what `controlAnswer` knows. */
  readonly handle: (call: ControlCall) => unknown;
};

/** A route; `{}` in the path stands for one segment. */
export function route(
  method: ControlRoute['method'],
  path: string,
  handle: ControlRoute['handle'],
): ControlRoute {
  return { method, pattern: new RegExp(`^${path.replaceAll('{}', '([^/]+)')}/?$`), handle };
}

/** Reads a body; an absent one counts as `{}`. Throws a ZodError whose first issue becomes the answer. */
export const bodyOf = <Schema extends z.ZodType>(
  { body }: ControlCall,
  schema: Schema,
): z.output<Schema> => schema.parse(body ?? {});
