import type { z } from 'zod';
import { policySchema } from '@abgleich/domain';
import { configurationForm } from './configurations.js';

/** The settings of a configuration by their path in the form, each with its texts in the portal: `publicKey`, `policy.mode`. Made from the schema. */
export type ConfigurationPath =
  | Exclude<keyof z.output<typeof configurationForm>, 'policy'>
  | `policy.${keyof z.output<typeof policySchema>}`;

const { policy: _policy, ...flat } = configurationForm.shape;
/** Every path, in the order of the schema. The keys of a zod object are those of its type, which `Object.keys` cannot say. */
export const CONFIGURATION_PATHS = [
  ...Object.keys(flat),
  ...Object.keys(policySchema.shape).map((key) => `policy.${key}`),
] as ConfigurationPath[];

/** What stands at a path; `undefined` where nothing does. */
export function valueAt(form: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
      form,
    );
}

/** The paths at which two of them differ, of those that both have. Every setting is a text, a number, a switch or `null`. */
export const differingFields = (before: object, after: object): ConfigurationPath[] =>
  CONFIGURATION_PATHS.filter((path) => {
    const [was, is] = [valueAt(before, path), valueAt(after, path)];
    return was !== undefined && is !== undefined && was !== is;
  });
