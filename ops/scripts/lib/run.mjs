import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { houseEnv, root } from './house.mjs';

const windows = process.platform === 'win32';

/** Starts a program in the project's environment. */
export function start(program, args, { cwd = root, env = {}, stdio = 'inherit' } = {}) {
  return spawn(program, args, { cwd, env: houseEnv(env), stdio, shell: windows && program === 'npm' });
}

const stopping = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** A terminal gives its own interrupt to everybody who runs in it. */
const isPassed = (signal) => signal !== 'SIGINT' || !process.stdin.isTTY;

/** The programs that `run` waits for, and the signal that came meanwhile: it ends them first and this process after them. */
const running = new Set();
let stoppedBy;

function stopRunning(signal) {
  stoppedBy = signal;
  if (isPassed(signal)) for (const child of running) child.kill(signal);
}

function takeIn(child) {
  if (running.size === 0) stopping.forEach((signal) => process.on(signal, stopRunning));
  running.add(child);
}

function letGo(child) {
  running.delete(child);
  if (running.size > 0) return;
  stopping.forEach((signal) => process.off(signal, stopRunning));
  if (stoppedBy) process.kill(process.pid, stoppedBy);
}

/** Whoever it starts inherits this; a program that could not be started, or has ended, has no priority. */
function giveWay({ pid }) {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It then runs as all others do.
  }
}

/**
 * Runs a program to its end, silently, and answers its exit code, its output and how long it took. A patient one takes
 * what others leave of the processor.
 */
export function run(program, args, { patient = false, ...options } = {}) {
  const begun = performance.now();
  const child = start(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  if (patient && child.pid !== undefined) giveWay(child);
  takeIn(child);
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    const end = (code, note = '') => {
      letGo(child);
      if (!stoppedBy) resolve({ code, output: Buffer.concat(chunks).toString() + note, ms: performance.now() - begun });
    };
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
  const signals = stopping.filter(isPassed);
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
