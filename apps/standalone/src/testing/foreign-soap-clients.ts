import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BasicAuthSecurity, createClientAsync } from 'soap';

export type ForeignCall = { readonly name: string; readonly args: Record<string, unknown> };
export type ForeignAnswer = {
  readonly name: string;
  readonly rows: readonly Record<string, unknown>[];
};
export type Service = { readonly wsdl: string; readonly user: string; readonly password: string };
/** Somebody else's SOAP client: loads the WSDL, makes the calls one after the other, and answers the rows it read. */
export type ForeignClient = (
  service: Service,
  calls: readonly ForeignCall[],
) => Promise<readonly ForeignAnswer[]>;

const ZEEP = 'zeep==4.3.3';
const CACHE = fileURLToPath(new URL('../../../../.cache', import.meta.url));
const SCRIPT = fileURLToPath(new URL('zeep_client.py', import.meta.url));
const run = promisify(execFile);

/** The Python of an environment with zeep, made on the first use. Rejects with a clear sentence when Python or PyPI is not to be had. */
export async function installZeep(): Promise<string> {
  const home = join(CACHE, ZEEP.replace('==', '-'));
  const python = join(home, 'bin', 'python');
  if (existsSync(python)) return python;
  const draft = `${home}.${process.pid}`;
  try {
    await mkdir(CACHE, { recursive: true });
    await run('python3', ['-m', 'venv', draft]);
    await run(join(draft, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', ZEEP]);
    await rename(draft, home);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (existsSync(python)) return python; // somebody else was quicker
    throw new Error(
      `This story needs Python 3 with venv and ${ZEEP} from PyPI, and one of them is not to be had here.`,
      { cause },
    );
  }
  return python;
}

/** Python's zeep, in its own process. */
export const zeepClient =
  (python: string): ForeignClient =>
  async (service, calls) => {
    const child = spawn(python, [SCRIPT]);
    let out = '';
    let words = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    child.stdin.end(JSON.stringify({ ...service, calls }));
    const [code] = (await once(child, 'close')) as [number | null]; // Node's own event
    if (code !== 0) throw new Error(`zeep ended with ${code}: ${words}`);
    return JSON.parse(out) as ForeignAnswer[]; // the script's own contract
  };

/** npm's soap, as its manual shows it: the WSDL over HTTP, Basic auth, one method per procedure. */
export const npmSoapClient: ForeignClient = async ({ wsdl, user, password }, calls) => {
  const security = new BasicAuthSecurity(user, password);
  const headers: Record<string, string> = {};
  security.addHeaders(headers);
  const client = await createClientAsync(wsdl, { wsdl_headers: headers });
  client.setSecurity(security);
  const answers: ForeignAnswer[] = [];
  for (const { name, args } of calls) {
    // The library makes its methods from the WSDL and types them as `any`.
    const method = client[`${name}Async`] as (args: object) => Promise<readonly unknown[]>;
    const [result] = await method(args);
    answers.push({ name, rows: rowsIn(result) });
  }
  return answers;
};

/** All `row`s anywhere in a parsed answer. */
function rowsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(rowsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'row'
      ? ((Array.isArray(part) ? part : [part]) as Record<string, unknown>[]) // rows are objects of columns
      : rowsIn(part),
  );
}
