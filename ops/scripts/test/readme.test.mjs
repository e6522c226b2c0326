// Catalogue: P6.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withHouse } from '../lib/demo-house.mjs';
import { inHouse } from '../lib/house.mjs';
import { run } from '../lib/run.mjs';

const page = readFileSync(inHouse('README.md'), 'utf8');
const [, chapter] = page.match(/^## Asking the API\n(.*?)^## /ms);
const hasCurl = spawnSync('sh', ['-c', 'command -v curl']).status === 0;

/** What is to be pasted, each with the answer that stands below it. */
const examples = [...chapter.matchAll(/```sh\n(.*?)```(?:\n\n```json\n(.*?)```)?/gs)].map(([, typed, answer]) => ({
  typed,
  answer: answer && JSON.parse(answer),
}));

/** Which names an answer has, in which order, and what stands in it word for word. */
function shapeOf(value, key) {
  if (Array.isArray(value)) return value.map((item) => shapeOf(item, key));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, shapeOf(held, name)]));
  return /Token|At$|Id$|^secret$/.test(key) ? typeof value : value;
}

/** The examples one after the other in one shell, as somebody pastes them; tokens are taken from the first answer. */
async function paste(address) {
  const answers = [];
  let remembered = '';
  for (const { typed, answer } of examples) {
    const { accessToken, refreshToken } = answers[0]?.data.register.auth ?? {};
    const secret = answers.find(({ data }) => data?.createApiToken)?.data.createApiToken.secret;
    const text = typed
      .replace('http://localhost:4000', address)
      .replace(/^access=.*$/m, `access='${accessToken}'`)
      .replace(/^refresh=.*$/m, `refresh='${refreshToken}'`)
      .replace(/^token=.*$/m, `token='${secret}'`);
    const { output } = await run('sh', ['-c', remembered + text]);
    remembered += text.match(/^\w+(\(\) \{|=).*\n/gm)?.join('') ?? '';
    if (answer) answers.push(JSON.parse(output));
  }
  return answers;
}

describe.skipIf(!hasCurl)('the examples of the README', () => {
  it('can be pasted one after the other and answer as it says', async () => {
    const answers = await withHouse(({ address }) => paste(address));
    const promised = examples.flatMap(({ answer }) => (answer ? [answer] : []));
    expect(promised.length).toBeGreaterThanOrEqual(6);
    expect(answers.map((answer) => shapeOf(answer))).toEqual(promised.map((answer) => shapeOf(answer)));
  });
});
