import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot, serverFolder } from '#house/build-info.js';

/** A file of the server's sources. */
export interface SourceFile {
  /** Below `server/`. */
  readonly path: string;
  readonly text: string;
}

/** The TypeScript files below a folder of the server that `wanted` lets through. */
export function sourcesIn(folder: string, wanted: (path: string) => boolean = () => true): SourceFile[] {
  return readdirSync(join(serverFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(serverFolder, join(entry.parentPath, entry.name)))
    .filter(wanted)
    .map((path) => ({ path, text: readFileSync(join(serverFolder, path), 'utf8') }));
}

export const isTest = (path: string): boolean => path.endsWith('.test.ts');

/** A file of the project as text. */
export const readProjectFile = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
