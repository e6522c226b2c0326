import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inHouse } from '../lib/house.mjs';

const serverImports = {
  '#kernel/*.js': './src/kernel/*.ts',
  '#platform/*.js': './src/platform/*.ts',
  '#modules/*.js': './src/modules/*.ts',
  '#house/*.js': './src/*.ts',
};

/** A house in miniature, in a folder that goes away: the given files, and the real packages. */
export function plantHouse(files) {
  const folder = mkdtempSync(join(tmpdir(), 'socle-planted-'));
  const manifests = {
    'package.json': { name: 'planted', type: 'module' },
    'server/package.json': {
      name: 'planted-server',
      type: 'module',
      imports: serverImports,
      dependencies: { graphql: '*' },
      devDependencies: { jose: '*' },
    },
    'client/package.json': {
      name: 'planted-client',
      type: 'module',
      imports: { '#lib/*': './src/lib/*' },
      devDependencies: { svelte: '*', '@urql/core': '*' },
    },
  };
  const texts = Object.entries(manifests).map(([path, manifest]) => [path, JSON.stringify(manifest)]);
  for (const [path, text] of [...texts, ...Object.entries(files)]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(inHouse('node_modules'), join(folder, 'node_modules'), 'dir');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
