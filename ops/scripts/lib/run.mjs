import { spawn } from 'node:child_process';
import { houseEnv, root } from './house.mjs';

const windows = process.platform === 'win32';

/** Starts a program in the project's environment. */
export function start(program, args, { cwd = root, env = {}, stdio = 'inherit' } = {}) {
  return spawn(program, args, { cwd, env: houseEnv(env), stdio, shell: windows && program === 'npm' });
}

/** Runs a program to its end, silently, and answers its exit code, its output and how long it took. */
export function run(program, args, options = {}) {
  const begun = performance.now();
  const child = start(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    const end = (code, note = '') =>
      resolve({ code, output: Buffer.concat(chunks).toString() + note, ms: performance.now() - begun });
    child.on('error', (error) => end(1, `${error.message}\n`));
    child.on('close', (code, signal) => end(code ?? 1, signal ? `ended by ${signal}\n` : ''));
  });
}

/** Runs a program to its end with the terminal as its own, and answers its exit code. */
export function show(program, args, options = {}) {
  const child = start(program, args, options);
  const hush = passSignals(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      hush();
      resolve(signal ? 1 : code);
    });
  });
}

/** Hands signals on to a child; a terminal already gives its own interrupt to both. Answers how to stop. */
function passSignals(child) {
  const signals = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const pass = (signal) => child.kill(signal);
  const ignore = () => {};
  if (process.stdin.isTTY) process.on('SIGINT', ignore);
  signals.forEach((signal) => process.on(signal, pass));
  return () => {
    process.off('SIGINT', ignore);
    signals.forEach((signal) => process.off(signal, pass));
  };
}

/** Becomes another program where the platform can, so that signals and exit code need no middleman; else runs it as a child. */
export async function become(program, args) {
  process.chdir(root);
  if (!windows && typeof process.execve === 'function') {
    process.removeAllListeners('warning');
    process.execve(program, [program, ...args], houseEnv());
  }
  return show(program, args);
}
