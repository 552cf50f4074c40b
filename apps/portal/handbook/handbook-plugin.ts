import { join } from 'node:path';
import type { Plugin } from 'vite';
import { chapterFiles, readHandbook } from './read-handbook.js';

const NAME = /^virtual:handbook-(de|en)$/;
/** Vite's sign for a module that is no file. */
const VIRTUAL = '\0';
const PICTURE = /@@picture:([^@]+)@@/g;

/** Makes the merchant's manual importable, one module per language, its pictures as files of the build. */
export function handbook(dir: string): Plugin {
  return {
    name: 'handbook',
    resolveId: (id) => (NAME.test(id) ? VIRTUAL + id : undefined),
    load(id) {
      const language = NAME.exec(id.replace(VIRTUAL, ''))?.[1];
      if (!id.startsWith(VIRTUAL) || language === undefined) return undefined;
      for (const name of chapterFiles(dir, language)) this.addWatchFile(join(dir, language, name));
      const srcOf = (path: string) => `@@picture:${path}@@`;
      const onMissing = (path: string) =>
        this.warn(`The picture ${path} was not taken yet: npm run screenshots.`);
      return moduleOf(JSON.stringify(readHandbook({ dir, language, srcOf, onMissing })), dir);
    },
  };
}

/** The chapters as a module that imports its pictures, so that the build names them by their content. */
function moduleOf(chapters: string, dir: string): string {
  const pictures = [...new Set([...chapters.matchAll(PICTURE)].map(([, path = '']) => path))];
  const imports = pictures.map(
    (path, at) => `import picture${at} from ${JSON.stringify(join(dir, path))};`,
  );
  const data = chapters.replaceAll(
    PICTURE,
    (_whole, path: string) => `" + picture${pictures.indexOf(path)} + "`,
  );
  return `${imports.join('\n')}\nexport const chapters = ${data};\n`;
}
