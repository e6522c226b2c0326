import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';

const compiled = join(import.meta.dirname, 'dist', 'src');
const target = join(import.meta.dirname, 'dist', 'program');
const packages = 'packages';

/** `start:NAME` runs the compiled NAME.js, and keeps beside the program what Node compiles of it for the next start. */
const starters = {
  name: 'starters',
  resolveId: (id) => (id.startsWith('start:') ? id : undefined),
  load: (id) =>
    id.startsWith('start:')
      ? `import { enableCompileCache } from 'node:module';
         enableCompileCache(import.meta.dirname + '/cache');
         await import(${JSON.stringify(join(compiled, `${id.slice('start:'.length)}.js`))});`
      : undefined,
};

/** Traces name our TypeScript; for the packages, whose maps take longer to read than all of our code, the lines here. */
const ownMaps = {
  name: 'own-maps',
  load(id) {
    if (id.includes('node_modules') || !existsSync(`${id}.map`)) return undefined;
    return { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') };
  },
  writeBundle: () => rmSync(join(target, `${packages}.js.map`)),
};

const mapOf = ({ name, fileName }) => (name === packages ? '' : `//# sourceMappingURL=${fileName}.map`);

/**
 * The server and the command line with their packages, in few files: Node starts them in half of the time that a thousand
 * files take. Apart stay what is native, what is read as data, and everything that must share the one graphql with
 * graphql-shield, or requires what would be a module here: both work as CommonJS only.
 */
await build({
  input: { main: 'start:main', cli: 'start:cli' },
  platform: 'node',
  external: [
    /^argon2$/,
    /^better-sqlite3$/,
    /^graphql($|[-/])/,
    /^fxa-common-password-list/,
    /^class-validator$/,
    /^yazl$/,
  ],
  resolve: { conditionNames: ['node', 'import', 'default', 'require'] },
  plugins: [starters, ownMaps],
  output: {
    dir: target,
    cleanDir: true,
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: [
        { name: packages, test: /node_modules/, minShareCount: 2 },
        { name: 'house', test: /dist/, minShareCount: 2 },
      ],
    },
    sourcemap: 'hidden',
    postFooter: mapOf,
  },
});
