// Notes beside the compiled server which commit it was built from, and when; `GET /version` shows both.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

function currentCommit() {
  if (process.env.COMMIT) return process.env.COMMIT;
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

const info = { commit: currentCommit(), builtAt: new Date().toISOString() };
writeFileSync(new URL('./dist/build.json', import.meta.url), `${JSON.stringify(info)}\n`);
