import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { handbook } from './handbook/handbook-plugin.js';

/** The merchant's manual: the same files that docs/ shows. */
const HANDBOOK = fileURLToPath(new URL('../../docs/handbuch', import.meta.url));
/** Where `portal-api` listens while somebody works on the portal. */
const API = process.env['ABGLEICH_PORTAL_API'] ?? 'http://127.0.0.1:8080';
/** Smaller files gain nothing from compression. */
const COMPRESS_FROM_BYTES = 1_024;
const COMPRESSIBLE = /\.(js|css|svg|json|txt)$/;

/** Writes `.br` and `.gz` beside each text asset as it stands on disk, so that the server compresses nothing while people wait. */
function compressAssets(): Plugin {
  return {
    name: 'compress-assets',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      for (const fileName of Object.keys(bundle)) {
        if (dir === undefined || !COMPRESSIBLE.test(fileName)) continue;
        const path = join(dir, fileName);
        const source = await readFile(path);
        if (source.length < COMPRESS_FROM_BYTES) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
        await writeFile(`${path}.br`, brotliCompressSync(source, { params }));
        await writeFile(`${path}.gz`, gzipSync(source, { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), handbook(HANDBOOK), compressAssets()],
  resolve: { conditions: ['@abgleich/source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/api': { target: API } } },
  build: {
    target: 'es2023',
    sourcemap: false,
    // The words and schemas have no side effects: what a page does not use must not reach it.
    rolldownOptions: {
      treeshake: {
        moduleSideEffects: (id: string) => !/\/libs\/(domain|contracts)\/src\//.test(id),
      },
    },
  },
});
