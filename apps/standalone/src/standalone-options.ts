import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Ports base … base+9 belong to one instance; those above base+5 only when every service is a process of its own. */
export const PORTS_PER_INSTANCE = 10;
const PORT_MAX = 65_535;

export type StandaloneOptions = {
  readonly portBase: number;
  readonly dataDir: string;
  /** Empty the data directory first. */
  readonly fresh: boolean;
  /** Generated orders flow through the sandbox. */
  readonly demo: boolean;
  readonly sandbox: boolean;
  /** Exactly one line on standard output, for programs. */
  readonly json: boolean;
};

export const HELP = `npm start [-- options]      starts Abgleich on this machine

  --port-base N   ports N … N+9 are used (default 4000): N portal, N+1 pixi, N+2 Unzer,
                  N+3 mail, N+4 control of the sandbox, N+5 PostgreSQL
  --data-dir DIR  where the database, keys and log are kept (default ./.abgleich)
  --fresh         empty the data directory first
  --no-demo       no generated orders
  --no-sandbox    real merchants: no sandbox and no demo merchant; the first start prints
                  a link that creates the first organisation and its admin
  --json          print one JSON line when ready instead of the banner, and nothing else
                  (npm adds its own lines: npm start --silent -- --json)
  --help          this text

Settings come from the environment: docs/reference/settings.md`;

const portBase = z.coerce
  .number()
  .int()
  .min(1_024)
  .max(PORT_MAX - PORTS_PER_INSTANCE + 1);

/** Reads the command line. \`help\`: the text is wanted; \`wrong\`: one sentence that says what cannot be understood. */
export function parseOptions(
  words: readonly string[],
): { options: StandaloneOptions } | { help: string } | { wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...words],
      allowNegative: true,
      options: {
        'port-base': { type: 'string', default: '4000' },
        'data-dir': { type: 'string', default: './.abgleich' },
        fresh: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: true },
        sandbox: { type: 'boolean', default: true },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { help: HELP };
    const base = portBase.safeParse(values['port-base']);
    if (!base.success) {
      return {
        wrong: `--port-base must be a number from 1024 to ${PORT_MAX - PORTS_PER_INSTANCE + 1}.`,
      };
    }
    const { fresh, demo, sandbox, json } = values;
    const dataDir = resolve(values['data-dir']);
    return {
      options: { portBase: base.data, dataDir, fresh, demo: demo && sandbox, sandbox, json },
    };
  } catch (error) {
    // parseArgs throws TypeErrors whose first sentence names the option.
    const sentence = error instanceof Error ? error.message.split('. ')[0] : String(error);
    return { wrong: `${sentence}. See npm start -- --help.` };
  }
}
