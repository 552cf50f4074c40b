import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type OwnCertificate = { readonly key: string; readonly cert: string };

/** A certificate that signed itself, for `name` and valid for a day. Needs the `openssl` program, which every Linux has. */
export function ownCertificate(name: string): OwnCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'abgleich-cert-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    const words = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
    ];
    const subject = ['-subj', '/CN=Abgleich test', '-addext', `subjectAltName=DNS:${name}`];
    const files = ['-days', '1', '-keyout', key, '-out', cert];
    const made = spawnSync('openssl', [...words, ...subject, ...files], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
