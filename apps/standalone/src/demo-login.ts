import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = 'demo-login.json';
const demoLoginSchema = z.object({
  email: z.email(),
  password: z.string().min(1),
  errorPageToken: z.string().min(1),
});

/** How one signs in to the demo merchant; made once per data directory, so that it stays the same from start to start. */
export type DemoLogin = z.infer<typeof demoLoginSchema>;

export async function demoLogin(dataDirectory: string): Promise<DemoLogin> {
  const path = join(dataDirectory, FILE);
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept !== null) return demoLoginSchema.parse(JSON.parse(kept));
  const login = {
    email: 'demo@abgleich.example',
    password: randomBytes(9).toString('base64url'),
    errorPageToken: randomBytes(24).toString('base64url'),
  };
  await writeFile(path, JSON.stringify(login), { mode: 0o600 });
  return login;
}
