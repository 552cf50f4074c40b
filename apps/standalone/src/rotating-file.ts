import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** Two files of this size at most: a log must not fill the disk the database is on. */
const BYTES_MAX = 20 * 1024 * 1024;

/** A log file that begins anew, keeping the previous one as `.1`, when it is full. Lines are on disk when `write` returns. */
export function rotatingFile(
  path: string,
  bytesMax = BYTES_MAX,
): { write(line: string): void; close(): void } {
  let file = openSync(path, 'a', 0o600);
  let bytes = fstatSync(file).size;
  let isOpen = true;
  return {
    write(line) {
      if (!isOpen) return; // a last word after everything has stopped
      if (bytes >= bytesMax) {
        closeSync(file);
        renameSync(path, `${path}.1`);
        file = openSync(path, 'a', 0o600);
        bytes = 0;
      }
      bytes += writeSync(file, line);
    },
    close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}
