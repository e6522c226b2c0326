const colourful = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colourful ? `\u001b[${code}m${text}\u001b[0m` : text);

export const dim = (text) => paint(2, text);
export const green = (text) => paint(32, text);
export const red = (text) => paint(31, text);
export const yellow = (text) => paint(33, text);

/** Prints one line for the person at the terminal. */
export const say = (line) => process.stdout.write(`${line}\n`);

/** A duration as people read it: `0.4 s`. */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Runs `main` and turns an error into one sentence and exit code 1. */
export async function command(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`${red('Stopped:')} ${error.message}\n`);
    process.exitCode = 1;
  }
}
