import { Fault } from '@abgleich/domain';
import { z } from 'zod';

/** What people are told about one setting: in errors, in `--help`, in docs/reference/settings.md. Lives beside its schema (`.meta(...)`). */
export type SettingHelp = {
  /** One or two sentences: what it does and what happens without it. */
  readonly help: string;
  /** What to write instead of a value that cannot be used. */
  readonly fix: string;
  readonly example: string;
  /** Its value is never printed or documented with a real one. */
  readonly secret?: boolean;
};

/** Attaches the help of a setting to its schema. */
export function setting<T extends z.ZodType>(schema: T, help: SettingHelp): T {
  return schema.meta({ ...help });
}

/** The help that `setting` attached. Throws when somebody added a setting without any. */
export function helpOf(name: string, schema: z.ZodType): SettingHelp {
  const parsed = helpSchema.safeParse(schema.meta() ?? {});
  if (!parsed.success) throw new Error(`The setting ${name} has no help, fix and example.`);
  const { secret, ...rest } = parsed.data;
  return secret === undefined ? rest : { ...rest, secret };
}

const helpSchema = z.object({
  help: z.string().min(1),
  fix: z.string().min(1),
  example: z.string(),
  secret: z.boolean().optional(),
});

/**
 * Reads a service's settings from the environment, keys being the variables' names. Throws one `config` fault that lists every variable
 * that is missing or unusable, each with its fix and never with its value. An empty variable counts as not set.
 */
export function readSettings<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Readonly<Record<string, string | undefined>>,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, env[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;

  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')));
  const params = Object.fromEntries(
    [...wrong].map((name) => [name, sentenceFor(name, name in given, schema.shape[name])]),
  );
  throw new Fault({ kind: 'config', code: 'platform.setting-invalid', params });
}

function sentenceFor(name: string, isSet: boolean, schema: unknown): string {
  const problem = isSet ? 'has a value that cannot be used' : 'is not set';
  if (!(schema instanceof z.ZodType)) return `${problem}.`;
  return `${problem}. ${helpOf(name, schema).fix}`;
}

/** One line a variable, for the terminal. `null` when the error is something else. */
export function settingErrors(error: unknown): readonly string[] | null {
  if (!(error instanceof Fault) || error.code !== 'platform.setting-invalid') return null;
  return Object.entries(error.params).map(([name, sentence]) => `${name} ${sentence}`);
}
