import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first line of what a program that failed had to say. */
const reasonOf = (error: unknown): string =>
  String((error as { stderr?: Buffer }).stderr ?? error)
    .trim()
    .split('\n', 1)[0] ?? '';

const run = (program: string, ...args: string[]): void =>
  void execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });

/** A disk of a test's own, which is soon full. */
export class SmallDisk {
  readonly #filler: string;

  private constructor(readonly folder: string) {
    this.#filler = join(folder, 'filler');
  }

  /** Puts one at a place; where that is not allowed, the reason. */
  static mount(folder: string, mebibytes: number): SmallDisk | string {
    mkdirSync(folder, { mode: 0o700 });
    try {
      run('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=700`, 'tmpfs', folder);
      return new SmallDisk(folder);
    } catch (error) {
      return `no small disk can be mounted here: ${reasonOf(error)}`;
    }
  }

  /** Leaves no byte free. */
  fill(): void {
    const filler = openSync(this.#filler, 'w');
    try {
      for (let size = 65_536; size > 0;) {
        try {
          writeSync(filler, Buffer.alloc(size));
        } catch {
          size = Math.floor(size / 2);
        }
      }
    } finally {
      closeSync(filler);
    }
  }

  makeRoom(): void {
    rmSync(this.#filler);
  }

  unmount(): void {
    run('umount', this.folder);
  }
}

/** Compiles what makes writes fail into a folder; where there is no compiler, the reason. */
export function compileWriteErrors(folder: string): { readonly library: string } | string {
  const source = fileURLToPath(new URL('write-errors.c', import.meta.url));
  const library = join(folder, 'write-errors.so');
  try {
    run('cc', '-shared', '-fPIC', '-O1', '-o', library, source, '-ldl');
    return { library };
  } catch (error) {
    return `writes cannot be made to fail here: ${reasonOf(error)}`;
  }
}
